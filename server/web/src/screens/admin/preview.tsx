import { profileService, PURPOSE } from '../../api';
import { WhenThere } from '../../components/states';
import { Criterion, Rule } from '../../generated/passung/v1/judgement_pb';
import type { ScoringProfile } from '../../generated/passung/v1/profile_pb';
import type { ListChange, PlaceChange, PreviewProfileResponse } from '../../generated/passung/v1/profile_service_pb';
import type { Vacancy } from '../../generated/passung/v1/vacancy_pb';
import { useLoad } from '../../load';
import { number, percent, t, word } from '../../messages';
import { idOf, linkTo } from '../../router';
import { vacanciesNamed } from '../../vacancies';
import { Measured } from './measured';

const MOST_REASONS = 3;
const COUNTS = ['same', 'up', 'down', 'entered', 'left'] as const;

function Changes({ changes }: { changes: ListChange[] }) {
  return (
    <table class="cards">
      <caption>{t('page.preview.changes')}</caption>
      <thead><tr><th scope="col">{t('page.person')}</th>{COUNTS.map((of) => <th key={of} scope="col">{t(`page.preview.${of}`)}</th>)}</tr></thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.mentee}>
            <th scope="row"><a href={linkTo(['mentees', idOf(change.mentee)])}>{idOf(change.mentee)}</a></th>
            {COUNTS.map((of) => <td key={of} data-label={t(`page.preview.${of}`)} class="number">{number(change[of])}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const rules = (of: Rule[]): string => of.map((rule) => word('rule', Rule[rule])).join(', ');

const unbroken = (score: number): string => percent(score).replace(' ', '\u00a0');

// Rules first, then what counts most.
function Why({ mover }: { mover: PlaceChange }) {
  const reasons = [
    ...(mover.barredBefore.length > 0 ? [t('page.preview.barred_before', { rules: rules(mover.barredBefore) })] : []),
    ...(mover.barredAfter.length > 0 ? [t('page.preview.barred_after', { rules: rules(mover.barredAfter) })] : []),
    ...mover.contributions.slice(0, MOST_REASONS).map((of) =>
      t('page.preview.contribution', { criterion: word('criterion', Criterion[of.criterion]), before: unbroken(of.before), after: unbroken(of.after) })),
  ];
  return reasons.length === 0 ? <>{t('page.preview.others')}</> : <ul>{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>;
}

const place = (of: number): string => of === 0 ? t('page.preview.no_place') : number(of);

function Movers({ movers, vacancies }: { movers: PlaceChange[]; vacancies: Map<string, Vacancy> }) {
  return (
    <table class="cards">
      <caption>{t('page.preview.movers')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('page.vacancy')}</th><th scope="col">{t('page.person')}</th><th scope="col">{t('page.preview.place_before')}</th>
          <th scope="col">{t('page.preview.place_after')}</th><th scope="col">{t('page.why')}</th>
        </tr>
      </thead>
      <tbody>
        {movers.map((mover) => (
          <tr key={`${mover.mentee} ${mover.vacancy}`}>
            <th scope="row"><a href={linkTo(['mentees', idOf(mover.mentee), 'match', idOf(mover.vacancy)])}>{vacancies.get(mover.vacancy)?.title || idOf(mover.vacancy)}</a></th>
            <td data-label={t('page.person')}>{idOf(mover.mentee)}</td>
            <td data-label={t('page.preview.place_before')} class="number">{place(mover.placeBefore)}</td>
            <td data-label={t('page.preview.place_after')} class="number">{place(mover.placeAfter)}</td>
            <td data-label={t('page.why')}><Why mover={mover} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({ answer, vacancies }: { answer: PreviewProfileResponse; vacancies: Map<string, Vacancy> }) {
  if (answer.changes.length === 0) return <p class="empty">{t('page.no_mentees')}</p>;
  return (
    <>
      <p role="status">{t('page.preview.caption', {
        profile: idOf(answer.comparedWith), version: answer.comparedVersion, limit: answer.limit, n: answer.changes.length, of: number(Number(answer.visible)),
      })}</p>
      {answer.movers.length === 0 ? <p>{t('page.preview.nothing')}</p> : <Movers movers={answer.movers} vacancies={vacancies} />}
      <Changes changes={answer.changes} />
    </>
  );
}

// What the lists of some people would be with a profile that is not stored.
export function Preview({ profile }: { profile: ScoringProfile }) {
  const [loaded, again] = useLoad('preview', async (signal) => {
    const answer = await profileService.previewProfile({ profile, purpose: PURPOSE }, { signal });
    return { answer, vacancies: await vacanciesNamed(answer.movers.map((mover) => mover.vacancy)) };
  });
  return (
    <section class="report" aria-labelledby="preview-heading">
      <h2 id="preview-heading">{t('page.preview.heading')}</h2>
      <WhenThere loaded={loaded} again={again}>{({ answer, vacancies }) => <Answer answer={answer} vacancies={vacancies} />}</WhenThere>
      <Measured profile={profile} />
    </section>
  );
}
