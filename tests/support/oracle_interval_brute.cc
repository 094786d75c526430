// The interval with nothing thought through: every joint completion is scored with all nine
// criteria.

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "tests/support/oracle_interval.h"

namespace passung::oracle {
namespace {

// One unknown fact: every way to complete it.
using Axis = std::vector<std::function<void(Case&)>>;

void AddClaims(const Case& c, std::vector<Axis>& axes) {
  Axis axis;
  if (c.claims.empty()) {
    for (const Claim& claim : ClaimDomain(c)) {
      axis.emplace_back([claim](Case& x) { x.claims = {claim}; });
    }
    axes.push_back(std::move(axis));
    return;
  }
  for (size_t i = 0; i < c.claims.size(); ++i) {
    if (c.claims[i].kind != ClaimKind::kQualification || c.claims[i].status) continue;
    Axis statuses;
    for (size_t s = 0; s < EnumCount<RecognitionStatus>(); ++s) {
      statuses.emplace_back(
          [i, s](Case& x) { x.claims[i].status = static_cast<RecognitionStatus>(s); });
    }
    axes.push_back(std::move(statuses));
  }
}

void AddLanguage(const Case& c, std::vector<Axis>& axes) {
  for (size_t s = 0; s < 4; ++s) {
    Axis has;
    Axis stated;
    for (size_t v = 0; v < EnumCount<LanguageLevel>(); ++v) {
      const auto level = static_cast<LanguageLevel>(v);
      has.emplace_back([s, level](Case& x) { x.has[s] = level; });
      stated.emplace_back([s, level](Case& x) { x.stated[s] = level; });
    }
    if (!c.has[s]) axes.push_back(std::move(has));
    if (!c.stated[s] && !c.law[s]) axes.push_back(std::move(stated));
  }
}

void AddItemsAndDistrict(const Case& c, std::vector<Axis>& axes) {
  for (size_t i = 0; i < c.items.size(); ++i) {
    if (c.items[i].met) continue;
    axes.push_back(
        {[i](Case& x) { x.items[i].met = true; }, [i](Case& x) { x.items[i].met = false; }});
  }
  if (c.minutes || c.relation) return;
  Axis relations;
  for (DistrictRelation relation : RelationDomain()) {
    relations.emplace_back([relation](Case& x) { x.relation = relation; });
  }
  axes.push_back(std::move(relations));
}

void AddTime(const Case& c, std::vector<Axis>& axes) {
  Axis person;
  Axis vacancy;
  for (const WeeklyHours& hours : HoursDomain()) {
    person.emplace_back([hours](Case& x) { x.person_hours = hours; });
    vacancy.emplace_back([hours](Case& x) { x.vacancy_hours = hours; });
  }
  if (!c.person_hours) axes.push_back(std::move(person));
  if (!c.vacancy_hours) axes.push_back(std::move(vacancy));
  Axis shares;
  for (int64_t percent = 0; percent <= 100; ++percent) {
    shares.emplace_back([percent](Case& x) { x.inside = Share{percent, 100}; });
  }
  if (!c.times_free && !c.inside) axes.push_back(std::move(shares));
}

void AddStartAndSupport(const Case& c, std::vector<Axis>& axes) {
  Axis available;
  Axis start;
  for (int32_t d = 0; d <= kStartDays; ++d) {
    available.emplace_back([d](Case& x) { x.available_from = x.as_of.PlusDays(d); });
    start.emplace_back([d](Case& x) { x.start = x.as_of.PlusDays(d); });
  }
  if (!c.available_from) axes.push_back(std::move(available));
  if (!c.start) axes.push_back(std::move(start));
  if (c.support) return;
  Axis support;
  for (const auto& items : SupportDomain()) {
    support.emplace_back([items](Case& x) { x.support = items; });
  }
  axes.push_back(std::move(support));
}

class Completions {
 public:
  Completions(const Oracle& oracle, const Case& c) : oracle_(oracle), case_(c) {
    AddClaims(c, axes_);
    AddLanguage(c, axes_);
    AddItemsAndDistrict(c, axes_);
    AddTime(c, axes_);
    AddStartAndSupport(c, axes_);
  }

  int64_t Count(int64_t most) const {
    int64_t count = 1;
    for (const Axis& axis : axes_) {
      count *= static_cast<int64_t>(axis.size());
      if (count > most) return most + 1;
    }
    return count;
  }

  void Score(ScoreInterval& interval) { Complete(case_, 0, interval); }

 private:
  void Complete(const Case& c, size_t axis, ScoreInterval& interval) {
    if (axis == axes_.size()) {
      int32_t score = 0;
      const Points points = PointsOf(oracle_.profile(), c);
      for (size_t i = 0; i < points.size(); ++i) score += oracle_.weights()[i] * points[i];
      interval.min = std::min(interval.min, score);
      interval.max = std::max(interval.max, score);
      return;
    }
    for (const auto& complete : axes_[axis]) {
      Case next = c;
      complete(next);
      Complete(next, axis + 1, interval);
    }
  }

  const Oracle& oracle_;
  Case case_;
  std::vector<Axis> axes_;
};

}  // namespace

std::optional<ScoreInterval> BruteForceInterval(const Oracle& oracle, const Mentee& mentee,
                                                const Judgement& judgement, int64_t most) {
  const DayFacts facts = FactsOn(mentee, judgement.seen.as_of);
  const auto kinds =
      judgement.seen.kind ? std::vector<VacancyKind>{*judgement.seen.kind} : KindDomain();
  const auto codes = judgement.seen.code_known
                         ? std::vector<OccupationCode>{*judgement.combination.code}
                         : CodeDomain(oracle.knowledge());
  ScoreInterval interval{std::numeric_limits<int32_t>::max(), std::numeric_limits<int32_t>::min()};
  for (VacancyKind kind : kinds) {
    for (OccupationCode code : codes) {
      Combination completed = judgement.combination;
      completed.kind = kind;
      completed.code = code;
      completed.Settle();
      Completions completions(oracle,
                              MakeCase(oracle.knowledge(), facts, completed, judgement.seen.as_of));
      most -= completions.Count(most);
      if (most < 0) return std::nullopt;
      completions.Score(interval);
    }
  }
  return interval;
}

}  // namespace passung::oracle
