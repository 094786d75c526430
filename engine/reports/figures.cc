// From where each person stands to figures about all of them.
#include <algorithm>
#include <utility>

#include "engine/reports/district_rows.h"
#include "passung/reports.h"

namespace passung {
namespace {

// How a rule meets somebody: it alone closes some good vacancy, closes some together with others only, or
// none.
enum Met : uint8_t { kAlone, kTogether, kNotAtAll, kMetCount };

// One rule in all districts, and in all of them together.
struct RuleCounts {
  explicit RuleCounts(size_t districts)
      : people(districts, std::vector<int64_t>(kMetCount)),
        pairs(districts + 1),
        alone(districts + 1) {}

  std::vector<std::vector<int64_t>> people;  // by district and Met
  std::vector<int64_t> pairs;
  std::vector<int64_t> alone;
};

RuleCounts CountRule(std::span<const MenteeStanding> people, const DistrictRows& districts,
                     size_t rule) {
  RuleCounts counts(districts.size());
  for (size_t i = 0; i < people.size(); ++i) {
    const RuleBlock& block = people[i].blocks[rule];
    const size_t row = districts.RowOf(i);
    const Met met = block.alone > 0 ? kAlone : block.vacancies > 0 ? kTogether : kNotAtAll;
    ++counts.people[row][met];
    for (const size_t to : {row, districts.size()}) {
      counts.pairs[to] += block.vacancies;
      counts.alone[to] += block.alone;
    }
  }
  return counts;
}

// One rule with what is left out of its figures.
struct BlockTable {
  RuleKey rule = RuleKey::kWorkAccess;
  RuleCounts counts;
  HiddenCounts hidden;
};

void AddRow(const BlockTable& table, size_t row, DistrictBlocks& to) {
  const std::vector<std::vector<int64_t>>& cells = table.counts.people;
  int64_t people = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (row == cells.size() || row == i) people += cells[i][kAlone] + cells[i][kTogether];
  }
  // Who is met, and how many pairs they are in, would follow from who is not.
  const bool hide = !to.people || table.hidden.At(row, kNotAtAll);
  const bool hide_alone = hide || table.hidden.At(row, kAlone) || table.hidden.At(row, kTogether);
  to.rules.push_back({.rule = table.rule,
                      .people = Shown(hide, people),
                      .pairs = Shown(hide, table.counts.pairs[row]),
                      .pairs_alone = Shown(hide_alone, table.counts.alone[row])});
}

std::vector<std::vector<int64_t>> CountByBest(std::span<const MenteeStanding> people,
                                              const DistrictRows& districts) {
  std::vector<std::vector<int64_t>> counts(districts.size(),
                                           std::vector<int64_t>(EnumCount<BestFit>()));
  for (size_t i = 0; i < people.size(); ++i) {
    ++counts[districts.RowOf(i)][Index(BestFitOf(people[i]))];
  }
  return counts;
}

// A figure of everybody's first vacancies, by district and over all; which of them would tell of too few
// people who have any, or none.
struct FirstCounts {
  std::vector<int64_t> vacancies;
  HiddenCounts hidden;

  std::optional<int64_t> At(size_t row) const {
    return Shown(hidden.At(row, 0) || hidden.At(row, 1), vacancies[row]);
  }
};

FirstCounts CountFirst(std::span<const MenteeStanding> people, const DistrictRows& districts,
                       int32_t MenteeStanding::*count, int64_t least) {
  std::vector<int64_t> vacancies(districts.size() + 1);
  std::vector<std::vector<int64_t>> who(districts.size(), std::vector<int64_t>(2));
  for (size_t i = 0; i < people.size(); ++i) {
    const size_t row = districts.RowOf(i);
    vacancies[row] += people[i].*count;
    vacancies.back() += people[i].*count;
    ++who[row][people[i].*count > 0 ? 0 : 1];
  }
  return {std::move(vacancies), HideSmall(who, least)};
}

void ShowRow(const HiddenCounts& hidden, size_t row, const std::vector<int64_t>& counts,
             AdequacyFigures& figures) {
  int64_t people = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    people += counts[i];
    figures.by_best[i] = Shown(hidden.At(row, i), counts[i]);
  }
  figures.people = Shown(hidden.row_sum(row), people);
}

}  // namespace

BlockReport StumblingBlocks(std::span<const MenteeStanding> people, int64_t least) {
  const DistrictRows districts(people);
  const std::vector<std::vector<int64_t>> homes = districts.Counts();
  const HiddenCounts hidden = HideSmall(homes, least);
  BlockReport report;
  report.all.people = Shown(hidden.sum(), static_cast<int64_t>(people.size()));
  std::vector<BlockTable> tables;
  for (size_t rule = 0; rule < kRuleCount; ++rule) {
    RuleCounts counts = CountRule(people, districts, rule);
    if (counts.pairs.back() == 0) continue;
    HiddenCounts of_rule = HideSmall(counts.people, least);
    tables.push_back({static_cast<RuleKey>(rule), std::move(counts), std::move(of_rule)});
  }
  for (size_t row = 0; row < districts.size(); ++row) {
    // The people of a district are one figure, whichever table must not show it.
    bool hide = hidden.row_sum(row);
    for (const BlockTable& table : tables) hide = hide || table.hidden.row_sum(row);
    DistrictBlocks& to = report.districts.emplace_back();
    to.district = districts.home(row);
    to.people = Shown(hide, homes[row][0]);
    for (const BlockTable& table : tables) AddRow(table, row, to);
  }
  for (const BlockTable& table : tables) AddRow(table, districts.size(), report.all);
  return report;
}

BestFit BestFitOf(const MenteeStanding& standing) {
  if (!standing.best) return BestFit::kNone;
  if (standing.best_under_used) return BestFit::kUnderUsed;
  return standing.best_bridge ? BestFit::kBridge : BestFit::kAdequate;
}

AdequacyReport AdequacyOf(std::span<const MenteeStanding> people, int64_t least) {
  AdequacyReport report;
  if (people.empty()) {
    report.all.people = report.all.listed = report.all.bridge = report.all.under_used = 0;
    report.all.by_best.fill(0);
    return report;
  }
  const DistrictRows districts(people);
  std::vector<std::vector<int64_t>> counts = CountByBest(people, districts);
  const HiddenCounts hidden = HideSmall(counts, least);
  counts.emplace_back(EnumCount<BestFit>());
  for (size_t row = 0; row < districts.size(); ++row) {
    for (size_t i = 0; i < counts[row].size(); ++i) counts.back()[i] += counts[row][i];
  }
  const auto first = [&](int32_t MenteeStanding::*count) {
    return CountFirst(people, districts, count, least);
  };
  const FirstCounts listed = first(&MenteeStanding::listed);
  const FirstCounts bridge = first(&MenteeStanding::bridge);
  const FirstCounts under_used = first(&MenteeStanding::under_used);
  for (size_t row = 0; row <= districts.size(); ++row) {
    AdequacyFigures figures;
    ShowRow(hidden, row, counts[row], figures);
    if (figures.people) {
      figures.listed = listed.At(row);
      figures.bridge = bridge.At(row);
      figures.under_used = under_used.At(row);
    }
    if (row == districts.size()) {
      report.all = figures;
      break;
    }
    figures.district = districts.home(row);
    report.districts.push_back(figures);
  }
  return report;
}

std::vector<Unmatched> FindUnmatched(std::span<const MenteeStanding> people) {
  std::vector<Unmatched> unmatched;
  for (const MenteeStanding& one : people) {
    if (one.good > 0) continue;
    Unmatched& found = unmatched.emplace_back();
    found.standing = &one;
    if (one.blocked == 0) continue;
    found.cause = UnmatchedCause::kBlocked;
    const auto most = std::max_element(
        one.blocks.begin(), one.blocks.end(), [](const RuleBlock& a, const RuleBlock& b) {
          return std::pair(a.alone, a.vacancies) < std::pair(b.alone, b.vacancies);
        });
    found.rule = static_cast<RuleKey>(most - one.blocks.begin());
  }
  return unmatched;
}

}  // namespace passung
