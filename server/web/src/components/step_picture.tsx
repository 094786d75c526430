// How many vacancies each step opens, as bars, and the same in a table beside them.
import type { StepResult } from '../generated/passung/v1/analysis_pb';
import { number, t } from '../messages';

const MOST_BARS = 12;
const WIDTH = 360;
const LINE = 22;
const BAR = 14;
const NUMBER = 26; // room for the number of a step, left of its bar
const FIGURE = 50; // … and for its figure, right of it

export function StepPicture({ steps, opens }: { steps: readonly StepResult[]; opens: (of: StepResult) => number }) {
  const shown = steps.filter((of) => opens(of) > 0).sort((a, b) => opens(b) - opens(a)).slice(0, MOST_BARS);
  if (shown.length === 0) return null;
  const most = opens(shown[0]!);
  const width = (of: StepResult) => Math.max(2, Math.round(((WIDTH - NUMBER - FIGURE) * opens(of)) / most));
  return (
    <section class="map-and-table" aria-label={t('page.steps_picture')}>
      <figure>
        <svg class="step-picture" viewBox={`0 0 ${WIDTH} ${shown.length * LINE}`} role="img" aria-label={t('page.steps_picture')}>
          {shown.map((of, i) => (
            <g key={of.text}>
              <text x={NUMBER - 6} y={i * LINE + BAR} text-anchor="end">{i + 1}</text>
              <rect x={NUMBER} y={i * LINE + 2} width={width(of)} height={BAR} />
              <text x={NUMBER + width(of) + 6} y={i * LINE + BAR}>{number(opens(of))}</text>
            </g>
          ))}
        </svg>
        <figcaption>{t('page.steps_picture_note')}</figcaption>
      </figure>
      <table class="step-table">
        <caption>{t('page.steps_picture')}</caption>
        <thead><tr><th scope="col">{t('page.nr')}</th><th scope="col">{t('page.step')}</th><th scope="col">{t('page.opened')}</th></tr></thead>
        <tbody>
          {shown.map((of, i) => <tr key={of.text}><td class="number">{i + 1}</td><th scope="row">{of.text}</th><td class="number">{number(opens(of))}</td></tr>)}
        </tbody>
      </table>
    </section>
  );
}
