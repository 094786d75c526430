// Proposals for everyone at once: who is proposed where, who gets none and why; decide for or against a pair, and ask again.
import { useEffect, useRef, useState } from 'preact/hooks';
import { assignment as service, type Fault, faultOf } from '../api';
import { checkOf, type Decisions, isSame, type Left, LIMITS, type Limits, NONE, type Pair, type Proposed, proposalsOf, solve, unassignedOf, without } from '../assignment';
import { NearRows } from '../components/near_rows';
import { AssignmentMode } from '../generated/passung/v1/assignment_pb';
import type { SolveAssignmentResponse } from '../generated/passung/v1/assignment_service_pb';
import type { Vacancy } from '../generated/passung/v1/vacancy_pb';
import { day, number, percent, t } from '../messages';
import { employerName } from '../names';
import { isOneOf } from '../rights';
import { idOf, linkTo } from '../router';
import { vacanciesNamed } from '../vacancies';

const MODES = ['GREATEST_TOTAL', 'STABLE'];
const PER_PERCENT = 1_000_000;

const points = (value: bigint): string => number(Math.round(Number(value) / PER_PERCENT * 10) / 10);

type Titles = Map<string, Vacancy>;
const titleOf = (titles: Titles, vacancy: string): string => titles.get(vacancy)?.title || idOf(vacancy);

function LimitInput({ name, limits, most, onChange }: { name: keyof Limits; limits: Limits; most: number; onChange: (part: Partial<Limits>) => void }) {
  return (
    <p>
      <label for={`assign-${name}`}>{t(`page.assignment.${name}`)}</label>
      <input id={`assign-${name}`} type="number" inputMode="numeric" min={name === 'stay' || name === 'congestion' ? 0 : 1} max={most} step={1}
        required={name === 'per_mentee'} value={limits[name]} onInput={(event) => onChange({ [name]: event.currentTarget.value })} />
    </p>
  );
}

function LimitsForm({ limits, busy, again, onChange, onSolve }: { limits: Limits; busy: boolean; again: boolean; onChange: (part: Partial<Limits>) => void; onSolve: () => void }) {
  const total = limits.mode !== 'STABLE';
  return (
    <form class="filters" onSubmit={(event) => { event.preventDefault(); onSolve(); }}>
      <p>
        <label for="assign-mode">{t('page.assignment.mode')}</label>
        <select id="assign-mode" value={limits.mode} onChange={(event) => onChange({ mode: event.currentTarget.value })}>
          {MODES.map((mode) => <option key={mode} value={mode}>{t(`page.assignment.mode.${mode.toLowerCase()}`)}</option>)}
        </select>
      </p>
      <LimitInput name="per_mentee" limits={limits} most={100} onChange={onChange} />
      <LimitInput name="per_vacancy" limits={limits} most={100_000} onChange={onChange} />
      {total && <LimitInput name="per_employer" limits={limits} most={100_000} onChange={onChange} />}
      <LimitInput name="stay" limits={limits} most={100} onChange={onChange} />
      {total && <LimitInput name="congestion" limits={limits} most={100} onChange={onChange} />}
      <button type="submit" disabled={busy}>{t(again ? 'page.assignment.solve_again' : 'page.assignment.solve')}</button>
    </form>
  );
}

// A number for each answer, so that what is said of one does not stay beside the next.
const numbers = new WeakMap<SolveAssignmentResponse, number>();
let answers = 0;
function keyOf(answer: SolveAssignmentResponse): number {
  const known = numbers.get(answer) ?? ++answers;
  numbers.set(answer, known);
  return known;
}

// What was proved of the answer; and whether it is so, asked of the server from the answer alone.
function Proof({ answer }: { answer: SolveAssignmentResponse }) {
  const [said, setSaid] = useState<string>();
  const { assignment, problem } = answer;
  if (assignment === undefined || problem === undefined) return null;
  // `answer` is a new one with each solving, and with it this component: a late reply is about none that is shown.
  const check = async () => {
    const request = checkOf(answer);
    if (request === undefined) return setSaid(t('page.assignment.check_too_large'));
    try {
      const { holds, fault } = await service.verifyAssignment(request);
      setSaid(holds ? t('page.assignment.holds') : t('page.assignment.does_not_hold', { fault }));
    } catch (error) {
      setSaid(faultOf(error).text);
    }
  };
  const proved = () => {
    if (assignment.mode === AssignmentMode.STABLE) return t('page.assignment.stable');
    return assignment.beyond === 0n ? t('page.assignment.proved') : t('page.assignment.proved_within', { points: points(assignment.beyond) });
  };
  return (
    <p>
      {proved()} <button type="button" onClick={() => void check()}>{t('page.assignment.check')}</button>{' '}
      <span role="status">{said}</span>
    </p>
  );
}

function Totals({ answer }: { answer: SolveAssignmentResponse }) {
  const { assignment, versions, limitPrices } = answer;
  const proposals = Number(assignment?.proposals ?? 0);
  const people = assignment?.mentees.length ?? 0;
  const served = assignment?.mentees.filter((of) => of.proposals.length > 0).length ?? 0;
  return (
    <>
      <p>
        {t('page.assignment.totals', { proposals: number(proposals), served: number(served), people: number(people), day: day(versions?.asOf) })}{' '}
        {proposals > 0 && t('page.assignment.mean', { score: percent(Number(assignment?.totalScore ?? 0n) / proposals) })}
      </p>
      <Proof key={keyOf(answer)} answer={answer} />
      {limitPrices.some((of) => of.price > 0n) && (
        <ul>
          {limitPrices.filter((of) => of.price > 0n).map((of) => (
            <li key={of.limit}>{t('page.assignment.costs', { limit: t(`assignment.limit.${of.limit}`), points: points(of.price) })}</li>
          ))}
        </ul>
      )}
    </>
  );
}

interface PairsProperties {
  rows: Proposed[];
  titles: Titles;
  decisions: Decisions;
  stable: boolean;
  onDecide: (decisions: Decisions) => void;
}

function Pairs({ rows, titles, decisions, stable, onDecide }: PairsProperties) {
  const { locked, forbidden } = decisions;
  const turn = (list: Pair[], pair: Pair) => (list.some((of) => isSame(of, pair)) ? without(list, pair) : [...list, pair]);
  return (
    <NearRows kind="hits" rows={rows}>
      {({ mentee, vacancy, score, locked: was }, place, of) => {
        const pair = { mentee, vacancy };
        const what = { person: idOf(mentee), vacancy: titleOf(titles, vacancy) };
        const isLocked = locked.some((one) => isSame(one, pair));
        const isForbidden = forbidden.some((one) => isSame(one, pair));
        return (
          <div key={`${mentee} ${vacancy}`} role="listitem" aria-posinset={place} aria-setsize={of} class="hit">
            <h3>
              <a href={linkTo(['mentees', idOf(mentee)])}>{idOf(mentee)}</a>{': '}
              <a href={linkTo(['mentees', idOf(mentee), 'match', idOf(vacancy)])}>{titleOf(titles, vacancy)}</a>
            </h3>
            <p class="where">{titles.has(vacancy) ? `${employerName(titles.get(vacancy)!)} · ` : ''}{t('page.agreement')} {percent(score)}{was && ` · ${t('page.assignment.locked')}`}</p>
            <p class="pin-actions">
              {!stable && (
                <button type="button" aria-pressed={isLocked} aria-label={t('page.assignment.lock_of', what)}
                  onClick={() => onDecide({ locked: turn(locked, pair), forbidden: without(forbidden, pair) })}>{t('page.assignment.lock')}</button>
              )}{' '}
              <button type="button" aria-pressed={isForbidden} aria-label={t('page.assignment.forbid_of', what)}
                onClick={() => onDecide({ locked: without(locked, pair), forbidden: turn(forbidden, pair) })}>{t('page.assignment.forbid')}</button>
            </p>
          </div>
        );
      }}
    </NearRows>
  );
}

function Unassigned({ rows, titles }: { rows: Left[]; titles: Titles }) {
  return (
    <section class="report">
      <h2>{t('page.assignment.none', { n: number(rows.length), n_raw: rows.length })}</h2>
      <NearRows kind="hits" rows={rows}>
        {({ mentee, text, vacancy }, place, of) => (
          <div key={mentee} role="listitem" aria-posinset={place} aria-setsize={of} class="hit">
            <h3><a href={linkTo(['mentees', idOf(mentee)])}>{idOf(mentee)}</a></h3>
            <p>{text}{' '}
              {vacancy !== '' && <a href={linkTo(['mentees', idOf(mentee), 'absence', idOf(vacancy)])}>{titleOf(titles, vacancy)}</a>}</p>
          </div>
        )}
      </NearRows>
    </section>
  );
}

// What was decided and can be taken back; also pairs that are in no list any more.
function Decided({ decisions, titles, stable, onDecide }: { decisions: Decisions; titles: Titles; stable: boolean; onDecide: (decisions: Decisions) => void }) {
  const rows = [...decisions.locked.map((pair) => ({ pair, kind: 'locked' as const })), ...decisions.forbidden.map((pair) => ({ pair, kind: 'forbidden' as const }))];
  if (rows.length === 0) return null;
  const back = (pair: Pair) => onDecide({ locked: without(decisions.locked, pair), forbidden: without(decisions.forbidden, pair) });
  return (
    <section class="report" aria-labelledby="decided-heading">
      <h2 id="decided-heading">{t('page.assignment.decided')}</h2>
      {stable && decisions.locked.length > 0 && <p>{t('page.assignment.not_in_stable')}</p>}
      <ul>
        {rows.map(({ pair, kind }) => (
          <li key={`${pair.mentee} ${pair.vacancy}`}>
            {t(`page.assignment.${kind}`)}: {idOf(pair.mentee)}, {titleOf(titles, pair.vacancy)}{' '}
            <button type="button" aria-label={t('page.assignment.take_back_of', { person: idOf(pair.mentee), vacancy: titleOf(titles, pair.vacancy) })} onClick={() => back(pair)}>{t('page.assignment.take_back')}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Solved {
  answer: SolveAssignmentResponse;
  titles: Titles;
  decisions: Decisions; // with which it was asked for
}

async function solved(limits: Limits, decisions: Decisions, signal: AbortSignal): Promise<Solved> {
  const answer = await solve(limits, decisions, signal);
  const named = [...proposalsOf(answer), ...unassignedOf(answer), ...decisions.locked, ...decisions.forbidden].map((of) => of.vacancy).filter((name) => name !== '');
  return { answer, titles: await vacanciesNamed(named), decisions };
}

interface AnswerProperties {
  solved: Solved;
  decisions: Decisions;
  busy: boolean;
  onDecide: (decisions: Decisions) => void;
  onSolve: () => void;
}

function Answer({ solved: { answer, titles, decisions: asked }, decisions, busy, onDecide, onSolve }: AnswerProperties) {
  const proposals = proposalsOf(answer);
  const left = unassignedOf(answer);
  const stable = answer.assignment?.mode === AssignmentMode.STABLE;
  if ((answer.assignment?.mentees.length ?? 0) === 0) return <p class="empty">{t('page.no_mentees')}</p>;
  return (
    <>
      <Totals answer={answer} />
      <Decided decisions={decisions} titles={titles} stable={stable} onDecide={onDecide} />
      <section class="report">
        <h2>{t('page.assignment.pairs', { n: number(proposals.length), n_raw: proposals.length })}</h2>
        <Pairs rows={proposals} titles={titles} decisions={decisions} stable={stable} onDecide={onDecide} />
      </section>
      {left.length > 0 && <Unassigned rows={left} titles={titles} />}
      {decisions !== asked && (
        <p class="compare-chosen" role="status">{t('page.assignment.to_solve')}{' '}
          <button type="button" disabled={busy} onClick={onSolve}>{t('page.assignment.solve_again')}</button></p>
      )}
    </>
  );
}

function Assignment() {
  const [limits, setLimits] = useState(LIMITS);
  const [decisions, setDecisions] = useState(NONE);
  const [done, setDone] = useState<Solved>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  // Whoever pressed the button goes on where the result stands.
  useEffect(() => { if (done !== undefined || fault !== undefined) result.current?.focus(); }, [done, fault]);
  const ask = async () => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setBusy(true);
    setFault(undefined);
    try {
      const next = await solved(limits, decisions, stop.signal);
      if (!stop.signal.aborted) setDone(next);
    } catch (error) {
      if (!stop.signal.aborted) setFault(faultOf(error));
    }
    if (!stop.signal.aborted) setBusy(false);
  };
  return (
    <>
      <p>{t('page.assignment.note')}</p>
      <LimitsForm limits={limits} busy={busy} again={done !== undefined} onChange={(part) => setLimits({ ...limits, ...part })} onSolve={() => void ask()} />
      {busy && (
        <p class="loading" role="status">{t('page.assignment.busy')}{' '}
          <button type="button" onClick={() => { running.current?.abort(); setBusy(false); }}>{t('page.assignment.stop')}</button></p>
      )}
      <div ref={result} tabIndex={-1} class={busy ? 'result before' : 'result'}>
        {fault !== undefined && <div class={`fault ${fault.kind}`} role="alert"><h2>{t(`page.fault.${fault.kind}`)}</h2><p>{fault.text}</p></div>}
        {done !== undefined && fault === undefined && <Answer solved={done} decisions={decisions} busy={busy} onDecide={setDecisions} onSolve={() => void ask()} />}
      </div>
    </>
  );
}

// Those who may ask about everyone.
export const mayAssign = (): boolean => isOneOf(['coordinator', 'service', 'batch']);

export function AssignmentScreen() {
  return mayAssign() ? <Assignment /> : <p class="empty">{t('page.assignment.no_role')}</p>;
}
