#include "engine/evaluation/slices.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/ranking_metrics.h"
#include "passung/safe_counts.h"

namespace passung::evaluation {
namespace {

// Where the person lives on that day.
std::string DistrictOf(const Mentee& mentee, Date day) {
  for (const Home& home : mentee.facts.homes) {
    if (home.valid.Holds(day)) return home.district.ToString();
  }
  return "";
}

std::string LevelOf(const Mentee& mentee, Date day) {
  int level = 0;
  for (const Qualification& qualification : mentee.facts.qualifications) {
    if (!qualification.valid.Holds(day)) continue;
    level = std::max(level, qualification.occupation.requirement_level());
  }
  return absl::StrCat(level);
}

std::string KindOf(const Vacancy& vacancy) {
  return vacancy.kind ? std::string(Name(*vacancy.kind)) : "";
}

// The figures of people by the value that each of them has.
using Sliced = std::map<std::string, std::vector<PersonFigures>>;

void Fill(const std::vector<PersonFigures>& people, EvaluationSlice& slice) {
  slice.people = static_cast<int64_t>(people.size());
  slice.metrics = MeansOf(people);
  slice.figures = people;
}

std::vector<EvaluationSlice> Finish(SliceKind kind, const Sliced& sliced) {
  std::vector<std::vector<int64_t>> counts;
  for (const auto& [value, people] : sliced) {
    counts.push_back({static_cast<int64_t>(people.size())});
  }
  const HiddenCounts hidden = HideSmall(counts);
  std::vector<EvaluationSlice> slices;
  for (const auto& [value, people] : sliced) {
    EvaluationSlice& slice = slices.emplace_back();
    slice.kind = kind;
    slice.value = value;
    slice.hidden = hidden.cell(slices.size() - 1, 0);
    if (!slice.hidden) Fill(people, slice);
  }
  return slices;
}

void Append(std::vector<EvaluationSlice> more, std::vector<EvaluationSlice>& slices) {
  slices.insert(slices.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

// What only vacancies of one kind are worth to a person, where one of them was good.
class KindSlices {
 public:
  KindSlices(const JudgedPerson& person, const ReplayedPerson& replayed,
             const EvaluationOptions& options)
      : person_(person), replayed_(replayed), options_(options) {}

  void AddTo(Sliced& by_kind) const {
    std::map<std::string, bool> kinds;
    for (const JudgedPair& pair : person_.pairs) {
      kinds[KindOf(*pair.vacancy)] |= pair.grade >= options_.good;
    }
    for (const auto& [kind, any_good] : kinds) {
      if (any_good) by_kind[kind].push_back({.mentee = person_.mentee->id, .metrics = Of(kind)});
    }
  }

 private:
  PersonMetrics Of(const std::string& kind) const {
    JudgedPerson only = {.mentee = person_.mentee};
    ReplayedPerson list;
    for (size_t i = 0; i < person_.pairs.size(); ++i) {
      if (KindOf(*person_.pairs[i].vacancy) != kind) continue;
      only.pairs.push_back(person_.pairs[i]);
      list.scored.push_back(replayed_.scored[i]);
    }
    for (const Vacancy* vacancy : replayed_.shown) {
      if (KindOf(*vacancy) == kind) list.shown.push_back(vacancy);
    }
    std::vector<int32_t> judged;
    for (const JudgedPair& pair : only.pairs) judged.push_back(pair.grade);
    return MetricsOf(RankedGrades(only, list, options_.scope), judged, options_);
  }

  const JudgedPerson& person_;
  const ReplayedPerson& replayed_;
  const EvaluationOptions& options_;
};

std::vector<EvaluationSlice> ByVacancyKind(const std::vector<JudgedPerson>& people,
                                           const std::vector<ReplayedPerson>& replayed,
                                           const EvaluationOptions& options) {
  Sliced by_kind;
  for (size_t i = 0; i < people.size(); ++i) {
    KindSlices(people[i], replayed[i], options).AddTo(by_kind);
  }
  std::vector<EvaluationSlice> slices;
  for (const auto& [kind, figures] : by_kind) {
    EvaluationSlice& slice = slices.emplace_back();
    slice.kind = SliceKind::kVacancyKind;
    slice.value = kind;
    // People may be in several of these, but each once in one: all less those of one are exactly the others.
    const auto others = static_cast<int64_t>(people.size() - figures.size());
    slice.hidden = std::ssize(figures) < kLeastShown || (others > 0 && others < kLeastShown);
    if (!slice.hidden) Fill(figures, slice);
  }
  return slices;
}

}  // namespace

PersonMetrics MetricsOf(std::span<const int32_t> ranked, std::span<const int32_t> judged,
                        const EvaluationOptions& options) {
  const std::span<const int32_t> first =
      ranked.first(std::min(ranked.size(), static_cast<size_t>(options.k)));
  const GoodFrom from = {options.good};
  const double reciprocal_rank = ReciprocalRank(first, from);
  return {NdcgAt(first, judged, options.k),
          AveragePrecision(first, judged, from),
          reciprocal_rank,
          RecallAt(first, judged, options.k, from),
          PrecisionAt(first, options.k, from),
          reciprocal_rank > 0 ? 1.0 : 0.0};
}

std::array<Estimate, kPersonMetricCount> MeansOf(std::span<const PersonFigures> people) {
  std::array<Estimate, kPersonMetricCount> means;
  std::vector<double> values(people.size());
  for (size_t metric = 0; metric < kPersonMetricCount; ++metric) {
    for (size_t i = 0; i < people.size(); ++i) values[i] = people[i].metrics[metric];
    means[metric] = Within(MeanOf(values), 0, 1);
  }
  return means;
}

std::vector<EvaluationSlice> SlicesOf(const std::vector<JudgedPerson>& people,
                                      const std::vector<ReplayedPerson>& replayed,
                                      const std::vector<PersonFigures>& figures,
                                      std::span<const GroupLabel> labels,
                                      const EvaluationOptions& options) {
  std::map<absl::string_view, absl::string_view> label_of;
  for (const GroupLabel& label : labels) label_of[label.mentee.value] = label.label;
  Sliced districts;
  Sliced levels;
  Sliced groups;
  for (size_t i = 0; i < people.size(); ++i) {
    const Mentee& mentee = *people[i].mentee;
    districts[DistrictOf(mentee, options.as_of)].push_back(figures[i]);
    levels[LevelOf(mentee, options.as_of)].push_back(figures[i]);
    const auto label = label_of.find(mentee.id.value);
    const absl::string_view group = label == label_of.end() ? absl::string_view() : label->second;
    if (!labels.empty()) groups[std::string(group)].push_back(figures[i]);
  }
  std::vector<EvaluationSlice> slices = Finish(SliceKind::kDistrict, districts);
  Append(Finish(SliceKind::kLevel, levels), slices);
  Append(ByVacancyKind(people, replayed, options), slices);
  if (!labels.empty()) Append(Finish(SliceKind::kGroup, groups), slices);
  return slices;
}

}  // namespace passung::evaluation
