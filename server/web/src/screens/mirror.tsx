import { match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { Reasons } from '../components/reasons';
import { WhenThere } from '../components/states';
import { VacancyFacts } from '../components/vacancy_facts';
import { HitClass } from '../generated/passung/v1/judgement_pb';
import { useLoad } from '../load';
import { currentLocale, number, percent, t, word } from '../messages';
import { idOf, linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';

// Who suits a vacancy: the same numbers from the other side.
export function MirrorScreen({ vacancy: id }: { vacancy: string }) {
  const name = `vacancies/${id}`;
  const [loaded, again] = useLoad(id, async (signal) => {
    const [answer, vacancies] = await Promise.all([
      service.rankMentees({ subject: { case: 'vacancy', value: name }, locale: currentLocale(), purpose: PURPOSE }, { signal }),
      vacanciesNamed([name]),
    ]);
    return { answer, vacancy: vacancies.get(name) };
  });
  return (
    <WhenThere loaded={loaded} again={again}>
      {({ answer, vacancy }) => (
        <>
          <h2>{vacancy?.title || id}</h2>
          {vacancy !== undefined && <VacancyFacts vacancy={vacancy} place={0} />}
          <p role="status">{t('page.mirror_counts', { listed: number(Number(answer.summary?.listed ?? 0)), open: number(Number(answer.summary?.open ?? 0)) })}</p>
          {answer.matches.length === 0 ? <p class="empty">{t('page.no_people')}</p> : (
            <ol class="hits">
              {answer.matches.map((hit, i) => (
                <li class="hit" key={hit.mentee}>
                  <h3><span class="place">{i + 1}.</span> <a href={linkTo(['mentees', idOf(hit.mentee), 'match', id])}>{idOf(hit.mentee)}</a></h3>
                  <p class="score"><Bar share={hit.score} of={100_000_000} /><strong>{percent(hit.score)}</strong> {t('page.agreement')} · {word('hit_class', HitClass[hit.hitClass])}</p>
                  <Reasons match={hit} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </WhenThere>
  );
}
