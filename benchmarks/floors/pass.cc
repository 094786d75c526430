#include "benchmarks/floors/pass.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmarks/support/difference.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/question.h"
#include "engine/base/status_macros.h"
#include "passung/cpu_path.h"

namespace passung::bench {
namespace {

class Budget {
 public:
  explicit Budget(double seconds)
      : end_(std::chrono::steady_clock::now() +
             std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                 std::chrono::duration<double>(seconds))) {}
  bool IsSpent() const { return std::chrono::steady_clock::now() >= end_; }

 private:
  std::chrono::steady_clock::time_point end_;
};

double TimeEngine(const Snapshot& snapshot, const Asked& asked) {
  return CpuMicroseconds([&] {
    Question question(snapshot, *asked.mentee, *asked.options, *asked.applied);
    question.Search();
  });
}

double TimeScan(const World& world, const Asked& asked) {
  return CpuMicroseconds(
      [&] { (void)world.scan->Rank(*asked.mentee, *asked.options, *asked.applied); });
}

template <class F>
double MedianOfFive(F&& time) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) times.push_back(time());
  return Median(times);
}

// Whoever forces another path than the best wants to see that one alone.
std::vector<absl::string_view> PathsToCompare() {
  std::vector<absl::string_view> paths = CpuPaths();
  if (CpuPath() != paths.back()) return {CpuPath()};
  return paths;
}

// Compares with the scan's hits on each path; the first difference, empty for none.
absl::StatusOr<std::string> DifferenceOnAnyPath(const World& world, const Asked& asked,
                                                std::span<const absl::string_view> paths) {
  const auto scan = world.scan->Rank(*asked.mentee, *asked.options, *asked.applied);
  std::string first;
  for (const absl::string_view path : paths) {
    PASSUNG_RETURN_IF_ERROR(ForceCpuPath(path));
    PASSUNG_ASSIGN_OR_RETURN(const RankResult engine,
                             world.engine.RankVacancies(*asked.mentee, *asked.options));
    const std::string difference = DifferenceOfHits(engine.matches, scan);
    if (first.empty() && !difference.empty()) {
      first = absl::StrCat("mentee ", asked.mentee->id.value, ", path ", path, ": ", difference);
    }
  }
  return first;
}

}  // namespace

std::string Pass::Note() const {
  if (complete()) return "";
  return absl::StrCat("cut off after ", search.size(), " of ", asked_for, " questions");
}

absl::StatusOr<Compared> CompareWithScan(const World& world, const Questions& questions,
                                         int64_t count) {
  const std::string in_use(CpuPath());
  const std::vector<absl::string_view> paths = PathsToCompare();
  Compared compared;
  for (const Asked& asked : questions.asked()) {
    if (compared.answers == count) break;
    PASSUNG_ASSIGN_OR_RETURN(const std::string difference,
                             DifferenceOnAnyPath(world, asked, paths));
    ++compared.answers;
    if (difference.empty()) continue;
    if (compared.mismatches++ == 0) compared.first = difference;
  }
  PASSUNG_RETURN_IF_ERROR(ForceCpuPath(in_use));
  return compared;
}

Pass TimeSearch(const World& world, const Questions& questions, double seconds, Explain explain) {
  const auto snapshot = world.engine.Current();
  const Budget budget(seconds);
  Pass pass{.asked_for = static_cast<int64_t>(questions.asked().size())};
  for (const Asked& asked : questions.asked()) {
    if (budget.IsSpent()) break;
    if (explain == Explain::kNo) {
      pass.search.push_back(TimeEngine(*snapshot, asked));
      continue;
    }
    Question question(*snapshot, *asked.mentee, *asked.options, *asked.applied);
    pass.search.push_back(CpuMicroseconds([&] { question.Search(); }));
    pass.explain.push_back(CpuMicroseconds([&] { question.Explain(); }));
  }
  return pass;
}

// Median time of the scan by itself, of some questions.
double TimeScanAlone(const World& world, std::span<const Asked> asked) {
  constexpr size_t kMost = 20;
  std::vector<double> alone;
  for (const Asked& one : asked.first(std::min(asked.size(), kMost))) {
    const QueryPlan plan = world.scan->Plan(*one.mentee, *one.options, *one.applied);
    alone.push_back(CpuMicroseconds(
        [&] { (void)world.scan->Scan(plan, static_cast<size_t>(one.options->limit)); }));
  }
  return Median(alone);
}

Duel TimeAgainstScan(const World& world, const Questions& questions, int64_t count,
                     double seconds) {
  constexpr size_t kBlock = 20;
  const auto snapshot = world.engine.Current();
  const Budget budget(seconds);
  const std::span<const Asked> all(questions.asked());
  const auto asked = all.first(std::min(all.size(), static_cast<size_t>(count)));
  Duel duel;
  std::vector<double> first;
  for (size_t begin = 0; begin < asked.size() && !budget.IsSpent(); begin += kBlock) {
    const auto block = asked.subspan(begin, std::min(kBlock, asked.size() - begin));
    for (const Asked& one : block) duel.engine.push_back(TimeEngine(*snapshot, one));
    for (const Asked& one : block) duel.scan.push_back(TimeScan(world, one));
    for (size_t i = begin; i < duel.engine.size(); ++i) {
      duel.ratio.push_back(duel.scan[i] / duel.engine[i]);
    }
    if (begin > 0) first.push_back(duel.ratio[begin]);
  }
  duel.ratio_after_scan = first.empty() ? 0 : Median(first);
  duel.scan_alone = TimeScanAlone(world, asked);
  return duel;
}

double WorstAgainstScan(const World& world, const Questions& questions, const Pass& pass,
                        size_t count) {
  const auto snapshot = world.engine.Current();
  std::vector<size_t> order(pass.search.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return pass.search[a] > pass.search[b]; });
  order.resize(std::min(order.size(), count));
  double worst = 0;
  for (const size_t i : order) {
    const Asked& asked = questions.asked()[i];
    const double engine = MedianOfFive([&] { return TimeEngine(*snapshot, asked); });
    const double scan = MedianOfFive([&] { return TimeScan(world, asked); });
    worst = std::max(worst, engine / scan);
  }
  return worst;
}

}  // namespace passung::bench
