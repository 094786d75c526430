#include "benchmarks/floors/alerts.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/world.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/market/random.h"
#include "passung/market.h"
#include "passung/snapshot_writer.h"
#include "passung/watch.h"

namespace passung::bench {
namespace {

constexpr int32_t kLimit = 20;
constexpr uint64_t kFreshSeed = 2;

absl::StatusOr<WatchOptions> OptionsOfAll() {
  WatchOptions options;
  PASSUNG_ASSIGN_OR_RETURN(options.match.profile, ShippedProfile("default"));
  options.match.limit = kLimit;
  options.match.threads = Cores();
  return options;
}

// A market under change: its rows and the snapshot of them.
struct Shop {
  std::unique_ptr<SnapshotWriter> writer;
  std::vector<MenteeId> mentees;
  int64_t revision = 0;

  absl::StatusOr<WatchMoment> Apply(const WriteBatch& batch, Date day) {
    PASSUNG_ASSIGN_OR_RETURN(auto snapshot, writer->Apply(batch, ++revision));
    return WatchMoment{std::move(snapshot), day, nullptr};
  }
};

absl::StatusOr<Shop> OpenShop(Market market) {
  Shop shop;
  for (const Mentee& mentee : market.mentees) shop.mentees.push_back(mentee.id);
  std::sort(shop.mentees.begin(), shop.mentees.end());
  PASSUNG_ASSIGN_OR_RETURN(shop.writer,
                           SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(),
                                                   .mentees = std::move(market.mentees),
                                                   .vacancies = std::move(market.vacancies)}));
  return shop;
}

// Lists of one watch and of another at the same moment.
absl::Status CompareLists(const MatchWatch& watch, const MatchWatch& anew,
                          const std::vector<MenteeId>& mentees, Figure& figure) {
  for (const MenteeId& id : mentees) {
    PASSUNG_ASSIGN_OR_RETURN(const auto list, watch.ListOf(id));
    PASSUNG_ASSIGN_OR_RETURN(const auto expected, anew.ListOf(id));
    ++figure.compared;
    if (list != expected) ++figure.mismatches;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Vacancy>> FreshVacancies(int64_t count) {
  PASSUNG_ASSIGN_OR_RETURN(
      Market market,
      MakeMarket({.mentees = 1, .vacancies = count, .seed = kFreshSeed, .today = BenchDay()}));
  for (Vacancy& vacancy : market.vacancies) vacancy.id.value += "-fresh";
  return std::move(market.vacancies);
}

absl::StatusOr<Figure> MeasureNewVacancy(const AlertSettings& settings) {
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket({.mentees = settings.mentees,
                                                      .vacancies = settings.vacancies,
                                                      .seed = 1,
                                                      .today = BenchDay()}));
  PASSUNG_ASSIGN_OR_RETURN(Shop shop, OpenShop(std::move(market)));
  PASSUNG_ASSIGN_OR_RETURN(const WatchOptions options, OptionsOfAll());
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Vacancy> fresh, FreshVacancies(settings.fresh));
  std::unique_ptr<MatchWatch> watch;
  absl::Status started;
  const double start = Microseconds([&] {
    auto made =
        MatchWatch::Start({shop.writer->current(), BenchDay(), nullptr}, options, std::nullopt);
    started = made.status();
    if (made.ok()) watch = *std::move(made);
  });
  PASSUNG_RETURN_IF_ERROR(started);

  Figure figure;
  std::vector<double> times;
  std::vector<double> processor;  // of all threads
  std::vector<double> reached;
  WatchWork work;
  for (const Vacancy& vacancy : fresh) {
    PASSUNG_ASSIGN_OR_RETURN(const WatchMoment next,
                             shop.Apply({.upsert_vacancies = {vacancy}}, BenchDay()));
    WatchDelta delta;
    processor.push_back(AllCpuMicroseconds(
        [&] { times.push_back(Microseconds([&] { delta = watch->Advance(next); })); }));
    reached.push_back(static_cast<double>(delta.lists.size()));
    work.bounded += watch->work().bounded;
    work.judged += watch->work().judged;
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto anew,
                           MatchWatch::Start(watch->moment(), options, std::nullopt));
  PASSUNG_RETURN_IF_ERROR(CompareLists(*watch, *anew, shop.mentees, figure));
  const auto count = static_cast<int64_t>(fresh.size());
  absl::PrintF(
      "alerts, %d mentees, %d vacancies: all lists in %s; a new vacancy on %d threads: median %s, "
      "mean %s, p99 %s, processor time of all threads %s (median); "
      "reaches %.0f lists (median; mean %.1f), bounds %d entries, judges %d (means); %d MiB; %d "
      "lists "
      "compared, %d mismatches\n",
      settings.mentees, settings.vacancies, Duration(start), options.match.threads,
      Duration(Median(times)), Duration(Mean(times)), Duration(Percentile(times, 99)),
      Duration(Median(processor)), Median(reached), Mean(reached), work.bounded / count,
      work.judged / count, ResidentMebibytes(), figure.compared, figure.mismatches);
  figure.value = Median(times) / 1e3;
  figure.note = absl::StrCat(options.match.threads, " threads, processor time ",
                             Duration(Median(processor)), ", p99 ", Duration(Percentile(times, 99)),
                             ", reaches ", static_cast<int64_t>(Median(reached)), " lists");
  return figure;
}

namespace {

constexpr int64_t kSmallMentees = 300;
constexpr int64_t kSmallVacancies = 2'000;
constexpr int64_t kEventsBetween = 1'000;

// What somebody knows of lists who was given them once, and then what changed.
class Listener {
 public:
  explicit Listener(const MatchWatch& watch, const std::vector<MenteeId>& mentees) {
    for (const MenteeId& id : mentees) {
      std::vector<ListedMatch> list = watch.ListOf(id).value();
      for (ListedMatch& match : list) Put(std::move(match));
    }
  }
  void Hear(const WatchDelta& delta) {
    for (const ListDelta& list : delta.lists) {
      for (const ListChange& change : list.changes) {
        if (change.before) lists_[list.mentee.value].erase(KeyOf(*change.before));
      }
      for (const ListChange& change : list.changes) {
        if (change.after) Put(*change.after);
      }
    }
  }
  // Ranks follow from the order.
  std::vector<ListedMatch> ListOf(const MenteeId& id) const {
    std::vector<ListedMatch> list;
    const auto at = lists_.find(id.value);
    if (at == lists_.end()) return list;
    for (const auto& [key, match] : at->second) {
      list.push_back(match);
      list.back().rank = static_cast<int32_t>(list.size());
    }
    return list;
  }

 private:
  using Key = std::pair<int32_t, std::string>;  // minus the score, the vacancy
  static Key KeyOf(const ListedMatch& match) { return {-match.score, match.vacancy.value}; }
  void Put(ListedMatch match) {
    const Key key = KeyOf(match);
    lists_[match.mentee.value][key] = std::move(match);
  }
  std::map<std::string, std::map<Key, ListedMatch>> lists_;
};

// Changes drawn at random: vacancies come, change and go, mentees change and come back.
class Events {
 public:
  Events(std::vector<Vacancy> stored, std::vector<Vacancy> fresh, std::vector<Mentee> mentees)
      : fresh_(std::move(fresh)),
        mentees_(std::move(mentees)),
        random_(11, market::Stream::kRepeat, 0) {
    for (const Vacancy& vacancy : stored) ids_.push_back(vacancy.id);
    there_.assign(ids_.size(), true);
    mentee_there_.assign(mentees_.size(), true);
  }

  WriteBatch Draw() {
    WriteBatch batch;
    if (random_.Below(10) == 0) {
      DrawMentee(batch);
    } else {
      DrawVacancy(batch);
    }
    return batch;
  }
  int64_t Below(int64_t n) { return random_.Below(n); }

 private:
  size_t Position(size_t size) {
    return static_cast<size_t>(random_.Below(static_cast<int64_t>(size)));
  }
  void DrawVacancy(WriteBatch& batch) {
    const size_t at = Position(ids_.size());
    if (there_[at] && random_.Below(3) == 0) {
      batch.delete_vacancies.push_back(ids_[at]);
      there_[at] = false;
      return;
    }
    Vacancy vacancy = fresh_[Position(fresh_.size())];
    vacancy.id = ids_[at];
    batch.upsert_vacancies.push_back(std::move(vacancy));
    there_[at] = true;
  }
  // Somebody becomes as somebody else is.
  void DrawMentee(WriteBatch& batch) {
    const size_t at = Position(mentees_.size());
    if (mentee_there_[at] && random_.Below(5) == 0) {
      batch.delete_mentees.push_back(mentees_[at].id);
      mentee_there_[at] = false;
      return;
    }
    Mentee mentee = mentees_[Position(mentees_.size())];
    mentee.id = mentees_[at].id;
    batch.upsert_mentees.push_back(std::move(mentee));
    mentee_there_[at] = true;
  }

  std::vector<Vacancy> fresh_;
  std::vector<Mentee> mentees_;
  std::vector<VacancyId> ids_;
  std::vector<bool> there_;
  std::vector<bool> mentee_there_;
  market::Random random_;
};

// Against another watch, which asked for every list.
absl::Status CompareWithAnew(const Listener& listener, const WatchMoment& moment,
                             const WatchOptions& options, const std::vector<MenteeId>& mentees,
                             Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const auto anew, MatchWatch::Start(moment, options, mentees));
  for (const MenteeId& id : mentees) {
    PASSUNG_ASSIGN_OR_RETURN(const auto expected, anew->ListOf(id));
    ++figure.compared;
    if (listener.ListOf(id) != expected) ++figure.mismatches;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Figure> CountEventsTold(const AlertSettings& settings) {
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket({.mentees = kSmallMentees,
                                                      .vacancies = kSmallVacancies,
                                                      .seed = 3,
                                                      .today = BenchDay()}));
  PASSUNG_ASSIGN_OR_RETURN(std::vector<Vacancy> fresh, FreshVacancies(kSmallVacancies));
  Events events(market.vacancies, std::move(fresh), market.mentees);
  PASSUNG_ASSIGN_OR_RETURN(Shop shop, OpenShop(std::move(market)));
  PASSUNG_ASSIGN_OR_RETURN(WatchOptions options, OptionsOfAll());
  options.match.threads = 1;
  options.grouped_from = 1;
  WatchMoment moment{shop.writer->current(), BenchDay(), nullptr};
  PASSUNG_ASSIGN_OR_RETURN(const auto watch, MatchWatch::Start(moment, options, std::nullopt));
  Listener listener(*watch, shop.mentees);

  Figure figure;
  int64_t told = 0;
  for (int64_t event = 1; event <= settings.events; ++event) {
    if (events.Below(1'000) == 0) moment.as_of = moment.as_of.PlusDays(1);
    PASSUNG_ASSIGN_OR_RETURN(WatchMoment next, shop.Apply(events.Draw(), moment.as_of));
    moment = std::move(next);
    const WatchDelta delta = watch->Advance(moment);
    told += static_cast<int64_t>(delta.lists.size());
    listener.Hear(delta);
    if (event % kEventsBetween != 0 && event != settings.events) continue;
    const WatchMoment now = watch->moment();
    PASSUNG_RETURN_IF_ERROR(CompareWithAnew(listener, now, options, shop.mentees, figure));
  }
  absl::PrintF(
      "alerts, %d mentees, %d vacancies: %d events, %d lists told of; %d compared, %d mismatches\n",
      kSmallMentees, kSmallVacancies, settings.events, told, figure.compared, figure.mismatches);
  figure.value = static_cast<double>(settings.events);
  figure.note = absl::StrCat(told, " lists told of");
  return figure;
}

}  // namespace passung::bench
