#include "bindings/cli/arrivals_file.h"

#include <fstream>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "bindings/cli/columns_file.h"
#include "bindings/cli/layout.h"
#include "engine/base/status_macros.h"

namespace passung::cli {
namespace {

std::vector<std::string> ArrivalColumns() { return {"name", "first", "last"}; }

std::string LineOf(absl::string_view collection, const std::string& id, const Presence& stay) {
  return CsvLine({absl::StrCat(collection, "/", id), stay.first.ToString(), stay.last.ToString()});
}

using Stays = absl::flat_hash_map<std::string, Presence>;

absl::StatusOr<Stays> ReadStays(const std::string& path) {
  PASSUNG_ASSIGN_OR_RETURN(const auto rows, ReadColumns(path, ArrivalColumns()));
  Stays stays;
  for (const std::vector<std::string>& row : rows) {
    const auto fault = [&](absl::string_view what) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": ", row[0], ": ", what));
    };
    const auto first = Date::Parse(row[1]);
    const auto last = Date::Parse(row[2]);
    for (const auto* day : {&first, &last}) {
      if (!day->ok()) return fault(day->status().message());
    }
    if (*last < *first) return fault(absl::StrCat(row[2], " is before ", row[1]));
    if (!stays.try_emplace(row[0], Presence{*first, *last}).second) return fault("comes twice");
  }
  return stays;
}

}  // namespace

absl::Status WriteArrivals(const std::string& path, const MarketMaker& market,
                           const ArrivalMaker& arrivals) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << CsvLine(ArrivalColumns());
  for (int64_t i = 0; i < market.mentees(); ++i) {
    file << LineOf("mentees", market.MenteeAt(i).id.value, arrivals.MenteeAt(i));
  }
  for (int64_t i = 0; i < market.vacancies(); ++i) {
    file << LineOf("vacancies", market.VacancyAt(i).id.value, arrivals.VacancyAt(i));
  }
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("--arrivals: cannot write \"", path, "\""));
}

absl::StatusOr<OnlineProblem> WithArrivals(AssignmentProblem problem, const std::string& path) {
  PASSUNG_ASSIGN_OR_RETURN(const Stays stays, ReadStays(path));
  OnlineProblem online;
  const auto add = [&](absl::string_view collection, const std::string& id,
                       std::vector<Presence>& to) {
    const std::string name = absl::StrCat(collection, "/", id);
    const auto found = stays.find(name);
    if (found == stays.end()) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": has no line of ", name));
    }
    to.push_back(found->second);
    return absl::OkStatus();
  };
  for (const AssignmentMentee& mentee : problem.mentees) {
    PASSUNG_RETURN_IF_ERROR(add("mentees", mentee.id.value, online.mentees));
  }
  for (const AssignmentVacancy& vacancy : problem.vacancies) {
    PASSUNG_RETURN_IF_ERROR(add("vacancies", vacancy.id.value, online.vacancies));
  }
  online.problem = std::move(problem);
  return online;
}

}  // namespace passung::cli
