#include "proto/answer/outcome_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/codec.h"
#include "proto/wire/outcome_wire.h"

namespace passung::answer {
namespace {

enum OutcomeField : size_t {
  kOutcomeName,
  kOutcomeMentee,
  kOutcomeVacancy,
  kOutcomeKind,
  kOutcomeDate,
  kOutcomePlacement,
  kOutcomeDeclinedBy,
  kOutcomeReason,
  kOutcomeSource,
  kOutcomeDecision,
  kOutcomeGap
};

template <class E>
std::vector<std::string> EnumValue(const std::optional<E>& value,
                                   const std::string& (*name)(int number)) {
  if (!value) return {};
  return {name(static_cast<int>(*value) + 1)};
}

std::vector<std::string> OutcomeGapNames(const Outcome& row) {
  std::vector<std::string> names;
  if (!row.gaps) return names;
  for (const GapKind gap : *row.gaps) names.push_back(v1::GapKind_Name(static_cast<int>(gap) + 1));
  return names;
}

// The mentees of a mentor whom the caller may see, in the order of their outcomes: "m1.b/" comes before
// "m1/".
absl::StatusOr<std::vector<std::string>> MenteesOf(const MentorId& mentor, const Look& look,
                                                   const CallContext& context) {
  std::vector<std::string> mentees;
  PASSUNG_RETURN_IF_ERROR(WalkPages<MenteeRecord>(
      "", context,
      [&](const std::string& key) {
        return context.backend.repository().ListMenteeRecords({.mentor = mentor}, key,
                                                              kRowsPerRead);
      },
      [&](const MenteeRecord& record) {
        if (CheckLook(&record, look, context.caller).ok()) mentees.push_back(record.id.value + "/");
        return true;
      }));
  std::sort(mentees.begin(), mentees.end());
  return mentees;
}

absl::Status WalkOfMentor(const MentorId& mentor, const std::string& after, const Look& look,
                          const CallContext& context, RowVisit<Outcome> visit) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<std::string> mentees,
                           MenteesOf(mentor, look, context));
  bool more = true;
  for (const std::string& prefix : mentees) {
    const bool is_over = prefix < after && after.compare(0, prefix.size(), prefix) != 0;
    if (is_over || !more) continue;
    const MenteeId mentee{prefix.substr(0, prefix.size() - 1)};
    PASSUNG_RETURN_IF_ERROR(WalkOutcomesOf(mentee, after, context, [&](Outcome outcome) {
      more = visit(std::move(outcome));
      return more;
    }));
  }
  return absl::OkStatus();
}

absl::Status WalkOfEverybody(const std::string& after, const Look& look, const CallContext& context,
                             RowVisit<Outcome> visit) {
  absl::Status found;
  std::optional<MenteeId> known;  // of the row before
  bool visible = false;
  PASSUNG_RETURN_IF_ERROR(WalkPages<Outcome>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListOutcomes(std::nullopt, key, kRowsPerRead);
      },
      [&](Outcome outcome) {
        if (known != outcome.mentee) {
          const absl::Status shown =
              CheckStoredLook(context.backend.repository(), outcome.mentee, look, context.caller);
          if (!shown.ok() && !absl::IsPermissionDenied(shown)) found = shown;
          known = outcome.mentee;
          visible = shown.ok();
        }
        return found.ok() && (!visible || visit(std::move(outcome)));
      }));
  return found;
}

}  // namespace

using OutcomeRows = RowOf<v1::Outcome>;

v1::Outcome OutcomeRows::Show(const Outcome& row) { return wire::ToProto(row); }

const std::vector<FilterField>& OutcomeRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "mentee", .type = FilterType::kText},
      {.name = "vacancy", .type = FilterType::kText},
      {.name = "kind", .type = FilterType::kEnum, .values = v1::OutcomeKind_descriptor()},
      {.name = "date", .type = FilterType::kDate, .orders = true},
      {.name = "placement", .type = FilterType::kEnum, .values = v1::PlacementKind_descriptor()},
      {.name = "declined_by", .type = FilterType::kEnum, .values = v1::DeclinedBy_descriptor()},
      {.name = "reason", .type = FilterType::kEnum, .values = v1::OutcomeReason_descriptor()},
      {.name = "source", .type = FilterType::kEnum, .values = v1::OutcomeSource_descriptor()},
      {.name = "decision", .type = FilterType::kText},
      {.name = "gap", .type = FilterType::kEnum, .values = v1::GapKind_descriptor()}};
  return fields;
}

std::vector<std::string> OutcomeRows::Values(const Outcome& row, size_t field) {
  switch (field) {
    case kOutcomeName:
      return {wire::OutcomeName(row.mentee, row.id)};
    case kOutcomeMentee:
      return {wire::ResourceName(row.mentee)};
    case kOutcomeVacancy:
      if (row.vacancy.value.empty()) return {};
      return {wire::ResourceName(row.vacancy)};
    case kOutcomeKind:
      return {v1::OutcomeKind_Name(static_cast<int>(row.kind) + 1)};
    case kOutcomeDate:
      return {row.date.ToString()};
    case kOutcomePlacement:
      return EnumValue(row.placement, v1::PlacementKind_Name<int>);
    case kOutcomeDeclinedBy:
      return EnumValue(row.declined_by, v1::DeclinedBy_Name<int>);
    case kOutcomeReason:
      return EnumValue(row.reason, v1::OutcomeReason_Name<int>);
    case kOutcomeSource:
      return {v1::OutcomeSource_Name(static_cast<int>(row.source) + 1)};
    case kOutcomeDecision:
      if (!row.decision) return {};
      return {absl::StrCat(row.decision->number)};
    case kOutcomeGap:
      return OutcomeGapNames(row);
    default:
      return {};
  }
}

absl::Status WalkOutcomesOf(const MenteeId& mentee, const std::string& after,
                            const CallContext& context, RowVisit<Outcome> visit) {
  return WalkPages<Outcome>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListOutcomes(mentee, key, kRowsPerRead);
      },
      visit);
}

absl::Status WalkRows(const std::string& after, const Look& look, const CallContext& context,
                      RowVisit<Outcome> visit) {
  if (context.caller.mentor) {
    return WalkOfMentor(*context.caller.mentor, after, look, context, visit);
  }
  return WalkOfEverybody(after, look, context, visit);
}

}  // namespace passung::answer
