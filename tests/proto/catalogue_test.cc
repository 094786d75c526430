// What both catalogues must hold, and what none may say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "passung/relaxations.h"
#include "passung/why_not.h"
#include "proto/text/text.h"

namespace passung::text {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

class CatalogueTest : public testing::TestWithParam<Locale> {
 protected:
  const Texts& texts() const { return Texts::For(GetParam()); }

  template <class E>
  void ExpectWordForEachValue() {
    for (size_t i = 0; i < EnumCount<E>(); ++i) {
      const std::string key = EnumKey(static_cast<E>(i));
      EXPECT_TRUE(texts().Has(key)) << key;
    }
  }
};

TEST_P(CatalogueTest, EveryReasonHasATextForTheMentor) {
  for (const absl::string_view reason : Names<Reason>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("reason.", reason, ".mentor"))) << reason;
  }
}

TEST_P(CatalogueTest, EveryReasonOfASuggestionAndEveryGapHasATextForTheMentor) {
  for (const absl::string_view reason : Names<SuggestionReason>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("suggestion.", reason, ".mentor"))) << reason;
  }
  for (const absl::string_view gap : Names<GapKind>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("gap.", gap, ".mentor"))) << gap;
    EXPECT_TRUE(texts().Has(absl::StrCat("gap.", gap, ".mentee"))) << gap;
  }
}

// All but the one that the wording leaves out on purpose (the test after this one).
TEST_P(CatalogueTest, EveryReasonHasATextForTheMenteeAndForTheEmployer) {
  for (const absl::string_view reason : Names<Reason>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("reason.", reason, ".employer"))) << reason;
    if (reason == Name(Reason::kRecognitionNotRelevant)) continue;
    EXPECT_TRUE(texts().Has(absl::StrCat("reason.", reason, ".mentee"))) << reason;
  }
  for (const absl::string_view verdict : Names<Verdict>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("employer.hidden.", verdict))) << verdict;
  }
}

// Of access to work, recognition, residence, exclusions, qualification and skills an employer reads no evidence: the
// view hides it, and a sentence has none to begin with.
TEST_P(CatalogueTest, SentencesForEmployersNameNoEvidenceOfWhatTheirViewHides) {
  const std::set<Reason> shown = {Reason::kNone,
                                  Reason::kLanguageEnough,
                                  Reason::kLanguageShort,
                                  Reason::kLanguageNotStated,
                                  Reason::kLanguageUnknown,
                                  Reason::kWorkingLanguageSpoken,
                                  Reason::kSchoolEnough,
                                  Reason::kSchoolRequiredByLaw,
                                  Reason::kSchoolUnknown,
                                  Reason::kLicenceHeld,
                                  Reason::kLicenceMissing,
                                  Reason::kLicenceNotValid,
                                  Reason::kLicenceUnknown,
                                  Reason::kLicenceOnRequest,
                                  Reason::kGuardTradeUnknown,
                                  Reason::kWorkingTimeInside,
                                  Reason::kWorkingTimeOutside,
                                  Reason::kWorkingTimeUnknown,
                                  Reason::kTravelWithin,
                                  Reason::kTravelTooLong,
                                  Reason::kTravelUnknown,
                                  Reason::kShiftTransportUnknown,
                                  Reason::kTravelMinutes,
                                  Reason::kDistrictRelation,
                                  Reason::kHomeUnknown,
                                  Reason::kPlaceUnknown,
                                  Reason::kStartPossible,
                                  Reason::kStartTooLate,
                                  Reason::kStartUnknown,
                                  Reason::kTrackFits,
                                  Reason::kTrackIsTraining,
                                  Reason::kTrackIsEmployment,
                                  Reason::kTrackUnknown,
                                  Reason::kNotSociallyInsured,
                                  Reason::kHelperWorkBelowLevel,
                                  Reason::kKindUnknown,
                                  Reason::kVacancyOpen,
                                  Reason::kVacancyNotYetOpen,
                                  Reason::kVacancyClosed,
                                  Reason::kSelfEmploymentNotRanked,
                                  Reason::kSupportStated,
                                  Reason::kSupportNotStated};
  for (size_t i = 0; i < EnumCount<Reason>(); ++i) {
    const Reason reason = static_cast<Reason>(i);
    const std::string key = absl::StrCat("reason.", Name(reason), ".employer");
    for (const std::string& argument : texts().Arguments(key)) {
      // A day is what an employer needs; minutes and limits tell where and how somebody lives.
      EXPECT_TRUE(shown.contains(reason) || argument == "from" || argument == "from_known") << key;
      EXPECT_THAT(argument, Not(AnyOf(HasSubstr("minutes"), HasSubstr("limit"),
                                      HasSubstr("own_level"), HasSubstr("state"))))
          << key;
    }
  }
}

TEST_P(CatalogueTest, NoSentenceTellsTheMenteeThatRecognitionPlaysNoRole) {
  EXPECT_FALSE(texts().Has("reason.recognition_not_relevant.mentee"));
}

TEST_P(CatalogueTest, EveryEndOfASearchForAChangeHasASentence) {
  for (const absl::string_view outcome : Names<WeightOutcome>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("absence.weights.", outcome))) << outcome;
  }
  for (const absl::string_view outcome : Names<PlanOutcome>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("absence.facts.", outcome))) << outcome;
    EXPECT_TRUE(texts().Has(absl::StrCat("way.", outcome))) << outcome;
  }
}

TEST_P(CatalogueTest, EveryValueThatPeopleSeeHasAWord) {
  ExpectWordForEachValue<UnknownFact>();
  ExpectWordForEachValue<OccupationRelation>();
  ExpectWordForEachValue<ClaimKind>();
  ExpectWordForEachValue<Column>();
  ExpectWordForEachValue<RegulationKind>();
  ExpectWordForEachValue<SchoolCertificate>();
  ExpectWordForEachValue<RecognitionOutcome>();
  ExpectWordForEachValue<RecognitionStep>();
  ExpectWordForEachValue<RecognitionStatus>();
  ExpectWordForEachValue<LanguageLevel>();
  ExpectWordForEachValue<LanguageSkill>();
  ExpectWordForEachValue<LanguageProof>();
  ExpectWordForEachValue<RequirementStrength>();
  ExpectWordForEachValue<DistrictRelation>();
  ExpectWordForEachValue<VacancyKind>();
  ExpectWordForEachValue<Track>();
  ExpectWordForEachValue<LicenceKind>();
  ExpectWordForEachValue<Condition>();
  ExpectWordForEachValue<SupportItem>();
  ExpectWordForEachValue<ResidenceStatus>();
  ExpectWordForEachValue<Housing>();
  ExpectWordForEachValue<AccessBar>();
  ExpectWordForEachValue<AccessNote>();
  ExpectWordForEachValue<CriterionKey>();
  ExpectWordForEachValue<RuleKey>();
  ExpectWordForEachValue<RuleSwitch>();
  ExpectWordForEachValue<Verdict>();
  ExpectWordForEachValue<HitClass>();
  ExpectWordForEachValue<Flag>();
  ExpectWordForEachValue<Step>();
  ExpectWordForEachValue<RecordVerdict>();
  ExpectWordForEachValue<ProblemCode>();
  ExpectWordForEachValue<AllowedCode>();
  ExpectWordForEachValue<GapKind>();
  ExpectWordForEachValue<OfferKind>();
  ExpectWordForEachValue<OfferChannel>();
  ExpectWordForEachValue<OfferAudience>();
  ExpectWordForEachValue<SuggestionCriterion>();
  ExpectWordForEachValue<OfferGate>();
  ExpectWordForEachValue<OutcomeKind>();
  ExpectWordForEachValue<PlacementKind>();
  ExpectWordForEachValue<DeclinedBy>();
  ExpectWordForEachValue<OutcomeReason>();
  ExpectWordForEachValue<OutcomeSource>();
  ExpectWordForEachValue<PinMark>();
  ExpectWordForEachValue<HideReason>();
  ExpectWordForEachValue<LeadSource>();
  ExpectWordForEachValue<StepGoal>();
  ExpectWordForEachValue<JobAdequacy>();
  ExpectWordForEachValue<FollowUpReason>();
}

TEST_P(CatalogueTest, EveryStepAndRelaxationHasASentence) {
  for (size_t i = 1; i < EnumCount<Step>(); ++i) {
    for (const char* audience : {".mentor", ".mentee"}) {
      const std::string key = absl::StrCat("do.", Name(static_cast<Step>(i)), audience);
      EXPECT_TRUE(texts().Has(key)) << key;
    }
  }
  for (const absl::string_view kind : Names<RelaxationKind>()) {
    EXPECT_TRUE(texts().Has(absl::StrCat("relax.", kind))) << kind;
  }
  for (const RecognitionOutcome outcome :
       {RecognitionOutcome::kFull, RecognitionOutcome::kPartial, RecognitionOutcome::kCompensation,
        RecognitionOutcome::kNegative}) {
    EXPECT_TRUE(texts().Has(absl::StrCat("if_outcome.", Name(outcome)))) << Name(outcome);
  }
}

TEST_P(CatalogueTest, HeadingsAndFixedNotesAreThere) {
  EXPECT_THAT(
      texts().Keys(),
      IsSupersetOf({"heading.mentee.fits", "heading.mentee.missing", "heading.mentee.next",
                    "heading.mentee.contact", "heading.mentor.reasons", "heading.mentor.obstacles",
                    "heading.mentor.steps", "heading.mentor.questions", "heading.mentor.sources",
                    "note.list", "note.percentage", "note.legal"}));
}

std::string LocaleName(const testing::TestParamInfo<Locale>& tested) {
  return tested.param == Locale::kDe ? "De" : "En";
}
INSTANTIATE_TEST_SUITE_P(Locales, CatalogueTest, testing::Values(Locale::kDe, Locale::kEn),
                         LocaleName);

TEST(CataloguesTest, BothLanguagesHaveTheSameKeysAndArguments) {
  const Texts& german = Texts::For(Locale::kDe);
  const Texts& english = Texts::For(Locale::kEn);
  EXPECT_EQ(german.Keys(), english.Keys());
  for (const std::string& key : german.Keys()) {
    EXPECT_EQ(german.Arguments(key), english.Arguments(key)) << key;
  }
}

TEST(CataloguesTest, ArgumentsOfReasonsAreParametersThatTheEngineGives) {
  const std::set<std::string> given = {
      "area",        "ba",      "bars",   "body",       "condition", "contribution", "days",
      "from",        "have",    "home",   "items",      "job_level", "kind",         "language",
      "legal_basis", "licence", "limit",  "met",        "minutes",   "missing",      "months",
      "named",       "need",    "note",   "occupation", "office",    "own",          "own_level",
      "phrase",      "place",   "points", "profession", "relation",  "share",        "shift",
      "skills",      "source",  "start",  "state",      "status",    "step",         "strength",
      "track",       "until",   "usual",  "vacancy",    "weeks",     "weight",       "window",
      "years"};
  const Texts& texts = Texts::For(Locale::kDe);
  for (const std::string& key : texts.Keys()) {
    if (!absl::StartsWith(key, "reason.")) continue;
    for (const std::string& argument : texts.Arguments(key)) {
      absl::string_view name = argument;
      if (!absl::ConsumeSuffix(&name, "_known")) absl::ConsumeSuffix(&name, "_raw");
      EXPECT_TRUE(given.contains(std::string(name))) << key << ": " << argument;
    }
  }
}

// The middle of "family.topic.audience", or of "family.topic", for each entry of a family.
std::set<std::string> TopicsOf(absl::string_view family) {
  std::set<std::string> topics;
  for (const std::string& key : Texts::For(Locale::kDe).Keys()) {
    const std::vector<std::string> parts = absl::StrSplit(key, '.');
    if (parts.front() == family && parts.size() > 1) topics.insert(parts[1]);
  }
  return topics;
}

template <class E>
std::set<std::string> IdsOf() {
  std::set<std::string> ids;
  for (const absl::string_view id : Names<E>()) ids.insert(std::string(id));
  return ids;
}

template <class E>
void ExpectOnlyIds(absl::string_view family) {
  const std::set<std::string> ids = IdsOf<E>();
  for (const std::string& topic : TopicsOf(family)) {
    EXPECT_TRUE(ids.contains(topic)) << family << "." << topic;
  }
}

TEST(CataloguesTest, NoSentenceIsWithoutTheIdThatItSpeaksOf) {
  ExpectOnlyIds<Reason>("reason");
  ExpectOnlyIds<SuggestionReason>("suggestion");
  ExpectOnlyIds<GapKind>("gap");
  ExpectOnlyIds<Step>("do");
  ExpectOnlyIds<RelaxationKind>("relax");
  ExpectOnlyIds<RecognitionOutcome>("if_outcome");
  ExpectOnlyIds<Flag>("flag");
  ExpectOnlyIds<ProblemCode>("problem");
  ExpectOnlyIds<AllowedCode>("allowed");
}

// Lower-case words of a pattern, without the names of its arguments.
std::vector<std::string> WordsOf(const Texts& texts, absl::string_view key) {
  std::string plain(texts.Source(key));
  for (const std::string& argument : texts.Arguments(key)) {
    plain = absl::StrReplaceAll(
        plain, {{absl::StrCat("{", argument, "}"), " "}, {absl::StrCat("{", argument, ","), " "}});
  }
  absl::AsciiStrToLower(&plain);
  for (char& c : plain) {
    // Bytes above 127 belong to umlauts.
    const bool letter = absl::ascii_isalnum(static_cast<unsigned char>(c)) || (c & 0x80) != 0;
    if (!letter) c = ' ';
  }
  return absl::StrSplit(plain, ' ', absl::SkipEmpty());
}

// A forbidden word with a star stands for all words that begin so.
void ExpectWithout(Locale locale, const std::vector<std::string>& forbidden) {
  const Texts& texts = Texts::For(locale);
  for (const std::string& key : texts.Keys()) {
    for (const std::string& word : WordsOf(texts, key)) {
      for (absl::string_view bad : forbidden) {
        const bool hit = absl::ConsumeSuffix(&bad, "*") ? absl::StartsWith(word, bad) : word == bad;
        EXPECT_FALSE(hit) << key << ": " << texts.Source(key);
      }
    }
  }
}

TEST(CataloguesTest, NoGermanTextBlamesOrSpeaksOfWhatIsNotRecorded) {
  ExpectWithout(Locale::kDe,
                {"herkunft*",  "nationalität*", "religi*", "glaube*",     "muslim*",
                 "christ*",    "geschlecht*",   "alter",   "gesundheit*", "krank*",
                 "behinder*",  "familie*",      "kind",    "kinder*",     "mutter*",
                 "schwanger*", "abgelehnt*",    "leider",  "ungeeignet*", "flüchtling*"});
}

TEST(CataloguesTest, NoEnglishTextBlamesOrSpeaksOfWhatIsNotRecorded) {
  ExpectWithout(Locale::kEn,
                {"origin*", "national*", "religi*", "faith*", "muslim*", "christ*", "gender*",
                 "sex", "age", "health*", "disab*", "famil*", "child*", "mother*", "pregnan*",
                 "rejected", "unfortunately", "unsuitable", "refugee*"});
}

TEST(CataloguesTest, MenteesReadNoParagraphsOfLaw) {
  for (const Locale locale : {Locale::kDe, Locale::kEn}) {
    const Texts& texts = Texts::For(locale);
    for (const std::string& key : texts.Keys()) {
      if (!absl::EndsWith(key, ".mentee")) continue;
      EXPECT_FALSE(absl::StrContains(texts.Source(key), "§")) << key;
    }
  }
}

}  // namespace
}  // namespace passung::text
