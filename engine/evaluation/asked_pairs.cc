#include "engine/evaluation/asked_pairs.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"

namespace passung::evaluation {
namespace {

// A preference that can be learned from.
struct BoundPreference {
  const Mentee* mentee = nullptr;
  const Vacancy* better = nullptr;
  const Vacancy* worse = nullptr;
};

struct BoundPreferences {
  std::vector<BoundPreference> bound;  // by mentee, then vacancies, rising as bytes
  int64_t left_out = 0;
};

absl::StatusOr<BoundPreferences> Bind(const Snapshot& snapshot, const TuningInput& input) {
  absl::flat_hash_map<absl::string_view, const Mentee*> by_id;
  for (const Mentee& mentee : input.mentees) by_id.emplace(mentee.id.value, &mentee);
  std::vector<const Preference*> sorted;
  for (const Preference& preference : input.preferences) sorted.push_back(&preference);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::tie(a->mentee, a->better, a->worse) < std::tie(b->mentee, b->better, b->worse);
  });
  BoundPreferences result;
  for (const Preference* preference : sorted) {
    if (preference->better == preference->worse) {
      return absl::InvalidArgumentError(absl::StrCat(
          "preferences: vacancy \"", preference->better.value, "\" is compared with itself"));
    }
    const auto mentee = by_id.find(preference->mentee.value);
    const Vacancy* better = snapshot.FindVacancy(preference->better);
    const Vacancy* worse = snapshot.FindVacancy(preference->worse);
    if (mentee == by_id.end() || better == nullptr || worse == nullptr) {
      ++result.left_out;
      continue;
    }
    result.bound.push_back({.mentee = mentee->second, .better = better, .worse = worse});
  }
  return result;
}

using Numbers = absl::flat_hash_map<absl::string_view, int32_t>;

Numbers NumbersOf(const JudgedPeople& judged, const std::vector<BoundPreference>& preferences) {
  std::set<absl::string_view> ids;
  for (const JudgedPerson& person : judged.people) ids.insert(person.mentee->id.value);
  for (const BoundPreference& preference : preferences) ids.insert(preference.mentee->id.value);
  Numbers numbers;
  for (const absl::string_view id : ids) numbers.emplace(id, static_cast<int32_t>(numbers.size()));
  return numbers;
}

std::vector<Asked> AskedOfOutcomes(const JudgedPeople& judged, const Numbers& numbers) {
  std::vector<Asked> asked;
  for (const JudgedPerson& one : judged.people) {
    const int32_t person = numbers.at(one.mentee->id.value);
    for (const JudgedPair& pair : one.pairs) {
      asked.push_back({.mentee = one.mentee,
                       .vacancy = pair.vacancy,
                       .grade = pair.grade,
                       .person = person,
                       .comparison = person});
    }
  }
  return asked;
}

std::vector<Asked> AskedOfWords(const std::vector<BoundPreference>& preferences,
                                const Numbers& numbers) {
  std::vector<Asked> asked;
  int32_t comparison = 0;
  for (const BoundPreference& preference : preferences) {
    Asked one = {.mentee = preference.mentee,
                 .vacancy = preference.better,
                 .grade = 1,
                 .person = numbers.at(preference.mentee->id.value),
                 .comparison = comparison++};
    asked.push_back(one);
    one.vacancy = preference.worse;
    one.grade = 0;
    asked.push_back(one);
  }
  return asked;
}

}  // namespace

absl::Status AskedPairs::Learn(const PairFeatures& features, size_t which,
                               const SharedProfile& naming) {
  const Asked& asked = asked_[which];
  std::vector<Known>& known = known_[which];
  PASSUNG_ASSIGN_OR_RETURN(const Combination combination,
                           features.Name(*asked.mentee, *asked.vacancy, naming));
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Known& one) { return one.combination == combination; });
  if (found != known.end()) {
    std::iter_swap(known.begin(), found);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(std::vector<int32_t> points,
                           features.Of(*asked.mentee, *asked.vacancy, combination));
  known.insert(known.begin(), {.combination = combination, .points = std::move(points)});
  return absl::OkStatus();
}

absl::StatusOr<FitData> AskedPairs::Read(const PairFeatures& features, const SharedProfile& naming,
                                         const TuningOptions& options,
                                         const TakesPart& takes_part) {
  constexpr size_t kAtATime = 64;
  std::vector<size_t> wanted;
  for (size_t i = 0; i < asked_.size(); ++i) {
    if (takes_part(asked_[i].person)) wanted.push_back(i);
  }
  std::vector<absl::Status> faults((wanted.size() + kAtATime - 1) / kAtATime);
  ParallelFor(faults.size(), options.threads, [&](size_t part) {
    const size_t end = std::min(wanted.size(), (part + 1) * kAtATime);
    faults[part] = CheckAwaited(options.is_over);
    for (size_t i = part * kAtATime; i < end && faults[part].ok(); ++i) {
      faults[part] = Learn(features, wanted[i], naming);
    }
  });
  for (absl::Status& fault : faults) PASSUNG_RETURN_IF_ERROR(std::move(fault));
  FitData data = {.columns = static_cast<int32_t>(features.columns().size())};
  for (const size_t i : wanted) {
    const std::vector<int32_t>& points = known_[i].front().points;
    data.points.insert(data.points.end(), points.begin(), points.end());
    data.grades.push_back(asked_[i].grade);
    data.people.push_back(asked_[i].comparison);
  }
  return data;
}

absl::StatusOr<Comparisons> AskedPairs::Compare(const PairFeatures& features,
                                                const SharedProfile& naming,
                                                const TuningOptions& options,
                                                const TakesPart& takes_part) {
  PASSUNG_ASSIGN_OR_RETURN(const FitData data, Read(features, naming, options, takes_part));
  Comparisons comparisons = ComparisonsOf(data);
  absl::flat_hash_map<int32_t, int32_t> person_of;
  for (const Asked& asked : asked_) person_of.emplace(asked.comparison, asked.person);
  for (int32_t& person : comparisons.people) person = person_of.at(person);
  return comparisons;
}

absl::StatusOr<AskedSources> AskedOf(const Snapshot& snapshot, const TuningInput& input,
                                     const JudgedPeople& judged) {
  PASSUNG_ASSIGN_OR_RETURN(const BoundPreferences preferences, Bind(snapshot, input));
  const Numbers numbers = NumbersOf(judged, preferences.bound);
  std::vector<int32_t> people;
  for (const JudgedPerson& one : judged.people) people.push_back(numbers.at(one.mentee->id.value));
  return AskedSources{.outcomes = AskedPairs(AskedOfOutcomes(judged, numbers)),
                      .words = AskedPairs(AskedOfWords(preferences.bound, numbers)),
                      .people = std::move(people),
                      .preferences = static_cast<int64_t>(preferences.bound.size()),
                      .left_out = judged.left_out + preferences.left_out};
}

}  // namespace passung::evaluation
