import { match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { MenteeTabs } from '../components/mentee_tabs';
import { StepPicture } from '../components/step_picture';
import { WhenThere } from '../components/states';
import { LeadSource, type StepResult } from '../generated/passung/v1/analysis_pb';
import type { Vacancy } from '../generated/passung/v1/vacancy_pb';
import { useLoad } from '../load';
import { currentLocale, number, t, word } from '../messages';
import { idOf, linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';

const opens = (of: StepResult): number => Number(of.gain?.opens ?? 0);

function StepCard({ mentee, of, most, vacancies }: { mentee: string; of: StepResult; most: number; vacancies: Map<string, Vacancy> }) {
  const examples = (of.gain?.examples ?? []).filter((example) => vacancies.has(example.vacancy));
  return (
    <li class="step">
      <h2>{of.text}</h2>
      <p class="opens"><Bar share={opens(of)} of={most} kind="opens" /> <strong>{t('page.opens', { n_raw: opens(of), n: number(opens(of)) })}</strong></p>
      <p>{of.gainText}</p>
      <p class="lead">{of.leadDays > 0 ? t('page.takes', { days: number(of.leadDays), source: word('lead_source', LeadSource[of.leadSource]) }) : t('page.takes_nothing')}</p>
      {examples.length > 0 && (
        <>
          <h3>{t('page.for_example')}</h3>
          <ul>{examples.map((example) => <li key={example.vacancy}><a href={linkTo(['mentees', mentee, 'absence', idOf(example.vacancy)])}>{vacancies.get(example.vacancy)?.title}</a></li>)}</ul>
        </>
      )}
      {of.offers !== undefined && of.offers.offers.length === 0 && <p class="no-offer">{t('page.no_offer')}</p>}
      {(of.offers?.offers.length ?? 0) > 0 && (
        <>
          <h3>{t('page.offers')}</h3>
          <ul>{of.offers?.offers.map((offer) => <li key={offer.offer}>{offer.title}</li>)}</ul>
        </>
      )}
    </li>
  );
}

// What single steps would open. Those that change nothing are counted, not shown.
export function StepsScreen({ mentee }: { mentee: string }) {
  const [loaded, again] = useLoad(mentee, async (signal) => {
    const answer = await service.analyzeSteps({ subject: { case: 'mentee', value: `mentees/${mentee}` }, locale: currentLocale(), purpose: PURPOSE }, { signal });
    const names = answer.steps.flatMap((of) => of.gain?.examples.map((example) => example.vacancy) ?? []);
    return { answer, vacancies: await vacanciesNamed(names) };
  });
  return (
    <>
      <MenteeTabs mentee={mentee} here="steps" />
      <WhenThere loaded={loaded} again={again}>
        {({ answer, vacancies }) => {
          const useful = answer.steps.filter((of) => opens(of) > 0 || Number(of.gain?.entersTop ?? 0) > 0 || Number(of.gain?.furthers ?? 0) > 0);
          const most = Math.max(1, ...useful.map(opens));
          return (
            <>
              <p role="status">{t('page.steps_counts', { useful: number(useful.length), other: number(answer.steps.length - useful.length) })}</p>
              <StepPicture steps={useful} opens={opens} />
              {useful.length === 0 ? <p class="empty">{t('page.no_steps')}</p> : (
                <ol class="steps">{useful.map((of) => <StepCard key={of.text} mentee={mentee} of={of} most={most} vacancies={vacancies} />)}</ol>
              )}
              <p>{t('page.steps_note')}</p>
            </>
          );
        }}
      </WhenThere>
    </>
  );
}
