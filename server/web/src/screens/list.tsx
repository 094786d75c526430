import { create } from '@bufbuild/protobuf';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { MenteeTabs } from '../components/mentee_tabs';
import { PinControls, PinnedElsewhere, PinStatus } from '../components/pins';
import { Reasons } from '../components/reasons';
import { WhenThere } from '../components/states';
import { HitClass } from '../generated/passung/v1/judgement_pb';
import { PinMark } from '../generated/passung/v1/pin_pb';
import { MatchFilterSchema, type RankVacanciesResponse } from '../generated/passung/v1/match_service_pb';
import type { Facets, Match } from '../generated/passung/v1/result_pb';
import type { Vacancy } from '../generated/passung/v1/vacancy_pb';
import { VacancyKind } from '../generated/passung/v1/vocabulary_pb';
import { useLoad } from '../load';
import { currentLocale, day, number, percent, t, word } from '../messages';
import { districtName, employerName, placeName } from '../names';
import { type Pins, usePins } from '../pins';
import { idOf, linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';
import { MOST_COMPARED } from './compare';

const LIMIT = 20;

interface Shown {
  answer: RankVacanciesResponse;
  vacancies: Map<string, Vacancy>;
}

// Which vacancies are looked at, as it stands in the address: a list can be passed on as it was seen.
interface Filter {
  district: string;
  kind: string;
  occupation: string;
  limit: number;
}

const filterOf = (query: URLSearchParams): Filter => ({
  district: query.get('district') ?? '',
  kind: query.get('kind') ?? '',
  occupation: query.get('occupation') ?? '',
  limit: Math.min(1_000, Math.max(LIMIT, Number(query.get('limit') ?? LIMIT) || LIMIT)),
});

async function rank(mentee: string, filter: Filter, signal: AbortSignal): Promise<Shown> {
  const answer = await service.rankVacancies({
    subject: { case: 'mentee', value: `mentees/${mentee}` },
    limit: filter.limit,
    locale: currentLocale(),
    purpose: PURPOSE,
    filter: create(MatchFilterSchema, {
      districts: filter.district === '' ? [] : [filter.district],
      kinds: filter.kind === '' ? [] : [Number(filter.kind) as VacancyKind],
      occupations: filter.occupation === '' ? [] : [filter.occupation],
    }),
  }, { signal });
  return { answer, vacancies: await vacanciesNamed(answer.matches.map((hit) => hit.vacancy)) };
}

// What can be filtered for at all: of the whole list, so that one goes from one district to the next at once.
async function facetsOf(mentee: string, signal: AbortSignal): Promise<Facets | undefined> {
  const answer = await service.rankVacancies({ subject: { case: 'mentee', value: `mentees/${mentee}` }, limit: 1, purpose: PURPOSE }, { signal });
  return answer.summary?.facets;
}

function Filters({ mentee, filter, facets }: { mentee: string; filter: Filter; facets: Facets | undefined }) {
  const go = (change: Partial<Filter>) => {
    const { district, kind, occupation } = { ...filter, ...change };
    location.hash = linkTo(['mentees', mentee], { district, kind, occupation });
  };
  // Without counts: those of an answer are of the combination that counts, a filter takes any that a vacancy has.
  const choices: { name: 'district' | 'kind' | 'occupation'; options: [string, string][] }[] = [
    { name: 'district', options: (facets?.districts ?? []).flatMap(({ district }) => district === undefined ? [] : [[district, districtName(district)] as [string, string]]) },
    { name: 'kind', options: (facets?.kinds ?? []).flatMap(({ kind }) => kind === VacancyKind.UNSPECIFIED ? [] : [[String(kind), word('vacancy_kind', VacancyKind[kind])] as [string, string]]) },
    { name: 'occupation', options: (facets?.mainGroups ?? []).flatMap(({ mainGroup }) => mainGroup === undefined ? [] : [[mainGroup, mainGroup] as [string, string]]) },
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
              {!listed && <option value={chosen}>{name === 'district' ? districtName(chosen) : chosen}</option>}
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
  hit: Match;
  vacancy: Vacancy | undefined;
  pins: Pins;
  chosen: boolean; // to be compared
  onChoose: ((chosen: boolean) => void) | undefined; // undefined: no more can be chosen
}

function Hit({ mentee, rank: place, hit, vacancy, pins, chosen, onChoose }: HitProperties) {
  const title = vacancy?.title || idOf(hit.vacancy);
  return (
    <li class={`hit ${HitClass[hit.hitClass]?.toLowerCase() ?? ''}`}>
      <h2><span class="place">{place}.</span> <a href={linkTo(['mentees', mentee, 'match', idOf(hit.vacancy)])}>{title}</a></h2>
      {vacancy !== undefined && (
        <p class="where">
          {employerName(vacancy)} · {placeName(vacancy.places[hit.placeIndex])} · {word('vacancy_kind', VacancyKind[vacancy.kind])}
          {vacancy.published !== undefined && <> · {t('page.published', { day: day(vacancy.published) })}</>}
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
    </li>
  );
}

interface HitsProperties {
  answer: RankVacanciesResponse;
  pins: Pins;
  showsHidden: boolean;
  onShow: (shows: boolean) => void;
  children: (hit: Match, index: number) => ComponentChildren;
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
          <ol class="hits pinned">{pinned.map(({ hit, index }) => children(hit, index))}</ol>
          <h2>{t('page.not_pinned')}</h2>
        </section>
      )}
      <ol class="hits">{others.map(({ hit, index }) => children(hit, index))}</ol>
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
  const pins = usePins(mentee);
  const pinned = [...pins.all.values()].filter((pin) => pin.mark === PinMark.PINNED).map((pin) => pin.vacancy);
  const [titles] = useLoad(pinned.join(' '), () => vacanciesNamed(pinned));
  const [showsHidden, setShowsHidden] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]); // ids, to be compared
  const choose = (id: string) => {
    if (!chosen.includes(id) && chosen.length === MOST_COMPARED) return undefined;
    return (wanted: boolean) => setChosen(wanted ? [...chosen, id] : chosen.filter((of) => of !== id));
  };
  const more = () => { location.hash = linkTo(['mentees', mentee], { ...filter, limit: String(filter.limit + LIMIT) }); };
  return (
    <>
      <MenteeTabs mentee={mentee} here="list" />
      <Filters mentee={mentee} filter={filter} facets={facets.state === 'there' ? facets.value : undefined} />
      <WhenThere loaded={loaded} again={again}>
        {({ answer, vacancies }) => (
          <>
            <p role="status">{t('page.counts', {
              listed: number(Number(answer.summary?.listed ?? 0)), open: number(Number(answer.summary?.open ?? 0)),
              closed: number(Number(answer.summary?.closed ?? 0)), day: day(answer.versions?.asOf),
            })}</p>
            {answer.matches.length === 0 ? <p class="empty">{t('page.no_vacancies')}</p> : (
              <Hits answer={answer} pins={pins} showsHidden={showsHidden} onShow={setShowsHidden}>
                {(hit, i) => <Hit key={hit.vacancy} mentee={mentee} rank={i + 1} hit={hit} vacancy={vacancies.get(hit.vacancy)} pins={pins}
                  chosen={chosen.includes(idOf(hit.vacancy))} onChoose={choose(idOf(hit.vacancy))} />}
              </Hits>
            )}
            <PinnedElsewhere mentee={mentee} pins={pins} shown={new Set(answer.matches.map((hit) => hit.vacancy))}
              titles={titles.state === 'there' ? titles.value : new Map()} />
            <PinStatus pins={pins} />
            {chosen.length > 1 && (
              <p class="compare-chosen"><a href={linkTo(['mentees', mentee, 'compare', chosen.join(',')])}>{t('page.compare_chosen', { n: chosen.length })}</a></p>
            )}
            {answer.matches.length === filter.limit && <button type="button" onClick={more}>{t('page.more')}</button>}
          </>
        )}
      </WhenThere>
      <WhyNot mentee={mentee} />
    </>
  );
}
