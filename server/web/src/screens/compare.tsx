import { match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { MenteeTabs } from '../components/mentee_tabs';
import { WhenThere } from '../components/states';
import { Criterion, HitClass } from '../generated/passung/v1/judgement_pb';
import type { Match } from '../generated/passung/v1/result_pb';
import { VacancyKind } from '../generated/passung/v1/vocabulary_pb';
import { useLoad } from '../load';
import { currentLocale, day, percent, t, word } from '../messages';
import { employerName, placeName } from '../names';
import { obstacleOf } from '../reasons';
import { linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';

export const MOST_COMPARED = 4;

async function pairs(mentee: string, ids: string[], signal: AbortSignal) {
  const names = ids.map((id) => `vacancies/${id}`);
  const [matches, vacancies] = await Promise.all([
    Promise.all(names.map(async (name) => (await service.explainMatch({
      menteeSide: { case: 'mentee', value: `mentees/${mentee}` }, vacancySide: { case: 'vacancy', value: name }, locale: currentLocale(), purpose: PURPOSE,
    }, { signal })).match)),
    vacanciesNamed(names),
  ]);
  return ids.flatMap((id, i) => {
    const match = matches[i];
    return match === undefined ? [] : [{ id, match, vacancy: vacancies.get(`vacancies/${id}`) }];
  });
}

const contributionOf = (match: Match, criterion: Criterion) => match.contributions.find((of) => of.criterion === criterion);

// Up to four vacancies side by side, criterion by criterion.
export function CompareScreen({ mentee, ids }: { mentee: string; ids: string[] }) {
  const wanted = ids.slice(0, MOST_COMPARED);
  const [loaded, again] = useLoad(`${mentee} ${wanted.join(' ')}`, (signal) => pairs(mentee, wanted, signal));
  return (
    <>
      <MenteeTabs mentee={mentee} here="other" />
      <WhenThere loaded={loaded} again={again}>
        {(all) => all.length === 0 ? <p class="empty">{t('page.compare_none')}</p> : (
          <div class="scroll" tabIndex={0} role="region" aria-label={t('page.compare')}>
            <table class="compare">
              <caption>{t('page.compare_caption', { n: all.length })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('page.criterion')}</th>
                  {all.map(({ id, vacancy }) => <th scope="col" key={id}><a href={linkTo(['mentees', mentee, 'match', id])}>{vacancy?.title || id}</a></th>)}
                </tr>
              </thead>
              <tbody>
                <tr><th scope="row">{t('page.employer')}</th>{all.map(({ id, vacancy }) => <td key={id}>{vacancy === undefined ? '' : employerName(vacancy)}</td>)}</tr>
                <tr><th scope="row">{t('page.work_place')}</th>{all.map(({ id, vacancy, match }) => <td key={id}>{placeName(vacancy?.places[match.placeIndex])}</td>)}</tr>
                <tr><th scope="row">{t('page.kind')}</th>{all.map(({ id, vacancy }) => <td key={id}>{word('vacancy_kind', VacancyKind[vacancy?.kind ?? 0])}</td>)}</tr>
                <tr><th scope="row">{t('page.start')}</th>{all.map(({ id, vacancy }) => <td key={id}>{day(vacancy?.start)}</td>)}</tr>
                <tr class="total"><th scope="row">{t('page.agreement')}</th>{all.map(({ id, match }) => <td key={id}><strong>{percent(match.score)}</strong></td>)}</tr>
                {all[0]!.match.contributions.map(({ criterion }) => (
                  <tr key={criterion}>
                    <th scope="row">{word('criterion', Criterion[criterion])}</th>
                    {all.map(({ id, match }) => {
                      const of = contributionOf(match, criterion);
                      return <td key={id}>{percent(of?.contribution ?? 0)} <Bar share={of?.contribution ?? 0} of={(of?.weight ?? 1) * 10_000} /></td>;
                    })}
                  </tr>
                ))}
                <tr><th scope="row">{t('page.state')}</th>{all.map(({ id, match }) => <td key={id}>{word('hit_class', HitClass[match.hitClass])}</td>)}</tr>
                <tr><th scope="row">{t('page.obstacle_name')}</th>{all.map(({ id, match }) => {
                  const obstacle = obstacleOf(match);
                  return <td key={id}>{obstacle?.byRule ? obstacle.text : t('page.none')}</td>;
                })}</tr>
              </tbody>
            </table>
          </div>
        )}
      </WhenThere>
    </>
  );
}
