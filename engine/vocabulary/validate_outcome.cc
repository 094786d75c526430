#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/digest.h"
#include "engine/vocabulary/field_check.h"
#include "passung/outcome.h"

namespace passung {
namespace {

constexpr size_t kMostContributions = 64;

absl::Status MustBeGiven(const Field& field, const Outcome& outcome) {
  return FieldFault(field, ProblemCode::kMissingForKind,
                    {{"read", std::string(Name(outcome.kind))}});
}

// A member that some kinds of outcome have and others have not.
template <class E>
absl::Status CheckBelongs(const Field& field, const Outcome& outcome, const std::optional<E>& value,
                          bool belongs, bool required) {
  if (value && !belongs) {
    return FieldFault(
        field, ProblemCode::kNotOfKind,
        {{"value", std::string(Name(*value))}, {"read", std::string(Name(outcome.kind))}});
  }
  return !value && required ? MustBeGiven(field, outcome) : absl::OkStatus();
}

absl::Status CheckVacancy(const Outcome& outcome) {
  if (!outcome.vacancy.value.empty()) return CheckId(Field("vacancy"), outcome.vacancy.value);
  const bool may_lack = outcome.kind == OutcomeKind::kPlaced || outcome.kind == OutcomeKind::kEnded;
  return may_lack ? absl::OkStatus() : MustBeGiven(Field("vacancy"), outcome);
}

absl::Status CheckDetails(const Outcome& outcome) {
  const bool placement =
      outcome.kind == OutcomeKind::kPlaced || outcome.kind == OutcomeKind::kEnded;
  const bool declined = outcome.kind == OutcomeKind::kDeclined;
  const bool over = declined || outcome.kind == OutcomeKind::kEnded;
  PASSUNG_RETURN_IF_ERROR(
      CheckBelongs(Field("placement"), outcome, outcome.placement, placement, placement));
  PASSUNG_RETURN_IF_ERROR(
      CheckBelongs(Field("declined_by"), outcome, outcome.declined_by, declined, declined));
  return CheckBelongs(Field("reason"), outcome, outcome.reason, over, false);
}

absl::Status CheckGaps(const Outcome& outcome) {
  if (!outcome.gaps) return absl::OkStatus();
  const Field field("gaps");
  for (size_t i = 0; i < outcome.gaps->size(); ++i) {
    const GapKind gap = (*outcome.gaps)[i];
    PASSUNG_RETURN_IF_ERROR(CheckEnum(field[i], gap));
    if (i > 0 && (*outcome.gaps)[i - 1] >= gap) {
      return FieldFault(field[i], Name(gap), "does not rise");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDecision(const Outcome& outcome) {
  if (!outcome.decision) return absl::OkStatus();
  const Field field("decision");
  const OutcomeDecision& decision = *outcome.decision;
  if (outcome.vacancy.value.empty()) {
    return FieldFault(field, ProblemCode::kDecisionAlone,
                      {{"value", absl::StrCat(decision.number)}});
  }
  if (decision.number < 1) {
    return FieldFault(field / "number", absl::StrCat(decision.number), "is not 1 or more");
  }
  for (const auto& [name, text] : {std::pair("snapshot_digest", &decision.snapshot_digest),
                                   std::pair("profile", &decision.profile),
                                   std::pair("profile_digest", &decision.profile_digest)}) {
    PASSUNG_RETURN_IF_ERROR(CheckText(field / name, *text, kMaxTextBytes));
  }
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "hit_class", decision.hit_class));
  return CheckSize(field / "contributions", decision.contributions.size(), kMostContributions);
}

// What a placement and its end have in common.
std::string SubjectOf(const Outcome& outcome) {
  const bool has_vacancy = !outcome.vacancy.value.empty();
  if (has_vacancy) return absl::StrCat("vacancies/", outcome.vacancy.value);
  return outcome.placement ? std::string(Name(*outcome.placement)) : std::string();
}

absl::Status Contradiction(const Outcome& outcome, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(outcome.id.value, ": ", what));
}

}  // namespace

OutcomeId OutcomeIdOf(const Outcome& outcome) {
  constexpr size_t kDigits = 16;
  return {absl::StrCat(outcome.date.ToString(), "-", Name(outcome.kind), "-",
                       base::DigestOf(SubjectOf(outcome)).ToHex().substr(0, kDigits))};
}

std::string OutcomeRowId(const MenteeId& mentee, const OutcomeId& id) {
  return absl::StrCat(mentee.value, "/", id.value);
}

absl::Status Validate(const Outcome& outcome) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("mentee"), outcome.mentee.value));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("kind"), outcome.kind));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("date"), outcome.date));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("placement"), outcome.placement));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("declined_by"), outcome.declined_by));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("reason"), outcome.reason));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("source"), outcome.source));
  PASSUNG_RETURN_IF_ERROR(CheckVacancy(outcome));
  PASSUNG_RETURN_IF_ERROR(CheckDetails(outcome));
  PASSUNG_RETURN_IF_ERROR(CheckGaps(outcome));
  PASSUNG_RETURN_IF_ERROR(CheckDecision(outcome));
  if (outcome.id == OutcomeIdOf(outcome)) return absl::OkStatus();
  return FieldFault(Field("id"), outcome.id.value,
                    absl::StrCat("is not ", OutcomeIdOf(outcome).value));
}

bool TellsTheSame(const Outcome& a, const Outcome& b) {
  Outcome bare = b;
  bare.gaps = a.gaps;
  const bool same_decision = a.decision.has_value() == b.decision.has_value() &&
                             (!a.decision || a.decision->number == b.decision->number);
  bare.decision = a.decision;
  return same_decision && a == bare;
}

absl::Status CheckCourse(std::span<const Outcome> of_mentee) {
  std::map<std::string, Date> proposed;                                         // first, by vacancy
  std::map<std::pair<std::string, std::optional<PlacementKind>>, Date> placed;  // first
  const auto note = [](auto& dates, const auto& key, Date date) {
    const auto [at, is_new] = dates.emplace(key, date);
    if (!is_new) at->second = std::min(at->second, date);
  };
  for (const Outcome& outcome : of_mentee) {
    if (outcome.kind == OutcomeKind::kProposed) note(proposed, SubjectOf(outcome), outcome.date);
    if (outcome.kind == OutcomeKind::kPlaced) {
      note(placed, std::pair(SubjectOf(outcome), outcome.placement), outcome.date);
    }
  }
  for (const Outcome& outcome : of_mentee) {
    const auto first = proposed.find(SubjectOf(outcome));
    if (first != proposed.end() && outcome.date < first->second) {
      return Contradiction(
          outcome, absl::StrCat("the day ", outcome.date.ToString(),
                                " lies before that on which the vacancy was first proposed, ",
                                first->second.ToString()));
    }
    if (outcome.kind != OutcomeKind::kEnded) continue;
    const auto begun = placed.find(std::pair(SubjectOf(outcome), outcome.placement));
    if (begun == placed.end() || outcome.date < begun->second) {
      return Contradiction(outcome, "what ended was not placed before, in this vacancy and kind");
    }
  }
  return absl::OkStatus();
}

}  // namespace passung
