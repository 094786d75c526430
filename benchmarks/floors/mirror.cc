#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/baseline/column_scan.h"
#include "benchmarks/floors/measure.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/questions.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/mentee_search.h"
#include "passung/engine.h"
#include "passung/market.h"

namespace passung::bench {
namespace {

constexpr int64_t kMentees = 100'000;
constexpr int64_t kVacancies = 10'000;
constexpr size_t kCompared = 100;

using Ranking = std::vector<std::pair<int32_t, uint32_t>>;  // minus the score, then the mentee

// The best mentees for each of these vacancies: a column scan of them all for one mentee after the
// other, who are in the order of their ids.
std::vector<Ranking> RankAll(const std::vector<Vacancy>& vacancies,
                             const std::vector<Mentee>& mentees, const Asked& asked) {
  const baseline::ColumnScan scan(Knowledge::BuiltIn(), vacancies);
  absl::flat_hash_map<absl::string_view, size_t> position;
  for (size_t i = 0; i < vacancies.size(); ++i) position[vacancies[i].id.value] = i;
  std::vector<Ranking> rankings(vacancies.size());
  const auto limit = static_cast<size_t>(asked.options->limit);
  for (uint32_t number = 0; number < mentees.size(); ++number) {
    const QueryPlan plan = scan.Plan(mentees[number], *asked.options, *asked.applied);
    for (const baseline::RivalHit& hit : scan.Scan(plan, vacancies.size())) {
      Ranking& best = rankings[position[hit.vacancy]];
      best.emplace_back(-hit.score, number);
      if (best.size() < 64 * limit) continue;
      std::nth_element(best.begin(), best.begin() + static_cast<int64_t>(limit), best.end());
      best.resize(limit);
    }
  }
  for (Ranking& best : rankings) {
    std::sort(best.begin(), best.end());
    best.resize(std::min(best.size(), limit));
  }
  return rankings;
}

// What Engine::RankMentees does between its checks and the explanation.
std::vector<Hit> Search(const SnapshotImpl& snapshot, const Vacancy& vacancy, const Asked& asked) {
  const SingleVacancy single(vacancy, snapshot.knowledge_impl());
  const Query query{snapshot.knowledge_impl(), *asked.applied, asked.options->as_of,
                    single.columns.dictionaries, asked.options->frozen};
  return SearchMenteesBestFirst(
      query, single, snapshot,
      {.limit = static_cast<size_t>(asked.options->limit), .classes = {true, true, true, false}});
}

bool IsEqual(const RankResult& answer, const std::vector<Hit>& hits, const Ranking& ranking,
             const std::vector<Mentee>& mentees) {
  const bool same = std::equal(hits.begin(), hits.end(), ranking.begin(), ranking.end(),
                               [&](const Hit& hit, const std::pair<int32_t, uint32_t>& other) {
                                 return hit.score == -other.first && hit.index == other.second;
                               });
  return same && std::equal(answer.matches.begin(), answer.matches.end(), hits.begin(), hits.end(),
                            [&](const Match& match, const Hit& hit) {
                              return match.score == hit.score &&
                                     match.mentee == mentees[hit.index].id;
                            });
}

// Every nth of those that are ever ranked.
std::vector<Vacancy> SomeOf(const std::vector<Vacancy>& ranked) {
  std::vector<Vacancy> some;
  const size_t step = std::max<size_t>(1, ranked.size() / kCompared);
  for (size_t i = 0; i < ranked.size() && some.size() < kCompared; i += step) {
    some.push_back(ranked[i]);
  }
  return some;
}

absl::Status CompareMirror(const Engine& engine, const std::vector<Vacancy>& ranked,
                           const std::vector<Mentee>& mentees, const Asked& asked, Figure& figure) {
  const std::vector<Vacancy> some = SomeOf(ranked);
  const std::vector<Ranking> rankings = RankAll(some, mentees, asked);
  for (size_t i = 0; i < some.size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(const RankResult answer, engine.RankMentees(some[i], *asked.options));
    const auto hits = Search(SnapshotImpl::From(*engine.Current()), some[i], asked);
    ++figure.compared;
    if (!IsEqual(answer, hits, rankings[i], mentees)) ++figure.mismatches;
  }
  return absl::OkStatus();
}

// Processor time of each of these vacancies, one after the other; of fewer where it takes too long.
template <class F>
std::vector<double> TimeEach(const std::vector<Vacancy>& ranked, double seconds, F&& ask) {
  std::vector<double> times;
  const auto begin = std::chrono::steady_clock::now();
  for (const Vacancy& vacancy : ranked) {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    if (spent.count() >= seconds) break;
    times.push_back(CpuMicroseconds([&] { ask(vacancy); }));
  }
  return times;
}

}  // namespace

absl::StatusOr<Figure> MeasureMirror(const Settings& settings) {
  const int64_t people = std::min(kMentees, settings.vacancies);
  PASSUNG_ASSIGN_OR_RETURN(
      Market market,
      MakeMarket({.mentees = people, .vacancies = kVacancies, .seed = 1, .today = BenchDay()}));
  std::sort(market.mentees.begin(), market.mentees.end(),
            [](const Mentee& a, const Mentee& b) { return a.id.value < b.id.value; });
  std::erase_if(market.vacancies,
                [](const Vacancy& of) { return of.kind == VacancyKind::kSelfEmployed; });
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
  PASSUNG_RETURN_IF_ERROR(CompareMirror(engine, market.vacancies, market.mentees, asked, figure));
  // Passes of their own: asked directly after the search, the question would find everything near.
  const SnapshotImpl& searched = SnapshotImpl::From(*engine.Current());
  const std::vector<double> searches =
      TimeEach(market.vacancies, settings.seconds,
               [&](const Vacancy& vacancy) { Search(searched, vacancy, asked); });
  absl::Status answered;
  const std::vector<double> whole =
      TimeEach(market.vacancies, settings.seconds / 2, [&](const Vacancy& vacancy) {
        answered.Update(engine.RankMentees(vacancy, *asked.options).status());
      });
  PASSUNG_RETURN_IF_ERROR(answered);
  absl::PrintF(
      "mirror, %d mentees: median %s, p99 %s; with explanation %s, p99 %s; %d vacancies, %d "
      "compared, %d mismatches\n",
      people, Duration(Median(searches)), Duration(Percentile(searches, 99)),
      Duration(Median(whole)), Duration(Percentile(whole, 99)), searches.size(), figure.compared,
      figure.mismatches);
  figure.value = Median(searches);
  figure.complete = people == kMentees && searches.size() == market.vacancies.size();
  figure.note = absl::StrCat("the search; with explanation ", Duration(Median(whole)));
  if (!figure.complete) {
    absl::StrAppend(&figure.note, ", ", people, " mentees, ", searches.size(), " of ",
                    market.vacancies.size(), " vacancies");
  }
  return figure;
}

}  // namespace passung::bench
