// What vacancies are: the lists of the server name them, and their records are asked for once.
import { catalog } from './api';
import type { Vacancy } from './generated/passung/v1/vacancy_pb';

const known = new Map<string, Promise<Vacancy>>();
const MOST_KEPT = 2_000;

function vacancyNamed(name: string): Promise<Vacancy> {
  let vacancy = known.get(name);
  if (vacancy === undefined) {
    if (known.size >= MOST_KEPT) known.clear();
    vacancy = catalog.getVacancy({ name });
    vacancy.catch(() => known.delete(name)); // to be asked for again
    known.set(name, vacancy);
  }
  return vacancy;
}

// By name; one that is gone meanwhile is left out.
export async function vacanciesNamed(names: Iterable<string>): Promise<Map<string, Vacancy>> {
  const found = new Map<string, Vacancy>();
  await Promise.all([...new Set(names)].map(async (name) => {
    const vacancy = await vacancyNamed(name).catch(() => undefined);
    if (vacancy !== undefined) found.set(name, vacancy);
  }));
  return found;
}
