// Checks of the machine and of servers on it.
#include <grpcpp/grpcpp.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bindings/cli/doctor.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "proto/answer/read_file.h"
#include "server/tls/shown_certificate.h"

namespace passung::cli {
namespace {

namespace fs = std::filesystem;

// Before this the program did not exist: 2026-01-01.
constexpr int64_t kFirstSecond = 1'767'225'600;
constexpr std::chrono::seconds kServerPatience(10);

// The first number of the file, or behind `key` in it; 0 where there is none.
int64_t NumberIn(const std::string& path, absl::string_view key) {
  const auto text = answer::ReadFile(path);
  if (!text.ok()) return 0;
  const size_t begin = absl::string_view(*text).find(key);
  if (begin == absl::string_view::npos) return 0;
  const std::vector<absl::string_view> words =
      absl::StrSplit(absl::string_view(*text).substr(begin + key.size()), absl::ByAnyChar(" \n"),
                     absl::SkipEmpty());
  int64_t number = 0;
  return !words.empty() && absl::SimpleAtoi(words.front(), &number) ? number : 0;
}

struct FreeAddresses {
  void operator()(addrinfo* all) const { freeaddrinfo(all); }
};

enum class PortState : uint8_t { kFree, kTaken, kNoAddress };

// By taking it for a moment.
PortState StateOfPort(const std::string& host, int32_t port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), absl::StrCat(port).c_str(), &wanted, &found) != 0) {
    return PortState::kNoAddress;
  }
  const std::unique_ptr<addrinfo, FreeAddresses> all(found);
  const int handle = socket(found->ai_family, SOCK_STREAM, 0);
  if (handle < 0) return PortState::kNoAddress;
  // Connections of a server that has just ended are not in the way.
  const int yes = 1;
  setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  const bool bound = bind(handle, found->ai_addr, found->ai_addrlen) == 0;
  const bool taken = !bound && errno == EADDRINUSE;
  close(handle);
  if (bound) return PortState::kFree;
  return taken ? PortState::kTaken : PortState::kNoAddress;
}

// Whether whoever listens there shows the certificate of these settings.
bool IsOurs(const server::Config& config, const std::string& address) {
  const auto shown = server::CertificateShownAt(address);
  const auto own = answer::ReadFile(config.tls.certificate);
  return shown.ok() && own.ok() && server::SameCertificate(*shown, *own);
}

}  // namespace

MachineFigures FiguresOf(const std::string& db) {
  std::error_code error;
  const fs::path folder = fs::absolute(db, error).parent_path();
  const auto space = fs::space(folder, error);
  const int64_t machine = NumberIn("/proc/meminfo", "MemTotal:") * 1'024;
  const int64_t limit = NumberIn("/sys/fs/cgroup/memory.max", "");
  return {.memory_bytes = limit > 0 ? std::min(limit, machine) : machine,
          .free_bytes = error ? 0 : static_cast<int64_t>(space.available)};
}

void CheckPort(const server::Config& config, int32_t port, Findings& findings) {
  if (port == 0) return;  // any free one
  const std::string address = absl::StrCat(config.host, ":", port);
  const std::vector<text::Argument> about = {{"address", address}};
  switch (StateOfPort(config.host, port)) {
    case PortState::kFree:
      findings.push_back({Grade::kOk, "port_free", about});
      return;
    case PortState::kNoAddress:
      findings.push_back({Grade::kProblem, "port_address", about});
      return;
    case PortState::kTaken:
      break;
  }
  const bool ours = IsOurs(config, address);
  findings.push_back(
      {ours ? Grade::kOk : Grade::kProblem, ours ? "port_ours" : "port_taken", about});
}

void CheckClock(Moment now, Findings& findings) {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const bool early = seconds < kFirstSecond;
  findings.push_back(
      {early ? Grade::kProblem : Grade::kOk, early ? "clock_early" : "clock_ok", {}});
}

void CheckServer(const ServerAccess& access, const char* token, Findings& findings) {
  const auto credentials = ReadCredentials(access, token);
  if (!credentials.ok()) {
    findings.push_back(
        {Grade::kProblem, "access_faulty", {{"why", std::string(credentials.status().message())}}});
    return;
  }
  if (!access.key.empty()) CheckSecret(access.key, findings);
  const auto stub = v1::CatalogService::NewStub(ChannelTo(access, *credentials));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kServerPatience);
  if (!credentials->token.empty()) {
    context.AddMetadata("authorization", absl::StrCat("Bearer ", credentials->token));
  }
  v1::ListVacanciesRequest request;
  request.set_page_size(1);
  v1::ListVacanciesResponse response;
  const grpc::Status status = stub->ListVacancies(&context, request, &response);
  const std::vector<text::Argument> about = {{"address", access.address},
                                             {"why", status.error_message()}};
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      findings.push_back({Grade::kOk, "server_ok", about});
      return;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      findings.push_back({Grade::kProblem, "server_away", about});
      return;
    default:
      findings.push_back({Grade::kProblem, "server_refuses", about});
  }
}

}  // namespace passung::cli
