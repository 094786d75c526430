#include "bindings/cli/assignment_sheet.h"

#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/cli/sheet_writer.h"
#include "engine/base/status_macros.h"
#include "passung/assignment.h"

namespace passung::cli {
namespace {

// A sum of scores in the unit of one.
std::string ShownSum(int64_t sum, const text::Texts& texts) {
  constexpr int64_t kUnit = 1'000'000;
  return texts.Number((sum + (sum < 0 ? -kUnit / 2 : kUnit / 2)) / kUnit);
}

std::string ReasonKey(const v1::Unassigned& unassigned) {
  const auto reason = wire::FromProto<UnassignedReason>(unassigned.reason(), "reason");
  return reason.ok() ? std::string(Name(*reason)) : "";
}

// Whether every place that the rows need is one.
absl::Status CheckPlaces(const v1::SolveAssignmentResponse& response) {
  const v1::AssignmentProblem& problem = response.problem();
  if (response.assignment().mentees_size() != problem.mentees_size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("assignment.mentees: ", response.assignment().mentees_size(),
                     " came, the problem has ", problem.mentees_size()));
  }
  for (int i = 0; i < response.assignment().mentees_size(); ++i) {
    for (const v1::Proposal& proposal : response.assignment().mentees(i).proposals()) {
      if (proposal.vacancy() >= 0 && proposal.vacancy() < problem.vacancies_size()) continue;
      return absl::InvalidArgumentError(absl::StrCat("assignment.mentees[", i,
                                                     "].proposals: ", proposal.vacancy(),
                                                     " is no place among the vacancies"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Sheet> SheetOf(const v1::SolveAssignmentResponse& response,
                              const SheetWords& words) {
  PASSUNG_RETURN_IF_ERROR(CheckPlaces(response));
  const SheetWriter writer(words);
  const v1::Assignment& assignment = response.assignment();
  Sheet sheet(writer.Heading("phrase.assignment",
                             {{"date", writer.Day(response.versions())},
                              {"proposals", words.texts.Number(assignment.proposals())},
                              {"people", words.texts.Number(assignment.mentees_size())},
                              {"total", ShownSum(assignment.total_score(), words.texts)}}),
              {{"mentee"},
               {"vacancy"},
               {"score", true},
               {"locked", false, true},
               {"unassigned", false, true},
               {"why"}});
  for (int i = 0; i < assignment.mentees_size(); ++i) {
    const v1::AssignedMentee& mentee = assignment.mentees(i);
    const SheetCell name = SheetWriter::Plain(response.problem().mentees(i).mentee());
    for (const v1::Proposal& proposal : mentee.proposals()) {
      sheet.Add({name,
                 SheetWriter::Plain(response.problem().vacancies(proposal.vacancy()).vacancy()),
                 writer.Score(proposal.score()),
                 {proposal.locked() ? "true" : "false", ""},
                 {},
                 {"", proposal.locked() ? words.texts.Get("phrase.locked") : ""}});
    }
    if (!mentee.has_unassigned()) continue;
    const v1::Unassigned& why = mentee.unassigned();
    sheet.Add({name, {}, {}, {}, {ReasonKey(why), ""}, SheetWriter::Plain(why.text())});
  }
  return sheet;
}

std::string AssignmentNotes(const v1::SolveAssignmentResponse& response, const text::Texts& texts) {
  const v1::Assignment& assignment = response.assignment();
  std::string notes;
  const auto add = [&](absl::string_view key, const std::vector<text::Argument>& values) {
    absl::StrAppend(&notes, texts.Get(key, values), "\n");
  };
  if (assignment.mode() == v1::ASSIGNMENT_MODE_STABLE) {
    add("assignment.stable", {});
  } else if (assignment.beyond() == 0) {
    add("assignment.proved", {});
  } else {
    add("assignment.proved_within",
        {text::Argument{"beyond", ShownSum(assignment.beyond(), texts)}});
  }
  for (const v1::GroupResult& group : assignment.groups()) {
    if (group.missing() == 0) continue;
    add("assignment.missing",
        {{"label", group.label()}, {"missing", texts.Number(group.missing())}});
  }
  if (assignment.envy().pairs() > 0) {
    add("assignment.envy", {{"pairs", texts.Number(assignment.envy().pairs())},
                            {"people", texts.Number(assignment.envy().mentees())}});
  }
  for (const v1::LimitPrice& limit : response.limit_prices()) {
    add("assignment.limit_price",
        {{"limit", texts.Get(absl::StrCat("assignment.limit.", limit.limit()))},
         {"price", ShownSum(limit.price(), texts)}});
  }
  return notes;
}

}  // namespace passung::cli
