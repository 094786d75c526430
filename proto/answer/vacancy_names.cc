#include "proto/answer/vacancy_names.h"

#include "absl/strings/str_cat.h"
#include "proto/text/vacancy_label.h"
#include "proto/wire/resource_name.h"

namespace passung::answer {

std::string VacancyNames::Of(const Match& match) const {
  return Label(match.vacancy, match.occupation_index, match.place_index);
}

std::string VacancyNames::Of(const VacancyId& vacancy) const { return Label(vacancy, 0, 0); }

std::string VacancyNames::Label(const VacancyId& vacancy, int32_t occupation_index,
                                int32_t place_index) const {
  std::string name = wire::ResourceName(vacancy);
  const Vacancy* stored = texts_ == nullptr ? nullptr : snapshot_->FindVacancy(vacancy);
  if (stored == nullptr) return name;
  const std::string label =
      text::VacancyLabel(*stored, occupation_index, place_index, *texts_, snapshot_->knowledge());
  return label.empty() ? name : absl::StrCat(label, " (", name, ")");
}

}  // namespace passung::answer
