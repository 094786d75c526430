// What things are called.
import districtNames from './generated/districts.json';
import type { Mentee } from './generated/passung/v1/mentee_pb';
import type { Place, Vacancy } from './generated/passung/v1/vacancy_pb';
import { LanguageLevel } from './generated/passung/v1/vocabulary_pb';
import { holds, today } from './holding';
import { has, t, word } from './messages';

const DISTRICTS: Record<string, string> = districtNames;

export const districtName = (code: string | undefined): string =>
  code === undefined || code === '' ? t('page.unknown') : (DISTRICTS[code] ?? code);

export function placeName(place: Place | undefined): string {
  if (place === undefined) return t('page.unknown');
  const town = [place.postalCode, place.town].filter((part) => part !== '').join(' ');
  const district = districtName(place.district);
  if (town === '') return district;
  return town.endsWith(district) || place.district === undefined ? town : `${town} (${district})`;
}

export const employerName = (vacancy: Vacancy): string => (vacancy.employerName === '' ? t('page.unknown') : vacancy.employerName);

// The lowest of the four levels of German that are known today, of each skill the best that holds: "B1".
export function germanOf(mentee: Mentee): string {
  const day = today();
  const facts = (mentee.facts?.german ?? []).filter((of) => holds(of, day)).map((of) => of.levels);
  const best = (['listening', 'reading', 'speaking', 'writing'] as const).map((skill) =>
    Math.max(LanguageLevel.UNSPECIFIED, ...facts.map((levels) => levels?.[skill] ?? LanguageLevel.UNSPECIFIED)));
  const known = best.filter((level) => level !== LanguageLevel.UNSPECIFIED);
  return known.length === 0 ? t('page.unknown') : word('language_level', LanguageLevel[Math.min(...known)]);
}

// Codes of what somebody learnt, did or wishes, the first of the strongest kind.
export function occupationsOf(mentee: Mentee): string[] {
  const facts = mentee.facts;
  const codes = [
    ...(facts?.qualifications.map((of) => of.occupation) ?? []),
    ...(facts?.experiences.map((of) => of.occupation) ?? []),
    ...(facts?.wishes.map((of) => of.occupation) ?? []),
  ];
  return [...new Set(codes)];
}

// "81" → "Medizinische Gesundheitsberufe".
export function mainGroupName(code: string): string {
  const key = `main_group.${code.slice(0, 2)}`;
  return has(key) ? t(key) : code;
}

// Titles of single occupations are the server's; the page names the main group beside the code.
export const occupationName = (code: string): string => `${code} (${mainGroupName(code)})`;

// A district or a whole Land.
export const areaName = (code: string): string => (code.length === 5 ? districtName(code) : t('page.land', { code }));

// Where a vacancy came from; a source that has no words is called as it calls itself.
export function sourceName(source: string): string {
  if (source === '') return t('page.unknown');
  return has(`page.vacancy_source.${source}`) ? t(`page.vacancy_source.${source}`) : source;
}

// An id that is made of words is their name where the catalogue has no other; any else, such as a competence number, is
// shown as it is.
export function skillName(id: string): string {
  if (has(`skill.${id}`)) return t(`skill.${id}`);
  return /^[a-z-]+$/.test(id) ? id.replaceAll('-', ' ') : id;
}
