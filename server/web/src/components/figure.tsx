// A figure of a report; absent where it would tell of too few people, which is not the same as none.
import { number, t } from '../messages';
import { Bar } from './bar';

export const figureText = (value: bigint | undefined): string => value === undefined ? t('page.too_few') : number(Number(value));

export function Figure({ label, value, most }: { label: string; value: bigint | undefined; most?: number }) {
  return (
    <td data-label={label} class="number">
      {value !== undefined && most !== undefined && <Bar share={Number(value)} of={most} kind="blocked" />} {figureText(value)}
    </td>
  );
}
