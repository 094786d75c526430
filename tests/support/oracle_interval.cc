// The interval, factored: district, skills, working time, start and support share no unknown fact
// with anything else, so their extremes add up. Kind and code of the vacancy couple occupation,
// level, recognition and language, so these are enumerated together.

#include "tests/support/oracle_interval.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"

namespace passung::oracle {
namespace {

class Range {
 public:
  void Add(int64_t value) {
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
  }
  int64_t min() const { return min_; }
  int64_t max() const { return max_; }

 private:
  int64_t min_ = std::numeric_limits<int64_t>::max();
  int64_t max_ = std::numeric_limits<int64_t>::min();
};

Range SkillsRange(const ScoringProfile& profile, Case c) {
  Range range;
  for (bool met : {false, true}) {  // none of the undecided items met, or all of them
    Case completed = c;
    for (Item& item : completed.items) item.met = item.met.value_or(met);
    range.Add(SkillsFit(profile, completed));
  }
  return range;
}

// Of a matrix, which gives a time to some pairs: every pair of districts that may be meant.
Range MeasuredRange(const OracleKnowledge& knowledge, const ScoringProfile& profile, Case c) {
  std::vector<DistrictCode> all = {DistrictCode::FromNumber(1999), DistrictCode::FromNumber(2999)};
  for (const DistrictRow& row : knowledge.districts) all.push_back(row.code);
  for (const MeasuredWay& way : knowledge.matrix) {
    all.push_back(way.home);
    all.push_back(way.work);
  }
  Range range;
  for (DistrictCode home : c.home ? std::vector{*c.home} : all) {
    std::vector<DistrictCode> works = c.work ? std::vector{*c.work} : all;
    works.push_back(home);  // an unknown place may be the home
    if (c.work) works.pop_back();
    for (DistrictCode work : works) {
      c.minutes = MinutesBetween(knowledge, home, work);
      c.relation = Relate(knowledge, home, work);
      range.Add(DistrictFit(profile, c));
    }
  }
  if (!c.home && c.work) {
    c.minutes = MinutesBetween(knowledge, *c.work, *c.work);
    c.relation = DistrictRelation::kSame;
    range.Add(DistrictFit(profile, c));
  }
  return range;
}

Range DistrictRange(const OracleKnowledge& knowledge, const ScoringProfile& profile, Case c) {
  Range range;
  if (c.minutes || c.relation) {
    range.Add(DistrictFit(profile, c));
    return range;
  }
  for (const MeasuredWay& way : knowledge.matrix) {
    if (way.minutes) return MeasuredRange(knowledge, profile, c);
  }
  for (DistrictRelation relation : RelationDomain()) {
    c.relation = relation;
    range.Add(DistrictFit(profile, c));
  }
  return range;
}

std::vector<Share> AllHoursShares() {
  std::vector<Share> shares;
  std::vector<std::vector<bool>> seen(49, std::vector<bool>(49, false));
  for (const WeeklyHours& person : HoursDomain()) {
    for (const WeeklyHours& vacancy : HoursDomain()) {
      const Share share = HoursShare(person, vacancy);
      auto mark = seen[static_cast<size_t>(share.numerator)].begin() + share.denominator;
      if (!*mark) shares.push_back(share);
      *mark = true;
    }
  }
  return shares;
}

Range HoursRange(const WorkingTimeFitTable& table, const Case& c) {
  static const auto* const kAll = new std::vector<Share>(AllHoursShares());
  Range range;
  if (!c.person_hours && !c.vacancy_hours) {
    for (const Share& share : *kAll) range.Add(PointsOfShare(table, share));
    return range;
  }
  for (const WeeklyHours& hours : HoursDomain()) {
    range.Add(PointsOfShare(
        table, HoursShare(c.person_hours.value_or(hours), c.vacancy_hours.value_or(hours))));
  }
  return range;
}

// A smaller share never has more points, so the points of the smaller of two shares are the smaller
// of their points.
Range TimeRange(const ScoringProfile& profile, const Case& c) {
  const WorkingTimeFitTable& table = profile.working_time_fit;
  Range inside;
  if (c.times_free) {
    inside.Add(PointsOfShare(table, {1, 1}));
  } else if (c.inside) {
    inside.Add(PointsOfShare(table, *c.inside));
  } else {
    for (int64_t percent = 0; percent <= 100; ++percent) {
      inside.Add(PointsOfShare(table, {percent, 100}));
    }
  }
  const Range hours = HoursRange(table, c);
  Range both;
  both.Add(std::min(inside.min(), hours.min()));
  both.Add(std::min(inside.max(), hours.max()));
  return both;
}

Range StartRange(const ScoringProfile& profile, Case c) {
  Range range;
  if (c.available_from && c.start) {
    range.Add(StartFit(profile, c));
    return range;
  }
  const bool both = !c.available_from && !c.start;
  // Of two unknown days only the difference counts: a start on as_of and any first day show every
  // lateness there is.
  if (both) c.start = c.as_of;
  const bool person = !c.available_from;
  for (int32_t d = 0; d <= kStartDays; ++d) {
    (person ? c.available_from : c.start) = c.as_of.PlusDays(d);
    range.Add(StartFit(profile, c));
  }
  return range;
}

Range SupportRange(const ScoringProfile& profile, Case c) {
  Range range;
  if (c.support) {
    range.Add(EmployerSupport(profile, c));
    return range;
  }
  for (const auto& items : SupportDomain()) {
    c.support = items;
    range.Add(EmployerSupport(profile, c));
  }
  return range;
}

// Every skill moves by itself: the sum is least where each skill is least.
Range LanguageRange(const ScoringProfile& profile, const Case& c) {
  Case least = c;
  Case greatest = c;
  for (size_t s = 0; s < 4; ++s) {
    const bool wanted_known = c.stated[s] || c.law[s];
    if (!c.has[s]) {
      least.has[s] = LanguageLevel::kNone;
      greatest.has[s] = LanguageLevel::kC2;
    }
    if (!wanted_known) {
      least.stated[s] = LanguageLevel::kC2;
      greatest.stated[s] = LanguageLevel::kNone;
    }
  }
  Range range;
  range.Add(LanguageFit(profile, least));
  range.Add(LanguageFit(profile, greatest));
  return range;
}

// Everything of a case that hangs on kind and code.
std::string CoupledFields(const Case& c) {
  std::string fields = absl::StrCat(Index(c.column), c.kind == VacancyKind::kAdaptation, c.bars,
                                    c.level.value_or(0));
  for (const auto& level : c.law) absl::StrAppend(&fields, level ? Index(*level) : 9);
  for (const Claim& claim : c.claims) {
    absl::StrAppend(&fields, Index(claim.relation), Index(claim.reference_relation), claim.covers);
  }
  return fields;
}

class ClaimsRange {
 public:
  ClaimsRange(const Oracle& oracle, const Case& c) : oracle_(oracle), case_(c) {
    if (c.claims.empty()) {
      for (const Claim& claim : ClaimDomain(c)) {
        case_.claims = {claim};
        Take();
      }
    } else {
      Complete(0);
    }
  }
  const Range& range() const { return range_; }

 private:
  void Take() {
    const ScoringProfile& profile = oracle_.profile();
    const auto& w = oracle_.weights();
    range_.Add(int64_t{w[0]} * OccupationFit(profile, case_) +
               int64_t{w[1]} * LevelAdequacy(profile, case_) +
               int64_t{w[3]} * RecognitionFit(profile, case_));
  }
  // Every unknown status, each qualification on its own.
  void Complete(size_t next) {
    while (next < case_.claims.size() &&
           (case_.claims[next].status || case_.claims[next].kind != ClaimKind::kQualification)) {
      ++next;
    }
    if (next == case_.claims.size()) {
      Take();
      return;
    }
    for (size_t s = 0; s < EnumCount<RecognitionStatus>(); ++s) {
      case_.claims[next].status = static_cast<RecognitionStatus>(s);
      Complete(next + 1);
    }
    case_.claims[next].status.reset();
  }

  const Oracle& oracle_;
  Case case_;
  Range range_;
};

}  // namespace

ScoreInterval IntervalOf(const Oracle& oracle, const Mentee& mentee, const Judgement& judgement) {
  const ScoringProfile& profile = oracle.profile();
  const Case& seen = judgement.seen;
  const auto& w = oracle.weights();
  const DayFacts facts = FactsOn(mentee, seen.as_of);
  const auto kinds = seen.kind ? std::vector<VacancyKind>{*seen.kind} : KindDomain();
  const auto codes = seen.code_known ? std::vector<OccupationCode>{*judgement.combination.code}
                                     : CodeDomain(oracle.knowledge());
  Range coupled;
  std::set<std::string> done;  // codes that look the same to the criteria need one look
  Case c = seen;
  for (VacancyKind kind : kinds) {
    for (OccupationCode code : codes) {
      Combination completed = judgement.combination;
      completed.kind = kind;
      completed.code = code;
      completed.Settle();
      Recode(oracle.knowledge(), facts, completed, c);
      if (!done.insert(CoupledFields(c)).second) continue;
      const Range claims = ClaimsRange(oracle, c).range();
      const Range language = LanguageRange(profile, c);
      coupled.Add(claims.min() + w[4] * language.min());
      coupled.Add(claims.max() + w[4] * language.max());
    }
  }
  const Range skills = SkillsRange(profile, seen);
  const Range district = DistrictRange(oracle.knowledge(), profile, seen);
  const Range time = TimeRange(profile, seen);
  const Range start = StartRange(profile, seen);
  const Range support = SupportRange(profile, seen);
  const auto total = [&](auto end) {
    return static_cast<int32_t>(end(coupled) + w[2] * end(skills) + w[5] * end(district) +
                                w[6] * end(time) + w[7] * end(start) + w[8] * end(support));
  };
  return {total([](const Range& r) { return r.min(); }),
          total([](const Range& r) { return r.max(); })};
}

}  // namespace passung::oracle
