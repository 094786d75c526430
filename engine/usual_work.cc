#include "engine/usual_work.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/explain/explain.h"
#include "engine/search/person.h"
#include "engine/search/single_vacancy.h"

namespace passung {

const AppliedProfile& UsualProfile() {
  static const auto& applied = *new AppliedProfile([] {
    auto made = Apply(*ShippedProfile("default"), {});
    PASSUNG_CHECK(made.ok());
    return *std::move(made);
  }());
  return applied;
}

Match ExplainByUsualProfile(const KnowledgeImpl& knowledge, const Mentee& mentee,
                            const Vacancy& vacancy, Date as_of) {
  const SingleVacancy single(vacancy, knowledge);
  const Query query{knowledge, UsualProfile(), as_of, single.columns.dictionaries, false};
  const Person person(query, mentee);
  const Where where = single.At(0);
  return std::move(Explain(query, person, {&where, 1}).front());
}

}  // namespace passung
