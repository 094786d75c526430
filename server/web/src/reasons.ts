// Of all that the server says of a pair, what stands in a list: three reasons for it and one thing against it.
import { Reason, Verdict } from './generated/passung/v1/judgement_pb';
import type { Match } from './generated/passung/v1/result_pb';

// Points that were given because nothing is known, or nothing is asked, are no reason for a vacancy; nor are those that
// everybody gets.
const saysSomething = (reason: Reason): boolean => !/UNKNOWN|FLOOR|NOT_STATED|NOT_RELEVANT|NOT_REGULATED/.test(Reason[reason] ?? 'UNKNOWN');

// What adds most comes first. The server's sentences stand as they are.
export function bestReasons(match: Match, most = 3): string[] {
  return match.contributions
    .filter((of) => of.contribution > 0 && of.text !== '' && saysSomething(of.reason))
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, most)
    .map((of) => of.text);
}

const WORST_FIRST = [Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS_AFTER];

// `byRule`: it is in the way; else it is only where most agreement is missing.
export interface Obstacle {
  text: string;
  byRule: boolean;
}

export function obstacleOf(match: Match): Obstacle | undefined {
  for (const verdict of WORST_FIRST) {
    const rule = match.ruleOutcomes.find((of) => of.verdict === verdict && of.text !== '');
    if (rule !== undefined) return { text: rule.text, byRule: true };
  }
  const missing = (of: Match['contributions'][number]) => of.weight * 10_000 - of.contribution;
  const least = [...match.contributions].sort((a, b) => missing(b) - missing(a))[0];
  return least !== undefined && missing(least) > 0 ? { text: least.text, byRule: false } : undefined;
}
