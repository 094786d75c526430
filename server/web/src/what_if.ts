// A person with other facts than those stored: asked about, and saved only when somebody says so.
import { clone, create } from '@bufbuild/protobuf';
import {
  type GermanFact, GermanFactSchema, type Home, HomeSchema, type HoursFact, HoursFactSchema, type Mentee, type MenteeFacts, MenteeFactsSchema, MenteeSchema,
} from './generated/passung/v1/mentee_pb';
import { LanguageLevel, SkillLevelsSchema, ValiditySchema, type WeeklyHours, WeeklyHoursSchema } from './generated/passung/v1/vocabulary_pb';
import { type Dated, ended, presentOf } from './holding';

// Empty or 0: as it is.
export interface Change {
  german: LanguageLevel;
  minutes: number;
  hours: number; // most a week
  district: string;
}
export const NO_CHANGE: Change = { german: LanguageLevel.UNSPECIFIED, minutes: 0, hours: 0, district: '' };
export const isNoChange = (change: Change): boolean => JSON.stringify(change) === JSON.stringify(NO_CHANGE);

// Paths of the facts that a change touches, as an update names them.
export function pathsOf(change: Change): string[] {
  return [
    ...(change.german === LanguageLevel.UNSPECIFIED ? [] : ['facts.german']),
    ...(change.minutes === 0 ? [] : ['facts.max_travel_minutes']),
    ...(change.hours === 0 ? [] : ['facts.hours']),
    ...(change.district === '' ? [] : ['facts.homes', 'facts.travel_times']),
  ];
}

const validFrom = (day: string) => create(ValiditySchema, { from: day });

const SKILLS = ['listening', 'reading', 'speaking', 'writing'] as const;

// The best of each skill counts: what says more than the new fact no longer holds, everything else stays as it is known.
// A skill of which the new fact says nothing is left alone.
export function germanFrom(facts: readonly GermanFact[], now: GermanFact, day: string): GermanFact[] {
  const stated = (of: GermanFact, skill: (typeof SKILLS)[number]) => of.levels?.[skill] ?? LanguageLevel.UNSPECIFIED;
  const saysMore = (of: GermanFact) =>
    SKILLS.some((skill) => stated(now, skill) !== LanguageLevel.UNSPECIFIED && stated(of, skill) > stated(now, skill));
  return [...facts.flatMap((of) => (saysMore(of) ? (ended(of, day) ?? []) : of)), now];
}

// Of facts of which the latest counts a new one is put beside those of before, which stay on record; one of the same day
// is corrected by it.
export const stand = <T extends Dated>(all: readonly T[], now: T, day: string): T[] => [...all.filter((of) => of.valid?.from !== day), now];

// Other hours, with the times of the week that are known.
export function hoursFrom(all: readonly HoursFact[], hours: WeeklyHours, day: string): HoursFact[] {
  const windows = presentOf(all, day)?.windows;
  return stand(all, create(HoursFactSchema, { hours, valid: validFrom(day), ...(windows === undefined ? {} : { windows }) }), day);
}

// Another home. Ways that are known are those from the old one; they stay where the home is only said once more.
export function movedTo(facts: MenteeFacts, home: Home, day: string): void {
  const old = presentOf(facts.homes, day);
  facts.homes = stand(facts.homes, home, day);
  if (old?.district === home.district && old.postalCode === home.postalCode) return;
  facts.travelTimes = facts.travelTimes.flatMap((of) => ended(of, day) ?? []);
}

// The same person from a day on. Nothing that was known for earlier days, and no proof, is lost.
export function changed(mentee: Mentee, change: Change, day: string): Mentee {
  const other = clone(MenteeSchema, mentee);
  const facts = (other.facts ??= create(MenteeFactsSchema));
  if (change.german !== LanguageLevel.UNSPECIFIED) {
    const levels = create(SkillLevelsSchema, Object.fromEntries(SKILLS.map((skill) => [skill, change.german])));
    facts.german = germanFrom(facts.german, create(GermanFactSchema, { levels, valid: validFrom(day) }), day);
  }
  if (change.minutes !== 0) facts.maxTravelMinutes = change.minutes;
  if (change.hours !== 0) {
    const min = Math.min(presentOf(facts.hours, day)?.hours?.min ?? change.hours, change.hours);
    facts.hours = hoursFrom(facts.hours, create(WeeklyHoursSchema, { min, max: change.hours }), day);
  }
  if (change.district !== '') movedTo(facts, create(HomeSchema, { district: change.district, valid: validFrom(day) }), day);
  return other;
}
