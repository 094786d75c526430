#include "engine/watch/moment.h"

#include <utility>

#include "engine/explain/explain.h"
#include "engine/search/best_first.h"
#include "engine/search/mentee_search.h"
#include "engine/search/mirror.h"

namespace passung {

ListedHits MomentAsked::VacanciesFor(const Mentee& mentee) const {
  const Person person(query_, mentee);
  Workspace& workspace = ThisThreadsWorkspace();
  const Judge judge(query_, person, workspace);
  const Columns& columns = snapshot_.columns();
  ListedHits listed;
  for (const Hit& hit : SearchBestFirst(snapshot_.rows(), judge, workspace, search_)) {
    listed.push_back(MakeListed(hit.score, hit.index, hit.row - columns.first_row[hit.index],
                                ClassOf(query_, person, columns.Tuple(hit.row))));
  }
  return listed;
}

ListedHits MomentAsked::MenteesFor(const Vacancy& vacancy) const {
  if (vacancy.kind == VacancyKind::kSelfEmployed) return {};
  const SingleVacancy single(vacancy, snapshot_.knowledge_impl());
  const Query query{query_.knowledge, query_.applied, query_.as_of, single.columns.dictionaries,
                    query_.frozen};
  ListedHits listed;
  for (const Hit& hit : SearchMenteesBestFirst(query, single, snapshot_, search_)) {
    listed.push_back(MakeListed(hit.score, hit.index, hit.row, hit.hit_class));
  }
  return listed;
}

std::vector<Match> MomentAsked::Explain(const Mentee& mentee,
                                        std::span<const Listed> vacancies) const {
  const Columns& columns = snapshot_.columns();
  std::vector<Where> combinations;
  for (const Listed& listed : vacancies) {
    const Vacancy& vacancy = snapshot_.vacancy(listed.slot);
    combinations.push_back({vacancy, CombinationOf(vacancy, listed.row),
                            columns.Tuple(columns.first_row[listed.slot] + listed.row)});
  }
  const Person person(query_, mentee);
  std::vector<Match> matches = passung::Explain(query_, person, combinations);
  for (size_t i = 0; i < matches.size(); ++i) {
    matches[i].mentee = mentee.id;
    matches[i].vacancy = combinations[i].vacancy.id;
  }
  return matches;
}

Match MomentAsked::ExplainPair(const Mentee& mentee, const Vacancy& vacancy, uint32_t row) const {
  const SingleVacancy single(vacancy, snapshot_.knowledge_impl());
  const Query query{query_.knowledge, query_.applied, query_.as_of, single.columns.dictionaries,
                    query_.frozen};
  const Where where = single.At(row);
  const Person person(query, mentee);
  Match match = std::move(passung::Explain(query, person, {&where, 1}).front());
  match.mentee = mentee.id;
  match.vacancy = vacancy.id;
  return match;
}

bool MomentAsked::IsListed(const Mentee& mentee, const Vacancy& vacancy) const {
  if (vacancy.kind == VacancyKind::kSelfEmployed) return false;
  const SingleVacancy single(vacancy, snapshot_.knowledge_impl());
  const Query query{query_.knowledge, query_.applied, query_.as_of, single.columns.dictionaries,
                    query_.frozen};
  const Hit hit = BestFor(query, single, Person(query, mentee), nullptr);
  return hit.hit_class != HitClass::kClosed && search_.classes[Index(hit.hit_class)];
}

}  // namespace passung
