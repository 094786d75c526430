// How a server is called that lets in nobody unknown: encryption, who calls, what for.
#ifndef PASSUNG_BINDINGS_CLI_SERVER_ACCESS_H_
#define PASSUNG_BINDINGS_CLI_SERVER_ACCESS_H_

#include <memory>
#include <string>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"
#include "passung/v1/record.pb.h"
#include "server/tls/tls_files.h"

namespace grpc {
class Channel;
class Status;
}  // namespace grpc

namespace passung::cli {

// As the command line names it.
struct ServerAccess {
  std::string address;      // "HOST:PORT"; empty: no server
  std::string ca;           // who signed the server's certificate, in PEM
  std::string certificate;  // of the caller
  std::string key;
  std::string token_file;
  std::string purpose;  // what people are looked at for

  // "--server HOST:PORT --ca FILE …", as it was given.
  std::string ToArguments() const;
};
// All but --server itself.
void AddServerAccessOptions(CLI::App& command, ServerAccess& access);

// What the files hold, checked.
struct Credentials {
  bool encrypted = false;
  server::TlsMaterial tls;  // `client_ca` is who signed the server's certificate
  std::string token;        // empty: none is shown
  v1::Purpose purpose = v1::PURPOSE_UNSPECIFIED;
};

// Without --ca, --cert and --key nothing is encrypted, as a server for development has it; then a
// token is not sent. `token` is that of the environment; a file goes before it. A usage error for
// options that do not go together, else an error naming option and file.
absl::StatusOr<Credentials> ReadCredentials(const ServerAccess& access, const char* token);

// Not yet connected.
std::shared_ptr<grpc::Channel> ChannelTo(const ServerAccess& access,
                                         const Credentials& credentials);

// What a call that failed said; where the server could not be reached or did not know who called, with the options that
// say so.
absl::Status ErrorOf(const grpc::Status& status, const ServerAccess& access,
                     const Credentials& credentials);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_SERVER_ACCESS_H_
