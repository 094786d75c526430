#ifndef PASSUNG_MARKET_H_
#define PASSUNG_MARKET_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/mentee.h"
#include "passung/outcome.h"
#include "passung/record.h"
#include "passung/vacancy.h"

namespace passung {

namespace market {
struct World;
}

enum class MarketRegion : uint8_t { kSaxony, kGermany };  // 13 or all 400 districts
template <>
struct EnumNames<MarketRegion> {
  static constexpr absl::string_view kNames[] = {"saxony", "germany"};
};

inline constexpr int64_t kMostMarketMentees = 3'000'000;
inline constexpr int64_t kMostMarketVacancies = 10'000'000;

struct MarketOptions {
  int64_t mentees = 1000;     // 0 … kMostMarketMentees
  int64_t vacancies = 40000;  // 0 … kMostMarketVacancies
  uint64_t seed = 1;
  // Vacancies are published before and start around it. Required: 2000-01-01 … 2100-12-31.
  Date today;
  // Where people live and work, spread by population.
  MarketRegion region = MarketRegion::kSaxony;
};

// A made-up labour market, marked as test data, record by record: byte-identical for equal options
// on every machine. engine/market/README.md names the source of each distribution. Each record
// depends only on seed, day, region and its position, so a smaller market is the beginning of a
// larger one, and the order of ids is that of positions.
//
// Copies share one immutable table and are cheap. Any number of threads may call it. About 3 µs a
// record; nothing is kept.
class MarketMaker {
 public:
  // InvalidArgument where a count or the day is out of range.
  static absl::StatusOr<MarketMaker> Create(const MarketOptions& options);

  int64_t mentees() const { return mentees_; }
  int64_t vacancies() const { return vacancies_; }
  // REQUIRES: 0 <= position < mentees() or vacancies().
  Mentee MenteeAt(int64_t position) const;
  Vacancy VacancyAt(int64_t position) const;
  // What is kept beside that mentee's facts: counselling and reporting stand on a public task, placement
  // and contact on a consent, which each tenth has not given. Without an end: they are nobody.
  MenteeRecord RecordAt(int64_t position) const;

  // What became of one to three suggestions to that mentee, by day rising, none after `today`; nothing in a
  // market without vacancies. The same vacancies are drawn from whatever the number of mentees.
  std::vector<Outcome> OutcomesAt(int64_t position) const;

 private:
  MarketMaker() = default;

  int64_t mentees_ = 0;
  int64_t vacancies_ = 0;
  std::shared_ptr<const market::World> world_;
};

struct Market {
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;
};

// All records of a MarketMaker in memory, about 1 KB a vacancy. Fails as it does.
absl::StatusOr<Market> MakeMarket(const MarketOptions& options);

// How hard a market is; with SnapshotStats what `passung market` prints.
struct MarketStats {
  int64_t mentees = 0;
  int64_t vacancies = 0;
  int64_t rows = 0;  // combinations (vacancy, occupation, place), without self-employment
  // Vacancies that do not state …
  int64_t unknown_german = 0;  // a level in any skill
  int64_t unknown_hours = 0;
  int64_t unknown_start = 0;
  int64_t unknown_support = 0;
  int64_t unknown_shifts = 0;
  // Mentees by the number of distinct occupations among their claims; the last one: 4 or more.
  std::array<int64_t, 5> mentees_by_occupations{};
  int64_t employers = 0;         // distinct ids
  int64_t biggest_employer = 0;  // vacancies of the one with most
  int64_t ten_biggest_employers = 0;
  int64_t repeated_offers = 0;  // vacancies equal to an earlier one in everything but the id
  friend bool operator==(const MarketStats&, const MarketStats&) = default;
};
MarketStats ComputeStats(const Market& market);

// The same figures of records that nobody keeps. Holds 16 bytes per offer and table overhead, at 10
// million vacancies less than 1 GB. Not thread-safe.
class MarketCounter final {
 public:
  MarketCounter();
  ~MarketCounter();
  MarketCounter(const MarketCounter&) = delete;
  MarketCounter& operator=(const MarketCounter&) = delete;

  void Add(const Mentee& mentee);
  void Add(const Vacancy& vacancy);
  MarketStats stats() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace passung

#endif  // PASSUNG_MARKET_H_
