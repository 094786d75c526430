// Facts have days on which they hold; lists of them are in no order.
import { create } from '@bufbuild/protobuf';
import { type Validity, ValiditySchema } from './generated/passung/v1/vocabulary_pb';

export interface Dated {
  valid?: Validity | undefined;
}

// The day in Germany, which is the server's: in an hour or two of the night it is another one than in Greenwich.
const GERMAN_DAYS = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' });
export const germanDay = (time: Date): string => GERMAN_DAYS.format(time);
export const today = (): string => germanDay(new Date());

const from = (of: Dated): string => of.valid?.from ?? '';
export const holds = (of: Dated, day: string): boolean => from(of) <= day && (of.valid?.until === undefined || of.valid.until >= day);

// Of those that hold on a day the one that began last counts.
export function presentOf<T extends Dated>(all: readonly T[], day: string): T | undefined {
  let found: T | undefined;
  for (const one of all) if (holds(one, day) && (found === undefined || from(one) >= from(found))) found = one;
  return found;
}

export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

// A fact that holds no longer from a day on; undefined where it began that day. One that ended earlier stays as it is, and so
// does one of a later day: what is planned is not taken back by what is said of today.
export function ended<T extends Dated>(of: T, day: string): T | undefined {
  if (from(of) > day) return of;
  if (from(of) === day) return undefined;
  if (of.valid?.until !== undefined && of.valid.until < day) return of;
  const begun = of.valid?.from === undefined ? {} : { from: of.valid.from };
  return { ...of, valid: create(ValiditySchema, { ...begun, until: dayBefore(day) }) };
}
