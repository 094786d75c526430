#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/baseline/column_scan.h"
#include "benchmarks/floors/measure.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/questions.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "passung/market.h"

namespace passung::bench {
namespace {

constexpr int64_t kMentees = 100'000;
constexpr int64_t kVacancies = 10'000;
constexpr size_t kCompared = 5;  // each reads all mentees one at a time

// The best mentees for one vacancy, each ranked by a column scan of that vacancy alone.
std::vector<std::pair<int32_t, std::string>> OneByOne(const Vacancy& vacancy,
                                                      const std::vector<Mentee>& mentees,
                                                      const Asked& asked) {
  const baseline::ColumnScan scan(Knowledge::BuiltIn(), {&vacancy, 1});
  std::vector<std::pair<int32_t, std::string>> found;  // minus the score, then the id
  for (const Mentee& mentee : mentees) {
    for (const baseline::RivalHit& hit : scan.Rank(mentee, *asked.options, *asked.applied)) {
      found.emplace_back(-hit.score, mentee.id.value);
    }
  }
  std::sort(found.begin(), found.end());
  found.resize(std::min(found.size(), static_cast<size_t>(asked.options->limit)));
  return found;
}

bool IsEqual(const RankResult& engine, const std::vector<std::pair<int32_t, std::string>>& found) {
  return std::equal(engine.matches.begin(), engine.matches.end(), found.begin(), found.end(),
                    [](const Match& match, const std::pair<int32_t, std::string>& other) {
                      return match.score == -other.first && match.mentee.value == other.second;
                    });
}

}  // namespace

absl::StatusOr<Figure> MeasureMirror(const Settings& settings) {
  const int64_t people = std::min(kMentees, settings.vacancies);
  PASSUNG_ASSIGN_OR_RETURN(
      const Market market,
      MakeMarket({.mentees = people, .vacancies = kVacancies, .seed = 1, .today = BenchDay()}));
  SnapshotInput input;
  input.knowledge = Knowledge::BuiltIn();
  input.mentees = market.mentees;
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, BuildSnapshot(std::move(input)));
  Engine engine;
  engine.Publish(std::move(snapshot));
  PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                           Questions::Make(QuestionKind::kFull, {market.mentees.data(), 1}));
  const Asked& asked = questions.asked().front();

  Figure figure;
  std::vector<double> times;
  const auto begin = std::chrono::steady_clock::now();
  const auto spent = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  int64_t wanted = 0;
  for (const Vacancy& vacancy : market.vacancies) {
    if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
    ++wanted;
    if (spent() >= settings.seconds) continue;
    absl::StatusOr<RankResult> answer = absl::UnknownError("not asked yet");
    times.push_back(CpuMicroseconds([&] { answer = engine.RankMentees(vacancy, *asked.options); }));
    PASSUNG_RETURN_IF_ERROR(answer.status());
    if (static_cast<size_t>(figure.compared) == kCompared) continue;
    ++figure.compared;
    if (!IsEqual(*answer, OneByOne(vacancy, market.mentees, asked))) ++figure.mismatches;
  }
  absl::PrintF(
      "mirror, %d mentees: median %s, p99 %s, with explanation; %d vacancies, %d compared, %d "
      "mismatches\n",
      people, Duration(Median(times)), Duration(Percentile(times, 99)), times.size(),
      figure.compared, figure.mismatches);
  figure.value = Median(times);
  const auto asked_count = static_cast<int64_t>(times.size());
  figure.complete = people == kMentees && asked_count == wanted;
  figure.note = "with explanation";
  if (!figure.complete) {
    absl::StrAppend(&figure.note, ", ", people, " mentees, ", asked_count, " of ", wanted,
                    " vacancies");
  }
  return figure;
}

}  // namespace passung::bench
