// What is kept beside the facts of imported people: for what they may be looked at, and until when.
#ifndef PASSUNG_BINDINGS_CLI_IMPORT_RECORDS_H_
#define PASSUNG_BINDINGS_CLI_IMPORT_RECORDS_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"
#include "passung/mentee.h"
#include "passung/record.h"
#include "passung/repository.h"
#include "passung/unix_time.h"

namespace passung::cli {

// As the command line names it.
struct BasisOptions {
  std::string kind;  // empty: no basis is recorded
  std::vector<std::string> purposes;
  std::string reference;
};
void AddBasisOptions(CLI::App& command, BasisOptions& basis);

// One for each purpose; none without a kind. A usage error for options that do not go together.
absl::StatusOr<std::vector<LegalBasis>> BasesOf(const BasisOptions& options);

// The records of these people: what is stored of each, with the bases added that it lacks, and with an
// end, twelve months after `now` where it has none.
absl::StatusOr<std::vector<MenteeRecord>> RecordsOf(const std::vector<Mentee>& mentees,
                                                    const std::vector<LegalBasis>& bases,
                                                    const Repository& repository, UnixTime now);

// Of how many nobody may see anything through a server.
int64_t CountWithoutBasis(const std::vector<MenteeRecord>& records);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_IMPORT_RECORDS_H_
