// The districts of Saxony: where they lie, and what reports say of them.
import seats from './generated/seats.json';
import { report, PURPOSE } from './api';
import type { AdequacyFigures, DistrictBlocks, ListStumblingBlocksResponse, ReportAdequacyResponse } from './generated/passung/v1/report_service_pb';
import { currentLocale } from './messages';

export interface Seat {
  code: string;
  latitude: number;
  longitude: number;
}
// By official number (AGS), which is the order of every list of them.
export const SEATS: readonly Seat[] = seats;

export interface Blocks {
  blocks: ListStumblingBlocksResponse;
  adequacy: ReportAdequacyResponse;
}

export async function askBlocks(signal: AbortSignal): Promise<Blocks> {
  const [blocks, adequacy] = await Promise.all([
    report.listStumblingBlocks({ locale: currentLocale(), purpose: PURPOSE }, { signal }),
    report.reportAdequacy({ purpose: PURPOSE }, { signal }),
  ]);
  return { blocks, adequacy };
}

export const blocksOf = (of: Blocks, code: string): DistrictBlocks | undefined =>
  code === '' ? of.blocks.all : of.blocks.districts.find((one) => one.district === code);
export const adequacyOf = (of: Blocks, code: string): AdequacyFigures | undefined =>
  code === '' ? of.adequacy.all : of.adequacy.districts.find((one) => one.district === code);
