#include "benchmarks/floors/batch.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/questions.h"
#include "engine/base/digest.h"
#include "engine/base/status_macros.h"
#include "passung/batch.h"

namespace passung::bench {
namespace {

constexpr int64_t kPromisedMentees = 10'000;
constexpr int64_t kPromisedVacancies = 1'000'000;
constexpr int64_t kNationMentees = 3'000'000;
constexpr int64_t kComparedEvery = 100;  // one answer in so many

void Update(base::Digest& digest, const RankResult& result) {
  for (const Match& match : result.matches) {
    digest.Update(match.vacancy.value)
        .Update(match.score)
        .Update(static_cast<int64_t>(Index(match.hit_class)))
        .Update(match.occupation_index)
        .Update(match.place_index);
  }
}

struct Run {
  double microseconds = 0;
  base::Digest128 answers;
};

absl::StatusOr<Run> RunBatch(const World& world, const MatchOptions& match, int threads) {
  BatchOptions options{.match = match};
  options.match.threads = threads;
  size_t next = 0;
  base::Digest digest;
  absl::Status failed;
  const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
    if (next == world.mentees.size()) return std::nullopt;
    return world.mentees[next++];
  };
  Run run;
  run.microseconds = Microseconds([&] {
    failed = world.engine.RankBatch(source, options, [&](BatchAnswer answer) {
      if (answer.result.ok()) Update(digest, *answer.result);
      return answer.result.ok();
    });
  });
  PASSUNG_RETURN_IF_ERROR(failed);
  run.answers = digest.value();
  return run;
}

// Every so-manyth mentee asked alone gives what the batch gave.
absl::Status CompareSingly(const World& world, const MatchOptions& match, Figure& figure) {
  BatchOptions options{.match = match};
  for (size_t i = 0; i < world.mentees.size(); i += kComparedEvery) {
    PASSUNG_ASSIGN_OR_RETURN(const RankResult alone,
                             world.engine.RankVacancies(world.mentees[i], match));
    base::Digest one;
    base::Digest other;
    Update(one, alone);
    bool given = false;
    const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
      if (std::exchange(given, true)) return std::nullopt;
      return world.mentees[i];
    };
    PASSUNG_RETURN_IF_ERROR(world.engine.RankBatch(source, options, [&](BatchAnswer answer) {
      if (answer.result.ok()) Update(other, *answer.result);
      return true;
    }));
    ++figure.compared;
    figure.mismatches += one.value() == other.value() ? 0 : 1;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<BatchFigures> MeasureBatch(const World& world) {
  PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                           Questions::Make(QuestionKind::kFull, {world.mentees.data(), 1}));
  const MatchOptions& match = *questions.asked().front().options;
  BatchFigures figures;
  PASSUNG_RETURN_IF_ERROR(CompareSingly(world, match, figures.seconds));
  PASSUNG_ASSIGN_OR_RETURN(const Run one, RunBatch(world, match, 1));
  PASSUNG_ASSIGN_OR_RETURN(const Run two, RunBatch(world, match, 2));
  if (!(one.answers == two.answers)) ++figures.seconds.mismatches;
  const auto mentees = static_cast<int64_t>(world.mentees.size());
  absl::PrintF("batch: %d mentees × %d vacancies, one thread %s, two threads %s, answers %s\n",
               mentees, world.stats.vacancies, Duration(one.microseconds),
               Duration(two.microseconds), one.answers == two.answers ? "equal" : "DIFFERENT");
  figures.seconds.value = two.microseconds / 1e6;
  figures.seconds.complete =
      mentees >= kPromisedMentees && world.stats.vacancies >= kPromisedVacancies;
  if (!figures.seconds.complete) {
    figures.seconds.note = absl::StrCat(mentees, " mentees, ", world.stats.vacancies, " vacancies");
  }
  figures.gain = figures.seconds;
  figures.gain.value = one.microseconds / two.microseconds;
  return figures;
}

absl::StatusOr<Figure> MeasureNation(int64_t mentees, int64_t vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker,
                           MarketMaker::Create({.mentees = mentees,
                                                .vacancies = vacancies,
                                                .seed = 1,
                                                .today = BenchDay(),
                                                .region = MarketRegion::kGermany}));
  SnapshotInput input{.knowledge = Knowledge::BuiltIn()};
  input.vacancies.reserve(static_cast<size_t>(vacancies));
  for (int64_t i = 0; i < vacancies; ++i) input.vacancies.push_back(maker.VacancyAt(i));
  Engine engine;
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, BuildSnapshot(std::move(input)));
  engine.Publish(std::move(snapshot));
  const Mentee anybody = maker.MenteeAt(0);
  PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                           Questions::Make(QuestionKind::kFull, {&anybody, 1}));
  BatchOptions options{.match = *questions.asked().front().options};
  options.match.threads = 2;
  int64_t next = 0;
  int64_t hits = 0;
  const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
    if (next == mentees) return std::nullopt;
    return maker.MenteeAt(next++);
  };
  absl::Status failed;
  const double microseconds = Microseconds([&] {
    failed = engine.RankBatch(source, options, [&](BatchAnswer answer) {
      if (answer.result.ok()) hits += static_cast<int64_t>(answer.result->matches.size());
      return answer.result.ok();
    });
  });
  PASSUNG_RETURN_IF_ERROR(failed);
  absl::PrintF("nation: %d mentees × %d vacancies on two threads in %s, %d hits\n", mentees,
               vacancies, Duration(microseconds), hits);
  Figure figure{.value = microseconds / 60e6};
  figure.complete = mentees >= kNationMentees && vacancies >= kPromisedVacancies;
  return figure;
}

}  // namespace passung::bench
