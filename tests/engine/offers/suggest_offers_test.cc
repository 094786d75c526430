#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/offers.h"
#include "tests/support/offer_builder.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using L = LanguageLevel;

// Ids of what is suggested for one gap, best first.
class SuggestOffersTest : public testing::Test {
 protected:
  GapSuggestions Ask(const Mentee& mentee, const Gap& gap, const std::vector<Offer>& offers) {
    question_.gaps = {gap};
    return SuggestOffers(*Knowledge::BuiltIn(), mentee, offers, question_).value().front();
  }
  std::vector<std::string> Ids(const Mentee& mentee, const Gap& gap,
                               const std::vector<Offer>& offers) {
    std::vector<std::string> ids;
    for (const OfferSuggestion& offer : Ask(mentee, gap, offers).offers) {
      ids.push_back(offer.offer.value);
    }
    return ids;
  }
  // What one gate says of the only offer; a gate that bars is an answer without offers.
  GateOutcome Gate(const Mentee& mentee, const Gap& gap, const Offer& offer, OfferGate gate) {
    return Ask(mentee, gap, {offer}).offers.at(0).gates.at(Index(gate));
  }
  int32_t Barred(const Mentee& mentee, const Gap& gap, const Offer& offer, OfferGate gate) {
    const GapSuggestions answer = Ask(mentee, gap, {offer});
    EXPECT_THAT(answer.offers, IsEmpty());
    return answer.barred.at(Index(gate));
  }
  int32_t Points(const Mentee& mentee, const Gap& gap, const Offer& offer,
                 SuggestionCriterion criterion) {
    const GapSuggestions answer = Ask(mentee, gap, {offer});
    for (const SuggestionPart& part : answer.offers.at(0).parts) {
      if (part.criterion == criterion) return part.points;
    }
    return -1;
  }

  OfferQuestion question_ = {.as_of = StoryDay()};
  const Mentee dresden_ = MenteeBuilder("m").In("14612").WithGerman(L::kB1);
  const Gap b2_ = GermanGap(German(L::kB1), German(L::kB2));
  const Offer course_ =
      AnOffer("b2", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14612");
};

TEST_F(SuggestOffersTest, PartsSumToTheScoreAndWeightsTo10000) {
  const OfferSuggestion best = Ask(dresden_, b2_, {course_}).offers.at(0);
  int32_t score = 0;
  int32_t weights = 0;
  for (const SuggestionPart& part : best.parts) {
    EXPECT_EQ(part.contribution, part.points * part.weight);
    score += part.contribution;
    weights += part.weight;
  }
  EXPECT_EQ(best.score, score);
  EXPECT_EQ(weights, 10'000);
  // gap 10000, near 10000, language 10000, begin unknown 5000, places unknown 7000.
  EXPECT_EQ(score, 10'000 * (4'000 + 2'000 + 1'500) + 5'000 * 1'500 + 7'000 * 1'000);
}

TEST_F(SuggestOffersTest, ACourseThatLeadsFurtherClosesMoreOfTheGap) {
  const Mentee beginner = MenteeBuilder("m").In("14612").WithGerman(L::kA1);
  const Gap gap = GermanGap(German(L::kA1), German(L::kB2));
  const Offer to_b1 = AnOffer("b1", OfferKind::kGermanCourse).Teaches(L::kA1, L::kB1).In("14612");
  const Offer to_a2 = AnOffer("a2", OfferKind::kGermanCourse).Teaches(L::kA1, L::kA2).In("14612");
  EXPECT_THAT(Ids(beginner, gap, {to_a2, to_b1}), ElementsAre("b1", "a2"));
  EXPECT_EQ(Points(beginner, gap, to_b1, SuggestionCriterion::kGapClosed), 6'666);
  EXPECT_EQ(Points(beginner, gap, to_a2, SuggestionCriterion::kGapClosed), 3'333);
}

TEST_F(SuggestOffersTest, ACourseBelowWhatThePersonKnowsIsNoHelp) {
  const Offer to_b1 = AnOffer("b1", OfferKind::kGermanCourse).Teaches(L::kA2, L::kB1).In("14612");
  EXPECT_THAT(Ids(dresden_, b2_, {to_b1}), IsEmpty());
}

TEST_F(SuggestOffersTest, OnlySkillsThatAreTaughtCount) {
  const Offer writing = AnOffer("w", OfferKind::kGermanCourse)
                            .Teaches(L::kB1, L::kB2)
                            .In("14612")
                            .Change([](Offer& o) { o.skills = {LanguageSkill::kWriting}; });
  EXPECT_EQ(Points(dresden_, b2_, writing, SuggestionCriterion::kGapClosed), 2'500);
  const Gap speaking = GermanGap(German(L::kB1), OnlyNeeded(LanguageSkill::kSpeaking, L::kB2));
  EXPECT_THAT(Ids(dresden_, speaking, {writing}), IsEmpty());
}

TEST_F(SuggestOffersTest, ACourseForNursesIsForNursesOnly) {
  const Offer nurses =
      AnOffer("n", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14612").For("81302");
  Gap gap = b2_;
  gap.occupation = Kldb("29302");
  EXPECT_THAT(Ids(dresden_, gap, {nurses}), IsEmpty());
  gap.occupation = Kldb("82102");  // one profession since 2020
  EXPECT_THAT(Ids(dresden_, gap, {nurses}), ElementsAre("n"));
}

TEST_F(SuggestOffersTest, EntryLevelBarsTwoShortSkillsAndLeavesOneOpen) {
  const Gap gap = GermanGap(German(L::kA2), German(L::kB2));
  const Mentee two =
      MenteeBuilder("m").In("14612").WithGerman(German(L::kB1, L::kB1, L::kA2, L::kA2));
  EXPECT_EQ(Barred(two, gap, course_, OfferGate::kEntryLevel), 1);
  const Mentee one =
      MenteeBuilder("m").In("14612").WithGerman(German(L::kB1, L::kB1, L::kB1, L::kA2));
  EXPECT_EQ(Gate(one, gap, course_, OfferGate::kEntryLevel).verdict, Verdict::kUnknown);
  const Mentee far =
      MenteeBuilder("m").In("14612").WithGerman(German(L::kB1, L::kB1, L::kB1, L::kA1));
  EXPECT_EQ(Barred(far, gap, course_, OfferGate::kEntryLevel), 1);
  const Mentee nobody_knows = MenteeBuilder("m").In("14612");
  EXPECT_EQ(Gate(nobody_knows, gap, course_, OfferGate::kEntryLevel).reason,
            SuggestionReason::kLevelUnknown);
}

TEST_F(SuggestOffersTest, WhatHasBegunIsOverOrWasMissedIsNotSuggested) {
  const auto changed = [&](auto edit) {
    Offer offer = course_;
    edit(offer);
    return Barred(dresden_, b2_, offer, OfferGate::kAvailability);
  };
  const Date yesterday = StoryDay().PlusDays(-1);
  EXPECT_EQ(changed([&](Offer& o) { o.start = yesterday; }), 1);
  EXPECT_EQ(changed([&](Offer& o) { o.apply_until = yesterday; }), 1);
  EXPECT_EQ(changed([&](Offer& o) { o.end = yesterday; }), 1);
  EXPECT_EQ(changed([&](Offer& o) { o.valid.until = yesterday; }), 1);
  EXPECT_EQ(changed([&](Offer& o) { o.closed = true; }), 1);
  Offer rolling = course_;
  rolling.start = yesterday;
  rolling.any_time = true;
  EXPECT_THAT(Ids(dresden_, b2_, {rolling}), ElementsAre("b2"));
  Offer today = course_;
  today.start = today.apply_until = today.end = StoryDay();
  EXPECT_THAT(Ids(dresden_, b2_, {today}), ElementsAre("b2"));
}

TEST_F(SuggestOffersTest, WhatComesLaterIsNamedWithItsDay) {
  Offer offer = course_;
  offer.valid.from = Day("2026-04-01");
  const GateOutcome gate = Gate(dresden_, b2_, offer, OfferGate::kAvailability);
  EXPECT_EQ(gate.verdict, Verdict::kPassAfter);
  EXPECT_EQ(gate.from, Day("2026-04-01"));
  EXPECT_EQ(Ask(dresden_, b2_, {offer}).offers.at(0).hit_class, HitClass::kLater);
}

TEST_F(SuggestOffersTest, FullCoursesAreMarkedAndComeAfterTheirLikes) {
  const Offer full = AnOffer("a-full", OfferKind::kVocationalGerman)
                         .Teaches(L::kB1, L::kB2)
                         .In("14612")
                         .Starting("2026-03-01")
                         .WithPlaces(0);
  const Offer free = AnOffer("b-free", OfferKind::kVocationalGerman)
                         .Teaches(L::kB1, L::kB2)
                         .In("14612")
                         .Starting("2026-03-01")
                         .WithPlaces(3);
  const GapSuggestions answer = Ask(dresden_, b2_, {full, free});
  ASSERT_EQ(answer.offers.size(), 2u);
  EXPECT_EQ(answer.offers[0].offer.value, "b-free");
  EXPECT_FALSE(answer.offers[0].full);
  EXPECT_EQ(answer.offers[1].offer.value, "a-full");
  EXPECT_TRUE(answer.offers[1].full);
}

TEST_F(SuggestOffersTest, SoonerIsBetterByTheTable) {
  const auto points = [&](absl::string_view day) {
    return Points(
        dresden_, b2_,
        AnOffer(course_.id.value, course_.kind).Teaches(L::kB1, L::kB2).In("14612").Starting(day),
        SuggestionCriterion::kStart);
  };
  EXPECT_EQ(points("2026-02-15"), 10'000);
  EXPECT_EQ(points("2026-03-15"), 10'000);  // four weeks to the day
  EXPECT_EQ(points("2026-03-16"), 8'000);
  EXPECT_EQ(points("2026-06-14"), 5'000);  // 17 weeks
  EXPECT_EQ(points("2026-06-15"), 2'500);
  EXPECT_EQ(points("2026-09-01"), 0);
}

TEST_F(SuggestOffersTest, AnOfferTooFarAwayIsBarredUnlessItNeedsNoWay) {
  const Offer leipzig =
      AnOffer("l", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14713");
  EXPECT_EQ(Barred(dresden_, b2_, leipzig, OfferGate::kReach), 1);
  const Offer online = AnOffer("o", OfferKind::kVocationalGerman)
                           .Teaches(L::kB1, L::kB2)
                           .In("14713")
                           .By(OfferChannel::kOnline);
  EXPECT_EQ(Points(dresden_, b2_, online, SuggestionCriterion::kNearness), 8'000);
  const Offer visits = AnOffer("v", OfferKind::kVocationalGerman)
                           .Teaches(L::kB1, L::kB2)
                           .By(OfferChannel::kVisiting);
  EXPECT_EQ(Points(dresden_, b2_, visits, SuggestionCriterion::kNearness), 9'000);
}

TEST_F(SuggestOffersTest, TheNearestOfSeveralPlacesCounts) {
  const Offer both =
      AnOffer("x", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14713").In("14628");
  EXPECT_EQ(Points(dresden_, b2_, both, SuggestionCriterion::kNearness), 7'500);
}

TEST_F(SuggestOffersTest, KnownMinutesBeatTheRelationAndKeepToThePersonsLimit) {
  const Offer pirna = AnOffer("p", OfferKind::kVocationalGerman)
                          .Teaches(L::kB1, L::kB2)
                          .In("14628")
                          .Change([](Offer& o) { o.places[0].postal_code = "01796"; });
  const Mentee hour = MenteeBuilder("m").In("14612").WithGerman(L::kB1).WithMinutesTo("01796", 61);
  EXPECT_EQ(Points(hour, b2_, pirna, SuggestionCriterion::kNearness), 5'000);
  const Mentee limited = MenteeBuilder("m")
                             .In("14612")
                             .WithGerman(L::kB1)
                             .WithMinutesTo("01796", 61)
                             .TravelsAtMost(60);
  EXPECT_EQ(Barred(limited, b2_, pirna, OfferGate::kReach), 1);
}

TEST_F(SuggestOffersTest, WhoMayNotLeaveAnAreaIsAskedFirst) {
  const Mentee limited =
      MenteeBuilder("m").In("14612").WithGerman(L::kB1).MovementLimitedTo("14612");
  const Offer pirna =
      AnOffer("p", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14628");
  const GateOutcome gate = Gate(limited, b2_, pirna, OfferGate::kReach);
  EXPECT_EQ(gate.verdict, Verdict::kUnknown);
  EXPECT_EQ(gate.reason, SuggestionReason::kLeavesArea);
}

TEST_F(SuggestOffersTest, OffersForADistrictServeNobodyElse) {
  const Offer other = AnOffer("x", OfferKind::kVocationalGerman)
                          .Teaches(L::kB1, L::kB2)
                          .By(OfferChannel::kOnline)
                          .OnlyFor("14628");
  EXPECT_EQ(Barred(dresden_, b2_, other, OfferGate::kReach), 1);
  const Mentee homeless = MenteeBuilder("m").WithGerman(L::kB1);
  EXPECT_EQ(Gate(homeless, b2_, other, OfferGate::kReach).reason, SuggestionReason::kHomeUnknown);
}

TEST_F(SuggestOffersTest, EmploymentIsAFactThatTheCallerSets) {
  const Offer at_work =
      AnOffer("j", OfferKind::kJobGerman).Teaches(L::kA2, L::kB2).In("14612").Change([](Offer& o) {
        o.employed = true;
      });
  EXPECT_EQ(Gate(dresden_, b2_, at_work, OfferGate::kEmployment).verdict, Verdict::kUnknown);
  question_.employed = false;
  EXPECT_EQ(Barred(dresden_, b2_, at_work, OfferGate::kEmployment), 1);
  question_.employed = true;
  EXPECT_EQ(Gate(dresden_, b2_, at_work, OfferGate::kEmployment).verdict, Verdict::kPass);
}

Mentee AtWork(std::optional<int32_t> weekly_hours) {
  Mentee mentee = MenteeBuilder("m").In("14612").WithGerman(L::kB1);
  mentee.jobs = {
      {.occupation = Kldb("51311"), .weekly_hours = weekly_hours, .valid = From("2025-06-01")}};
  return mentee;
}

TEST_F(SuggestOffersTest, WhoHasAJobIsEmployedUnlessTheCallerSaysOtherwise) {
  const auto course = [](bool employed) {
    return AnOffer("j", OfferKind::kJobGerman)
        .Teaches(L::kA2, L::kB2)
        .In("14612")
        .Change([&](Offer& o) { o.employed = employed; });
  };
  EXPECT_EQ(Gate(AtWork(38), b2_, course(true), OfferGate::kEmployment).verdict, Verdict::kPass);
  EXPECT_EQ(Barred(AtWork(38), b2_, course(false), OfferGate::kEmployment), 1);
  question_.employed = false;
  EXPECT_EQ(Gate(AtWork(38), b2_, course(false), OfferGate::kEmployment).verdict, Verdict::kPass);
}

TEST_F(SuggestOffersTest, AJobThatHasEndedOrBeginsLaterIsNone) {
  const Offer at_work =
      AnOffer("j", OfferKind::kJobGerman).Teaches(L::kA2, L::kB2).In("14612").Change([](Offer& o) {
        o.employed = true;
      });
  Mentee mentee = AtWork(38);
  for (const Validity valid : {Until("2026-01-31"), From("2026-03-01")}) {
    mentee.jobs[0].valid = valid;
    EXPECT_EQ(Gate(mentee, b2_, at_work, OfferGate::kEmployment).verdict, Verdict::kUnknown);
  }
}

TEST_F(SuggestOffersTest, OnlyCoursesThatFitBesideTheHoursOfWorkAreSuggested) {
  const auto course = [](int32_t least, int32_t most) {
    return AnOffer("c", OfferKind::kVocationalGerman)
        .Teaches(L::kB1, L::kB2)
        .In("14612")
        .Change([&](Offer& o) {
          o.hours = WeeklyHours{least, most};
        });
  };
  const auto fits = [&](const Mentee& mentee, const Offer& offer) {
    return !Ask(mentee, b2_, {offer}).offers.empty();
  };
  EXPECT_TRUE(fits(AtWork(38), course(10, 25))) << "48 together";
  EXPECT_FALSE(fits(AtWork(38), course(11, 25))) << "49 together";
  EXPECT_EQ(Barred(AtWork(38), b2_, course(25, 25), OfferGate::kEmployment), 1);
  EXPECT_TRUE(fits(AtWork(20), course(25, 25)));
  EXPECT_TRUE(fits(AtWork(std::nullopt), course(25, 25))) << "hours of work not known";
  EXPECT_TRUE(fits(AtWork(38), course_)) << "hours of the course not known";
  question_.employed = false;
  EXPECT_TRUE(fits(AtWork(38), course(25, 25))) << "the caller knows better";
}

TEST_F(SuggestOffersTest, AdviceInALanguageThatIsSpokenComesFirst) {
  const Mentee speaker = MenteeBuilder("m").In("14612").WithGerman(L::kA1).Speaks("ro");
  const auto advice = [](absl::string_view id) {
    return AnOffer(id, OfferKind::kLabourLawAdvice).By(OfferChannel::kTelephone);
  };
  const Offer german = advice("a");
  const Offer polish = advice("b").Speaking("pl");
  const Offer romanian = advice("c").Speaking("de").Speaking("ro");
  const Gap gap = AGap(GapKind::kLabourLaw);
  EXPECT_THAT(Ids(speaker, gap, {german, polish, romanian}), ElementsAre("c", "a", "b"));
  EXPECT_EQ(Points(speaker, gap, german, SuggestionCriterion::kLanguage), 2'500);
  EXPECT_EQ(Points(speaker, gap, polish, SuggestionCriterion::kLanguage), 0);
}

TEST_F(SuggestOffersTest, ALicenceClosesWhatItIncludes) {
  Gap gap = AGap(GapKind::kLicence);
  gap.licence = LicenceKind::kDrivingB;
  const auto grant = [](std::vector<LicenceKind> kinds) {
    return AnOffer("g", OfferKind::kLicenceGrant).In("14612").Change([&](Offer& o) {
      o.licences = std::move(kinds);
    });
  };
  EXPECT_EQ(Points(dresden_, gap, grant({LicenceKind::kDrivingC}), SuggestionCriterion::kGapClosed),
            10'000);
  EXPECT_THAT(Ids(dresden_, gap, {grant({LicenceKind::kForklift})}), IsEmpty());
  EXPECT_EQ(Points(dresden_, gap, grant({}), SuggestionCriterion::kGapClosed), 5'000);
}

TEST_F(SuggestOffersTest, ASchoolCourseHasToLeadFarEnough) {
  Gap gap = AGap(GapKind::kSchool);
  gap.school = SchoolCertificate::kMittlererAbschluss;
  const auto school = [](absl::string_view id, SchoolCertificate to) {
    return AnOffer(id, OfferKind::kSchoolCourse).In("14612").Change([=](Offer& o) {
      o.school = to;
    });
  };
  EXPECT_THAT(
      Ids(dresden_, gap,
          {school("h", SchoolCertificate::kHauptschule), school("a", SchoolCertificate::kAbitur)}),
      ElementsAre("a"));
}

TEST_F(SuggestOffersTest, QualificationCoursesGoByOccupation) {
  Gap gap = AGap(GapKind::kQualification);
  gap.occupation = Kldb("25212");
  const auto course = [](absl::string_view id) {
    return AnOffer(id, OfferKind::kPartQualification).In("14612");
  };
  const std::vector<Offer> offers = {course("any"), course("field").For("252"),
                                     course("other").For("293"), course("own").For("25212")};
  EXPECT_THAT(Ids(dresden_, gap, offers), ElementsAre("own", "field", "any"));
  gap.occupation.reset();
  const Mentee cook = MenteeBuilder("m").In("14612").Wishes("29302");
  EXPECT_THAT(Ids(cook, gap, offers), ElementsAre("other", "any"));
}

TEST_F(SuggestOffersTest, InformationIsFoundByTheReasonItExplains) {
  const Offer leaflet = AnOffer("i", OfferKind::kInformation).Change([](Offer& o) {
    o.reasons = {Reason::kLicenceNotValid};
    o.channels = {OfferChannel::kOnline};
    o.languages = {"ar", "uk"};
  });
  Gap gap = AGap(GapKind::kLicence);
  gap.licence = LicenceKind::kDrivingB;
  EXPECT_THAT(Ids(dresden_, gap, {leaflet}), IsEmpty());
  gap.reason = Reason::kLicenceNotValid;
  EXPECT_EQ(Points(dresden_, gap, leaflet, SuggestionCriterion::kGapClosed), 8'000);
}

TEST_F(SuggestOffersTest, AudiencesAreKeptApart) {
  const auto grant = [](absl::string_view id, std::vector<OfferAudience> audiences) {
    return AnOffer(id, OfferKind::kEmployerSupport).In("14612").Change([&](Offer& o) {
      o.gaps = {GapKind::kOrientation};
      o.audiences = std::move(audiences);
    });
  };
  const std::vector<Offer> offers = {grant("firm", {OfferAudience::kEmployer}),
                                     grant("mentor", {OfferAudience::kMentor}),
                                     grant("person", {})};
  const Gap gap = AGap(GapKind::kOrientation);
  EXPECT_THAT(Ids(dresden_, gap, offers), ElementsAre("mentor", "person"));
  question_.audience = OfferAudience::kEmployer;
  EXPECT_THAT(Ids(dresden_, gap, offers), ElementsAre("firm"));
  question_.audience = OfferAudience::kMentee;
  EXPECT_THAT(Ids(dresden_, gap, offers), ElementsAre("person"));
}

TEST_F(SuggestOffersTest, TheFirstDayToApplyIsCountedBackFromTheStart) {
  Gap gap = AGap(GapKind::kWorkPermission);
  gap.start = Day("2026-08-01");
  const Offer advice = AnOffer("a", OfferKind::kResidenceAdvice).In("14612").Change([](Offer& o) {
    o.months_before = 7;
  });
  EXPECT_EQ(Ask(dresden_, gap, {advice}).offers.at(0).earliest, Day("2026-01-01"));
  gap.start.reset();
  EXPECT_EQ(Ask(dresden_, gap, {advice}).offers.at(0).earliest, std::nullopt);
}

TEST_F(SuggestOffersTest, TheLimitCutsTheListAndNotTheCount) {
  std::vector<Offer> offers;
  for (const char* id : {"c", "a", "b"}) {
    offers.push_back(AnOffer(id, OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14612"));
  }
  question_.limit = 2;
  EXPECT_THAT(Ids(dresden_, b2_, offers), ElementsAre("a", "b"));
  EXPECT_EQ(Ask(dresden_, b2_, offers).found, 3);
}

TEST_F(SuggestOffersTest, FaultyQuestionsAreRefusedByField) {
  const auto fault = [&](auto edit) {
    OfferQuestion question = {.as_of = StoryDay(), .gaps = {b2_}};
    edit(question);
    return SuggestOffers(*Knowledge::BuiltIn(), dresden_, {}, question).status();
  };
  using absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(fault([](auto& q) { q.limit = 0; }), StatusIs(kInvalidArgument, HasSubstr("limit")));
  EXPECT_THAT(fault([](auto& q) { q.limit = 101; }),
              StatusIs(kInvalidArgument, HasSubstr("between 1 and 100")));
  EXPECT_THAT(fault([](auto& q) { q.gaps.resize(65, q.gaps[0]); }),
              StatusIs(kInvalidArgument, HasSubstr("gaps")));
  EXPECT_THAT(fault([](auto& q) { q.gaps[0].needs = {}; }),
              StatusIs(kInvalidArgument, HasSubstr("gaps[0].needs")));
  EXPECT_THAT(fault([](auto& q) { q.gaps[0].kind = GapKind::kLicence; }),
              StatusIs(kInvalidArgument, HasSubstr("gaps[0]")));
  Mentee nameless = dresden_;
  nameless.id.value = "";
  EXPECT_THAT(SuggestOffers(*Knowledge::BuiltIn(), nameless, {}, question_),
              StatusIs(kInvalidArgument, HasSubstr("id")));
}

}  // namespace
}  // namespace passung
