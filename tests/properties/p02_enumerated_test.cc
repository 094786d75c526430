// Property 2 on small worlds that are enumerated in full: every person over a few values of a few
// facts, every vacancy likewise, every limit. Each world is about some rules and criteria.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/properties/compare.h"
#include "tests/support/builders.h"
#include "tests/support/oracle_interval.h"

namespace passung {
namespace {

using L = LanguageLevel;
using O = RecognitionOutcome;
using P = RecognitionStep;
using S = RequirementStrength;
using K = VacancyKind;

template <class Row>
using Fact = std::vector<std::function<void(Row&)>>;  // its values

// Every combination of one value of each fact.
template <class Row>
std::vector<Row> Product(const Row& start, const std::vector<Fact<Row>>& facts,
                         absl::string_view prefix) {
  std::vector<Row> rows = {start};
  for (const Fact<Row>& fact : facts) {
    std::vector<Row> next;
    for (const Row& row : rows) {
      for (const auto& set : fact) {
        next.push_back(row);
        set(next.back());
      }
    }
    rows = std::move(next);
  }
  for (size_t i = 0; i < rows.size(); ++i) rows[i].id.value = absl::StrCat(prefix, i);
  return rows;
}

using M = Mentee;
using V = Vacancy;

void CompareHit(const Match& match, const oracle::Hit& hit, const oracle::Oracle& judge,
                const Mentee& mentee, const Vacancy& vacancy) {
  const auto lines =
      Differences(match, hit, judge, oracle::IntervalOf(judge, mentee, hit.judgement));
  EXPECT_TRUE(lines.empty()) << Describe(mentee) << "\n"
                             << Describe(vacancy) << "\n"
                             << absl::StrJoin(lines, "\n");
}

// Without closed hits and counts the engine does not look at every row: another way to the same.
void CompareHitsOnly(const Engine& engine, const Mentee& mentee, MatchOptions options,
                     const std::vector<Match>& all) {
  std::vector<Match> listed;
  for (const Match& match : all) {
    if (match.hit_class != HitClass::kClosed) listed.push_back(match);
  }
  options.classes.clear();
  options.summary = false;
  for (size_t limit = 1; limit <= listed.size() + 1; ++limit) {
    options.limit = static_cast<int32_t>(limit);
    const auto some = engine.RankVacancies(mentee, options);
    ASSERT_TRUE(some.ok()) << some.status();
    const size_t count = std::min(limit, listed.size());
    const std::vector<Match> begin(listed.begin(), listed.begin() + static_cast<int64_t>(count));
    ASSERT_TRUE(some->matches == begin) << mentee.id.value << " limit " << limit;
  }
}

void CompareWorld(const std::string& name, const std::vector<Mentee>& mentees,
                  const std::vector<Vacancy>& vacancies, MatchOptions options) {
  const Universe& universe = WorldUniverse();
  const auto engine = EngineOver(universe, mentees, vacancies);
  options.as_of = WorldDay();
  options.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear, HitClass::kClosed};
  for (const Mentee& mentee : mentees) {
    options.limit = 1000;
    const oracle::Oracle judge(universe.known, options);
    const auto all = engine->RankVacancies(mentee, options);
    ASSERT_TRUE(all.ok()) << all.status();
    const oracle::Ranking expected = judge.RankVacancies(mentee, vacancies);
    ASSERT_EQ(expected.hits.size(), all->matches.size());
    for (size_t i = 0; i < expected.hits.size(); ++i) {
      const Vacancy& vacancy = *engine->Current()->FindVacancy(expected.hits[i].vacancy);
      CompareHit(all->matches[i], expected.hits[i], judge, mentee, vacancy);
      if (testing::Test::HasFailure()) return;
    }
    for (int32_t limit = 1; limit < static_cast<int32_t>(vacancies.size()); ++limit) {
      options.limit = limit;
      const auto some = engine->RankVacancies(mentee, options);
      ASSERT_TRUE(some.ok()) << some.status();
      const std::vector<Match> begin(all->matches.begin(), all->matches.begin() + limit);
      ASSERT_TRUE(some->matches == begin) << mentee.id.value << " limit " << limit;
      ASSERT_TRUE(some->summary == all->summary);
    }
    CompareHitsOnly(*engine, mentee, options, all->matches);
    if (testing::Test::HasFailure()) return;
  }
  std::cout << name << ": " << mentees.size() << " enumerated worlds of " << vacancies.size()
            << " vacancies, every limit\n";
}

MatchOptions With(absl::string_view profile) {
  MatchOptions options;
  options.profile = ShippedProfile(profile).value();
  return options;
}

TEST(EnumeratedTest, RecognitionAndGermanInARegulatedProfession) {
  const auto qualified = [](std::optional<O> outcome, std::optional<P> step) {
    return [outcome, step](M& m) {
      m.facts.qualifications = {{Kldb("81302"), {}, {}, {{{}, outcome, step, {}}}, {}}};
    };
  };
  const Fact<M> recognition = {[](M&) {},
                               qualified({}, {}),
                               qualified(O::kOpen, P::kFiled),
                               qualified(O::kCompensation, P::kDecided),
                               qualified(O::kFull, P::kPermitPending),
                               qualified(O::kFull, P::kPermitGranted)};
  const Fact<M> german = {[](M&) {},
                          [](M& m) {
                            m.facts.german = {{German(L::kB1), {}, {}, {}}};
                          },
                          [](M& m) {
                            m.facts.german = {{German(L::kB2), {}, {}, {}}};
                          },
                          [](M& m) {
                            m.facts.german = {{German(L::kA2), {}, {}, {}},
                                              {German(L::kC1), {}, {}, From("2026-09-01")}};
                          }};
  const Fact<M> speaks = {[](M&) {}, [](M& m) { m.facts.other_languages = {"en"}; }};
  const Fact<V> code = {[](V&) {},
                        [](V& v) {
                          v.occupations = {{Kldb("81302"), {}, ""}};
                        },
                        [](V& v) {
                          v.occupations = {{Kldb("82101"), {}, ""}};
                        },
                        [](V& v) {
                          v.occupations = {{Kldb("84124"), {}, ""}};
                        }};
  const Fact<V> wanted = {[](V&) {},
                          [](V& v) {
                            v.german = {German(L::kB2), S::kByLaw, ""};
                          },
                          [](V& v) {
                            v.german = {German(L::kC1), S::kRequired, ""};
                          },
                          [](V& v) {
                            v.german = {German(L::kA1), S::kInferred, ""};
                          }};
  const Fact<V> kind = {[](V&) {}, [](V& v) { v.kind = K::kJob; },
                        [](V& v) { v.kind = K::kAdaptation; }};
  const Fact<V> place = {[](V&) {}, [](V& v) { v.places = {{Ags("14713"), "", "", {}}}; }};
  const auto mentees = Product<M>(AMentee("m"), {recognition, german, speaks}, "m");
  const auto vacancies = Product<V>(AVacancy("v").WorksIn("en"), {code, wanted, kind, place}, "v");
  CompareWorld("recognition and German", mentees, vacancies, With("default"));
}

TEST(EnumeratedTest, LabourMarketAccess) {
  const auto status = [](std::optional<ResidenceStatus> value) {
    return [value](M& m) {
      m.residence.titles.emplace_back();
      m.residence.titles[0].status = value;
    };
  };
  Fact<M> title = {[](M&) {}, status(std::nullopt)};
  for (size_t i = 0; i < EnumCount<ResidenceStatus>(); ++i) {
    title.push_back(status(static_cast<ResidenceStatus>(i)));
  }
  const auto edit = [](auto set) {
    return [set](M& m) {
      for (ResidenceFact& t : m.residence.titles) set(t);
    };
  };
  const Fact<M> stay = {[](M&) {}, edit([](ResidenceFact& t) { t.stay_since = Day("2026-01-31"); }),
                        edit([](ResidenceFact& t) { t.stay_since = Day("2022-03-01"); }),
                        edit([](ResidenceFact& t) { t.stay_since = Day("2020-01-01"); })};
  const Fact<M> housing = {[](M&) {},
                           edit([](ResidenceFact& t) { t.housing = Housing::kReceptionCentre; })};
  const Fact<M> bar = {[](M&) {}, edit([](ResidenceFact& t) { t.access_bar = AccessBar::kNone; })};
  const Fact<M> note = {[](M&) {}, edit([](ResidenceFact& t) { t.note = AccessNote::kAllowed; }),
                        edit([](ResidenceFact& t) { t.note = AccessNote::kPermissionNeeded; }),
                        edit([](ResidenceFact& t) { t.note = AccessNote::kNotAllowed; })};
  const Fact<V> code = {[](V&) {},
                        [](V& v) {
                          v.occupations = {{Kldb("51311"), {}, ""}};
                        },
                        [](V& v) {
                          v.occupations = {{Kldb("51312"), {}, ""}};
                        }};
  Fact<V> kind = {[](V&) {}};
  for (K value : {K::kJob, K::kTrainingDual, K::kTrainingSchool, K::kInternship}) {
    kind.emplace_back([value](V& v) { v.kind = value; });
  }
  const Fact<V> agency = {[](V&) {}, [](V& v) { v.temporary_agency = true; },
                          [](V& v) { v.temporary_agency = false; }};
  const auto mentees = Product<M>(AMentee("m").In("14713"), {title, stay, housing, bar, note}, "m");
  const auto vacancies = Product<V>(AVacancy("v").In("14713"), {code, kind, agency}, "v");
  // Every status and stay, against a third of the vacancies at a time, keeps the run short.
  MatchOptions options = With("default");
  options.profile.weights = {1, 0, 0, 0, 0, 0, 0, 0, 0};
  CompareWorld("labour-market access", mentees, {vacancies.begin() + 15, vacancies.begin() + 30},
               options);
}

TEST(EnumeratedTest, TimeAndWay) {
  const auto mornings = MondayToFriday(At(8), At(13));
  const Fact<M> hours = {[](M&) {},
                         [=](M& m) {
                           m.facts.hours = {{WeeklyHours{20, 25}, mornings, {}}};
                         },
                         [=](M& m) {
                           m.facts.hours = {{{}, mornings, Until("2026-02-20")}};
                         }};
  const Fact<M> car = {[](M&) {}, [](M& m) { m.facts.has_car = true; }};
  const Fact<M> home = {[](M&) {},
                        [](M& m) {
                          m.facts.homes = {{Ags("14713"), "", {}, {}}};
                        },
                        [](M& m) {
                          m.facts.homes = {{Ags("15002"), "", {}, From("2026-03-01")}};
                        }};
  const Fact<M> way = {[](M&) {},
                       [](M& m) {
                         m.facts.travel_times = {{"04109", 95, {}}};
                       },
                       [](M& m) {
                         m.facts.travel_times = {{"04109", 70, Until("2026-02-15")},
                                                 {"04109", 80, From("2026-02-16")}};
                         m.facts.max_travel_minutes = 75;
                       }};
  const Fact<V> shifts = {[](V&) {}, [](V& v) { v.shifts.emplace(); },
                          [](V& v) { v.shifts = MondayToFriday(At(9), At(12)); },
                          [](V& v) { v.shifts = MondayToFriday(At(5), At(9)); }};
  const Fact<V> shift_work = {[](V&) {}, [](V& v) { v.shift_work = true; }};
  const Fact<V> wanted = {[](V&) {},
                          [](V& v) {
                            v.hours = WeeklyHours{39, 39};
                          },
                          [](V& v) {
                            v.hours = WeeklyHours{10, 18};
                          }};
  const Fact<V> place = {[](V&) {},
                         [](V& v) {
                           v.places = {{Ags("14713"), "04109", "", {}}};
                         },
                         [](V& v) {
                           v.places = {{Ags("14729"), "", "", {}}};
                         }};
  CompareWorld(
      "time and way", Product<M>(AMentee("m"), {hours, car, home, way}, "m"),
      Product<V>(AVacancy("v").Of("51312").Kind(K::kJob), {shifts, shift_work, wanted, place}, "v"),
      With("near_home"));
}

TEST(EnumeratedTest, KindTrackExclusionsAndObligations) {
  const Fact<M> track = {[](M&) {}, [](M& m) { m.facts.track = Track::kTraining; },
                         [](M& m) { m.facts.track = Track::kEmployment; }};
  const auto qualified = [](absl::string_view code, O outcome, P step) {
    return [code = Kldb(code), outcome, step](M& m) {
      m.facts.qualifications = {{code, {}, {}, {{{}, outcome, step, {}}}, {}}};
    };
  };
  const Fact<M> claims = {[](M& m) {
                            m.facts.wishes = {{Kldb("25102"), {}}};
                          },
                          qualified("25104", O::kOpen, P::kFiled),
                          qualified("25104", O::kFull, P::kDecided),
                          qualified("84124", O::kOpen, P::kNotFiled)};
  const Fact<M> exclusion = {
      [](M&) {},
      [](M& m) { m.facts.exclusions.occupations = {OccupationPrefix::Parse("251").value()}; },
      [](M& m) { m.facts.exclusions.conditions = {Condition::kNightWork}; },
      [](M& m) {
        m.facts.exclusions.conditions = {Condition::kMinijob, Condition::kWeekendWork};
      }};
  const Fact<M> limit = {[](M&) {},
                         [](M& m) {
                           m.residence.obligations = {{true, Area("14612"), {}}};
                         },
                         [](M& m) {
                           m.facts.movement_limits = {{true, Area("15"), Until("2026-04-30")}};
                         }};
  Fact<V> kind = {[](V&) {}};
  for (K value : {K::kJob, K::kMinijob, K::kTrainingDual, K::kAdaptation, K::kEntryQualification}) {
    kind.emplace_back([value](V& v) { v.kind = value; });
  }
  const Fact<V> code = {[](V& v) {
                          v.occupations = {{{}, 1, ""}};
                        },
                        [](V& v) {
                          v.occupations = {{Kldb("25101"), {}, ""}};
                        },
                        [](V& v) {
                          v.occupations = {{Kldb("25101"), {}, ""}, {Kldb("25104"), {}, ""}};
                        }};
  const Fact<V> hours = {[](V&) {},
                         [](V& v) {
                           v.hours = WeeklyHours{10, 10};
                         },
                         [](V& v) { v.shifts = Windows(5, 6, At(8), At(23, 30)); }};
  const auto mentees = Product<M>(AMentee("m").In("14713"), {track, claims, exclusion, limit}, "m");
  const auto vacancies =
      Product<V>(AVacancy("v").In("14713").In("14511"), {kind, code, hours}, "v");
  CompareWorld("kind, track, exclusions, obligations", mentees, vacancies,
               With("adequate_employment"));
}

TEST(EnumeratedTest, SchoolLicencesSkillsAndDays) {
  const Fact<M> school = {[](M&) {},
                          [](M& m) {
                            m.facts.schools = {{SchoolCertificate::kHauptschule, {}, {}}};
                          },
                          [](M& m) {
                            m.facts.schools = {{SchoolCertificate::kHauptschule, 10, {}}};
                          }};
  const auto licences = [](std::vector<LicenceFact> held) {
    return [held](M& m) { m.facts.licences = held; };
  };
  const Fact<M> licence = {[](M&) {},
                           licences({}),
                           licences({{LicenceKind::kDrivingCE, {}}}),
                           licences({{LicenceKind::kDrivingB, Until("2026-01-01")}}),
                           licences({{LicenceKind::kDrivingB, Until("2026-01-01")},
                                     {LicenceKind::kDrivingC, From("2026-05-01")}}),
                           licences({{LicenceKind::kGuardInstruction, {}}})};
  const Fact<M> skills = {[](M&) {}, [](M& m) { m.facts.skills.emplace(); },
                          [](M& m) {
                            m.facts.skills = std::vector<SkillFact>{{"s1", {}}};
                          }};
  const Fact<M> first_day = {[](M&) {}, [](M& m) { m.facts.available_from = Day("2026-06-01"); }};
  const Fact<V> wants_school = {
      [](V&) {},
      [](V& v) {
        v.school = SchoolRequirement{SchoolCertificate::kMittlererAbschluss, S::kByLaw, 10};
      },
      [](V& v) {
        v.school = SchoolRequirement{SchoolCertificate::kAbitur, S::kDesired, {}};
      }};
  const Fact<V> wants_licence = {[](V&) {},
                                 [](V& v) {
                                   v.licences = {{LicenceKind::kDrivingB, S::kByLaw}};
                                 },
                                 [](V& v) {
                                   v.licences = {{LicenceKind::kCertificateOfConduct, S::kByLaw},
                                                 {LicenceKind::kGuardClearance, S::kByLaw}};
                                 },
                                 [](V& v) {
                                   v.licences = {{LicenceKind::kDrivingC1, S::kDesired}};
                                 }};
  const Fact<V> firm = {[](V&) {}, [](V& v) { v.security_firm = true; }};
  const Fact<V> kind = {[](V& v) { v.kind = K::kJob; }, [](V& v) { v.kind = K::kTrainingDual; }};
  const Fact<V> days = {[](V&) {}, [](V& v) { v.start = Day("2026-02-01"); },
                        [](V& v) { v.open_from = Day("2026-03-01"); }};
  const auto mentees = Product<M>(AMentee("m"), {school, licence, skills, first_day}, "m");
  const auto vacancies =
      Product<V>(AVacancy("v").Of("53111").WantsSkill("s1").WantsSkill("s2", S::kDesired),
                 {wants_school, wants_licence, firm, kind, days}, "v");
  CompareWorld("school, licences, skills, days", mentees,
               {vacancies.begin(), vacancies.begin() + 72}, With("training_first"));
}

}  // namespace
}  // namespace passung
