#include <algorithm>
#include <string>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
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

void CountEmployers(const std::vector<Vacancy>& vacancies, MarketStats& stats) {
  absl::flat_hash_map<absl::string_view, int64_t> by_id;
  for (const Vacancy& vacancy : vacancies) {
    if (!vacancy.employer.value.empty()) ++by_id[vacancy.employer.value];
  }
  std::vector<int64_t> counts;
  counts.reserve(by_id.size());
  for (const auto& [id, count] : by_id) counts.push_back(count);
  std::sort(counts.begin(), counts.end(), std::greater<>());
  stats.employers = static_cast<int64_t>(counts.size());
  for (size_t i = 0; i < std::min<size_t>(10, counts.size()); ++i) {
    stats.ten_biggest_employers += counts[i];
  }
  if (!counts.empty()) stats.biggest_employer = counts[0];
}

bool EqualButForId(const Vacancy& a, const Vacancy& b) {
  Vacancy renamed = a;
  renamed.id = b.id;
  return renamed == b;
}

// Candidates for equality share these; the full comparison is made among them only.
using OfferKey = std::tuple<absl::string_view, absl::string_view, std::optional<int32_t>,
                            std::optional<int32_t>, size_t>;

OfferKey KeyOf(const Vacancy& vacancy) {
  const auto days = [](const std::optional<Date>& date) {
    return date ? std::optional<int32_t>(date->days()) : std::nullopt;
  };
  return {vacancy.employer.value, vacancy.title, days(vacancy.published), days(vacancy.start),
          vacancy.skills.size()};
}

int64_t CountRepeated(const std::vector<Vacancy>& vacancies) {
  int64_t repeated = 0;
  absl::flat_hash_map<OfferKey, std::vector<const Vacancy*>> offers;
  for (const Vacancy& vacancy : vacancies) {
    std::vector<const Vacancy*>& alike = offers[KeyOf(vacancy)];
    const bool known = std::any_of(alike.begin(), alike.end(), [&](const Vacancy* earlier) {
      return EqualButForId(*earlier, vacancy);
    });
    if (known) {
      ++repeated;
    } else {
      alike.push_back(&vacancy);
    }
  }
  return repeated;
}

size_t OccupationsOf(const Mentee& mentee) {
  absl::flat_hash_set<OccupationCode> codes;
  for (const Qualification& claim : mentee.facts.qualifications) codes.insert(claim.occupation);
  for (const Experience& claim : mentee.facts.experiences) codes.insert(claim.occupation);
  for (const Wish& claim : mentee.facts.wishes) codes.insert(claim.occupation);
  return codes.size();
}

}  // namespace

MarketStats ComputeStats(const Market& market) {
  MarketStats stats;
  stats.mentees = static_cast<int64_t>(market.mentees.size());
  stats.vacancies = static_cast<int64_t>(market.vacancies.size());
  for (const Vacancy& vacancy : market.vacancies) CountUnknown(vacancy, stats);
  CountEmployers(market.vacancies, stats);
  stats.repeated_offers = CountRepeated(market.vacancies);
  for (const Mentee& mentee : market.mentees) {
    ++stats.mentees_by_occupations[std::min(OccupationsOf(mentee),
                                            stats.mentees_by_occupations.size() - 1)];
  }
  return stats;
}

}  // namespace passung
