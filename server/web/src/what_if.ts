// A person with other facts than those stored: asked about, and saved only when somebody says so.
import { clone, create } from '@bufbuild/protobuf';
import { GermanFactSchema, HomeSchema, HoursFactSchema, type Mentee, MenteeFactsSchema, MenteeSchema } from './generated/passung/v1/mentee_pb';
import { LanguageLevel, SkillLevelsSchema, WeeklyHoursSchema } from './generated/passung/v1/vocabulary_pb';

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

export function changed(mentee: Mentee, change: Change): Mentee {
  const other = clone(MenteeSchema, mentee);
  const facts = (other.facts ??= create(MenteeFactsSchema));
  if (change.german !== LanguageLevel.UNSPECIFIED) {
    const level = change.german;
    facts.german = [create(GermanFactSchema, {
      levels: create(SkillLevelsSchema, { listening: level, reading: level, speaking: level, writing: level }),
    })];
  }
  if (change.minutes !== 0) facts.maxTravelMinutes = change.minutes;
  if (change.hours !== 0) {
    const windows = facts.hours.at(-1)?.windows;
    const least = Math.min(facts.hours.at(-1)?.hours?.min ?? change.hours, change.hours);
    facts.hours = [create(HoursFactSchema, {
      hours: create(WeeklyHoursSchema, { min: least, max: change.hours }), ...(windows === undefined ? {} : { windows }),
    })];
  }
  if (change.district !== '') {
    facts.homes = [create(HomeSchema, { district: change.district })];
    facts.travelTimes = []; // they are those from the old home
  }
  return other;
}
