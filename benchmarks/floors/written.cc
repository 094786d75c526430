#include "benchmarks/floors/written.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

using nlohmann::json;

constexpr int64_t kPromisedVacancies = 1'000'000;

absl::Status SetPeers(const json& document, FloorReport& report) {
  for (const json& peer : document.at("peers")) {
    if (!peer.contains("floor")) continue;
    Figure figure{.compared = peer.value("compared", int64_t{0}),
                  .mismatches = peer.value("mismatches", int64_t{0}),
                  .note = peer.value("note", std::string())};
    if (peer.contains("ratio") && peer["ratio"].is_number()) figure.value = peer["ratio"];
    figure.complete = document.at("vacancies").get<int64_t>() >= kPromisedVacancies;
    PASSUNG_RETURN_IF_ERROR(report.Set(peer["floor"].get<std::string>(), std::move(figure)));
  }
  return absl::OkStatus();
}

json LineOf(const FloorReport::Line& line) {
  json value = {{"name", line.floor.name},          {"floor", line.floor.floor},
                {"reach", line.floor.reach},        {"unit", line.floor.unit},
                {"command", line.floor.command},    {"status", line.ok() ? "ok" : "short"},
                {"compared", line.figure.compared}, {"mismatches", line.figure.mismatches},
                {"note", line.figure.note}};
  value["figure"] = line.figure.value ? json(*line.figure.value) : json(nullptr);
  return value;
}

}  // namespace

absl::Status ReadPeers(const std::string& path, FloorReport& report) {
  std::ifstream file(path);
  if (path.empty() || !file) {
    for (const FloorReport::Line& line : report.lines()) {
      if (!absl::EndsWith(line.floor.command, "bench peers")) continue;
      PASSUNG_RETURN_IF_ERROR(
          report.Set(line.floor.name, {.note = "its command has not been run here"}));
    }
    return absl::OkStatus();
  }
  try {
    return SetPeers(json::parse(file), report);
  } catch (const json::exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

absl::Status WriteJson(const std::string& path, const Findings& findings) {
  json document = {{"command", findings.command},
                   {"machine", Machine()},
                   {"load", findings.load},
                   {"market", findings.difficulty},
                   {"market_ok", findings.difficult_enough},
                   {"growth",
                    {{"heart", findings.heart},
                     {"full", findings.full},
                     {"heart column scan", findings.heart_scan},
                     {"full column scan", findings.full_scan}}},
                   {"floors", json::array()}};
  for (const FloorReport::Line& line : findings.report.lines()) {
    document["floors"].push_back(LineOf(line));
  }
  std::ofstream file(path);
  file << document.dump(2) << "\n";
  if (file.flush()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": could not be written"));
}

}  // namespace passung::bench
