import { create } from '@bufbuild/protobuf';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { MenteeTabs } from '../components/mentee_tabs';
import { PinControls, PinnedElsewhere, PinStatus } from '../components/pins';
import { NearRows } from '../components/near_rows';
import { Reasons } from '../components/reasons';
import { WhenThere } from '../components/states';
import { HitClass } from '../generated/passung/v1/judgement_pb';
import { PinMark } from '../generated/passung/v1/pin_pb';
import { MatchFilterSchema, type RankVacanciesResponse } from '../generated/passung/v1/match_service_pb';
import type { Facets, Match } from '../generated/passung/v1/result_pb';
import type { Vacancy } from '../generated/passung/v1/vacancy_pb';
import { VacancyKind } from '../generated/passung/v1/vocabulary_pb';
import { useLoad } from '../load';
import { ago, currentLocale, day, number, percent, t, word } from '../messages';
import { districtName, employerName, mainGroupName, placeName } from '../names';
import { type Pins, usePins } from '../pins';
import { idOf, linkTo } from '../router';
import { ageOf, vacanciesNamed } from '../vacancies';
import { MOST_COMPARED } from './compare';

const LIMITS = [20, 40, 100, 200, 500, 1_000]; // rows, as one goes on asking for more
const LIMIT = LIMITS[0]!;

interface Shown {
  answer: RankVacanciesResponse;
  vacancies: Map<string, Vacancy>;
}

// Which vacancies are looked at, as it stands in the address: a list can be passed on as it was seen.
interface Filter {
  district: string;
  kind: string;
  occupation: string;
  employer: string; // id
  class: string;
  limit: number;
}

const filterOf = (query: URLSearchParams): Filter => ({
  district: query.get('district') ?? '',
  kind: query.get('kind') ?? '',
  occupation: query.get('occupation') ?? '',
  employer: query.get('employer') ?? '',
  class: query.get('class') ?? '',
  limit: Math.min(1_000, Math.max(LIMIT, Number(query.get('limit') ?? LIMIT) || LIMIT)),
});

async function rank(mentee: string, filter: Filter, signal: AbortSignal): Promise<Shown> {
  const answer = await service.rankVacancies({
    subject: { case: 'mentee', value: `mentees/${mentee}` },
    limit: filter.limit,
    locale: currentLocale(),
    purpose: PURPOSE,
    classes: filter.class === '' ? [] : [Number(filter.class) as HitClass],
    filter: create(MatchFilterSchema, {
      districts: filter.district === '' ? [] : [filter.district],
      kinds: filter.kind === '' ? [] : [Number(filter.kind) as VacancyKind],
      occupations: filter.occupation === '' ? [] : [filter.occupation],
      employers: filter.employer === '' ? [] : [`employers/${filter.employer}`],
    }),
  }, { signal });
  return { answer, vacancies: await vacanciesNamed(answer.matches.map((hit) => hit.vacancy)) };
}

// What can be filtered for at all: of the whole list, so that one goes from one district to the next at once.
async function facetsOf(mentee: string, signal: AbortSignal): Promise<Facets | undefined> {
  const answer = await service.rankVacancies({ subject: { case: 'mentee', value: `mentees/${mentee}` }, limit: 1, purpose: PURPOSE }, { signal });
  return answer.summary?.facets;
}

// Of those whose vacancies are shown: the server counts no employers.
function employersOf(vacancies: Iterable<Vacancy>): [string, string][] {
  const names = new Map<string, string>();
  for (const vacancy of vacancies) if (vacancy.employer !== '') names.set(idOf(vacancy.employer), employerName(vacancy));
  return [...names].sort(([, a], [, b]) => a.localeCompare(b, currentLocale()));
}

const CLASSES = [HitClass.OPEN, HitClass.LATER, HitClass.UNCLEAR, HitClass.CLOSED];

interface FilterProperties {
  mentee: string;
  filter: Filter;
  facets: Facets | undefined;
  employers: [string, string][];
}

function Filters({ mentee, filter, facets, employers }: FilterProperties) {
  const go = (change: Partial<Filter>) => {
    const { limit: _, ...chosen } = { ...filter, ...change };
    location.hash = linkTo(['mentees', mentee], chosen);
  };
  // Without counts: those of an answer are of the combination that counts, a filter takes any that a vacancy has.
  const choices: { name: Exclude<keyof Filter, 'limit'>; options: [string, string][] }[] = [
    { name: 'district', options: (facets?.districts ?? []).flatMap(({ district }) => district === undefined ? [] : [[district, districtName(district)] as [string, string]]) },
    { name: 'kind', options: (facets?.kinds ?? []).flatMap(({ kind }) => kind === VacancyKind.UNSPECIFIED ? [] : [[String(kind), word('vacancy_kind', VacancyKind[kind])] as [string, string]]) },
    { name: 'occupation', options: (facets?.mainGroups ?? []).flatMap(({ mainGroup }) => mainGroup === undefined ? [] : [[mainGroup, mainGroupName(mainGroup)] as [string, string]]) },
    { name: 'employer', options: employers },
    { name: 'class', options: CLASSES.map((of) => [String(of), word('hit_class', HitClass[of])]) },
  ];
  return (
    <form class="filters" aria-label={t('page.filters')} onSubmit={(event) => event.preventDefault()}>
      {choices.map(({ name, options }) => {
        const chosen = filter[name];
        const listed = chosen === '' || options.some(([value]) => value === chosen);
        return (
          <p key={name}>
            <label for={`filter-${name}`}>{t(`page.filter.${name}`)}</label>
            <select id={`filter-${name}`} value={chosen} onChange={(event) => go({ [name]: event.currentTarget.value })}>
              <option value="">{t('page.all')}</option>
              {!listed && <option value={chosen}>{name === 'district' ? districtName(chosen) : name === 'occupation' ? mainGroupName(chosen) : chosen}</option>}
              {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
            </select>
          </p>
        );
      })}
    </form>
  );
}

interface HitProperties {
  mentee: string;
  rank: number;
  position: { role: 'listitem'; 'aria-posinset': number; 'aria-setsize': number }; // in the list where it stands
  hit: Match;
  vacancy: Vacancy | undefined;
  pins: Pins;
  chosen: boolean; // to be compared
  onChoose: ((chosen: boolean) => void) | undefined; // undefined: no more can be chosen
}

function Hit({ mentee, rank: place, position, hit, vacancy, pins, chosen, onChoose }: HitProperties) {
  const title = vacancy?.title || idOf(hit.vacancy);
  const changed = vacancy === undefined ? undefined : ageOf(vacancy)?.changed;
  return (
    <div {...position} class={`hit ${HitClass[hit.hitClass]?.toLowerCase() ?? ''}`}>
      <h2><span class="place">{place}.</span> <a href={linkTo(['mentees', mentee, 'match', idOf(hit.vacancy)])}>{title}</a></h2>
      {vacancy !== undefined && (
        <p class="where">
          {employerName(vacancy)} · {placeName(vacancy.places[hit.placeIndex])} · {word('vacancy_kind', VacancyKind[vacancy.kind])}
          {vacancy.published !== undefined && <> · {t('page.published', { day: day(vacancy.published) })}</>}
          {changed !== undefined && <> · {t('page.changed', { ago: ago(changed) })}</>}
        </p>
      )}
      <p class="score">
        <Bar share={hit.score} of={100_000_000} />
        <strong>{percent(hit.score)}</strong> {t('page.agreement')} · <span class="class">{word('hit_class', HitClass[hit.hitClass])}</span>
      </p>
      <Reasons match={hit} />
      <PinControls pins={pins} vacancy={hit.vacancy} title={title} />
      <p class="choose">
        <label>
          <input type="checkbox" checked={chosen} disabled={onChoose === undefined} onChange={(event) => onChoose?.(event.currentTarget.checked)} />{' '}
          {t('page.compare_this', { vacancy: title })}
        </label>
      </p>
    </div>
  );
}

interface HitsProperties {
  answer: RankVacanciesResponse;
  pins: Pins;
  showsHidden: boolean;
  onShow: (shows: boolean) => void;
  children: (hit: Match, index: number, place: number, of: number) => ComponentChildren;
}

// Pinned ones first, hidden ones on request; places are those of the server.
function Hits({ answer, pins, showsHidden, onShow, children }: HitsProperties) {
  const places = answer.matches.map((hit, index) => ({ hit, index, mark: pins.all.get(hit.vacancy)?.mark }));
  const pinned = places.filter(({ mark }) => mark === PinMark.PINNED);
  const hidden = places.filter(({ mark }) => mark === PinMark.HIDDEN);
  const others = places.filter(({ mark }) => mark !== PinMark.PINNED && (showsHidden || mark !== PinMark.HIDDEN));
  return (
    <>
      {pinned.length > 0 && (
        <section aria-label={t('page.pinned')}>
          <h2>{t('page.pinned')}</h2>
          <NearRows kind="hits pinned" rows={pinned}>{({ hit, index }, place, of) => children(hit, index, place, of)}</NearRows>
          <h2>{t('page.not_pinned')}</h2>
        </section>
      )}
      <NearRows kind="hits" rows={others}>{({ hit, index }, place, of) => children(hit, index, place, of)}</NearRows>
      {hidden.length > 0 && (
        <p class="hidden-count">
          {t('page.hidden_count', { n_raw: hidden.length, n: number(hidden.length) })}{' '}
          <button type="button" aria-pressed={showsHidden} onClick={() => onShow(!showsHidden)}>{t('page.show_hidden')}</button>
        </p>
      )}
    </>
  );
}

function WhyNot({ mentee }: { mentee: string }) {
  const [vacancy, setVacancy] = useState('');
  return (
    <form class="search" onSubmit={(event) => { event.preventDefault(); if (vacancy.trim() !== '') location.hash = linkTo(['mentees', mentee, 'absence', vacancy.trim()]); }}>
      <label for="why-not">{t('page.why_not')}</label>
      <input id="why-not" value={vacancy} autocomplete="off" onInput={(event) => setVacancy(event.currentTarget.value)} />
      <button type="submit">{t('page.ask')}</button>
    </form>
  );
}

export function ListScreen({ mentee, query }: { mentee: string; query: URLSearchParams }) {
  const filter = filterOf(query);
  const [loaded, again] = useLoad(`${mentee}?${query.toString()}`, (signal) => rank(mentee, filter, signal));
  const [facets] = useLoad(mentee, (signal) => facetsOf(mentee, signal));
  const shown = loaded.state === 'there' ? loaded.value : loaded.state === 'loading' ? loaded.before : undefined;
  const pins = usePins(mentee);
  const pinned = [...pins.all.values()].filter((pin) => pin.mark === PinMark.PINNED).map((pin) => pin.vacancy);
  const [titles] = useLoad(pinned.join(' '), () => vacanciesNamed(pinned));
  const [showsHidden, setShowsHidden] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]); // ids, to be compared
  const choose = (id: string) => {
    if (!chosen.includes(id) && chosen.length === MOST_COMPARED) return undefined;
    return (wanted: boolean) => setChosen(wanted ? [...chosen, id] : chosen.filter((of) => of !== id));
  };
  const more = () => { location.hash = linkTo(['mentees', mentee], { ...filter, limit: String(LIMITS.find((of) => of > filter.limit) ?? filter.limit) }); };
  return (
    <>
      <MenteeTabs mentee={mentee} here="list" />
      <Filters mentee={mentee} filter={filter} facets={facets.state === 'there' ? facets.value : undefined} employers={employersOf(shown?.vacancies.values() ?? [])} />
      <WhenThere loaded={loaded} again={again}>
        {({ answer, vacancies }) => (
          <>
            <p role="status">{t('page.counts', {
              listed: number(Number(answer.summary?.listed ?? 0)), open: number(Number(answer.summary?.open ?? 0)),
              closed: number(Number(answer.summary?.closed ?? 0)), day: day(answer.versions?.asOf),
            })}</p>
            {answer.exploration !== undefined && <p class="note">{t('note.explored')}</p>}
            {answer.matches.length === 0 ? <p class="empty">{t('page.no_vacancies')}</p> : (
              <Hits answer={answer} pins={pins} showsHidden={showsHidden} onShow={setShowsHidden}>
                {(hit, i, place, of) => <Hit key={hit.vacancy} mentee={mentee} rank={i + 1} position={{ role: 'listitem', 'aria-posinset': place, 'aria-setsize': of }} hit={hit} vacancy={vacancies.get(hit.vacancy)} pins={pins}
                  chosen={chosen.includes(idOf(hit.vacancy))} onChoose={choose(idOf(hit.vacancy))} />}
              </Hits>
            )}
            <PinnedElsewhere mentee={mentee} pins={pins} shown={new Set(answer.matches.map((hit) => hit.vacancy))}
              titles={titles.state === 'there' ? titles.value : new Map()} />
            <PinStatus pins={pins} />
            {chosen.length > 1 && (
              <p class="compare-chosen"><a href={linkTo(['mentees', mentee, 'compare', chosen.join(',')])}>{t('page.compare_chosen', { n: chosen.length })}</a></p>
            )}
            {answer.matches.length === filter.limit && filter.limit < LIMITS.at(-1)! && <button type="button" onClick={more}>{t('page.more')}</button>}
          </>
        )}
      </WhenThere>
      <WhyNot mentee={mentee} />
    </>
  );
}
