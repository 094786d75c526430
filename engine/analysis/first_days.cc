#include "engine/analysis/first_days.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/explain/explain.h"
#include "engine/explain/hits.h"
#include "engine/rules/registry.h"
#include "engine/search/plan.h"
#include "engine/search/top_k.h"

namespace passung {
namespace {

// A day on which something about the person changes, and the verdicts from then until the next.
struct Stretch {
  Date first;
  std::vector<std::vector<uint8_t>> verdicts;  // [rule][code]
};

// The first day of a combination, and the worst verdict on it.
struct FirstDay {
  Date day;
  size_t stretch = 0;
  Verdict worst = Verdict::kPass;
};

// The best of those that have one first day.
struct Group {
  explicit Group(size_t places) : best(places) {}
  std::array<int64_t, 4> counts{};  // by class
  TopK best;
  std::map<uint32_t, FirstDay> first_days;  // by row; of the hits that were ever kept
};

class FirstDays {
 public:
  FirstDays(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee, int32_t places)
      : snapshot_(snapshot),
        query_(query),
        mentee_(mentee),
        places_(static_cast<size_t>(places)),
        person_(query, mentee),
        plan_(Compile(query, person_)) {
    for (const RuleTable& table : plan_.rules) {
      if (table.rule->key() != RuleKey::kVacancyOpen) rules_.push_back(table.rule);
    }
    open_enforced_ = rules_.size() != plan_.rules.size();
    stretches_.push_back(StretchOf(query.as_of, person_.today));
    for (size_t n = 0; n < person_.later_count(); ++n) {
      stretches_.push_back(StretchOf(person_.later(n).day, person_.later(n)));
    }
  }

  FirstDaysResult Run() {
    const VacancyRows rows = snapshot_.rows();
    FirstDaysResult result;
    for (uint32_t slot = 0; slot < rows.slots; ++slot) {
      if (rows.IsLive(slot) && !AddVacancy(rows, slot)) ++result.without_day;
    }
    for (const auto& [day, group] : groups_) result.groups.push_back(ResultOf(day, group));
    return result;
  }

 private:
  Stretch StretchOf(Date first, const DayFacts& facts) const {
    Stretch stretch{.first = first, .verdicts = {}};
    for (const Rule* rule : rules_) {
      const DayFacts& judged = rule->LooksAhead() ? facts : person_.today;
      auto& verdicts = stretch.verdicts.emplace_back();
      const uint32_t size = query_.dictionaries.size(rule->column());
      verdicts.reserve(size);
      for (uint32_t code = 0; code < size; ++code) {
        verdicts.push_back(static_cast<uint8_t>(rule->Judge(query_, judged, code).verdict));
      }
    }
    return stretch;
  }

  // False where it has no first day. Self-employment is not counted.
  bool AddVacancy(const VacancyRows& rows, uint32_t slot) {
    const uint32_t first = rows.columns.first_row[slot];
    const uint32_t last = rows.columns.first_row[slot + 1];
    if (first == last) return true;
    std::optional<FirstDay> best;
    Hit hit{.index = slot, .order = rows.vacancies.OrderOf(slot)};
    for (uint32_t row = first; row < last; ++row) {
      const auto of_row = FirstDayOf(rows.columns, row);
      if (!of_row) continue;
      const int32_t score = ScoreOf(rows.columns, row);
      const bool is_better =
          !best || (of_row->day != best->day ? of_row->day < best->day : score > hit.score);
      if (!is_better) continue;
      best = of_row;
      hit.score = score;
      hit.row = row;
    }
    if (!best) return false;
    Add(hit, *best);
    return true;
  }

  void Add(Hit hit, const FirstDay& first_day) {
    hit.hit_class = static_cast<HitClass>(first_day.worst);
    Group& group = groups_.try_emplace(first_day.day, places_).first->second;
    ++group.counts[Index(hit.hit_class)];
    if (!group.best.MayEnter(hit.score, hit.order)) return;
    group.best.Offer(hit);
    group.first_days.emplace(hit.row, first_day);
  }

  int32_t ScoreOf(const Columns& columns, uint32_t row) const {
    int32_t score = 0;
    for (const CriterionTable& table : plan_.criteria) {
      score += table.contributions[columns.CodeAt(table.column, row)];
    }
    return score;
  }

  bool IsClosed(const Columns& columns, uint32_t row) const {
    return std::any_of(plan_.rules.begin(), plan_.rules.end(), [&](const RuleTable& table) {
      const uint32_t code = columns.CodeAt(table.column, row);
      return table.verdicts[code] == static_cast<uint8_t>(Verdict::kFail);
    });
  }

  std::optional<FirstDay> FirstDayOf(const Columns& columns, uint32_t row) const {
    if (IsClosed(columns, row)) return std::nullopt;
    const OpenKey& open = query_.dictionaries.open[columns.CodeAt(ColumnId::kOpen, row)];
    for (size_t n = 0; n < stretches_.size(); ++n) {
      const Verdict worst = WorstOf(columns, row, stretches_[n]);
      if (worst == Verdict::kFail) continue;
      Date day = stretches_[n].first;
      if (open_enforced_) {
        if (open.open_from_day) day = std::max(day, Date::FromDays(*open.open_from_day));
        if (open.apply_until_day && day.days() > *open.apply_until_day) return std::nullopt;
      }
      if (n + 1 < stretches_.size() && day >= stretches_[n + 1].first) continue;
      return FirstDay{.day = day, .stretch = n, .worst = worst};
    }
    return std::nullopt;
  }

  Verdict WorstOf(const Columns& columns, uint32_t row, const Stretch& stretch) const {
    uint8_t worst = 0;
    for (size_t i = 0; i < rules_.size(); ++i) {
      worst = std::max(worst, stretch.verdicts[i][columns.CodeAt(rules_[i]->column(), row)]);
    }
    return static_cast<Verdict>(worst);
  }

  // The longest that an act takes which is still to be asked for on the day.
  int32_t LeadDaysOf(const Columns& columns, uint32_t row, const FirstDay& first_day) const {
    const size_t n = first_day.stretch;
    int32_t longest = 0;
    for (const Rule* rule : rules_) {
      const bool today = n == 0 || !rule->LooksAhead();
      const DayFacts& facts = today ? person_.today : person_.later(n - 1);
      const Finding finding = rule->Judge(query_, facts, columns.CodeAt(rule->column(), row));
      if (finding.verdict == Verdict::kPassAfter) longest = std::max(longest, finding.lead_days);
    }
    return longest;
  }

  FirstDayGroup ResultOf(Date day, const Group& group) const {
    FirstDayGroup result{.day = day,
                         .open = group.counts[Index(HitClass::kOpen)],
                         .later = group.counts[Index(HitClass::kLater)],
                         .unclear = group.counts[Index(HitClass::kUnclear)],
                         .best = {}};
    const std::vector<Hit> hits = group.best.Sorted();
    std::vector<Match> matches = Explain(query_, person_, HitRows(snapshot_, hits).Combinations());
    for (size_t i = 0; i < hits.size(); ++i) {
      matches[i].mentee = mentee_.id;
      matches[i].vacancy = snapshot_.vacancy(hits[i].index).id;
      result.best.push_back({.match = std::move(matches[i]),
                             .class_then = hits[i].hit_class,
                             .lead_days = LeadDaysOf(snapshot_.columns(), hits[i].row,
                                                     group.first_days.at(hits[i].row))});
    }
    return result;
  }

  const SnapshotImpl& snapshot_;
  const Query& query_;
  const Mentee& mentee_;
  const size_t places_;
  const Person person_;
  const QueryPlan plan_;
  std::vector<const Rule*> rules_;  // enforced ones, without vacancy_open
  bool open_enforced_ = false;
  std::vector<Stretch> stretches_;  // by day
  std::map<Date, Group> groups_;
};

}  // namespace

FirstDaysResult FirstDaysOf(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee,
                            int32_t places) {
  return FirstDays(snapshot, query, mentee, places).Run();
}

}  // namespace passung
