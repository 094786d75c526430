// Figures about outcomes: against plain counting on random people, and by enumerating all small worlds
// against whoever takes shown figures from shown sums.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "passung/outcome_reports.h"
#include "tests/support/builders.h"
#include "tests/support/random_source.h"

namespace passung {
namespace {

constexpr ReportPeriod kTime{Date::FromDays(20'000), Date::FromDays(20'100)};

Outcome Happened(OutcomeKind kind, int32_t day, OutcomeSource source = OutcomeSource::kMentor) {
  Outcome outcome;
  outcome.mentee.value = "m";
  outcome.vacancy.value = "v";
  outcome.kind = kind;
  outcome.date = Date::FromDays(day);
  outcome.source = source;
  if (kind == OutcomeKind::kPlaced || kind == OutcomeKind::kEnded) {
    outcome.placement = PlacementKind::kJob;
  }
  outcome.id = OutcomeIdOf(outcome);
  return outcome;
}

std::vector<OutcomePerson> RandomPeople(RandomSource& random) {
  std::vector<OutcomePerson> people(static_cast<size_t>(random.Between(0, 70)));
  for (OutcomePerson& person : people) {
    if (random.Between(0, 9) > 0) {
      person.district = Ags(random.Pick<std::string>({"14511", "14612", "14713"}));
    }
    const int32_t count = random.Between(0, 5);
    for (int32_t i = 0; i < count; ++i) {
      Outcome outcome =
          Happened(static_cast<OutcomeKind>(random.Between(0, 5)), random.Between(19'990, 20'110),
                   static_cast<OutcomeSource>(random.Between(0, 4)));
      if (outcome.placement) {
        outcome.placement = static_cast<PlacementKind>(random.Between(0, 5));
      }
      outcome.vacancy.value = random.Pick<std::string>({"v1", "v2", "v3"});
      if (random.Between(0, 3) > 0) {
        outcome.gaps.emplace();
        for (const GapKind gap : {GapKind::kGerman, GapKind::kRecognition, GapKind::kTravel}) {
          if (random.Between(0, 1) == 1) outcome.gaps->push_back(gap);
        }
      }
      outcome.id = OutcomeIdOf(outcome);
      person.outcomes.push_back(outcome);
    }
  }
  return people;
}

// A figure that is shown is the plain count, and never small; nor is what it leaves.
void ExpectPlain(const std::optional<int64_t>& shown, int64_t count, int64_t of, int64_t least) {
  if (!shown) {
    EXPECT_GT(least, 1);
    return;
  }
  EXPECT_EQ(*shown, count);
  for (const int64_t n : {count, of - count}) EXPECT_FALSE(n > 0 && n < least);
}

TEST(ProgrammeFiguresTest, CountAsPlainCountingDoes) {
  for (uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    const std::vector<OutcomePerson> people = RandomPeople(random);
    const int64_t least = random.Pick<int64_t>({1, 5});
    const ProgrammeReport report = ProgrammeFigures(people, kTime, least);
    std::vector<DistrictOutcomes> rows = report.districts;
    rows.push_back(report.all);
    for (size_t row = 0; row < rows.size(); ++row) {
      const bool is_all = row + 1 == rows.size();
      int64_t here = 0;
      for (const OutcomePerson& person : people) {
        here += is_all || person.district == rows[row].district ? 1 : 0;
      }
      ExpectPlain(rows[row].people, here, here, least);
      ASSERT_EQ(rows[row].figures.size(), 11U);
      for (const OutcomeFigures& figures : rows[row].figures) {
        int64_t with = 0;
        int64_t outcomes = 0;
        std::map<OutcomeSource, int64_t> said_by;
        for (const OutcomePerson& person : people) {
          if (!is_all && person.district != rows[row].district) continue;
          std::map<std::pair<Date, std::string>, OutcomeSource> theirs;
          for (const Outcome& outcome : person.outcomes) {
            const bool in_time = kTime.from <= outcome.date && outcome.date <= kTime.until;
            if (!in_time || outcome.kind != figures.of.kind) continue;
            if (figures.of.placement && outcome.placement != figures.of.placement) continue;
            ++outcomes;
            theirs.emplace(std::pair(outcome.date, outcome.id.value), outcome.source);
          }
          if (theirs.empty()) continue;
          ++with;
          ++said_by[theirs.rbegin()->second];
        }
        ExpectPlain(figures.people, with, here, least);
        EXPECT_EQ(figures.outcomes, figures.people ? std::optional(outcomes) : std::nullopt);
        for (size_t i = 0; i < figures.by_source.size(); ++i) {
          const int64_t count = said_by[static_cast<OutcomeSource>(i)];
          ExpectPlain(figures.by_source[i], count, count, least);
        }
      }
    }
  }
}

TEST(ProgrammeFiguresTest, OfNobodyEverythingIsNothing) {
  const ProgrammeReport report = ProgrammeFigures({}, kTime, kLeastShown);
  EXPECT_EQ(report.all.people, 0);
  ASSERT_EQ(report.all.figures.size(), OutcomeClasses().size());
  for (const OutcomeFigures& figures : report.all.figures) EXPECT_EQ(figures.people, 0);
}

TEST(ProgrammeFiguresTest, BothEndsOfTheTimeArePartOfIt) {
  OutcomePerson person;
  for (const int32_t day : {19'999, 20'000, 20'100, 20'101}) {
    person.outcomes.push_back(Happened(OutcomeKind::kProposed, day));
  }
  const ProgrammeReport report = ProgrammeFigures(std::vector{person}, kTime, 1);
  EXPECT_EQ(report.all.figures.front().outcomes, 2);
  EXPECT_EQ(report.all.figures.front().people, 1);
}

// ---- What worked ---------------------------------------------------------------------------------

// The definition, again, from one end to the other.
std::string ExpectedCourse(const OutcomePerson& person, GapKind gap) {
  const auto stood = [&](const Outcome& outcome) {
    return outcome.gaps && std::count(outcome.gaps->begin(), outcome.gaps->end(), gap) > 0;
  };
  std::vector<Outcome> in_time;
  for (const Outcome& outcome : person.outcomes) {
    if (kTime.from <= outcome.date && outcome.date <= kTime.until) in_time.push_back(outcome);
  }
  std::stable_sort(in_time.begin(), in_time.end(),
                   [](const Outcome& a, const Outcome& b) { return a.date < b.date; });
  const auto first = std::find_if(in_time.begin(), in_time.end(), stood);
  if (first == in_time.end()) return "";
  std::set<std::string> met;
  for (const Outcome& outcome : in_time) {
    if (outcome.date < first->date) continue;
    if (outcome.kind == OutcomeKind::kDeclined) met.insert("declined");
    if (outcome.kind != OutcomeKind::kPlaced) continue;
    met.insert(!outcome.gaps ? "elsewhere" : stood(outcome) ? "despite" : "closed");
  }
  for (const char* course : {"closed", "despite", "elsewhere", "declined"}) {
    if (met.contains(course)) return course;
  }
  return "under_way";
}

TEST(WhatWorkedTest, CountsEachPersonOnceByTheFirstThatHolds) {
  std::set<std::string> seen;
  for (uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    const std::vector<OutcomePerson> people = RandomPeople(random);
    const int64_t least = random.Pick<int64_t>({1, 5});
    const WorkedReport report = WhatWorked(people, kTime, least);
    ASSERT_EQ(report.gaps.size(), EnumCount<GapKind>());
    const auto all = static_cast<int64_t>(people.size());
    ExpectPlain(report.people, all, all, least);
    for (const GapResult& result : report.gaps) {
      std::map<std::string, int64_t> counts;
      for (const OutcomePerson& person : people) ++counts[ExpectedCourse(person, result.gap)];
      ExpectPlain(result.people, all - counts[""], all, least);
      for (size_t i = 0; i < result.by_course.size(); ++i) {
        const std::string course(Name(static_cast<GapCourse>(i)));
        ExpectPlain(result.by_course[i], counts[course], counts[course], least);
        if (counts[course] > 0) seen.insert(course);
      }
    }
  }
  EXPECT_EQ(seen.size(), EnumCount<GapCourse>());
}

TEST(WhatWorkedTest, WhatWasPlacedBeforeTheGapWasMetDoesNotCount) {
  Outcome placed = Happened(OutcomeKind::kPlaced, 20'010);
  placed.gaps = std::vector<GapKind>{};
  Outcome proposed = Happened(OutcomeKind::kProposed, 20'011);
  proposed.gaps = {GapKind::kGerman};
  OutcomePerson person;
  person.outcomes = {placed, proposed};
  EXPECT_EQ(CourseOf(person, GapKind::kGerman, kTime), GapCourse::kUnderWay);
  EXPECT_EQ(CourseOf(person, GapKind::kTravel, kTime), std::nullopt);
  person.outcomes[0].date = proposed.date;
  EXPECT_EQ(CourseOf(person, GapKind::kGerman, kTime), GapCourse::kClosed);
}

// ---- By subtraction ------------------------------------------------------------------------------

// People by what they are counted as, and what of that a reader could want to know.
using Crowd = std::vector<int64_t>;

// The figures of a report, one after the other.
using Figures = std::vector<std::optional<int64_t>>;

// All worlds here have people in the same districts, so that rows stand in the same place; where one has nobody,
// its figures are none.
Figures FiguresOf(const ProgrammeReport& report, const std::vector<std::string>& districts) {
  Figures figures;
  const auto add = [&](const DistrictOutcomes& row) {
    figures.push_back(row.people);
    for (const OutcomeFigures& one : row.figures) {
      figures.push_back(one.people);
      figures.push_back(one.outcomes);
      figures.insert(figures.end(), one.by_source.begin(), one.by_source.end());
    }
  };
  add(report.all);
  const size_t per_row = figures.size();
  for (const std::string& district : districts) {
    const auto row = std::find_if(report.districts.begin(), report.districts.end(),
                                  [&](const DistrictOutcomes& one) {
                                    return one.district && one.district->ToString() == district;
                                  });
    if (row == report.districts.end()) {
      figures.resize(figures.size() + per_row, 0);
    } else {
      add(*row);
    }
  }
  return figures;
}

Figures FiguresOf(const WorkedReport& report) {
  Figures figures = {report.people};
  for (const GapResult& result : report.gaps) {
    figures.push_back(result.people);
    figures.insert(figures.end(), result.by_course.begin(), result.by_course.end());
  }
  return figures;
}

constexpr int64_t kFew = 3;

// Calls `visit` with all crowds of 0 … `most` people of each kind.
template <class Visit>
void ForEachCrowd(size_t kinds, int64_t most, Visit visit) {
  Crowd crowd(kinds, 0);
  size_t i = 0;
  while (i < kinds) {
    visit(crowd);
    for (i = 0; i < kinds && crowd[i] == most; ++i) crowd[i] = 0;
    if (i < kinds) ++crowd[i];
  }
}

bool AgreesWith(const Figures& shown, const Figures& whole) {
  for (size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] && shown[i] != whole[i]) return false;
  }
  return true;
}

struct Enumerated {
  size_t kinds = 0;
  int64_t most = 0;         // people of a kind in crowds of which there are reports
  int64_t reader_most = 0;  // … in those that the reader tries
};

// A reader who tries all crowds finds some that agree with every figure that a report shows and have none, or
// enough, of whatever has few. `report` gives the figures of a crowd for a least number; `counts` what a reader
// could want to know of it.
template <class Report, class Counts>
void ExpectNoReportTells(const Enumerated& size, Report report, Counts counts) {
  std::vector<std::pair<Figures, Crowd>> tried;
  ForEachCrowd(size.kinds, size.reader_most,
               [&](const Crowd& crowd) { tried.emplace_back(report(crowd, 1), counts(crowd)); });
  std::set<std::pair<Figures, std::vector<bool>>> looked_at;
  int64_t hidden = 0;
  ForEachCrowd(size.kinds, size.most, [&](const Crowd& crowd) {
    if (testing::Test::HasFailure()) return;
    const Crowd made = counts(crowd);
    std::vector<bool> few;
    for (const int64_t count : made) few.push_back(count > 0 && count < kFew);
    const Figures shown = report(crowd, kFew);
    if (!looked_at.emplace(shown, few).second) return;
    std::vector<bool> open(made.size(), false);
    for (const auto& [whole, possible] : tried) {
      if (std::find(open.begin(), open.end(), false) == open.end()) break;
      if (!AgreesWith(shown, whole)) continue;
      for (size_t k = 0; k < made.size(); ++k) {
        if (possible[k] == 0 || possible[k] >= kFew) open[k] = true;
      }
    }
    for (size_t k = 0; k < made.size(); ++k) {
      if (!few[k]) continue;
      ++hidden;
      EXPECT_TRUE(open[k]) << "count " << k << " of " << testing::PrintToString(crowd)
                           << " can be told";
    }
  });
  EXPECT_GT(hidden, 50);
}

// `make` gives a person of a kind.
template <class Make>
std::vector<OutcomePerson> PeopleIn(const Crowd& crowd, Make make) {
  std::vector<OutcomePerson> people;
  for (size_t kind = 0; kind < crowd.size(); ++kind) {
    people.insert(people.end(), static_cast<size_t>(crowd[kind]), make(kind));
  }
  return people;
}

TEST(SubtractionTest, NoProgrammeFiguresTellOfFewInADistrict) {
  // In each of two districts: with a proposal, without.
  const auto person = [](size_t kind) {
    OutcomePerson made;
    made.district = Ags(kind < 2 ? "14511" : "14612");
    if (kind % 2 == 0) made.outcomes = {Happened(OutcomeKind::kProposed, 20'050)};
    return made;
  };
  ExpectNoReportTells(
      {.kinds = 4, .most = 4, .reader_most = 8},
      [&](const Crowd& crowd, int64_t least) {
        return FiguresOf(ProgrammeFigures(PeopleIn(crowd, person), kTime, least),
                         {"14511", "14612"});
      },
      [](const Crowd& crowd) { return crowd; });
}

TEST(SubtractionTest, NoProgrammeFiguresTellWhoSaidSoOfFew) {
  // In one district: the mentor says so, the employer, an office; nobody.
  const auto person = [](size_t kind) {
    OutcomePerson made;
    made.district = Ags("14511");
    constexpr OutcomeSource kSaid[] = {OutcomeSource::kMentor, OutcomeSource::kEmployer,
                                       OutcomeSource::kOffice};
    if (kind < 3) made.outcomes = {Happened(OutcomeKind::kPlaced, 20'050, kSaid[kind])};
    return made;
  };
  ExpectNoReportTells(
      {.kinds = 4, .most = 4, .reader_most = 8},
      [&](const Crowd& crowd, int64_t least) {
        return FiguresOf(ProgrammeFigures(PeopleIn(crowd, person), kTime, least), {"14511"});
      },
      [](const Crowd& crowd) { return crowd; });
}

TEST(SubtractionTest, TwoKindsOfOutcomesTellNoMoreTogether) {
  // In one district: proposed alone, declined alone, both, neither; in another one the same without both. Tables
  // share their people.
  const auto person = [](size_t kind) {
    OutcomePerson made;
    made.district = Ags(kind < 4 ? "14511" : "14612");
    const bool proposed = kind == 0 || kind == 2 || kind == 4;
    const bool declined = kind == 1 || kind == 2 || kind == 5;
    if (proposed) made.outcomes.push_back(Happened(OutcomeKind::kProposed, 20'050));
    if (declined) made.outcomes.push_back(Happened(OutcomeKind::kDeclined, 20'051));
    return made;
  };
  ExpectNoReportTells(
      {.kinds = 7, .most = 2, .reader_most = 3},
      [&](const Crowd& crowd, int64_t least) {
        return FiguresOf(ProgrammeFigures(PeopleIn(crowd, person), kTime, least),
                         {"14511", "14612"});
      },
      // With and without a proposal, and a refusal, by district.
      [](const Crowd& crowd) {
        return Crowd{crowd[0] + crowd[2], crowd[1] + crowd[3], crowd[4], crowd[5] + crowd[6],
                     crowd[1] + crowd[2], crowd[0] + crowd[3], crowd[5], crowd[4] + crowd[6]};
      });
}

TEST(SubtractionTest, WhatWorkedTellsOfNobody) {
  // Placed with the gap closed, despite it, declined; without the gap.
  const auto person = [](size_t kind) {
    OutcomePerson made;
    if (kind == 3) return made;
    Outcome proposed = Happened(OutcomeKind::kProposed, 20'010);
    proposed.gaps = {GapKind::kGerman};
    Outcome end = Happened(kind == 2 ? OutcomeKind::kDeclined : OutcomeKind::kPlaced, 20'020);
    if (kind == 0) end.gaps = std::vector<GapKind>{};
    if (kind == 1) end.gaps = {GapKind::kGerman};
    made.outcomes = {proposed, end};
    return made;
  };
  ExpectNoReportTells(
      {.kinds = 4, .most = 4, .reader_most = 8},
      [&](const Crowd& crowd, int64_t least) {
        return FiguresOf(WhatWorked(PeopleIn(crowd, person), kTime, least));
      },
      [](const Crowd& crowd) { return crowd; });
}

}  // namespace
}  // namespace passung
