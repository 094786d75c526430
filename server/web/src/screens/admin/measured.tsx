import { profileService, PURPOSE } from '../../api';
import { WhenThere } from '../../components/states';
import type { ScoringProfile } from '../../generated/passung/v1/profile_pb';
import type { PreviewProfileResponse } from '../../generated/passung/v1/profile_service_pb';
import { type SliceChange, SliceKind } from '../../generated/passung/v1/tuning_pb';
import { useLoad } from '../../load';
import { number, share, t, word } from '../../messages';
import { districtName } from '../../names';

const COLUMNS = ['people', 'difference', 'range', 'better', 'worse'] as const;

function valueOf({ kind, value }: SliceChange): string {
  if (value === '') return t('page.unknown');
  if (kind === SliceKind.DISTRICT) return districtName(value);
  return kind === SliceKind.VACANCY_KIND ? word('vacancy_kind', value) : value;
}

// One for each of COLUMNS.
function cells({ hidden, people, ndcg }: SliceChange): string[] {
  const none = t('page.preview.not_shown');
  const difference = ndcg?.difference;
  if (hidden || ndcg === undefined || difference === undefined) return COLUMNS.map((_, i) => (i === 0 ? none : ''));
  const count = (of: bigint): string => (ndcg.countsHidden ? none : number(Number(of)));
  // Of so few who differ nothing can be said but that.
  const range = ndcg.countsHidden && ndcg.pT === 1 ? none : `${share(difference.low)} … ${share(difference.high)}`;
  return [number(Number(people)), share(difference.value), range, count(ndcg.better), count(ndcg.worse)];
}

function Slices({ answer }: { answer: PreviewProfileResponse }) {
  if (answer.measured === undefined) return <p>{t('page.preview.no_slices')}</p>;
  return (
    <>
      <table class="cards">
        <caption>{t('page.preview.slices', { n: number(Number(answer.measured.difference?.count ?? 0)) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('page.preview.slice_value')}</th><th scope="col">{t('page.preview.slice')}</th>
            {COLUMNS.map((of) => <th key={of} scope="col">{t(`page.preview.${of}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {answer.slices.map((slice) => (
            <tr key={`${slice.kind} ${slice.value}`}>
              <th scope="row">{valueOf(slice)}</th>
              <td data-label={t('page.preview.slice')}>{word('slice_kind', SliceKind[slice.kind])}</td>
              {cells(slice).map((cell, i) => <td key={COLUMNS[i]} data-label={t(`page.preview.${COLUMNS[i]}`)} class="number">{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('page.preview.slices_note')}</p>
    </>
  );
}

// Who gains and who loses; asked for apart from the lists, which are there sooner.
export function Measured({ profile }: { profile: ScoringProfile }) {
  const [loaded, again] = useLoad('measured', (signal) =>
    profileService.previewProfile({ profile, purpose: PURPOSE, measure: true, sample: 1, limit: 1 }, { signal }));
  return <WhenThere loaded={loaded} again={again}>{(answer) => <Slices answer={answer} />}</WhenThere>;
}
