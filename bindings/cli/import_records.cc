#include "bindings/cli/import_records.h"

#include <algorithm>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/console.h"
#include "engine/base/status_macros.h"
#include "proto/answer/stored_rows.h"

namespace passung::cli {
namespace {

constexpr int kMonths = 12;

template <class Enum>
absl::StatusOr<Enum> OneOf(absl::string_view option, const std::string& name) {
  if (const auto value = FromName<Enum>(name)) return *value;
  return UsageError(
      absl::StrCat(option, ": \"", name, "\" is not one of: ", absl::StrJoin(Names<Enum>(), ", ")));
}

void Add(const LegalBasis& basis, std::vector<LegalBasis>& bases) {
  if (std::find(bases.begin(), bases.end(), basis) == bases.end()) bases.push_back(basis);
}

}  // namespace

void AddBasisOptions(CLI::App& command, BasisOptions& basis) {
  command
      .add_option("--basis", basis.kind,
                  "With mentees: on which ground they may be looked at (Art. 6 GDPR): consent,\n"
                  "contract, legal_duty or public_task. Without one a server shows them to nobody")
      ->type_name("KIND");
  command
      .add_option("--purposes", basis.purposes,
                  "What for: counselling, placement, contact, reporting (default: counselling)")
      ->type_name("NAME,…")
      ->delimiter(',');
  command
      .add_option("--basis-reference", basis.reference,
                  "Number of the form, or the statute; no name")
      ->type_name("TEXT");
}

absl::StatusOr<std::vector<LegalBasis>> BasesOf(const BasisOptions& options) {
  std::vector<LegalBasis> bases;
  if (options.kind.empty()) {
    if (!options.purposes.empty()) return UsageError("--purposes: needs --basis");
    if (!options.reference.empty()) return UsageError("--basis-reference: needs --basis");
    return bases;
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto kind, OneOf<BasisKind>("--basis", options.kind));
  std::vector<std::string> purposes = options.purposes;
  if (purposes.empty()) purposes = {std::string(Name(Purpose::kCounselling))};
  for (const std::string& name : purposes) {
    PASSUNG_ASSIGN_OR_RETURN(const auto purpose, OneOf<Purpose>("--purposes", name));
    Add({.purpose = purpose, .kind = kind, .reference = options.reference, .valid = {}}, bases);
  }
  return bases;
}

absl::StatusOr<std::vector<MenteeRecord>> RecordsOf(const std::vector<Mentee>& mentees,
                                                    const std::vector<LegalBasis>& bases,
                                                    const Repository& repository, UnixTime now) {
  std::vector<MenteeRecord> records;
  records.reserve(mentees.size());
  for (const Mentee& mentee : mentees) {
    absl::StatusOr<MenteeRecord> stored = repository.GetMenteeRecord(mentee.id);
    if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored.status();
    MenteeRecord record = stored.ok() ? *std::move(stored) : MenteeRecord();
    record.id = mentee.id;
    for (const LegalBasis& basis : bases) Add(basis, record.legal_bases);
    if (!record.expire_time) record.expire_time = answer::MonthsAfter(now, kMonths);
    records.push_back(std::move(record));
  }
  return records;
}

int64_t CountWithoutBasis(const std::vector<MenteeRecord>& records) {
  return std::count_if(records.begin(), records.end(),
                       [](const MenteeRecord& record) { return record.legal_bases.empty(); });
}

}  // namespace passung::cli
