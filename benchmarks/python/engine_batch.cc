// The batch of the library in C++, for comparison with that of the Python package: the same file of vacancies, the same
// people, the same options. benchmarks/python/floors.py starts it and asks by lines on its input:
//
//   run THREADS     ranks everybody and answers with the seconds that it took, of the processors and by the clock
//   write FILE      writes the answers of the last run, a line each: mentee, rank, vacancy, score, class, occupation, place
//
//   engine_batch --image FILE --mentees N --day YYYY-MM-DD --limit K

#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "benchmarks/support/arguments.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "passung/market.h"
#include "passung/snapshot_image.h"

namespace passung::bench {
namespace {

struct Setting {
  Engine engine;
  std::vector<Mentee> mentees;
  MatchOptions match;
};

absl::Status Fill(const Arguments& arguments, Setting& setting) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t mentees, arguments.Number("mentees", 1000));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t limit, arguments.Number("limit", 20));
  PASSUNG_ASSIGN_OR_RETURN(setting.match.as_of, Date::Parse(arguments.Text("day", "")));
  setting.match.limit = static_cast<int32_t>(limit);
  PASSUNG_ASSIGN_OR_RETURN(setting.match.profile, ShippedProfile("default"));
  PASSUNG_ASSIGN_OR_RETURN(const auto image, SnapshotImage::Open(arguments.Text("image", "")));
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, image->Load(Knowledge::BuiltIn(), {}));
  setting.engine.Publish(std::move(snapshot));
  PASSUNG_ASSIGN_OR_RETURN(
      Market market,
      MakeMarket({.mentees = mentees, .vacancies = 0, .today = setting.match.as_of}));
  setting.mentees = std::move(market.mentees);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RankResult>> Rank(const Setting& setting, int threads) {
  BatchOptions options{.match = setting.match};
  options.match.threads = threads;
  std::vector<RankResult> results;
  results.reserve(setting.mentees.size());
  size_t next = 0;
  const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
    if (next == setting.mentees.size()) return std::nullopt;
    return setting.mentees[next++];
  };
  absl::Status faulty;
  PASSUNG_RETURN_IF_ERROR(setting.engine.RankBatch(source, options, [&](BatchAnswer answer) {
    faulty.Update(answer.result.status());
    if (answer.result.ok()) results.push_back(*std::move(answer.result));
    return answer.result.ok();
  }));
  PASSUNG_RETURN_IF_ERROR(faulty);
  return results;
}

absl::Status Write(const std::vector<RankResult>& results, const Setting& setting,
                   const std::string& path) {
  std::ofstream out(path);
  for (size_t i = 0; i < results.size(); ++i) {
    const std::string& mentee = setting.mentees[i].id.value;
    int rank = 0;
    for (const Match& match : results[i].matches) {
      out << absl::StrCat(mentee, "\t", ++rank, "\t", match.vacancy.value, "\t", match.score, "\t",
                          Name(match.hit_class), "\t", match.occupation_index, "\t",
                          match.place_index, "\n");
    }
    if (results[i].matches.empty()) out << absl::StrCat(mentee, "\t0\t\t0\t\t0\t0\n");
  }
  out.close();
  return out ? absl::OkStatus() : absl::UnavailableError(absl::StrCat(path, ": not written"));
}

absl::StatusOr<int> Serve(const Arguments& arguments) {
  Setting setting;
  PASSUNG_RETURN_IF_ERROR(Fill(arguments, setting));
  std::vector<RankResult> results;
  std::string line;
  std::cout << "ready" << std::endl;
  while (std::getline(std::cin, line)) {
    const std::pair<std::string, std::string> words = absl::StrSplit(line, absl::MaxSplits(' ', 1));
    int threads = 0;
    if (words.first == "write") {
      PASSUNG_RETURN_IF_ERROR(Write(results, setting, words.second));
      std::cout << "written" << std::endl;
    } else if (words.first == "run" && absl::SimpleAtoi(words.second, &threads)) {
      // To let go of the answers before is part of having them.
      const std::clock_t processors = std::clock();
      const auto begin = std::chrono::steady_clock::now();
      results.clear();
      PASSUNG_ASSIGN_OR_RETURN(results, Rank(setting, threads));
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
      const double worked = static_cast<double>(std::clock() - processors) / CLOCKS_PER_SEC;
      std::cout << absl::StrCat(worked, " ", took.count()) << std::endl;
    } else {
      return absl::InvalidArgumentError(absl::StrCat("\"", line, "\" is neither run nor write"));
    }
  }
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"image", "mentees", "day", "limit"}, {},
                                    passung::bench::Serve);
}
