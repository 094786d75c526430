// A person with other facts than those stored: asked about, and saved only when somebody says so.
import { clone, create } from '@bufbuild/protobuf';
import { type GermanFact, GermanFactSchema, HomeSchema, type HoursFact, HoursFactSchema, type Mentee, MenteeFactsSchema, MenteeSchema } from './generated/passung/v1/mentee_pb';
import { LanguageLevel, SkillLevelsSchema, type Validity, ValiditySchema, WeeklyHoursSchema } from './generated/passung/v1/vocabulary_pb';
import { ended, presentOf } from './holding';

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

// The best of each skill counts: what says more than the new level no longer holds, everything else stays as it is known.
function germanFrom(facts: readonly GermanFact[], level: LanguageLevel, day: string): GermanFact[] {
  const saysMore = ({ levels }: GermanFact) =>
    [levels?.listening, levels?.reading, levels?.speaking, levels?.writing].some((of) => of !== undefined && of > level);
  const kept = facts.flatMap((of) => (saysMore(of) ? (ended(of, day) ?? []) : of));
  return [...kept, create(GermanFactSchema, {
    levels: create(SkillLevelsSchema, { listening: level, reading: level, speaking: level, writing: level }), valid: validFrom(day),
  })];
}

// Of hours and homes the latest counts: a new one is put beside those of before, which stay on record.
const before = <T extends { valid?: Validity | undefined }>(all: readonly T[], day: string): T[] => all.filter((of) => of.valid?.from !== day);

function hoursFrom(all: readonly HoursFact[], most: number, day: string): HoursFact[] {
  const now = presentOf(all, day);
  return [...before(all, day), create(HoursFactSchema, {
    hours: create(WeeklyHoursSchema, { min: Math.min(now?.hours?.min ?? most, most), max: most }),
    valid: validFrom(day), ...(now?.windows === undefined ? {} : { windows: now.windows }),
  })];
}

// The same person from a day on. Nothing that was known for earlier days, and no proof, is lost.
export function changed(mentee: Mentee, change: Change, day: string): Mentee {
  const other = clone(MenteeSchema, mentee);
  const facts = (other.facts ??= create(MenteeFactsSchema));
  if (change.german !== LanguageLevel.UNSPECIFIED) facts.german = germanFrom(facts.german, change.german, day);
  if (change.minutes !== 0) facts.maxTravelMinutes = change.minutes;
  if (change.hours !== 0) facts.hours = hoursFrom(facts.hours, change.hours, day);
  if (change.district !== '') {
    facts.homes = [...before(facts.homes, day), create(HomeSchema, { district: change.district, valid: validFrom(day) })];
    facts.travelTimes = facts.travelTimes.flatMap((of) => ended(of, day) ?? []); // they are those from the old home
  }
  return other;
}
