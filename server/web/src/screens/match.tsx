import { catalog, match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { KnownFacts } from '../components/known_facts';
import { MenteeTabs } from '../components/mentee_tabs';
import { PinControls, PinStatus } from '../components/pins';
import { WhenThere } from '../components/states';
import { VacancyFacts } from '../components/vacancy_facts';
import { Criterion, Flag, HitClass, Rule, Verdict } from '../generated/passung/v1/judgement_pb';
import { View } from '../generated/passung/v1/record_pb';
import type { Match } from '../generated/passung/v1/result_pb';
import { today } from '../holding';
import { useLoad } from '../load';
import { currentLocale, day, number, percent, t, word } from '../messages';
import { usePins } from '../pins';
import { linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';

function Contributions({ match }: { match: Match }) {
  return (
    <table class="cards">
      <caption>{t('page.contributions_caption', { score: percent(match.score) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('page.criterion')}</th>
          <th scope="col">{t('page.points')}</th>
          <th scope="col">{t('page.weight')}</th>
          <th scope="col">{t('page.contribution')}</th>
          <th scope="col">{t('page.why')}</th>
        </tr>
      </thead>
      <tbody>
        {match.contributions.map((of) => (
          <tr key={of.criterion}>
            <th scope="row">{word('criterion', Criterion[of.criterion])}</th>
            <td data-label={t('page.points')} class="number">{number(of.points)}</td>
            <td data-label={t('page.weight')} class="number">{number(of.weight)}</td>
            <td data-label={t('page.contribution')} class="number">
              {percent(of.contribution)} <Bar share={of.contribution} of={of.weight * 10_000} />
            </td>
            <td data-label={t('page.why')}>{of.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rules({ match }: { match: Match }) {
  return (
    <table class="cards">
      <caption>{t('page.rules_caption')}</caption>
      <thead>
        <tr><th scope="col">{t('page.rule')}</th><th scope="col">{t('page.verdict')}</th><th scope="col">{t('page.why')}</th></tr>
      </thead>
      <tbody>
        {match.ruleOutcomes.map((of) => (
          <tr key={of.rule} class={`verdict-${Verdict[of.verdict]?.toLowerCase() ?? ''}`}>
            <th scope="row">{word('rule', Rule[of.rule])}</th>
            <td data-label={t('page.verdict')}>{word('verdict', Verdict[of.verdict])}</td>
            <td data-label={t('page.why')}>{of.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function MatchScreen({ mentee, vacancy: id }: { mentee: string; vacancy: string }) {
  const name = `vacancies/${id}`;
  const pins = usePins(mentee);
  const [loaded, again] = useLoad(`${mentee} ${id}`, async (signal) => {
    const [answer, vacancies, person] = await Promise.all([
      service.explainMatch({
        menteeSide: { case: 'mentee', value: `mentees/${mentee}` },
        vacancySide: { case: 'vacancy', value: name },
        locale: currentLocale(),
        purpose: PURPOSE,
      }, { signal }),
      vacanciesNamed([name]),
      catalog.getMentee({ name: `mentees/${mentee}`, view: View.FULL, purpose: PURPOSE }, { signal }),
    ]);
    return { answer, vacancy: vacancies.get(name), person };
  });
  return (
    <>
      <MenteeTabs mentee={mentee} here="other" />
      <WhenThere loaded={loaded} again={again}>
        {({ answer: { match, versions }, vacancy, person }) => match === undefined ? <p>{t('page.nothing_here_why')}</p> : (
          <article class="match">
            <h2>{vacancy?.title || id}</h2>
            <p class="score">
              <Bar share={match.score} of={100_000_000} />
              <strong>{percent(match.score)}</strong> {t('page.agreement')} · <span class="class">{word('hit_class', HitClass[match.hitClass])}</span>
            </p>
            {match.scoreInterval !== undefined && match.scoreInterval.min !== match.scoreInterval.max && (
              <p>{t('page.interval', { min: percent(match.scoreInterval.min), max: percent(match.scoreInterval.max) })}</p>
            )}
            {match.flags.length > 0 && <ul class="flags">{match.flags.map((flag) => <li key={flag}>{word('flag', Flag[flag])}</li>)}</ul>}
            {vacancy !== undefined && <VacancyFacts vacancy={vacancy} place={match.placeIndex} />}
            <PinControls pins={pins} vacancy={name} title={vacancy?.title || id} />
            <PinStatus pins={pins} />
            <Contributions match={match} />
            <Rules match={match} />
            <KnownFacts person={person} day={versions?.asOf ?? today()} />
            <p class="versions">{t('page.versions', {
              day: day(versions?.asOf), profile: versions?.profile ?? '', version: versions?.profileVersion ?? 0,
              revision: String(versions?.snapshotRevision ?? 0), engine: versions?.engineVersion ?? '',
            })}</p>
            <p class="actions">
              <button type="button" onClick={() => print()}>{t('page.print')}</button>{' '}
              <a href={linkTo(['mentees', mentee, 'absence', id])}>{t('page.what_would_help')}</a>{' '}
              <a href={linkTo(['mentees', mentee, 'questions'])}>{t('page.check_facts')}</a>{' '}
              <a href={linkTo(['vacancies', id])}>{t('page.mirror')}</a>
            </p>
          </article>
        )}
      </WhenThere>
    </>
  );
}
