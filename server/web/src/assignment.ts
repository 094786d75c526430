// Proposals for everyone at once, as the server makes them: what is asked for, and what was decided before asking again.
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { assignment as service, PURPOSE } from './api';
import { AssignmentMode } from './generated/passung/v1/assignment_pb';
import { type SolveAssignmentRequestSchema, type SolveAssignmentResponse, type VerifyAssignmentRequest, VerifyAssignmentRequestSchema } from './generated/passung/v1/assignment_service_pb';
import { currentLocale } from './messages';

// As somebody types it; empty: no limit.
export interface Limits {
  mode: string; // "GREATEST_TOTAL" or "STABLE"
  per_mentee: string;
  per_vacancy: string;
  per_employer: string;
  stay: string; // percent
  congestion: string; // percent
}
export const LIMITS: Limits = { mode: 'GREATEST_TOTAL', per_mentee: '1', per_vacancy: '', per_employer: '', stay: '0', congestion: '0' };

export interface Pair {
  mentee: string;
  vacancy: string;
}
// What is decided whatever scores say.
export interface Decisions {
  locked: Pair[];
  forbidden: Pair[];
}
export const NONE: Decisions = { locked: [], forbidden: [] };

export const isSame = (a: Pair, b: Pair): boolean => a.mentee === b.mentee && a.vacancy === b.vacancy;
export const without = (all: Pair[], one: Pair): Pair[] => all.filter((of) => !isSame(of, one));

const PER_PERCENT = 1_000_000;
const number = (text: string) => (text.trim() === '' ? undefined : Number(text));

export function requestOf(limits: Limits, { locked, forbidden }: Decisions): MessageInitShape<typeof SolveAssignmentRequestSchema> {
  const stable = limits.mode === 'STABLE';
  const perVacancy = number(limits.per_vacancy);
  const perEmployer = stable ? undefined : number(limits.per_employer);
  return {
    mode: stable ? AssignmentMode.STABLE : AssignmentMode.GREATEST_TOTAL,
    limits: {
      perMentee: number(limits.per_mentee) ?? 0,
      ...(perVacancy === undefined ? {} : { perVacancy }),
      ...(perEmployer === undefined ? {} : { perEmployer }),
      stay: Math.round((number(limits.stay) ?? 0) * PER_PERCENT),
      congestion: stable ? 0 : Math.round((number(limits.congestion) ?? 0) * PER_PERCENT),
      locked: stable ? [] : locked,
      forbidden,
    },
    priceLimits: !stable,
    purpose: PURPOSE,
    locale: currentLocale(),
  };
}

export const solve = (limits: Limits, decisions: Decisions, signal: AbortSignal): Promise<SolveAssignmentResponse> =>
  service.solveAssignment(requestOf(limits, decisions), { signal });

// The server takes bodies of 4 MiB (server/README.md), and its answers may be larger.
const MOST_REQUEST_BYTES = 4 * 1024 * 1024;

// What asks the server to check the answer from itself alone; nothing where that is too large for it.
export function checkOf({ problem, assignment }: SolveAssignmentResponse): VerifyAssignmentRequest | undefined {
  const request = create(VerifyAssignmentRequestSchema, { ...(problem && { problem }), ...(assignment && { assignment }) });
  return toBinary(VerifyAssignmentRequestSchema, request).length > MOST_REQUEST_BYTES ? undefined : request;
}

// A proposal with the names of both.
export interface Proposed extends Pair {
  score: number;
  locked: boolean;
}

export function proposalsOf({ problem, assignment }: SolveAssignmentResponse): Proposed[] {
  return (assignment?.mentees ?? []).flatMap((of, i) => of.proposals.map((proposal) => ({
    mentee: problem?.mentees[i]?.mentee ?? '', vacancy: problem?.vacancies[proposal.vacancy]?.vacancy ?? '', score: proposal.score, locked: proposal.locked,
  })));
}

export interface Left {
  mentee: string;
  text: string;
  vacancy: string; // the best that there is; empty: none
}

export const unassignedOf = ({ problem, assignment }: SolveAssignmentResponse): Left[] =>
  (assignment?.mentees ?? []).flatMap(({ unassigned }, i) =>
    unassigned === undefined ? [] : [{ mentee: problem?.mentees[i]?.mentee ?? '', text: unassigned.text, vacancy: unassigned.vacancy }]);

