// What vacancies are, and since when: the lists of the server name them, and all that a list names are asked for in one call.
import { catalog } from './api';
import type { BatchGetVacanciesResponse } from './generated/passung/v1/catalog_service_pb';
import type { Vacancy } from './generated/passung/v1/vacancy_pb';

// When the server heard of a vacancy first, and when it changed last; undefined: nobody noted it.
export interface Age {
  first: Date | undefined;
  changed: Date | undefined;
}

const MOST_KEPT = 5_000;
const KEPT_MS = 60_000; // then it may have been changed by others
const MOST_AT_ONCE = 1_000; // names that the server takes
const known = new Map<string, { asked: number; vacancy: Promise<Vacancy | undefined> }>();
const ages = new Map<string, Age>();

export const ageOf = (vacancy: Vacancy): Age | undefined => ages.get(vacancy.name);

const dateOf = (time: { seconds: bigint } | undefined) => (time === undefined ? undefined : new Date(Number(time.seconds) * 1_000));

function taken({ vacancies, ages: theirs }: BatchGetVacanciesResponse): Map<string, Vacancy> {
  vacancies.forEach(({ name }, i) => ages.set(name, { first: dateOf(theirs[i]?.firstWritten), changed: dateOf(theirs[i]?.lastWritten) }));
  return new Map(vacancies.map((vacancy) => [vacancy.name, vacancy]));
}

function ask(names: string[]): void {
  const answer = catalog.batchGetVacancies({ names }).then(taken);
  answer.catch(() => names.forEach((name) => known.delete(name))); // to be asked for again
  for (const name of names) known.set(name, { asked: Date.now(), vacancy: answer.then((found) => found.get(name)) });
}

// By name; one that is gone meanwhile is left out.
export async function vacanciesNamed(names: Iterable<string>): Promise<Map<string, Vacancy>> {
  const wanted = [...new Set(names)];
  if (known.size + wanted.length > MOST_KEPT) known.clear();
  const asked = wanted.filter((name) => (known.get(name)?.asked ?? 0) < Date.now() - KEPT_MS);
  for (let i = 0; i < asked.length; i += MOST_AT_ONCE) ask(asked.slice(i, i + MOST_AT_ONCE));
  // Taken together, before anybody else can clear what is kept.
  const waiting = wanted.map((name) => [name, known.get(name)?.vacancy] as const);
  const found = new Map<string, Vacancy>();
  for (const [name, promise] of waiting) {
    const vacancy = await promise?.catch(() => undefined);
    if (vacancy !== undefined) found.set(name, vacancy);
  }
  return found;
}
