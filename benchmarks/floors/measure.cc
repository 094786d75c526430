#include "benchmarks/floors/measure.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/batch.h"
#include "benchmarks/floors/pass.h"
#include "benchmarks/floors/updates.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr int64_t kPromisedVacancies = 1'000'000;
constexpr int64_t kPromisedMentees = 10'000;
constexpr int64_t kSmallVacancies = 10'000;
constexpr size_t kSlowest = 100;

// What a market must not be easier than (per vacancy, and percent).
constexpr double kLeastRows = 1.8;
constexpr double kLeastTuples = 1.2;
constexpr double kLeastUnknown = 30;

struct Kind {
  QuestionKind kind;
  absl::string_view name;
};
constexpr Kind kKinds[] = {{QuestionKind::kHeart, "heart"},
                           {QuestionKind::kFull, "full"},
                           {QuestionKind::kRandom, "random weights"},
                           {QuestionKind::kHard, "hard"}};

void PrintDifficulty(const World& world, Findings& findings) {
  const auto vacancies = static_cast<double>(world.stats.vacancies);
  const auto percent = [&](int64_t count) {
    return 100.0 * static_cast<double>(count) / vacancies;
  };
  const MarketStats& market = world.market_stats;
  const double rows = static_cast<double>(world.stats.rows) / vacancies;
  const double tuples = static_cast<double>(world.stats.code_tuples) / vacancies;
  const double unknown = percent(market.unknown_german);
  findings.difficult_enough =
      rows >= kLeastRows && tuples >= kLeastTuples && unknown >= kLeastUnknown;
  findings.difficulty = absl::StrFormat(
      "%d vacancies, %.2f rows each (at least %.1f), %.2f code tuples each (at least %.1f), "
      "unknown "
      "requirement of German %.0f %% (at least %.0f %%), hours %.0f %%, start %.0f %%, support "
      "%.0f %%, shifts %.0f %%",
      world.stats.vacancies, rows, kLeastRows, tuples, kLeastTuples, unknown, kLeastUnknown,
      percent(market.unknown_hours), percent(market.unknown_start), percent(market.unknown_support),
      percent(market.unknown_shifts));
  absl::PrintF("market: %s: %s\n", findings.difficulty, findings.difficult_enough ? "ok" : "short");
}

// The figure, held to be complete only if as much was asked as is promised.
Figure FigureOf(double value, const Compared& compared, const World& world, const Pass& pass) {
  Figure figure{.value = value,
                .compared = compared.answers,
                .mismatches = compared.mismatches,
                .note = pass.Note()};
  figure.complete = pass.complete() && pass.asked_for >= kPromisedMentees &&
                    world.stats.vacancies >= kPromisedVacancies;
  if (!figure.complete && figure.note.empty()) {
    figure.note = absl::StrCat(pass.asked_for, " mentees, ", world.stats.vacancies, " vacancies");
  }
  return figure;
}

// Everything that is asked of the world of full size.
class Measurement {
 public:
  Measurement(const Settings& settings, Findings& findings)
      : settings_(settings), findings_(findings) {}

  absl::Status Run() {
    if (settings_.only == "comparison") return CompareSearches();
    if (settings_.only.empty()) PASSUNG_RETURN_IF_ERROR(MeasureSearches());
    if (IsWanted("mirror")) PASSUNG_RETURN_IF_ERROR(SetMirror());
    if (IsWanted("updates")) PASSUNG_RETURN_IF_ERROR(SetUpdates());
    // After what it would be in the way of: ten million vacancies leave memory in small pages behind.
    if (settings_.only.empty()) PASSUNG_RETURN_IF_ERROR(MeasureGrowth());
    if (IsWanted("nation")) PASSUNG_RETURN_IF_ERROR(SetNation());
    return absl::OkStatus();
  }

 private:
  bool IsWanted(absl::string_view part) const {
    return settings_.only.empty() || settings_.only == part;
  }

  absl::Status MakeWorlds() {
    PASSUNG_ASSIGN_OR_RETURN(world_, MakeWorld({.vacancies = settings_.vacancies,
                                                .mentees = settings_.mentees,
                                                .market_stats = true,
                                                .build_threads = 1}));
    world_->stats = world_->engine.Current()->stats();
    PrintDifficulty(*world_, findings_);
    PASSUNG_ASSIGN_OR_RETURN(small_, MakeWorld({.vacancies = kSmallVacancies, .mentees = 0}));
    return absl::OkStatus();
  }

  // Nothing is timed, so that it may run on a machine in use.
  absl::Status CompareSearches() {
    PASSUNG_RETURN_IF_ERROR(MakeWorlds());
    int64_t mismatches = 0;
    for (const Kind& kind : kKinds) {
      PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                               Questions::Make(kind.kind, world_->mentees));
      PASSUNG_ASSIGN_OR_RETURN(const Compared compared, Compare(kind, questions));
      mismatches += compared.mismatches;
    }
    if (mismatches == 0) return absl::OkStatus();
    return absl::InternalError(absl::StrCat(mismatches, " answers differ"));
  }

  absl::Status MeasureSearches() {
    PASSUNG_RETURN_IF_ERROR(MakeWorlds());
    PASSUNG_RETURN_IF_ERROR(SetBuild());
    for (const Kind& kind : kKinds) PASSUNG_RETURN_IF_ERROR(Measure(kind));
    PASSUNG_RETURN_IF_ERROR(SetBatch());
    small_.reset();
    world_.reset();
    return absl::OkStatus();
  }

  absl::Status SetMirror() {
    PASSUNG_ASSIGN_OR_RETURN(Figure mirror, MeasureMirror(settings_));
    return Set("the mirror, 100 k mentees, full: median", std::move(mirror));
  }

  absl::Status Set(absl::string_view name, Figure figure) {
    return findings_.report.Set(name, std::move(figure));
  }

  // The first build of a process waits for the system, too, which has to find memory.
  absl::Status SetBuild() {
    const auto vacancies = static_cast<double>(world_->stats.vacancies);
    const double first = world_->build_microseconds;
    std::vector<double> builds = {first};
    for (int again = 0; again < 4; ++again) {
      PASSUNG_ASSIGN_OR_RETURN(
          const auto world,
          MakeWorld(
              {.vacancies = settings_.vacancies, .mentees = 0, .scan = false, .build_threads = 1}));
      builds.push_back(world->build_microseconds);
    }
    Figure time{.value = Median(builds) / 1e6,
                .note = absl::StrCat("median of five builds; the first ", Duration(first))};
    Figure bytes{.value = world_->index_bytes / vacancies};
    time.complete = bytes.complete = world_->stats.vacancies >= kPromisedVacancies;
    if (!time.complete) {
      bytes.note = absl::StrCat(world_->stats.vacancies, " vacancies");
      absl::StrAppend(&time.note, ", ", bytes.note);
    }
    PASSUNG_RETURN_IF_ERROR(Set("build 1 M from memory", std::move(time)));
    return Set("bytes of index per vacancy", std::move(bytes));
  }

  // All mentees at 10 000 vacancies, some at full size.
  absl::StatusOr<Compared> Compare(const Kind& kind, const Questions& questions) {
    PASSUNG_ASSIGN_OR_RETURN(Compared compared,
                             CompareWithScan(*small_, questions, settings_.mentees));
    PASSUNG_ASSIGN_OR_RETURN(const Compared large,
                             CompareWithScan(*world_, questions, settings_.compared));
    absl::PrintF("%s: %d answers compared at %d vacancies, %d at %d, %d mismatches\n", kind.name,
                 compared.answers, kSmallVacancies, large.answers, world_->stats.vacancies,
                 compared.mismatches + large.mismatches);
    if (compared.first.empty()) compared.first = large.first;
    if (!compared.first.empty()) absl::PrintF("first mismatch: %s\n", compared.first);
    compared.answers += large.answers;
    compared.mismatches += large.mismatches;
    return compared;
  }

  absl::Status Measure(const Kind& kind) {
    PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                             Questions::Make(kind.kind, world_->mentees));
    PASSUNG_ASSIGN_OR_RETURN(const Compared compared, Compare(kind, questions));
    const Pass pass = TimeSearch(*world_, questions, settings_.seconds);
    absl::PrintF("%s: median %s, mean %s, p99 %s, worst %s, %d questions\n", kind.name,
                 Duration(Median(pass.search)), Duration(Mean(pass.search)),
                 Duration(Percentile(pass.search, 99)), Duration(Percentile(pass.search, 100)),
                 pass.search.size());
    const auto figure = [&](double value) { return FigureOf(value, compared, *world_, pass); };
    switch (kind.kind) {
      case QuestionKind::kHeart:
        findings_.heart.emplace_back(world_->stats.vacancies, Mean(pass.search));
        PASSUNG_RETURN_IF_ERROR(Set("heart, 1 M: median", figure(Median(pass.search))));
        PASSUNG_RETURN_IF_ERROR(Set("heart, 1 M: p99", figure(Percentile(pass.search, 99))));
        return MeasureDuel(kind, questions, compared, findings_.heart_scan);
      case QuestionKind::kFull:
        findings_.full.emplace_back(world_->stats.vacancies, Mean(pass.search));
        PASSUNG_RETURN_IF_ERROR(Set("full, 1 M: median", figure(Median(pass.search))));
        PASSUNG_RETURN_IF_ERROR(Set("full, 1 M: p99", figure(Percentile(pass.search, 99))));
        PASSUNG_RETURN_IF_ERROR(MeasureExplanation(questions, compared));
        PASSUNG_RETURN_IF_ERROR(
            Set("never slower than a full scan of the columns: the 100 slowest of 10 000",
                figure(WorstAgainstScan(*world_, questions, pass, kSlowest))));
        return MeasureDuel(kind, questions, compared, findings_.full_scan);
      case QuestionKind::kRandom:
        PASSUNG_RETURN_IF_ERROR(
            Set("all weights random per mentee, full, 1 M: mean", figure(Mean(pass.search) / 1e3)));
        return Set("all weights random per mentee, full, 1 M: p99",
                   figure(Percentile(pass.search, 99) / 1e3));
      case QuestionKind::kHard:
        return Set("worst of 10 000 mentees, full, 1 M",
                   figure(Percentile(pass.search, 100) / 1e3));
    }
    return absl::InternalError("a kind of question without a measure");
  }

  absl::Status MeasureExplanation(const Questions& questions, const Compared& compared) {
    const Pass pass = TimeSearch(*world_, questions, settings_.seconds, Explain::kYes);
    absl::PrintF("explanation of 20 hits: median %s, p99 %s\n", Duration(Median(pass.explain)),
                 Duration(Percentile(pass.explain, 99)));
    return Set("explanation of 20 hits (contributions, rules, interval)",
               FigureOf(Median(pass.explain), compared, *world_, pass));
  }

  absl::Status MeasureDuel(const Kind& kind, const Questions& questions, const Compared& compared,
                           Growth& scan) {
    const Duel duel = TimeAgainstScan(*world_, questions, settings_.compared, settings_.seconds);
    scan.emplace_back(world_->stats.vacancies, Mean(duel.scan));
    absl::PrintF(
        "%s: column scan median %s of which the scan alone %s, %.2f ns a row; %d questions, ratio "
        "%.1f, least %.1f, of questions directly after a scan %.1f\n",
        kind.name, Duration(Median(duel.scan)), Duration(duel.scan_alone),
        duel.scan_alone * 1e3 / static_cast<double>(world_->stats.rows), duel.ratio.size(),
        Median(duel.ratio), *std::min_element(duel.ratio.begin(), duel.ratio.end()),
        duel.ratio_after_scan);
    Figure figure{.value = Median(duel.ratio),
                  .compared = compared.answers,
                  .mismatches = compared.mismatches};
    figure.complete = world_->stats.vacancies >= kPromisedVacancies;
    if (!figure.complete) figure.note = absl::StrCat(world_->stats.vacancies, " vacancies");
    return Set(absl::StrCat("against our scalar column scan of the same rows, 1 M: ", kind.name),
               std::move(figure));
  }

  absl::Status MeasureGrowth() {
    PASSUNG_RETURN_IF_ERROR(MeasureAt(settings_.vacancies / 10));
    if (settings_.is_long) {
      const absl::Status large = MeasureAt(settings_.vacancies * 10);
      if (!large.ok()) absl::PrintF("growth: %s\n", large.message());
    }
    PASSUNG_RETURN_IF_ERROR(SetGrowth("heart", findings_.heart));
    return SetGrowth("full", findings_.full);
  }

  // The mean at another size; compared at that size, too.
  absl::Status MeasureAt(int64_t vacancies) {
    PASSUNG_ASSIGN_OR_RETURN(const auto world,
                             MakeWorld({.vacancies = vacancies, .mentees = settings_.mentees}));
    absl::PrintF("%d vacancies built on two threads in %s\n", vacancies,
                 Duration(world->build_microseconds));
    for (const Kind& kind : kKinds) {
      const bool heart = kind.kind == QuestionKind::kHeart;
      if (!heart && kind.kind != QuestionKind::kFull) continue;
      PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                               Questions::Make(kind.kind, world->mentees));
      PASSUNG_ASSIGN_OR_RETURN(const Compared compared,
                               CompareWithScan(*world, questions, settings_.compared));
      growth_compared_.answers += compared.answers;
      growth_compared_.mismatches += compared.mismatches;
      const Pass pass = TimeSearch(*world, questions, settings_.seconds);
      const Duel duel =
          TimeAgainstScan(*world, questions, settings_.compared / 4 + 1, settings_.seconds);
      absl::PrintF("%s at %d vacancies: mean %s, column scan %s\n", kind.name, vacancies,
                   Duration(Mean(pass.search)), Duration(Mean(duel.scan)));
      (heart ? findings_.heart : findings_.full).emplace_back(vacancies, Mean(pass.search));
      (heart ? findings_.heart_scan : findings_.full_scan).emplace_back(vacancies, Mean(duel.scan));
    }
    return absl::OkStatus();
  }

  absl::Status SetGrowth(absl::string_view name, Growth& growth) {
    std::sort(growth.begin(), growth.end());
    const auto& [least, first] = growth.front();
    const auto& [most, last] = growth.back();
    Figure figure{.value = last / first,
                  .compared = growth_compared_.answers,
                  .mismatches = growth_compared_.mismatches};
    figure.complete = most >= 10 * kPromisedVacancies;
    if (!figure.complete) figure.note = absl::StrCat("from ", least, " to ", most, " only");
    return Set(absl::StrCat("growth of the mean from 100 k to 10 M: ", name), std::move(figure));
  }

  absl::Status SetUpdates() {
    PASSUNG_ASSIGN_OR_RETURN(UpdateFigures updates, MeasureUpdates(settings_));
    PASSUNG_RETURN_IF_ERROR(Set("one update published", std::move(updates.published)));
    return Set("reader loss at 1 000 updates/s", std::move(updates.reader_loss));
  }

  absl::Status SetBatch() {
    PASSUNG_ASSIGN_OR_RETURN(BatchFigures batch, MeasureBatch(*world_));
    PASSUNG_RETURN_IF_ERROR(Set("batch 10 k × 1 M, 2 threads, full", std::move(batch.seconds)));
    return Set("batch 10 k × 1 M, full: 2 threads over 1", std::move(batch.gain));
  }

  absl::Status SetNation() {
    constexpr int64_t kNation = 3'000'000;
    Figure figure{.note = "only with --long"};
    if (settings_.is_long) {
      PASSUNG_ASSIGN_OR_RETURN(figure, MeasureNation(kNation, kPromisedVacancies));
    }
    return Set("whole nation: 3 M mentees × 1 M vacancies, full, top 20 each, 2 threads",
               std::move(figure));
  }

  const Settings& settings_;
  Findings& findings_;
  std::unique_ptr<World> world_;  // of full size
  std::unique_ptr<World> small_;  // of 10 000 vacancies
  Compared growth_compared_;
};

}  // namespace

absl::Status MeasureAll(const Settings& settings, Findings& findings) {
  return Measurement(settings, findings).Run();
}

}  // namespace passung::bench
