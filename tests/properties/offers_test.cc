// Suggestions of offers equal those of the oracle in every number, verdict and place, on random worlds; and
// what always holds of them.

#include "passung/offers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/oracle_offers.h"
#include "tests/support/random_vocabulary.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

constexpr uint64_t kOfferWorlds = 1'500;

template <class E>
E Any(RandomSource& random) {
  return random.PickEnum<E>(EnumCount<E>());
}

template <class E>
std::vector<E> Some(RandomSource& random, int32_t most) {
  std::vector<E> values;
  for (int32_t i = random.Below(most + 1); i > 0; --i) values.push_back(Any<E>(random));
  return values;
}

void AddWhere(RandomSource& random, Offer& offer) {
  for (int32_t i = random.Below(3); i > 0; --i) {
    offer.places.push_back({.district = random.Unless(20, RandomDistrict(random)),
                            .postal_code = random.Chance(50) ? RandomPostalCode(random) : "",
                            .town = "",
                            .point = std::nullopt});
  }
  for (int32_t i = random.Chance(30) ? random.Between(1, 3) : 0; i > 0; --i) {
    offer.districts.push_back(RandomDistrict(random));
  }
  offer.channels = Some<OfferChannel>(random, 2);
  for (int32_t i = random.Below(3); i > 0; --i) {
    offer.languages.push_back(random.Chance(40) ? "de" : RandomLanguage(random));
  }
}

void AddTerms(RandomSource& random, Offer& offer) {
  offer.start = random.Unless(40, RandomDay(random).PlusDays(random.Below(120)));
  offer.end = random.Unless(70, offer.start.value_or(WorldDay()).PlusDays(random.Below(200)));
  offer.apply_until = random.Unless(70, RandomDay(random));
  offer.valid.from = random.Unless(80, RandomDay(random));
  offer.any_time = random.Chance(20);
  offer.places_left = random.Unless(50, random.Below(3));
  offer.employed = random.Unless(70, random.Chance(50));
  if (random.Chance(40)) offer.hours = WeeklyHours{random.Between(5, 20), 25};
  offer.closed = random.Chance(5);
  const std::vector<std::string> schemes = Knowledge::BuiltIn()->AdmissionSchemes();
  if (random.Chance(50)) offer.admission = random.Pick(schemes);
  if (random.Chance(3)) offer.admission = "nobody.knows";
  offer.months_before = random.Unless(70, random.Below(12));
}

Offer RandomOffer(RandomSource& random, int32_t number) {
  Offer offer;
  offer.id.value = absl::StrCat("o", number);
  offer.kind = Any<OfferKind>(random);
  // Courses of German are what most people need.
  if (random.Chance(40)) offer.kind = static_cast<OfferKind>(random.Below(4));
  if (random.Chance(25)) offer.gaps = Some<GapKind>(random, 3);
  if (random.Chance(30)) offer.reasons = {Reason::kLanguageShort, Reason::kLicenceNotValid};
  offer.level_from = random.Unless(50, static_cast<LanguageLevel>(random.Below(4)));
  const int from = static_cast<int>(offer.level_from.value_or(LanguageLevel::kNone));
  offer.level_to =
      random.Unless(30, static_cast<LanguageLevel>(std::min(6, from + 1 + random.Below(2))));
  if (random.Chance(25)) offer.skills = Some<LanguageSkill>(random, 2);
  for (int32_t i = random.Below(3); i > 0; --i) offer.occupations.push_back(RandomPrefix(random));
  for (int32_t i = random.Below(3); i > 0; --i) offer.licences.push_back(RandomLicence(random));
  offer.school = random.Unless(50, Any<SchoolCertificate>(random));
  AddWhere(random, offer);
  AddTerms(random, offer);
  return offer;
}

Gap RandomGap(RandomSource& random) {
  Gap gap;
  gap.kind = random.Chance(35) ? GapKind::kGerman : Any<GapKind>(random);
  if (gap.kind == GapKind::kGerman) {
    for (size_t i = 0; i < 4; ++i) {
      gap.has[i] = random.Unless(20, static_cast<LanguageLevel>(random.Below(5)));
      gap.needs[i] = random.Unless(20, static_cast<LanguageLevel>(1 + random.Below(6)));
    }
    gap.needs[0] = LanguageLevel::kB2;
    gap.has[1] = LanguageLevel::kA2;
  }
  if (gap.kind == GapKind::kLicence) gap.licence = RandomLicence(random);
  if (gap.kind == GapKind::kSchool) gap.school = Any<SchoolCertificate>(random);
  gap.occupation = random.Unless(40, RandomCode(random));
  if (random.Chance(30)) gap.reason = Reason::kLanguageShort;
  gap.start = random.Unless(60, RandomDay(random));
  return gap;
}

struct OfferTally {
  std::map<std::pair<size_t, Verdict>, int64_t> verdicts;
  int64_t suggested = 0;
  int64_t full = 0;
};

bool IsForPeopleOrMentors(const Offer& offer) { return offer.audiences.empty(); }

void ExpectAsTheOracleSays(const oracle::OfferWorld& world, const Mentee& mentee, const Gap& gap,
                           const std::vector<Offer>& offers, std::optional<bool> employed,
                           OfferTally& tally) {
  OfferQuestion question = {.as_of = WorldDay(), .gaps = {gap}, .employed = employed};
  question.limit = 100;
  const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
  const auto answers = SuggestOffers(*knowledge, mentee, offers, question);
  ASSERT_TRUE(answers.ok()) << answers.status();
  const GapSuggestions& answer = answers->front();
  std::map<std::string, const OfferSuggestion*> by_id;
  for (const OfferSuggestion& offer : answer.offers) by_id.emplace(offer.offer.value, &offer);
  const oracle::DayFacts facts = oracle::FactsOn(mentee, WorldDay());
  int32_t found = 0;
  for (const Offer& offer : offers) {
    ASSERT_TRUE(IsForPeopleOrMentors(offer));
    const auto judged =
        oracle::JudgeOffer(world, facts, gap, offer, oracle::WorkOf(mentee, WorldDay(), employed));
    const bool helps = judged.has_value();
    Verdict worst = Verdict::kPass;
    if (helps) {
      for (size_t i = 0; i < judged->verdicts.size(); ++i) {
        ++tally.verdicts[{i, judged->verdicts[i]}];
        worst = std::max(worst, judged->verdicts[i]);
      }
    }
    const auto given = by_id.find(offer.id.value);
    // What somebody may not take part in is never suggested, and everything else is.
    ASSERT_EQ(given != by_id.end(), helps && worst != Verdict::kFail) << offer.id.value;
    if (given == by_id.end()) continue;
    ++found;
    ++tally.suggested;
    tally.full += judged->full ? 1 : 0;
    const OfferSuggestion& suggestion = *given->second;
    EXPECT_EQ(suggestion.score, judged->score) << offer.id.value;
    EXPECT_EQ(suggestion.full, judged->full);
    EXPECT_EQ(suggestion.hit_class, static_cast<HitClass>(worst));
    int32_t sum = 0;
    for (size_t i = 0; i < suggestion.parts.size(); ++i) {
      EXPECT_EQ(suggestion.parts[i].points, judged->points[i])
          << offer.id.value << " " << Name(suggestion.parts[i].criterion);
      sum += suggestion.parts[i].contribution;
    }
    EXPECT_EQ(sum, suggestion.score);
    for (size_t i = 0; i < suggestion.gates.size(); ++i) {
      EXPECT_EQ(suggestion.gates[i].verdict, judged->verdicts[i])
          << offer.id.value << " " << Name(suggestion.gates[i].gate);
    }
    EXPECT_EQ(suggestion.gates[1].from, judged->admitted_from) << offer.id.value;
  }
  EXPECT_EQ(answer.found, found);
  EXPECT_TRUE(std::is_sorted(answer.offers.begin(), answer.offers.end(),
                             [](const OfferSuggestion& a, const OfferSuggestion& b) {
                               return a.score != b.score ? a.score > b.score : a.offer < b.offer;
                             }));
}

TEST(OffersPropertyTest, SuggestionsEqualThoseOfTheOracle) {
  const oracle::OfferWorld world = {oracle::ReadKnowledge({}, WorldClassification()),
                                    oracle::ReadAdmission()};
  OfferTally tally;
  for (uint64_t seed = 1; seed <= kOfferWorlds; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    RandomSource random(seed);
    const Mentee mentee = RandomMentee(random, random.Below(40), 1);
    std::vector<Offer> offers;
    for (int32_t i = 0; i < 30; ++i) {
      offers.push_back(RandomOffer(random, i));
      ASSERT_TRUE(Validate(offers.back()).ok()) << Validate(offers.back());
    }
    const Gap gap = RandomGap(random);
    const std::optional<bool> employed = random.Unless(40, random.Chance(50));
    ExpectAsTheOracleSays(world, mentee, gap, offers, employed, tally);
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
  // A comparison is worth what it has seen.
  for (size_t gate = 0; gate < kOfferGateCount; ++gate) {
    for (const Verdict verdict : {Verdict::kPass, Verdict::kFail, Verdict::kUnknown}) {
      if (gate == Index(OfferGate::kAvailability) && verdict == Verdict::kUnknown) continue;
      EXPECT_GT((tally.verdicts[{gate, verdict}]), 0)
          << Name(static_cast<OfferGate>(gate)) << " never " << Name(verdict);
    }
  }
  EXPECT_GT((tally.verdicts[{Index(OfferGate::kAdmission), Verdict::kPassAfter}]), 0);
  EXPECT_GT(tally.suggested, 1'000);
  EXPECT_GT(tally.full, 100);
}

TEST(OffersPropertyTest, TheOrderOfOffersAndOtherOffersMakeNoDifference) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    RandomSource random(seed);
    const Mentee mentee = RandomMentee(random, 20, 1);
    std::vector<Offer> offers;
    for (int32_t i = 0; i < 20; ++i) offers.push_back(RandomOffer(random, i));
    const OfferQuestion question = {.as_of = WorldDay(), .gaps = {RandomGap(random)}, .limit = 100};
    const auto knowledge = Knowledge::BuiltIn();
    const GapSuggestions all = SuggestOffers(*knowledge, mentee, offers, question).value().front();
    random.Shuffle(offers);
    EXPECT_EQ(SuggestOffers(*knowledge, mentee, offers, question).value().front(), all) << seed;
    // Each alone has the same numbers.
    for (const OfferSuggestion& suggestion : all.offers) {
      const auto own = std::find_if(offers.begin(), offers.end(), [&](const Offer& offer) {
        return offer.id == suggestion.offer;
      });
      const auto alone = SuggestOffers(*knowledge, mentee, {&*own, 1}, question).value();
      EXPECT_EQ(alone.front().offers.at(0), suggestion) << seed;
    }
  }
}

TEST(OffersPropertyTest, TheResidenceStatusChangesNoNumberOfWhatIsSuggested) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    RandomSource random(seed);
    Mentee mentee = RandomMentee(random, 20, 1);
    std::vector<Offer> offers;
    for (int32_t i = 0; i < 20; ++i) offers.push_back(RandomOffer(random, i));
    const OfferQuestion question = {.as_of = WorldDay(), .gaps = {RandomGap(random)}, .limit = 100};
    std::map<std::string, int32_t> scores;
    for (size_t status = 0; status < EnumCount<ResidenceStatus>(); ++status) {
      mentee.residence.titles = {{.status = static_cast<ResidenceStatus>(status)}};
      const auto answers = SuggestOffers(*Knowledge::BuiltIn(), mentee, offers, question);
      for (const OfferSuggestion& offer : answers->front().offers) {
        const auto [known, fresh] = scores.emplace(offer.offer.value, offer.score);
        EXPECT_EQ(known->second, offer.score) << seed;
      }
    }
  }
}

TEST(OffersPropertyTest, MoreGermanNeverLowersWhatIsAskedToBegin) {
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    RandomSource random(seed);
    Mentee mentee = RandomMentee(random, 20, 1);
    const Offer offer = RandomOffer(random, 1);
    const OfferQuestion question = {.as_of = WorldDay(), .gaps = {RandomGap(random)}, .limit = 100};
    bool entered = false;
    for (int level = 0; level <= 6; ++level) {
      mentee.facts.german = {{.levels = AllSkills(static_cast<LanguageLevel>(level))}};
      const auto answers = SuggestOffers(*Knowledge::BuiltIn(), mentee, {&offer, 1}, question);
      const bool barred = answers->front().barred[Index(OfferGate::kEntryLevel)] > 0;
      EXPECT_FALSE(entered && barred) << seed << " level " << level;
      entered = entered || answers->front().found > 0;
    }
  }
}

}  // namespace
}  // namespace passung
