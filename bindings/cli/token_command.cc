// `passung token`: keys and tokens of people, for an operator without an identity provider.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <memory>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "engine/base/status_macros.h"
#include "proto/answer/read_file.h"
#include "server/identity/principal.h"
#include "server/identity/token_signer.h"

namespace passung::cli {
namespace {

struct TokenOptions {
  std::string key;
  std::vector<std::string> keys;
  server::TokenClaims claims;
  int minutes = 60;
};

// Readable by its owner only, and never in the place of a key that is there.
absl::Status WriteSecret(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("--out: \"", path, "\" is there already or cannot be made"));
  }
  const bool whole = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool closed = close(file) == 0;
  if (whole && closed) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("--out: \"", path, "\" could not be written"));
}

absl::Status AboutKey(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat("--key: ", path, ": ", status.message()));
}

absl::Status RunKeygen(const TokenOptions& options, Console& /*console*/) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string key, server::MakeSigningKey());
  return WriteSecret(options.key, key);
}

absl::Status RunJwks(const TokenOptions& options, Console& console) {
  std::vector<std::string> keys;
  for (const std::string& path : options.keys) {
    PASSUNG_ASSIGN_OR_RETURN(keys.emplace_back(), answer::ReadFile(path));
    if (const auto one = server::JwksOf({keys.back()}); !one.ok()) {
      return AboutKey(path, one.status());
    }
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::string jwks, server::JwksOf(keys));
  console.out << jwks;
  return absl::OkStatus();
}

absl::Status RunIssue(const TokenOptions& options, Console& console) {
  for (const std::string& role : options.claims.roles) {
    if (server::RoleOfName(role)) continue;
    return UsageError(absl::StrCat("--role: \"", role, "\" is not one of: ", server::RoleNames()));
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::string key, answer::ReadFile(options.key));
  server::TokenClaims claims = options.claims;
  claims.life = std::chrono::minutes(options.minutes);
  const auto token = server::SignToken(key, claims, std::chrono::system_clock::now());
  if (!token.ok()) return AboutKey(options.key, token.status());
  console.out << *token << "\n";
  return absl::OkStatus();
}

CLI::App* AddTokenAction(CLI::App& parent, const char* name, const char* about,
                         absl::Status (*run)(const TokenOptions&, Console&),
                         const std::shared_ptr<TokenOptions>& options, Action& chosen) {
  CLI::App* command = parent.add_subcommand(name, about);
  command->callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
  return command;
}

void AddClaims(CLI::App& command, TokenOptions& options) {
  const auto add = [&command](const char* name, std::string& value, const char* text) {
    return command.add_option(name, value, text)->type_name("TEXT");
  };
  add("--issuer", options.claims.issuer, "As in the server's settings")->required();
  add("--audience", options.claims.audience, "As in the server's settings")->required();
  add("--sub", options.claims.subject, "An id of the person, no name")->required();
  command.add_option("--role", options.claims.roles, server::RoleNames())
      ->required()
      ->delimiter(',')
      ->type_name("ROLE")
      ->take_all();
  add("--mentor", options.claims.mentor, "Whose mentees a mentor sees: mentors/ID");
  command.add_option("--minutes", options.minutes, "How long it is good, 1 to 1440 (default: 60)")
      ->check(CLI::Range(1, 1440).description(""))
      ->type_name("N");
}

}  // namespace

void AddTokenCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("token", "Makes keys and tokens for a server");
  command->footer(
      "Examples:\n"
      "  passung token keygen --out token.key\n"
      "  passung token jwks --key token.key > jwks.json\n"
      "  passung token issue --key token.key --issuer https://id.example --audience passung \\\n"
      "    --sub u17 --role mentor --mentor mentors/m1 > token");
  command->require_subcommand(1);
  auto options = std::make_shared<TokenOptions>();
  AddTokenAction(*command, "keygen", "A new private key (ES256)", RunKeygen, options, chosen)
      ->add_option("--out", options->key, "Where it is written; nothing may be there")
      ->required()
      ->type_name("FILE");
  AddTokenAction(*command, "jwks", "The public parts of keys, for the server", RunJwks, options,
                 chosen)
      ->add_option("--key", options->keys, "A private key; several while keys change")
      ->required()
      ->type_name("FILE")
      ->take_all();
  CLI::App* issue = AddTokenAction(*command, "issue", "A signed token", RunIssue, options, chosen);
  issue->add_option("--key", options->key, "The private key")->required()->type_name("FILE");
  AddClaims(*issue, *options);
}

}  // namespace passung::cli
