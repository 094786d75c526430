// Plans of courses against the oracles: of offers for who may take part, of ranking anew for what that
// brings. The choice itself has a test of its own.
#include "passung/course_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/reports/course_choice.h"
#include "passung/steps.h"
#include "tests/support/offer_builder.h"
#include "tests/support/oracle.h"
#include "tests/support/oracle_offers.h"
#include "tests/support/random_vocabulary.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

struct PlanKnown {
  std::shared_ptr<const Knowledge> knowledge = *Knowledge::Create({}, WorldClassification());
  oracle::OfferWorld world{oracle::ReadKnowledge({}, WorldClassification()),
                           oracle::ReadAdmission()};
};
const PlanKnown& ThePlanKnown() {
  static const auto& known = *new PlanKnown;
  return known;
}

// Leads to one thing, so that it is one candidate.
Offer RandomCourse(RandomSource& random, int32_t number) {
  Offer offer;
  offer.id.value = absl::StrCat("o", number);
  switch (std::max(0, random.Below(5) - 2)) {
    case 0: {
      offer.kind = OfferKind::kGermanCourse;
      const int32_t from = random.Below(4);
      offer.level_from = random.Unless(70, static_cast<LanguageLevel>(from));
      offer.level_to = static_cast<LanguageLevel>(from + random.Between(2, 3));
      if (random.Chance(30)) offer.skills = {LanguageSkill::kSpeaking, LanguageSkill::kWriting};
      break;
    }
    case 1:
      offer.kind = OfferKind::kLicenceGrant;
      offer.licences = {RandomLicence(random)};
      break;
    default:
      offer.kind = OfferKind::kSchoolCourse;
      offer.school = random.Pick<SchoolCertificate>(
          {SchoolCertificate::kHauptschule, SchoolCertificate::kMittlererAbschluss});
  }
  if (random.Chance(20)) {
    offer.places.push_back(
        {.district = RandomDistrict(random), .postal_code = "", .town = "", .point = std::nullopt});
  }
  offer.places_left = random.Unless(50, random.Below(3));
  offer.start = random.Unless(70, WorldDay().PlusDays(random.Between(-30, 200)));
  offer.closed = random.Chance(10);
  if (random.Chance(10)) offer.audiences = {OfferAudience::kMentor};
  return offer;
}

struct PlanWorld {
  explicit PlanWorld(uint64_t seed) {
    RandomSource random(seed);
    world = MakeRandomWorld(
        random, {.mentees = random.Between(1, 6), .vacancies = 10, .unknown_percent = 10});
    // What can be learned is in the way more often than everything else.
    for (Vacancy& vacancy : world.vacancies) {
      vacancy.closed = false;
      vacancy.apply_until.reset();
      if (!random.Chance(60)) continue;
      vacancy.german.levels = AllSkills(
          random.Pick<LanguageLevel>({LanguageLevel::kA2, LanguageLevel::kB1, LanguageLevel::kB2}));
      vacancy.german.strength = RequirementStrength::kByLaw;
      vacancy.working_languages.clear();
    }
    const int32_t count = random.Between(1, 6);
    for (int32_t i = 0; i < count; ++i) offers.push_back(RandomCourse(random, i));
    options.match = RandomMatchOptions(random);
    options.match.classes.clear();
    options.match.threads = random.Between(1, 3);
    options.bar = random.Pick<int32_t>({40'000'000, 55'000'000, 70'000'000});
    options.goal = random.Pick<PlanGoal>({PlanGoal::kOpenings, PlanGoal::kPeople});
    options.match.overrides.switches = {{RuleKey::kRegulatedProfession, RuleSwitch::kFlag},
                                        {RuleKey::kExcludedByPerson, RuleSwitch::kFlag},
                                        {RuleKey::kKindAndTrack, RuleSwitch::kFlag}};
    options.courses = random.Between(1, 3);
    options.places = random.Between(0, 3);
    options.only_offered = true;
    snapshot =
        *BuildSnapshot({.knowledge = ThePlanKnown().knowledge, .vacancies = world.vacancies});
  }

  RandomWorld world;
  std::vector<Offer> offers;
  CoursePlanOptions options;
  std::shared_ptr<const Snapshot> snapshot;
};

struct ExpectedGain {
  int64_t openings = 0;
  bool matched = false;
};

// By ranking before and after.
ExpectedGain GainOf(const PlanWorld& w, const Mentee& before, const Mentee& after) {
  const oracle::Oracle oracle(ThePlanKnown().world.knowledge, w.options.match);
  ExpectedGain gain;
  bool had = false;
  bool has = false;
  for (const Vacancy& vacancy : w.world.vacancies) {
    const auto was = oracle.JudgePair(before, vacancy);
    const auto is = oracle.JudgePair(after, vacancy);
    if (!was) continue;
    const HitClass class_was = was->judgement.hit_class;
    const HitClass class_is = is->judgement.hit_class;
    const bool listed = class_was == HitClass::kClosed && class_is != HitClass::kClosed;
    const bool open = class_was != HitClass::kOpen && class_is == HitClass::kOpen;
    gain.openings += listed || open ? 1 : 0;
    had = had || (class_was != HitClass::kClosed && was->judgement.score >= w.options.bar);
    has = has || (class_is != HitClass::kClosed && is->judgement.score >= w.options.bar);
  }
  gain.matched = has && !had;
  return gain;
}

std::optional<ExpectedGain> ChanceOf(const PlanWorld& w, const Mentee& mentee, const Offer& offer) {
  const Date day = w.options.match.as_of;
  if (!offer.audiences.empty() || offer.places_left == 0) return std::nullopt;
  const oracle::DayFacts facts = oracle::FactsOn(mentee, day);
  Gap gap;
  std::vector<SingleStep> steps;
  if (offer.level_to) {
    gap.kind = GapKind::kGerman;
    gap.has = facts.german;
    gap.needs = AllSkills(*offer.level_to);
    bool is_new = false;
    for (size_t i = 0; i < facts.german.size(); ++i) {
      const auto skill = static_cast<LanguageSkill>(i);
      const bool taught = offer.skills.empty() || skill == LanguageSkill::kSpeaking ||
                          skill == LanguageSkill::kWriting;
      if (!taught) continue;
      is_new = is_new || (facts.german[i] && *facts.german[i] < *offer.level_to);
      steps.push_back({.act = Step::kLearnGerman, .skill = skill, .level = offer.level_to});
    }
    if (!is_new) return std::nullopt;
  } else if (!offer.licences.empty()) {
    gap.kind = GapKind::kLicence;
    gap.licence = offer.licences.front();
    // Checks by an office are not learned.
    if (*gap.licence == LicenceKind::kGuardClearance) return std::nullopt;
    if (*gap.licence == LicenceKind::kCertificateOfConduct) return std::nullopt;
    if (!facts.licences || oracle::HoldsLicence(*facts.licences, *gap.licence)) return std::nullopt;
    steps.push_back({.act = Step::kObtainLicence, .licence = gap.licence});
  } else {
    gap.kind = GapKind::kSchool;
    gap.school = offer.school;
    if (!facts.certificate || *facts.certificate >= *offer.school) return std::nullopt;
    steps.push_back({.act = Step::kSchoolCertificate, .certificate = offer.school});
  }
  const auto judged = oracle::JudgeOffer(ThePlanKnown().world, facts, gap, offer,
                                         oracle::WorkOf(mentee, day, std::nullopt));
  if (!judged) return std::nullopt;
  for (const Verdict verdict : judged->verdicts) {
    if (verdict == Verdict::kFail) return std::nullopt;
  }
  Mentee after = mentee;
  for (const SingleStep& step : steps) after = AfterStep(after, step, day);
  return GainOf(w, mentee, after);
}

TEST(CoursePlanTest, EqualsRankingAnewForWhoMayTakePart) {
  int64_t planned = 0;
  int64_t matched = 0;
  for (uint64_t seed = 1; seed <= 150 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const PlanWorld w(seed);
    const auto plan = PlanCourses(w.snapshot, w.world.mentees, w.offers, w.options);
    ASSERT_TRUE(plan.ok()) << plan.status();
    std::vector<CourseChance> courses(w.offers.size());
    std::vector<std::vector<ExpectedGain>> gains(w.offers.size());
    int64_t candidates = 0;
    for (size_t i = 0; i < w.offers.size(); ++i) {
      const Offer& offer = w.offers[i];
      if (offer.places_left) {
        courses[i].places = static_cast<size_t>(*offer.places_left);
      } else if (w.options.places > 0) {
        courses[i].places = static_cast<size_t>(w.options.places);
      }
      gains[i].resize(w.world.mentees.size());
      for (size_t person = 0; person < w.world.mentees.size(); ++person) {
        const auto gain = ChanceOf(w, w.world.mentees[person], offer);
        if (!gain) continue;
        gains[i][person] = *gain;
        const int64_t worth =
            w.options.goal == PlanGoal::kOpenings ? gain->openings : (gain->matched ? 1 : 0);
        if (worth > 0) courses[i].seats.push_back({person, worth});
      }
      candidates += courses[i].seats.empty() ? 0 : 1;
    }
    const CourseChoice choice =
        ChooseCourses(courses, w.world.mentees.size(), static_cast<size_t>(w.options.courses));
    EXPECT_EQ(plan->value, choice.value);
    EXPECT_EQ(plan->bound, choice.bound);
    EXPECT_EQ(plan->candidates, candidates);
    ASSERT_EQ(plan->courses.size(), choice.chosen.size());
    for (size_t place = 0; place < choice.chosen.size(); ++place) {
      const PlannedCourse& course = plan->courses[place];
      const size_t number = choice.chosen[place].course;
      EXPECT_EQ(course.offer, w.offers[number].id);
      EXPECT_EQ(course.start, w.offers[number].start);
      EXPECT_EQ(course.added, choice.chosen[place].added);
      int64_t people = 0;
      int64_t openings = 0;
      int64_t with_good = 0;
      for (size_t person = 0; person < w.world.mentees.size(); ++person) {
        if (choice.attends[person] != place) continue;
        ++people;
        openings += gains[number][person].openings;
        with_good += gains[number][person].matched ? 1 : 0;
      }
      EXPECT_EQ(course.people, people);
      EXPECT_EQ(course.openings, openings);
      EXPECT_EQ(course.matched, with_good);
      planned += people;
      matched += with_good;
    }
  }
  EXPECT_GT(planned, 25);
  EXPECT_GT(matched, 5);
}

// Three in Zwickau and one in Görlitz, all with B1; the jobs ask for B2 by law.
class NewCoursesTest : public ::testing::Test {
 protected:
  NewCoursesTest() {
    for (const char* id : {"a", "b", "c"}) {
      cohort_.push_back(
          StoryMentee(id).In("14524").Qualified("81302").WithGerman(LanguageLevel::kB1));
    }
    cohort_.push_back(
        StoryMentee("d").In("14626").Qualified("81302").WithGerman(LanguageLevel::kB1));
    snapshot_ = *BuildSnapshot(
        {.knowledge = Knowledge::BuiltIn(),
         .vacancies = {
             StoryVacancy("west").Of("62102").In("14524").WantsGermanByLaw(LanguageLevel::kB2),
             StoryVacancy("east").Of("62102").In("14626").WantsGermanByLaw(LanguageLevel::kB2)}});
    options_.match.as_of = StoryDay();
    options_.match.profile = *ShippedProfile("default");
  }

  CoursePlan Plan(const std::vector<Offer>& offers = {}) const {
    auto plan = PlanCourses(snapshot_, cohort_, offers, options_);
    EXPECT_TRUE(plan.ok()) << plan.status();
    return *std::move(plan);
  }

  std::vector<Mentee> cohort_;
  std::shared_ptr<const Snapshot> snapshot_;
  CoursePlanOptions options_;
};

TEST_F(NewCoursesTest, ACourseIsSetUpWhereMostPeopleLive) {
  options_.courses = 1;
  const CoursePlan plan = Plan();
  ASSERT_EQ(plan.courses.size(), 1U);
  EXPECT_EQ(plan.courses[0].subject.german, LanguageLevel::kB2);
  EXPECT_EQ(plan.courses[0].district, Ags("14524"));
  EXPECT_EQ(plan.courses[0].offer, std::nullopt);
  EXPECT_EQ(plan.courses[0].people, 3);
  EXPECT_EQ(plan.value, plan.bound);
}

TEST_F(NewCoursesTest, AnOfferThatIsThereComesBeforeANewCourse) {
  const CoursePlan plan = Plan({AnOffer("b2", OfferKind::kVocationalGerman)
                                    .Teaches(LanguageLevel::kB1, LanguageLevel::kB2)
                                    .In("14524")
                                    .Change([](Offer& o) { o.start = Day("2026-03-02"); })});
  ASSERT_EQ(plan.courses.size(), 2U);
  EXPECT_EQ(plan.courses[0].offer, OfferId{"b2"});
  EXPECT_EQ(plan.courses[0].start, Day("2026-03-02"));
  EXPECT_EQ(plan.courses[1].district, Ags("14626"));
  EXPECT_EQ(plan.courses[1].people, 1);
}

TEST_F(NewCoursesTest, ALimitedCourseIsSetUpTwice) {
  options_.places = 2;
  const CoursePlan plan = Plan();
  ASSERT_EQ(plan.courses.size(), 3U);
  EXPECT_EQ(plan.courses[0].people, 2);
  EXPECT_EQ(plan.value, plan.bound);
}

TEST_F(NewCoursesTest, NothingIsSetUpWhereOnlyOffersCount) {
  options_.only_offered = true;
  const CoursePlan plan = Plan();
  EXPECT_TRUE(plan.courses.empty());
  EXPECT_EQ(plan.bound, 0);
}

TEST_F(NewCoursesTest, RefusesWhatIsWrongAndNamesIt) {
  const auto message = [&](const std::vector<Offer>& offers = {}) {
    return std::string(PlanCourses(snapshot_, cohort_, offers, options_).status().message());
  };
  options_.courses = 21;
  EXPECT_THAT(message(), HasSubstr("courses: 21 is not between 1 and 20"));
  options_.courses = 1;
  options_.places = 1001;
  EXPECT_THAT(message(), HasSubstr("places: 1001"));
  options_.places = 0;
  const Offer course = AnOffer("b2", OfferKind::kVocationalGerman);
  EXPECT_THAT(message({course, course}), HasSubstr("offers[1].id: \"b2\" comes twice"));
  Offer faulty = course;
  faulty.id.value = "b/2";
  EXPECT_THAT(message({faulty}), HasSubstr("offers[0].id"));
  options_.match.limit = 0;
  EXPECT_THAT(message(), HasSubstr("limit"));
}

}  // namespace
}  // namespace passung
