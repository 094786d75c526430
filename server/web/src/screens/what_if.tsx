import { useState } from 'preact/hooks';
import { catalog, type Fault, faultOf, isConflict, match as service, PURPOSE } from '../api';
import { MenteeTabs } from '../components/mentee_tabs';
import { WhenThere } from '../components/states';
import { HitClass } from '../generated/passung/v1/judgement_pb';
import type { RankVacanciesRequest } from '../generated/passung/v1/match_service_pb';
import type { Mentee } from '../generated/passung/v1/mentee_pb';
import { View } from '../generated/passung/v1/record_pb';
import type { Match } from '../generated/passung/v1/result_pb';
import { LanguageLevel } from '../generated/passung/v1/vocabulary_pb';
import { today } from '../holding';
import { useLoad } from '../load';
import { currentLocale, number, percent, t, word } from '../messages';
import { districtName } from '../names';
import { idOf, linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';
import { changed, type Change, isNoChange, NO_CHANGE, pathsOf } from '../what_if';

const SHOWN = 20;
const BEFORE = 1_000; // as many places of today as the server gives
const LEVELS = [LanguageLevel.A1, LanguageLevel.A2, LanguageLevel.B1, LanguageLevel.B2, LanguageLevel.C1, LanguageLevel.C2];
const MINUTES = [15, 30, 45, 60, 75, 90, 120];
const HOURS = [10, 20, 25, 30, 35, 40];

interface Today {
  mentee: Mentee;
  day: string; // that the server answers for
  districts: string[];
  place: Map<string, number>;
}

async function asItIs(mentee: string, signal: AbortSignal): Promise<Today> {
  const name = `mentees/${mentee}`;
  const [record, ranking] = await Promise.all([
    catalog.getMentee({ name, view: View.FULL, purpose: PURPOSE }, { signal }),
    service.rankVacancies({ subject: { case: 'mentee', value: name }, limit: BEFORE, exactOrder: true, purpose: PURPOSE }, { signal }),
  ]);
  return {
    mentee: record,
    day: ranking.versions?.asOf ?? today(),
    districts: (ranking.summary?.facets?.districts ?? []).flatMap((of) => of.district ?? []),
    place: new Map(ranking.matches.map((hit, i) => [hit.vacancy, i + 1])),
  };
}

function Choice({ name, value, options, onChange }: { name: string; value: string; options: [string, string][]; onChange: (value: string) => void }) {
  return (
    <p>
      <label for={`what-if-${name}`}>{t(`page.what_if.${name}`)}</label>
      <select id={`what-if-${name}`} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('page.as_it_is')}</option>
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </p>
  );
}

// Where a hit stood before, in words and not by an arrow alone.
function Moved({ hit, now, before }: { hit: Match; now: number; before: Map<string, number> }) {
  const was = before.get(hit.vacancy);
  if (was === undefined) return <span class="moved up">{t('page.moved.new')}</span>;
  if (was === now) return <span class="moved">{t('page.moved.same')}</span>;
  return <span class={`moved ${was > now ? 'up' : 'down'}`}>{t(was > now ? 'page.moved.up' : 'page.moved.down', { was: number(was) })}</span>;
}

function Ranking({ mentee, person, day, change, before }: { mentee: string; person: Mentee; day: string; change: Change; before: Map<string, number> }) {
  const [loaded, again] = useLoad(JSON.stringify(change), async (signal) => {
    const subject: RankVacanciesRequest['subject'] = { case: 'inlineMentee', value: changed(person, change, day) };
    const answer = await service.rankVacancies({ subject, limit: SHOWN, locale: currentLocale(), purpose: PURPOSE }, { signal });
    return { answer, vacancies: await vacanciesNamed(answer.matches.map((hit) => hit.vacancy)) };
  });
  return (
    <WhenThere loaded={loaded} again={again}>
      {({ answer, vacancies }) => (
        <>
          <p role="status">{t('page.what_if_caption', { listed: number(Number(answer.summary?.listed ?? 0)), open: number(Number(answer.summary?.open ?? 0)) })}</p>
          <table class="cards">
            <caption>{t('page.what_if_places')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('page.place')}</th><th scope="col">{t('page.vacancy')}</th><th scope="col">{t('page.agreement')}</th>
                <th scope="col">{t('page.state')}</th><th scope="col">{t('page.before')}</th>
              </tr>
            </thead>
            <tbody>
              {answer.matches.map((hit, i) => (
                <tr key={hit.vacancy}>
                  <td data-label={t('page.place')} class="number">{i + 1}</td>
                  <th scope="row"><a href={linkTo(['mentees', mentee, 'absence', idOf(hit.vacancy)])}>{vacancies.get(hit.vacancy)?.title || idOf(hit.vacancy)}</a></th>
                  <td data-label={t('page.agreement')} class="number">{percent(hit.score)}</td>
                  <td data-label={t('page.state')}>{word('hit_class', HitClass[hit.hitClass])}</td>
                  <td data-label={t('page.before')}><Moved hit={hit} now={i + 1} before={before} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </WhenThere>
  );
}

function Save({ person, day, change, onSaved, onConflict }: { person: Mentee; day: string; change: Change; onSaved: () => void; onConflict: () => void }) {
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await catalog.updateMentee({ mentee: changed(person, change, day), updateMask: { paths: pathsOf(change) } });
      onSaved();
    } catch (error) {
      setFault(isConflict(error) ? { kind: 'other', text: t('page.conflict') } : faultOf(error));
      if (isConflict(error)) onConflict();
    }
    setBusy(false);
  };
  return (
    <p>
      <button type="button" disabled={isNoChange(change) || busy} onClick={() => void save()}>{t('page.save_facts')}</button>{' '}
      {fault !== undefined && <span role="alert">{fault.text}</span>}
    </p>
  );
}

export function WhatIfScreen({ mentee }: { mentee: string }) {
  const [change, setChange] = useState(NO_CHANGE);
  const [saved, setSaved] = useState(false);
  const [loaded, again] = useLoad(mentee, (signal) => asItIs(mentee, signal));
  const set = (part: Partial<Change>) => { setSaved(false); setChange({ ...change, ...part }); };
  return (
    <>
      <MenteeTabs mentee={mentee} here="what_if" />
      <p>{t('page.what_if_note')}</p>
      <WhenThere loaded={loaded} again={again}>
        {({ mentee: person, day, districts, place }) => (
          <>
            <form class="filters" aria-label={t('page.tab.what_if')} onSubmit={(event) => event.preventDefault()}>
              <Choice name="german" value={change.german === LanguageLevel.UNSPECIFIED ? '' : String(change.german)}
                options={LEVELS.map((level) => [String(level), word('language_level', LanguageLevel[level])])}
                onChange={(value) => set({ german: Number(value) as LanguageLevel })} />
              <Choice name="minutes" value={change.minutes === 0 ? '' : String(change.minutes)}
                options={MINUTES.map((of) => [String(of), t('page.minutes', { n: of })])} onChange={(value) => set({ minutes: Number(value) })} />
              <Choice name="hours" value={change.hours === 0 ? '' : String(change.hours)}
                options={HOURS.map((of) => [String(of), t('page.hours', { n: of })])} onChange={(value) => set({ hours: Number(value) })} />
              <Choice name="district" value={change.district} options={districts.map((code) => [code, districtName(code)])}
                onChange={(value) => set({ district: value })} />
            </form>
            <Save person={person} day={day} change={change} onSaved={() => { setSaved(true); setChange(NO_CHANGE); again(); }} onConflict={again} />
            {saved && <p role="status">{t('page.saved')}</p>}
            <Ranking mentee={mentee} person={person} day={day} change={change} before={place} />
          </>
        )}
      </WhenThere>
    </>
  );
}
