#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/base/digest.h"
#include "passung/codec.h"
#include "passung/market.h"

namespace passung {
namespace {

int64_t Rows(const Vacancy& vacancy) {
  if (vacancy.kind == VacancyKind::kSelfEmployed) return 0;
  return static_cast<int64_t>(std::max<size_t>(1, vacancy.occupations.size()) *
                              std::max<size_t>(1, vacancy.places.size()));
}

bool StatesGerman(const Vacancy& vacancy) {
  const SkillLevels& levels = vacancy.german.levels;
  return std::any_of(levels.begin(), levels.end(),
                     [](const auto& level) { return level.has_value(); });
}

void CountUnknown(const Vacancy& vacancy, MarketStats& stats) {
  stats.rows += Rows(vacancy);
  if (!StatesGerman(vacancy)) ++stats.unknown_german;
  if (!vacancy.hours) ++stats.unknown_hours;
  if (!vacancy.start) ++stats.unknown_start;
  if (!vacancy.support) ++stats.unknown_support;
  if (!vacancy.shifts) ++stats.unknown_shifts;
}

// Digest of everything but the id: offers are alike where these are. That two different ones of ten
// million share 128 bits is less likely than a fault of the machine.
std::pair<uint64_t, uint64_t> OfferKey(const Vacancy& vacancy) {
  Vacancy offer = vacancy;
  offer.id.value.clear();
  const base::Digest128 digest = base::DigestOf(EncodeCanonical(offer));
  return {digest.high, digest.low};
}

size_t OccupationsOf(const Mentee& mentee) {
  absl::flat_hash_set<OccupationCode> codes;
  for (const Qualification& claim : mentee.facts.qualifications) codes.insert(claim.occupation);
  for (const Experience& claim : mentee.facts.experiences) codes.insert(claim.occupation);
  for (const Wish& claim : mentee.facts.wishes) codes.insert(claim.occupation);
  return codes.size();
}

}  // namespace

struct MarketCounter::State {
  MarketStats stats;
  absl::flat_hash_map<std::string, int64_t> employers;  // vacancies by id
  absl::flat_hash_set<std::pair<uint64_t, uint64_t>> offers;
};

MarketCounter::MarketCounter() : state_(std::make_unique<State>()) {}
MarketCounter::~MarketCounter() = default;

void MarketCounter::Add(const Mentee& mentee) {
  MarketStats& stats = state_->stats;
  ++stats.mentees;
  ++stats.mentees_by_occupations[std::min(OccupationsOf(mentee),
                                          stats.mentees_by_occupations.size() - 1)];
}

void MarketCounter::Add(const Vacancy& vacancy) {
  MarketStats& stats = state_->stats;
  ++stats.vacancies;
  CountUnknown(vacancy, stats);
  if (!vacancy.employer.value.empty()) ++state_->employers[vacancy.employer.value];
  if (!state_->offers.insert(OfferKey(vacancy)).second) ++stats.repeated_offers;
}

MarketStats MarketCounter::stats() const {
  MarketStats stats = state_->stats;
  std::vector<int64_t> counts;
  counts.reserve(state_->employers.size());
  for (const auto& [id, count] : state_->employers) counts.push_back(count);
  std::sort(counts.begin(), counts.end(), std::greater<>());
  stats.employers = static_cast<int64_t>(counts.size());
  for (size_t i = 0; i < std::min<size_t>(10, counts.size()); ++i) {
    stats.ten_biggest_employers += counts[i];
  }
  if (!counts.empty()) stats.biggest_employer = counts[0];
  return stats;
}

MarketStats ComputeStats(const Market& market) {
  MarketCounter counter;
  for (const Mentee& mentee : market.mentees) counter.Add(mentee);
  for (const Vacancy& vacancy : market.vacancies) counter.Add(vacancy);
  return counter.stats();
}

}  // namespace passung
