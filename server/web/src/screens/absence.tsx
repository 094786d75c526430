import { match as service, PURPOSE } from '../api';
import { MenteeTabs } from '../components/mentee_tabs';
import { WhenThere } from '../components/states';
import { VacancyFacts } from '../components/vacancy_facts';
import { Rule, Verdict } from '../generated/passung/v1/judgement_pb';
import { useLoad } from '../load';
import { currentLocale, number, percent, t, word } from '../messages';
import { linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';

// Why a vacancy is not among the first, and what would bring it there.
export function AbsenceScreen({ mentee, vacancy: id }: { mentee: string; vacancy: string }) {
  const name = `vacancies/${id}`;
  const [loaded, again] = useLoad(`${mentee} ${id}`, async (signal) => {
    const answer = await service.explainAbsence({
      subject: { case: 'mentee', value: `mentees/${mentee}` }, vacancy: name, locale: currentLocale(), purpose: PURPOSE,
    }, { signal });
    return { answer, vacancy: (await vacanciesNamed([name])).get(name) };
  });
  return (
    <>
      <MenteeTabs mentee={mentee} here="other" />
      <WhenThere loaded={loaded} again={again}>
        {({ answer, vacancy }) => {
          const barring = answer.match?.ruleOutcomes.filter((of) => of.verdict === Verdict.FAIL) ?? [];
          return (
            <article>
              <h2>{vacancy?.title || id}</h2>
              <p class="score"><strong>{t('page.place_of', { place: number(Number(answer.place)), listed: number(Number(answer.listed)) })}</strong> · {percent(answer.match?.score ?? 0)} {t('page.agreement')}</p>
              {barring.length > 0 && (
                <>
                  <h3>{t('page.barred_by')}</h3>
                  <ul class="barring">{barring.map((of) => <li key={of.rule}><strong>{word('rule', Rule[of.rule])}:</strong> {of.text}</li>)}</ul>
                </>
              )}
              <h3>{t('page.in_words')}</h3>
              <ul class="in-words">{answer.texts.map((text) => <li key={text}>{text}</li>)}</ul>
              {vacancy !== undefined && <VacancyFacts vacancy={vacancy} place={answer.match?.placeIndex ?? 0} />}
              <p><a href={linkTo(['mentees', mentee, 'match', id])}>{t('page.all_reasons')}</a></p>
            </article>
          );
        }}
      </WhenThere>
    </>
  );
}
