// From what became of suggestions to figures about all people.
#include <algorithm>
#include <utility>

#include "engine/reports/district_rows.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/outcome_reports.h"

namespace passung {
namespace {

constexpr size_t kSources = EnumCount<OutcomeSource>();
constexpr size_t kNobody = kSources;  // the column of those to whom it did not happen
constexpr size_t kCourses = EnumCount<GapCourse>();

bool IsOf(const OutcomeClass& of, const Outcome& outcome) {
  return outcome.kind == of.kind && (!of.placement || outcome.placement == of.placement);
}

// One class in all districts, and in all of them together.
struct ClassTable {
  OutcomeClass of;
  std::vector<std::vector<int64_t>> people;  // by district, then by source or kNobody
  std::vector<int64_t> outcomes;             // by district, then all
  HiddenCounts hidden{0, 0};
};

ClassTable CountClass(std::span<const OutcomePerson> people, const DistrictRows& districts,
                      const OutcomeClass& of, const ReportPeriod& period) {
  ClassTable table;
  table.of = of;
  table.people.assign(districts.size(), std::vector<int64_t>(kSources + 1));
  table.outcomes.assign(districts.size() + 1, 0);
  for (size_t i = 0; i < people.size(); ++i) {
    const size_t row = districts.RowOf(i);
    const Outcome* last = nullptr;
    for (const Outcome& outcome : people[i].outcomes) {
      if (!IsOf(of, outcome) || !period.Holds(outcome.date)) continue;
      ++table.outcomes[row];
      ++table.outcomes.back();
      const bool later = last == nullptr || std::pair(last->date, last->id.value) <
                                                std::pair(outcome.date, outcome.id.value);
      if (later) last = &outcome;
    }
    ++table.people[row][last == nullptr ? kNobody : Index(last->source)];
  }
  return table;
}

// The counts of a row, or of all rows.
std::vector<int64_t> RowOf(const std::vector<std::vector<int64_t>>& people, size_t row) {
  if (row < people.size()) return people[row];
  std::vector<int64_t> sums(people.empty() ? kSources + 1 : people.front().size());
  for (const std::vector<int64_t>& counts : people) {
    for (size_t i = 0; i < counts.size(); ++i) sums[i] += counts[i];
  }
  return sums;
}

void AddFigures(const ClassTable& table, size_t row, DistrictOutcomes& to) {
  const std::vector<int64_t> counts = RowOf(table.people, row);
  // To whom it happened, and how often, would follow from to whom it did not.
  const bool hide = !to.people || table.hidden.At(row, kNobody);
  OutcomeFigures figures;
  figures.of = table.of;
  int64_t people = 0;
  for (size_t i = 0; i < kSources; ++i) {
    people += counts[i];
    figures.by_source[i] = Shown(table.hidden.At(row, i), counts[i]);
  }
  figures.people = Shown(hide, people);
  figures.outcomes = Shown(hide, table.outcomes[row]);
  to.figures.push_back(figures);
}

// Everything is nothing.
ProgrammeReport EmptyProgramme() {
  ProgrammeReport report;
  report.all.people = 0;
  for (const OutcomeClass& of : OutcomeClasses()) {
    OutcomeFigures figures{.of = of, .people = 0, .outcomes = 0, .by_source = {}};
    figures.by_source.fill(0);
    report.all.figures.push_back(figures);
  }
  return report;
}

bool StoodBefore(const Outcome& outcome, GapKind gap) {
  return outcome.gaps &&
         std::find(outcome.gaps->begin(), outcome.gaps->end(), gap) != outcome.gaps->end();
}

GapCourse CourseWith(const Outcome& outcome, GapKind gap) {
  if (outcome.kind == OutcomeKind::kDeclined) return GapCourse::kDeclined;
  if (outcome.kind != OutcomeKind::kPlaced) return GapCourse::kUnderWay;
  if (!outcome.gaps) return GapCourse::kElsewhere;
  return StoodBefore(outcome, gap) ? GapCourse::kDespite : GapCourse::kClosed;
}

}  // namespace

OutcomePerson OutcomePersonOf(const Mentee& mentee, std::vector<Outcome> outcomes, Date day) {
  OutcomePerson person;
  const Home* home = LatestOn(mentee.facts.homes, day);
  if (home != nullptr) person.district = home->district;
  person.outcomes = std::move(outcomes);
  return person;
}

std::vector<OutcomeClass> OutcomeClasses() {
  std::vector<OutcomeClass> classes;
  for (size_t i = 0; i < EnumCount<OutcomeKind>(); ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    if (kind != OutcomeKind::kPlaced) {
      classes.push_back({.kind = kind, .placement = std::nullopt});
      continue;
    }
    for (size_t k = 0; k < EnumCount<PlacementKind>(); ++k) {
      classes.push_back({.kind = kind, .placement = static_cast<PlacementKind>(k)});
    }
  }
  return classes;
}

ProgrammeReport ProgrammeFigures(std::span<const OutcomePerson> people, const ReportPeriod& period,
                                 int64_t least) {
  if (people.empty()) return EmptyProgramme();
  const DistrictRows districts(people);
  const std::vector<std::vector<int64_t>> homes = districts.Counts();
  std::vector<ClassTable> tables;
  for (const OutcomeClass& of : OutcomeClasses()) {
    tables.push_back(CountClass(people, districts, of, period));
    tables.back().hidden = HideSmall(tables.back().people, least);
  }
  const HiddenCounts hidden = HideSmall(homes, least);
  // The people of a district, and all people, are one figure, whichever table must not show it.
  const auto hides = [&](size_t row) {
    return hidden.At(row, homes.front().size()) ||
           std::any_of(tables.begin(), tables.end(),
                       [&](const ClassTable& table) { return table.hidden.At(row, kSources + 1); });
  };
  ProgrammeReport report;
  for (size_t row = 0; row <= districts.size(); ++row) {
    const bool is_all = row == districts.size();
    DistrictOutcomes& to = is_all ? report.all : report.districts.emplace_back();
    if (!is_all) to.district = districts.home(row);
    to.people =
        Shown(hides(row), is_all ? static_cast<int64_t>(people.size()) : homes[row].front());
    for (const ClassTable& table : tables) AddFigures(table, row, to);
  }
  return report;
}

std::optional<GapCourse> CourseOf(const OutcomePerson& person, GapKind gap,
                                  const ReportPeriod& period) {
  std::optional<Date> first;
  for (const Outcome& outcome : person.outcomes) {
    if (!period.Holds(outcome.date) || !StoodBefore(outcome, gap)) continue;
    first = first ? std::min(*first, outcome.date) : outcome.date;
  }
  if (!first) return std::nullopt;
  GapCourse course = GapCourse::kUnderWay;
  for (const Outcome& outcome : person.outcomes) {
    if (!period.Holds(outcome.date) || outcome.date < *first) continue;
    course = std::min(course, CourseWith(outcome, gap));
  }
  return course;
}

WorkedReport WhatWorked(std::span<const OutcomePerson> people, const ReportPeriod& period,
                        int64_t least) {
  WorkedReport report;
  bool hide_all = false;
  for (size_t i = 0; i < EnumCount<GapKind>(); ++i) {
    GapResult& result = report.gaps.emplace_back();
    result.gap = static_cast<GapKind>(i);
    // One row: the courses, and those before whom the gap did not stand.
    std::vector<std::vector<int64_t>> counts(1, std::vector<int64_t>(kCourses + 1));
    for (const OutcomePerson& person : people) {
      const std::optional<GapCourse> course = CourseOf(person, result.gap, period);
      ++counts[0][course ? Index(*course) : kCourses];
    }
    const HiddenCounts hidden = HideSmall(counts, least);
    int64_t with = 0;
    for (size_t k = 0; k < kCourses; ++k) {
      with += counts[0][k];
      result.by_course[k] = Shown(hidden.cell(0, k) || hidden.column_sum(k), counts[0][k]);
    }
    result.people = Shown(hidden.cell(0, kCourses) || hidden.column_sum(kCourses), with);
    hide_all = hide_all || hidden.row_sum(0) || hidden.sum();
  }
  report.people = Shown(hide_all, static_cast<int64_t>(people.size()));
  // What is left of all tells of those before whom the gap stood.
  for (GapResult& result : report.gaps) {
    if (!report.people) result.people.reset();
  }
  return report;
}

}  // namespace passung
