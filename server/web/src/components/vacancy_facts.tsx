// What a vacancy says of itself, and where that comes from.
import type { Vacancy } from '../generated/passung/v1/vacancy_pb';
import { VacancyKind } from '../generated/passung/v1/vocabulary_pb';
import { day, dayAndAgo, t, word } from '../messages';
import { employerName, placeName, sourceName } from '../names';
import { ageOf } from '../vacancies';

export function VacancyFacts({ vacancy, place }: { vacancy: Vacancy; place: number }) {
  const age = ageOf(vacancy);
  const facts: [string, string][] = [
    [t('page.employer'), employerName(vacancy)],
    [t('page.work_place'), placeName(vacancy.places[place])],
    [t('page.kind'), word('vacancy_kind', VacancyKind[vacancy.kind])],
    [t('page.start'), day(vacancy.start)],
    [t('page.apply_until'), day(vacancy.applyUntil)],
    [t('page.published_on'), day(vacancy.published)],
    [t('page.source'), sourceName(vacancy.source)],
    [t('page.first_known'), dayAndAgo(age?.first)],
    [t('page.last_changed'), dayAndAgo(age?.changed)],
  ];
  return <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
