// Which folder may include which, and where each third-party library lives. A rule that is not checked does not hold for
// long.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/architecture/source_tree.h"

namespace passung {
namespace {

using ::testing::IsEmpty;

// One row per layer: files in `folder` may include own files of the same folder and what is in `may_include`.
// The first row that fits a path is its layer.
struct Layer {
  std::string folder;
  std::vector<std::string> may_include;
};

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const std::vector<Layer>& Layers() {
  using Folders = std::vector<std::string>;
  static const auto& layers = *[] {
    const Folders base = {"engine/base"};
    const Folders include = {"passung/"};
    const Folders codec = base + include + Folders{"engine/codec"};
    const Folders vocabulary = base + include + Folders{"engine/vocabulary", "embedded/"};
    const Folders index = codec + vocabulary + Folders{"engine/index"};
    const Folders judge = index;
    const Folders search = judge + Folders{"engine/rules", "engine/criteria", "engine/search"};
    // Macros for early return carry no meaning of the domain; every layer may use them.
    const Folders macros = {"engine/base/status_macros.h", "engine/base/check.h"};
    const Folders wire = include + macros + Folders{"proto/wire"};
    const Folders text = include + macros + Folders{"proto/text", "embedded/"};
    const Folders answer = wire + text + Folders{"proto/answer"};
    const Folders who = {"server/identity"};
    const Folders services = answer + Folders{"server/catalog.h", "server/identity/principal.h",
                                              "server/identity/rights.h", "server/audit"};
    const Folders observe = macros + Folders{"server/load", "server/method"};
    const Folders call =
        observe + who + Folders{"server/observe", "server/call", "server/tls",
                                "server/audit",   "proto/wire",  "proto/answer/localized_status.h"};
    return new std::vector<Layer>{
        {"engine/base", {}},
        {"engine/include", include},
        {"engine/codec", base + include},
        {"engine/vocabulary", vocabulary},
        {"engine/data", vocabulary},
        {"engine/index", index},
        {"engine/rules", judge},
        {"engine/criteria", judge},
        {"engine/search", search},
        {"engine/assign", base + include},
        {"engine/analysis", search + Folders{"engine/explain", "embedded/"}},
        {"engine/explain", search},
        {"engine/offers", vocabulary},
        {"engine/reports", search + Folders{"engine/explain", "engine/analysis", "engine/offers"}},
        {"engine/watch", search + Folders{"engine/explain"}},
        {"engine/image", index},
        {"engine/storage", codec + vocabulary},
        {"engine/ingest", codec + vocabulary},
        {"engine/market", vocabulary},
        // From outside, as every caller sees the engine.
        {"engine/evaluation", base + include},
        // engine.cc and its neighbours
        {"engine/", search + Folders{"engine/analysis", "engine/assign", "engine/explain",
                                     "engine/offers", "engine/reports", "engine/watch"}},
        {"proto/wire", wire},
        {"proto/text", text},
        {"proto/answer", answer},
        // The doors know the method table and no service; only what binds methods knows messages.
        {"server/load", {}},
        {"server/audit", answer},
        // Outgoing requests: the command line's, never the server's.
        {"server/fetch", include + macros + Folders{"server/loopback.h"}},
        {"server/tls", macros + Folders{"proto/answer/read_file.h"}},
        {"server/identity", macros + Folders{"proto/answer/read_file.h", "proto/wire",
                                             "server/method/access_facts.h"}},
        {"server/method", services},
        {"server/observe", observe},
        {"server/call", call},
        {"server/grpc", call},
        {"server/http", call + macros + Folders{"server/loopback.h", "engine/base/digest.h"}},
        {"server", answer},
        // In the process of whoever asks: the engine's interface and, since they need no protobuf either,
        // the sentences that all faces have in common.
        {"bindings/python", include + Folders{"proto/text"}},
        // The command line checks what the server would read, by the server's own reading.
        {"bindings/cli", answer + Folders{"server/config.h", "server/config_file.h",
                                          "server/loopback.h", "server/tls", "server/identity",
                                          "server/fetch", "server/audit/chained_log.h",
                                          "server/audit/mark.h", "server/audit/retention.h"}},
    };
  }();
  return layers;
}

// The homes of third-party headers. Tests and benchmarks may use all of them.
struct Home {
  std::regex header;
  std::vector<std::string> folders;
};

const std::vector<Home>& Homes() {
  static const auto& homes = *new std::vector<Home>{
      {std::regex(R"(.*\.pb\.h)"), {"proto", "server", "bindings/cli"}},
      {std::regex(R"(google/protobuf/.*)"), {"proto", "server", "bindings/cli"}},
      {std::regex(R"((grpcpp|grpc)/.*)"), {"server/grpc", "server/app.cc", "bindings/cli"}},
      {std::regex(R"(SQLiteCpp/.*|sqlite3\.h)"), {"engine/storage/sqlite_"}},
      {std::regex(R"(libpq-fe\.h)"), {"engine/storage/postgres_"}},
      {std::regex(R"(nlohmann/.*)"),
       {"engine/ingest/job_json", "server/http/connect_protocol", "server/identity",
        "server/observe/call_log", "server/grpc/connection_count", "server/fetch"}},
      {std::regex(R"(boost/.*)"),
       {"server/http/http_server.cc", "server/http/http_connection", "server/http/http_exchange.h",
        "server/http/socket_stream", "server/http/tls_context", "server/fetch/http_client",
        "engine/evaluation/statistics.cc"}},
      {std::regex(R"(Eigen/.*)"), {"engine/evaluation"}},
      {std::regex(R"(prometheus/.*)"), {"server/observe/metrics.cc"}},
      {std::regex(R"(jwt\.h)"), {"server/identity/token_"}},
      {std::regex(R"(unicode/.*)"), {"proto/text"}},
      {std::regex(R"(CLI/.*)"), {"bindings/cli", "server/main", "server/arguments"}},
      {std::regex(R"(xxhash\.h)"), {"engine/base/digest"}},
      {std::regex(R"(openssl/.*)"),
       {"proto/answer/keyed_code", "server/identity", "server/tls", "server/audit",
        "server/fetch/http_client"}},
      {std::regex(R"(nanobind/.*|Python\.h)"), {"bindings/python"}},
      {std::regex(R"(hwy/.*)"), {"engine/search/strip_sums"}},
      {std::regex(R"(thread|future|stop_token)"),
       {"engine/base/crew", "engine/base/parallel", "server/load", "server/call",
        "server/observe/call_log", "server/http/http_server", "server/periodic",
        "server/config.cc"}},
  };
  return homes;
}

TEST(ArchitectureTest, LayersIncludeOnlyWhatIsBelowThem) {
  static constexpr std::array kOwn = {"engine/", "proto/",      "server/",  "bindings/",
                                      "tests/",  "benchmarks/", "passung/", "embedded/"};
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    const auto layer = std::find_if(Layers().begin(), Layers().end(), [&](const Layer& candidate) {
      return IsIn(file.path, candidate.folder);
    });
    if (layer == Layers().end()) continue;
    for (const std::string& include : file.includes) {
      const bool own = std::any_of(kOwn.begin(), kOwn.end(),
                                   [&](const char* top) { return absl::StartsWith(include, top); });
      if (!own || absl::EndsWith(include, ".pb.h"))
        continue;  // generated code has its own rule below
      // The row of engine.cc fits every path in engine/: being in the same folder means exactly that folder there.
      const bool same_folder =
          layer->folder == "engine/"
              ? std::count(include.begin(), include.end(), '/') == 1 && IsIn(include, "engine/")
              : IsIn(include, layer->folder);
      if (!same_folder && !IsInAny(include, layer->may_include))
        findings.push_back(absl::StrCat(file.path, " includes ", include));
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

TEST(ArchitectureTest, TestsAndBenchmarksDoNotIncludeEachOther) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    for (const std::string& include : file.includes) {
      if ((IsIn(file.path, "tests") && IsIn(include, "benchmarks")) ||
          (IsIn(file.path, "benchmarks") && IsIn(include, "tests"))) {
        findings.push_back(absl::StrCat(file.path, " includes ", include));
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

TEST(ArchitectureTest, ThirdPartyLibrariesStayInTheirHomes) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (IsInAny(file.path, {"tests", "benchmarks"})) continue;
    for (const std::string& include : file.includes) {
      for (const Home& home : Homes()) {
        if (std::regex_match(include, home.header) && !IsInAny(file.path, home.folders)) {
          findings.push_back(absl::StrCat(file.path, " includes ", include));
        }
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

// The server makes no requests of its own: what does is linked by the command line alone.
TEST(ArchitectureTest, ServerFetchesNothing) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (IsInAny(file.path, {"server/fetch", "bindings/cli", "tests"})) continue;
    for (const std::string& include : file.includes) {
      if (IsIn(include, "server/fetch"))
        findings.push_back(absl::StrCat(file.path, " includes ", include));
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

// No score and no order may depend on residence status: apart from the two rules and the gate of offers that judge it,
// nothing among rules, criteria and what rates offers can even see the type, directly or through another header.
TEST(ArchitectureTest, OnlyTwoRulesAndOneGateSeeResidence) {
  std::map<std::string, const SourceFile*> by_include;
  for (const SourceFile& file : Tree()) {
    const absl::string_view path = file.path;
    by_include[std::string(absl::StripPrefix(path, "engine/include/"))] = &file;
  }
  const std::set<std::string> hidden = {"passung/residence.h", "passung/mentee.h",
                                        "engine/vocabulary/residence_access.h",
                                        "engine/vocabulary/offer_admission.h"};
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (!IsInAny(file.path, {"engine/rules", "engine/criteria", "engine/offers"})) continue;
    if (IsInAny(file.path, {"engine/rules/work_access", "engine/rules/residence_obligation",
                            "engine/offers/admission"}))
      continue;
    std::set<std::string> seen;
    std::vector<std::string> open = file.includes;
    while (!open.empty()) {
      const std::string include = open.back();
      open.pop_back();
      if (!seen.insert(include).second) continue;
      if (hidden.contains(include))
        findings.push_back(absl::StrCat(file.path, " reaches ", include));
      if (const auto next = by_include.find(include); next != by_include.end()) {
        open.insert(open.end(), next->second->includes.begin(), next->second->includes.end());
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

std::string OutputOf(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "";
  std::string output;
  std::array<char, 4096> buffer;
  for (size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), n);
  pclose(pipe);
  return output;
}

TEST(ArchitectureTest, EngineLibraryKnowsNoProtobufNoNetworkNoDatabase) {
  const std::string symbols = OutputOf(absl::StrCat("nm -C ", PASSUNG_ENGINE_LIBRARY));
  ASSERT_THAT(symbols, testing::HasSubstr("passung::"));
  std::vector<std::string> findings;
  for (const absl::string_view line : absl::StrSplit(symbols, '\n')) {
    for (const char* word : {"google::protobuf", "grpc::", "sqlite3_", "SQLite::", "nlohmann::"}) {
      if (absl::StrContains(line, word)) findings.emplace_back(line);
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

}  // namespace
}  // namespace passung
