#include "proto/answer/known_occupations.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::answer {
namespace {

absl::Status Check(std::optional<OccupationCode> code, const std::string& field,
                   const Knowledge& knowledge) {
  if (!code || knowledge.IsKnownOccupation(*code)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      field, ": \"", code->ToString(), "\" is not in the imported classification (KldB 2010)"));
}

// All claims have an `occupation`.
template <class Claim>
absl::Status CheckClaims(const std::vector<Claim>& claims, absl::string_view field,
                         const Knowledge& knowledge) {
  for (size_t i = 0; i < claims.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(Check(
        claims[i].occupation, absl::StrCat("facts.", field, "[", i, "].occupation"), knowledge));
  }
  return absl::OkStatus();
}

// The occupations that the recognitions are about.
absl::Status CheckReferences(const Qualification& qualification, const std::string& field,
                             const Knowledge& knowledge) {
  for (size_t i = 0; i < qualification.recognitions.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(Check(qualification.recognitions[i].reference,
                                  absl::StrCat(field, ".recognitions[", i, "].reference"),
                                  knowledge));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckOccupationsAreKnown(const Mentee& mentee, const Knowledge& knowledge) {
  const MenteeFacts& facts = mentee.facts;
  PASSUNG_RETURN_IF_ERROR(CheckClaims(facts.qualifications, "qualifications", knowledge));
  PASSUNG_RETURN_IF_ERROR(CheckClaims(facts.experiences, "experiences", knowledge));
  PASSUNG_RETURN_IF_ERROR(CheckClaims(facts.wishes, "wishes", knowledge));
  for (size_t i = 0; i < facts.qualifications.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckReferences(
        facts.qualifications[i], absl::StrCat("facts.qualifications[", i, "]"), knowledge));
  }
  for (size_t i = 0; i < mentee.jobs.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(
        Check(mentee.jobs[i].occupation, absl::StrCat("jobs[", i, "].occupation"), knowledge));
  }
  return absl::OkStatus();
}

absl::Status CheckOccupationsAreKnown(const Vacancy& vacancy, const Knowledge& knowledge) {
  for (size_t i = 0; i < vacancy.occupations.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(
        Check(vacancy.occupations[i].code, absl::StrCat("occupations[", i, "].code"), knowledge));
  }
  return absl::OkStatus();
}

}  // namespace passung::answer
