// From where each person stands to figures about all of them.
#include <algorithm>
#include <map>
#include <utility>

#include "passung/reports.h"

namespace passung {
namespace {

using Home = std::optional<DistrictCode>;

// People by where they live: the rows of a table.
class ByDistrict {
 public:
  explicit ByDistrict(std::span<const MenteeStanding> people) {
    std::map<Home, size_t> numbers;
    for (const MenteeStanding& one : people) numbers.emplace(one.district, 0);
    for (auto& [home, number] : numbers) {
      number = homes_.size();
      homes_.push_back(home);
    }
    for (const MenteeStanding& one : people) rows_.push_back(numbers.at(one.district));
  }

  size_t size() const { return homes_.size(); }
  const Home& home(size_t row) const { return homes_[row]; }
  // Of a person by their place.
  size_t RowOf(size_t person) const { return rows_[person]; }

 private:
  std::vector<Home> homes_;
  std::vector<size_t> rows_;
};

std::optional<int64_t> Shown(bool hidden, int64_t count) {
  if (hidden) return std::nullopt;
  return count;
}

// One rule in all districts, and in all of them together.
struct RuleCounts {
  explicit RuleCounts(size_t districts)
      : people(districts, std::vector<int64_t>(2)), pairs(districts + 1), alone(districts + 1) {}

  std::vector<std::vector<int64_t>> people;  // with, without
  std::vector<int64_t> pairs;
  std::vector<int64_t> alone;
};

RuleCounts CountRule(std::span<const MenteeStanding> people, const ByDistrict& districts,
                     size_t rule) {
  RuleCounts counts(districts.size());
  for (size_t i = 0; i < people.size(); ++i) {
    const RuleBlock& block = people[i].blocks[rule];
    const size_t row = districts.RowOf(i);
    ++counts.people[row][block.alone > 0 ? 0 : 1];
    for (const size_t to : {row, districts.size()}) {
      counts.pairs[to] += block.vacancies;
      counts.alone[to] += block.alone;
    }
  }
  return counts;
}

// One rule with what is left out of its figures: districts × (with, without).
struct BlockTable {
  RuleKey rule = RuleKey::kWorkAccess;
  RuleCounts counts;
  HiddenCounts hidden;
};

void AddRow(const BlockTable& table, size_t row, DistrictBlocks& to) {
  const std::vector<std::vector<int64_t>>& cells = table.counts.people;
  int64_t people = 0;
  for (size_t i = 0; i < cells.size(); ++i)
    people += row == cells.size() || row == i ? cells[i][0] : 0;
  // What is left of the people of a district tells as well.
  const bool hide = !to.people || table.hidden.At(row, 0) || table.hidden.At(row, 1);
  to.rules.push_back({.rule = table.rule,
                      .people = Shown(hide, people),
                      .pairs = Shown(hide, table.counts.pairs[row]),
                      .pairs_alone = Shown(hide, table.counts.alone[row])});
}

std::vector<std::vector<int64_t>> CountByBest(std::span<const MenteeStanding> people,
                                              const ByDistrict& districts) {
  std::vector<std::vector<int64_t>> counts(districts.size(),
                                           std::vector<int64_t>(EnumCount<BestFit>()));
  for (size_t i = 0; i < people.size(); ++i) {
    ++counts[districts.RowOf(i)][Index(BestFitOf(people[i]))];
  }
  return counts;
}

void AddFirst(const MenteeStanding& one, AdequacyFigures& figures) {
  figures.listed = figures.listed.value_or(0) + one.listed;
  figures.bridge = figures.bridge.value_or(0) + one.bridge;
  figures.under_used = figures.under_used.value_or(0) + one.under_used;
}

// Takes away what is hidden in the row.
void ShowRow(const HiddenCounts& hidden, size_t row, const std::vector<int64_t>& counts,
             AdequacyFigures& figures) {
  int64_t people = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    people += counts[i];
    figures.by_best[i] = Shown(hidden.At(row, i), counts[i]);
  }
  figures.people = Shown(hidden.row_sum(row), people);
  if (figures.people) return;
  figures.listed.reset();
  figures.bridge.reset();
  figures.under_used.reset();
}

}  // namespace

BlockReport StumblingBlocks(std::span<const MenteeStanding> people, int64_t least) {
  const ByDistrict districts(people);
  std::vector<std::vector<int64_t>> homes(districts.size(), std::vector<int64_t>(1));
  for (size_t i = 0; i < people.size(); ++i) ++homes[districts.RowOf(i)][0];
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
  const ByDistrict districts(people);
  const std::vector<std::vector<int64_t>> counts = CountByBest(people, districts);
  const HiddenCounts hidden = HideSmall(counts, least);
  AdequacyReport report;
  report.districts.resize(districts.size());
  AddFirst({}, report.all);
  if (people.empty()) {
    ShowRow(HiddenCounts(0, EnumCount<BestFit>()), 0, std::vector<int64_t>(EnumCount<BestFit>()),
            report.all);
    return report;
  }
  for (size_t i = 0; i < people.size(); ++i) {
    AddFirst(people[i], report.districts[districts.RowOf(i)]);
    AddFirst(people[i], report.all);
  }
  std::vector<int64_t> sums(EnumCount<BestFit>());
  for (size_t row = 0; row < districts.size(); ++row) {
    report.districts[row].district = districts.home(row);
    ShowRow(hidden, row, counts[row], report.districts[row]);
    for (size_t i = 0; i < sums.size(); ++i) sums[i] += counts[row][i];
  }
  ShowRow(hidden, districts.size(), sums, report.all);
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
