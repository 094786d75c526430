// What `passung doctor` finds out, check by check; printing it is the command's.
#ifndef PASSUNG_BINDINGS_CLI_DOCTOR_H_
#define PASSUNG_BINDINGS_CLI_DOCTOR_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "bindings/cli/server_access.h"
#include "proto/text/text.h"
#include "server/config.h"

namespace passung::cli {

enum class Grade : uint8_t { kOk, kWarning, kProblem };

// The text "doctor.KEY" says what was found, "doctor.KEY.do" what to do; a good finding needs nothing.
struct Finding {
  Grade grade = Grade::kOk;
  std::string key;
  std::vector<text::Argument> arguments;
};
using Findings = std::vector<Finding>;
using Moment = std::chrono::system_clock::time_point;

// What the machine has, so that tests can name other figures.
struct MachineFigures {
  int64_t memory_bytes = 0;  // this process and what runs with it may take; 0: unknown
  int64_t free_bytes = 0;    // on the disk of the database
};
MachineFigures FiguresOf(const std::string& db);

// Certificate, key and authority: that they belong together, when they end, who can read the key.
void CheckTls(const server::TlsFiles& files, Moment now, Findings& findings);
// The keys of tokens.
void CheckTokens(const std::string& jwks, Findings& findings);
// That nobody but owner and group can read a file with a secret.
void CheckSecret(const std::string& path, Findings& findings);
// The folder of the access log, its key, that both of its chains hold, and that they are kept no longer than
// they should.
void CheckAudit(const server::Config& config, Moment now, Findings& findings);
// The key of page tokens.
void CheckPageKey(const std::string& key_file, Findings& findings);
// Opens, every page good, which schema, space for it on the disk and in memory.
void CheckDatabase(const std::string& path, const MachineFigures& machine, Findings& findings);
// Free, taken by the server of these settings, or by another.
void CheckPort(const server::Config& config, int32_t port, Findings& findings);
void CheckClock(Moment now, Findings& findings);
// Answers, and knows who asks.
void CheckServer(const ServerAccess& access, const char* token, Findings& findings);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_DOCTOR_H_
