#include "benchmarks/storage/proofs.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace passung::bench {
namespace {

// Which property of which cases a floor is about. Of several cases the figures are added up, or the worst is taken.
struct Proof {
  absl::string_view floor;
  absl::string_view cases;  // what their names contain
  absl::string_view property;
  bool worst = false;
};

constexpr Proof kProofs[] = {
    {"kill -9 of a writer, SQLite: acknowledged writes, none lost", "KillLoopTest.",
     "acknowledged"},
    {"kill -9 of passungd while it is written to: kills, nothing lost or doubled", "KillTest.",
     "kills"},
    {"power cut: images of the disk, nothing acknowledged lost", "PowerCutTest.", "images"},
    {"failing disk: operations that failed, nothing acknowledged and lost", "FailingDiskTest.",
     "operations"},
    {"flipped bits and cuts of a backup, all found", "SqliteBackupTest.AnyFlipped", "places"},
    {"flipped bits of a database, its log and its mark: told or harmless", "BitFlipTest.", "flips"},
    {"any bytes to the reader of images: executions, no crash", "Fuzz.image_file", "executions"},
    {"random histories against a model, 20 000 steps each", "ModelTest.", "seeds"},
    {"PostgreSQL killed during writes: kills, nothing lost or doubled", "PostgresKillLoop.",
     "kills"},
    {"two servers behind HAProxy, one killed, one stopped: calls, none failed",
     "BalancedTest.NoCallFails", "calls"},
    {"network to the database cut ten times 5 s: servers equal again after, longest",
     "ReplicasTest.AfterTheNetworkWasCut", "equal_after_ms", true},
    {"logged answers given again byte by byte", "ReplayMarketTest.Answers", "replayed"},
    {"schemas of every version upgraded", "SqliteSchemaTest.", "upgraded"},
    {"a write is seen at another server, 200 writes/s: p99", "ReplicasTest.AWriteIsSeen", "p99_ms",
     true},
    {"soak: memory grows a minute by", "SoakTest.", "kib_a_minute", true},
    {"soak: open files more at the end", "SoakTest.", "files_more", true},
};

const nlohmann::json* Member(const nlohmann::json& of, const char* name) {
  const auto found = of.find(name);
  return found == of.end() ? nullptr : &*found;
}

RanCase ReadCase(const std::string& suite, const nlohmann::json& json) {
  RanCase ran;
  ran.name = absl::StrCat(suite, ".", json.value("name", ""));
  const bool has_run = json.value("status", "") == "RUN" || json.value("result", "") == "COMPLETED";
  ran.ok = has_run && Member(json, "failures") == nullptr;
  for (const auto& [name, value] : json.items()) {
    double number = 0;
    if (value.is_string() && absl::SimpleAtod(value.get<std::string>(), &number)) {
      ran.properties.emplace_back(name, number);
    }
  }
  return ran;
}

Figure FigureOf(const Proof& proof, const std::vector<RanCase>& cases) {
  Figure figure;
  for (const RanCase& one : cases) {
    if (!absl::StrContains(one.name, proof.cases)) continue;
    if (!one.ok) ++figure.mismatches;
    for (const auto& [name, value] : one.properties) {
      if (name != proof.property) continue;
      ++figure.compared;
      const double before = figure.value.value_or(0);
      figure.value = proof.worst ? std::max(before, value) : before + value;
    }
  }
  if (!figure.value) figure.note = absl::StrCat("no report has ", proof.cases, "*");
  if (figure.mismatches > 0) figure.note = "a case failed";
  return figure;
}

}  // namespace

absl::StatusOr<std::vector<RanCase>> ReadTestReport(absl::string_view json) {
  const auto report = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  const nlohmann::json* const suites = report.is_object() ? Member(report, "testsuites") : nullptr;
  if (suites == nullptr) return absl::InvalidArgumentError("no report of a test program");
  std::vector<RanCase> cases;
  for (const nlohmann::json& suite : *suites) {
    const nlohmann::json* const inner = Member(suite, "testsuite");
    if (inner == nullptr) continue;
    for (const nlohmann::json& one : *inner) {
      cases.push_back(ReadCase(suite.value("name", ""), one));
    }
  }
  return cases;
}

absl::Status SetProofs(const std::vector<RanCase>& cases, FloorReport& report) {
  for (const Proof& proof : kProofs) {
    PASSUNG_RETURN_IF_ERROR(report.Set(proof.floor, FigureOf(proof, cases)));
  }
  return absl::OkStatus();
}

}  // namespace passung::bench
