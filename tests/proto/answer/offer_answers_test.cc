// Support offers as the service answers: rows, suggestions, gaps without an offer, mentors.
#include "proto/answer/offer_answers.h"

#include <gmock/gmock.h>

#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/catalog_changes.h"
#include "proto/answer/import_answers.h"
#include "proto/wire/offer_wire.h"
#include "tests/proto/answer/answer_fixture.h"
#include "tests/support/offer_builder.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using L = LanguageLevel;

class OfferAnswersTest : public AnswerTest {
 protected:
  OfferAnswersTest() {
    Create(MenteeNamed("nurse"));
    Put({AnOffer("b2", OfferKind::kVocationalGerman)
             .Teaches(L::kB1, L::kB2)
             .In("14713")
             .Starting("2026-03-02")
             .WithPlaces(3),
         AnOffer("b2-full", OfferKind::kVocationalGerman)
             .Teaches(L::kB1, L::kB2)
             .In("14713")
             .Starting("2026-03-02")
             .WithPlaces(0),
         AnOffer("advice", OfferKind::kRecognitionAdvice).In("14713"),
         AnOffer("babs", OfferKind::kLabourLawAdvice)
             .By(OfferChannel::kTelephone)
             .Admitting("labour_law_eu")});
  }

  void Put(const std::vector<Offer>& offers) {
    v1::BatchUpsertOffersRequest request;
    for (const Offer& offer : offers) *request.add_offers() = wire::ToProto(offer);
    const auto response = BatchUpsertOffers(request, Context());
    ASSERT_OK(response);
    EXPECT_EQ(response->report().accepted(), static_cast<int>(offers.size()));
  }

  static std::vector<std::string> NamesIn(const v1::GapSuggestions& gap) {
    std::vector<std::string> names;
    for (const auto& suggestion : gap.offers()) names.push_back(suggestion.offer().name());
    return names;
  }
};

TEST_F(OfferAnswersTest, RowsAreWrittenReadListedAndDeleted) {
  v1::CreateOfferRequest create;
  *create.mutable_offer() = wire::ToProto(AnOffer("new", OfferKind::kInformation).Build());
  create.mutable_offer()->set_title("Merkblatt");
  ASSERT_OK_AND_ASSIGN(const v1::Offer created, CreateOffer(create, Context()));
  EXPECT_FALSE(created.etag().empty());
  EXPECT_THAT(CreateOffer(create, Context()), StatusIs(StatusCode::kAlreadyExists));

  v1::UpdateOfferRequest update;
  update.mutable_offer()->set_name("offers/new");
  update.mutable_offer()->set_places_left(7);
  update.mutable_update_mask()->add_paths("places_left");
  ASSERT_OK_AND_ASSIGN(const v1::Offer updated, UpdateOffer(update, Context()));
  EXPECT_EQ(updated.places_left(), 7);
  EXPECT_EQ(updated.title(), "Merkblatt");
  update.mutable_offer()->set_etag(created.etag());
  EXPECT_EQ(ReasonOf(UpdateOffer(update, Context()).status()), "ETAG_MISMATCH");

  v1::GetOfferRequest get;
  get.set_name("offers/new");
  EXPECT_EQ(GetOffer(get, Context())->places_left(), 7);
  v1::DeleteOfferRequest remove;
  remove.set_name("offers/new");
  ASSERT_OK(DeleteOffer(remove, Context()));
  EXPECT_THAT(GetOffer(get, Context()), StatusIs(StatusCode::kNotFound));
}

TEST_F(OfferAnswersTest, ListsAreFilteredByWhatOffersHave) {
  const auto names = [&](const std::string& filter, const std::string& order = "") {
    v1::ListOffersRequest request;
    request.set_filter(filter);
    request.set_order_by(order);
    std::vector<std::string> found;
    const auto response = ListOffers(request, Context());
    EXPECT_OK(response);
    for (const v1::Offer& offer : response->offers()) found.push_back(offer.name());
    return found;
  };
  EXPECT_THAT(names("kind = OFFER_KIND_VOCATIONAL_GERMAN"),
              ElementsAre("offers/b2", "offers/b2-full"));
  EXPECT_THAT(names("gap = GAP_KIND_RECOGNITION"), ElementsAre("offers/advice"));
  EXPECT_THAT(names("district = 14713 AND start >= 2026-03-02", "name desc"),
              ElementsAre("offers/b2-full", "offers/b2"));
}

TEST_F(OfferAnswersTest, FaultyOffersNameTheirField) {
  v1::CreateOfferRequest request;
  *request.mutable_offer() = wire::ToProto(AnOffer("x", OfferKind::kGermanCourse).Build());
  request.mutable_offer()->clear_kind();
  EXPECT_THAT(FieldsOf(CreateOffer(request, Context()).status()), ElementsAre("offer.kind"));
  request.mutable_offer()->set_kind(v1::OFFER_KIND_PARTNER);
  request.mutable_offer()->set_places_left(-1);
  EXPECT_THAT(FieldsOf(CreateOffer(request, Context()).status()), ElementsAre("offer.places_left"));
  request.mutable_offer()->set_places_left(1);
  request.mutable_offer()->set_admission("my_scheme");
  const auto status = CreateOffer(request, Context()).status();
  EXPECT_THAT(FieldsOf(status), ElementsAre("offer.admission"));
  EXPECT_THAT(status.message(), HasSubstr("labour_law_eu"));
}

TEST_F(OfferAnswersTest, OwnNeedsAreAnsweredWithPartsThatSumToTheScore) {
  v1::SuggestOffersRequest request;
  request.set_mentee("mentees/nurse");
  request.set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto response, SuggestOffers(request, Context()));
  ASSERT_EQ(response.gaps_size(), 2);
  // By law the German comes first: FAIL before the state of recognition that nobody knows.
  EXPECT_EQ(response.gaps(0).gap().kind(), v1::GAP_KIND_GERMAN);
  EXPECT_THAT(NamesIn(response.gaps(0)), ElementsAre("offers/b2", "offers/b2-full"));
  EXPECT_EQ(response.gaps(1).gap().kind(), v1::GAP_KIND_RECOGNITION);
  EXPECT_THAT(NamesIn(response.gaps(1)), ElementsAre("offers/advice"));
  const v1::OfferSuggestion& best = response.gaps(0).offers(0);
  int32_t sum = 0;
  for (const auto& part : best.parts()) {
    sum += part.contribution();
    EXPECT_FALSE(part.text().empty());
  }
  EXPECT_EQ(sum, best.score());
  EXPECT_EQ(best.gates_size(), kOfferGateCount);
  EXPECT_FALSE(best.full());
  EXPECT_TRUE(response.gaps(0).offers(1).full());
  EXPECT_THAT(response.gaps(0).text(), HasSubstr("Deutsch"));
  EXPECT_EQ(response.versions().as_of(), "2026-02-15");
  EXPECT_EQ(response.versions().knowledge_digest(), Knowledge::BuiltIn()->digest());
}

TEST_F(OfferAnswersTest, AVacancyOrGapsOrReasonsCanBeAskedAbout) {
  v1::Vacancy ward = wire::ToProto(StoryVacancy("ward").Of("81302").In("14713").Build());
  Create(ward);
  v1::SuggestOffersRequest request;
  request.set_mentee("mentees/nurse");
  request.set_vacancy("vacancies/ward");
  ASSERT_OK_AND_ASSIGN(const auto before, SuggestOffers(request, Context()));
  EXPECT_THAT(NamesIn(before.gaps(0)), ElementsAre("offers/b2", "offers/b2-full"));
  request.clear_vacancy();
  request.add_gaps()->set_kind(v1::GAP_KIND_LABOUR_LAW);
  request.add_reasons(v1::REASON_RECOGNITION_REQUIRED);
  ASSERT_OK_AND_ASSIGN(const auto given, SuggestOffers(request, Context()));
  ASSERT_EQ(given.gaps_size(), 2);
  EXPECT_THAT(NamesIn(given.gaps(0)), ElementsAre("offers/babs"));
  EXPECT_EQ(given.gaps(0).offers(0).hit_class(), v1::HIT_CLASS_UNCLEAR);
  EXPECT_THAT(NamesIn(given.gaps(1)), ElementsAre("offers/advice"));
}

TEST_F(OfferAnswersTest, AGapOfGermanTakesWhatIsThereFromThePerson) {
  v1::SuggestOffersRequest request;
  request.set_mentee("mentees/nurse");
  v1::Gap& gap = *request.add_gaps();
  gap.set_kind(v1::GAP_KIND_GERMAN);
  gap.mutable_needs()->set_speaking(v1::LANGUAGE_LEVEL_B2);
  ASSERT_OK_AND_ASSIGN(const auto response, SuggestOffers(request, Context()));
  EXPECT_EQ(response.gaps(0).gap().has().speaking(), v1::LANGUAGE_LEVEL_B1);
  EXPECT_EQ(response.gaps(0).found(), 2);
}

TEST_F(OfferAnswersTest, WhatAGateBarsIsCounted) {
  Put({AnOffer("far", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14626")});
  v1::SuggestOffersRequest request;
  request.set_mentee("mentees/nurse");
  ASSERT_OK_AND_ASSIGN(const auto response, SuggestOffers(request, Context()));
  ASSERT_EQ(response.gaps(0).barred_size(), 1);
  EXPECT_EQ(response.gaps(0).barred(0).gate(), v1::OFFER_GATE_REACH);
  EXPECT_EQ(response.gaps(0).barred(0).count(), 1);
}

TEST_F(OfferAnswersTest, FaultyQuestionsNameTheirField) {
  const auto fields = [&](auto edit) {
    v1::SuggestOffersRequest request;
    request.set_mentee("mentees/nurse");
    edit(request);
    return FieldsOf(SuggestOffers(request, Context()).status());
  };
  EXPECT_THAT(fields([](auto& r) { r.clear_mentee(); }), ElementsAre("mentee"));
  EXPECT_THAT(fields([](auto& r) { r.set_mentee("people/x"); }), ElementsAre("mentee"));
  EXPECT_THAT(fields([](auto& r) { r.set_as_of("soon"); }), ElementsAre("as_of"));
  EXPECT_THAT(fields([](auto& r) { r.set_locale("fr"); }), ElementsAre("locale"));
  EXPECT_THAT(fields([](auto& r) { r.set_limit(101); }), ElementsAre("limit"));
  EXPECT_THAT(fields([](auto& r) { r.add_gaps(); }), ElementsAre("gaps[0].kind"));
  EXPECT_THAT(fields([](auto& r) { r.add_gaps()->set_kind(v1::GAP_KIND_LICENCE); }),
              ElementsAre("gaps[0].licence"));
  EXPECT_THAT(fields([](auto& r) { r.add_reasons(v1::REASON_WORK_ALLOWED); }),
              ElementsAre("reasons[0]"));
  EXPECT_THAT(fields([](auto& r) { r.set_audience(static_cast<v1::OfferAudience>(9)); }),
              ElementsAre("audience"));
  EXPECT_THAT(fields([](auto& r) {
                r.add_gaps()->set_kind(v1::GAP_KIND_TRAVEL);
                r.set_vacancy("vacancies/x");
              }),
              ElementsAre("vacancy"));
  v1::SuggestOffersRequest missing;
  missing.set_mentee("mentees/nobody");
  EXPECT_THAT(SuggestOffers(missing, Context()), StatusIs(StatusCode::kNotFound));
}

TEST_F(OfferAnswersTest, PeopleAreLookedAtForAPurposeWithABasis) {
  v1::SuggestOffersRequest request;
  request.set_mentee("mentees/nurse");
  EXPECT_THAT(FieldsOf(SuggestOffers(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_EQ(ReasonOf(SuggestOffers(request, Strict()).status()), "NO_LEGAL_BASIS");
  EXPECT_EQ(ReasonOf(SuggestOffers(request, Mentor("w9")).status()), "NOT_YOUR_MENTEE");
  v1::ListOfferGapsRequest gaps;
  EXPECT_THAT(FieldsOf(ListOfferGaps(gaps, Strict()).status()), ElementsAre("purpose"));
  gaps.set_purpose(v1::PURPOSE_REPORTING);
  ASSERT_OK_AND_ASSIGN(const auto nobody, ListOfferGaps(gaps, Strict()));
  EXPECT_EQ(nobody.people(), 0);
  EXPECT_THAT(nobody.gaps(), IsEmpty());
}

TEST_F(OfferAnswersTest, FiguresBelowFiveAreLeftOut) {
  v1::ListOfferGapsRequest request;
  request.set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto one, ListOfferGaps(request, Context()));
  ASSERT_EQ(one.gaps_size(), 2);
  EXPECT_EQ(one.people(), 1);
  EXPECT_FALSE(one.gaps(0).has_people());
  EXPECT_FALSE(one.gaps(0).has_without());
  for (const char* id : {"n1", "n2", "n3", "n4"}) Create(MenteeNamed(id));
  ASSERT_OK_AND_ASSIGN(const auto five, ListOfferGaps(request, Context()));
  EXPECT_EQ(five.gaps(0).kind(), v1::GAP_KIND_GERMAN);
  EXPECT_EQ(five.gaps(0).district(), "14713");
  EXPECT_EQ(five.gaps(0).level(), v1::LANGUAGE_LEVEL_B2);
  EXPECT_EQ(five.gaps(0).people(), 5);
  EXPECT_EQ(five.gaps(0).without(), 0);
  EXPECT_THAT(five.gaps(0).text(), HasSubstr("B2"));
}

TEST_F(OfferAnswersTest, WhatFiguresLeaveTellsOfNobodyEither) {
  const auto german = [&] {
    const auto response = ListOfferGaps(v1::ListOfferGapsRequest(), Context());
    EXPECT_OK(response);
    return response->gaps(0);
  };
  const auto course = [](const char* id, int places) {
    return AnOffer(id, OfferKind::kVocationalGerman)
        .Teaches(L::kB1, L::kB2)
        .In("14713")
        .WithPlaces(places)
        .Admitting("vocational_german");
  };
  Put({course("b2", 3), course("b2-full", 0)});
  // Not admitted to the courses, so without an offer: five, and one who has one.
  for (const char* id : {"d1", "d2", "d3", "d4", "d5"}) {
    Create(wire::ToProto(StoryMentee(id)
                             .In("14713")
                             .Qualified("81302")
                             .WithGerman(LanguageLevel::kB1)
                             .WithStatus(ResidenceStatus::kDuldung60b)));
  }
  EXPECT_EQ(german().people(), 6);
  EXPECT_FALSE(german().has_without());
  for (const char* id : {"n1", "n2", "n3", "n4"}) Create(MenteeNamed(id));
  EXPECT_EQ(german().people(), 10);
  EXPECT_EQ(german().without(), 5);
  EXPECT_EQ(german().only_full(), 0);
}

TEST_F(OfferAnswersTest, FilesComeInPartsAndFormatsAreChecked) {
  const auto import = [&](v1::OfferFormat format, const std::string& content) {
    OfferImporter importer(Context());
    v1::ImportOffersRequest part;
    part.mutable_options()->set_format(format);
    EXPECT_OK(importer.Add(part));
    for (const char c : content) {
      part.set_data(std::string(1, c));
      EXPECT_OK(importer.Add(part));
    }
    return importer.Finish();
  };
  const std::string csv = "id,kind,admission\no1,german_course,\no2,nothing,\n";
  ASSERT_OK_AND_ASSIGN(const auto report, import(v1::OFFER_FORMAT_CSV, csv));
  EXPECT_EQ(report.report().accepted(), 1);
  EXPECT_EQ(report.report().refused(), 1);
  EXPECT_EQ(report.revision(), Revision());
  EXPECT_OK(backend_->repository().GetOffer({"o1"}));
  EXPECT_THAT(FieldsOf(import(v1::OFFER_FORMAT_BERUFSSPRACHKURSSUCHE, csv).status()),
              ElementsAre("options.format"));
  EXPECT_THAT(FieldsOf(import(v1::OFFER_FORMAT_CSV, "id\no1\n").status()),
              ElementsAre("data.header"));
}

TEST_F(OfferAnswersTest, AFormatThatNoFileOfOffersHasIsRefusedBeforeTheFileComes) {
  v1::ImportOffersRequest part;
  part.mutable_options()->set_format(static_cast<v1::OfferFormat>(99));
  OfferImporter importer(Context());
  const absl::Status refused = importer.Add(part);
  EXPECT_THAT(FieldsOf(refused), ElementsAre("options.format"));
  EXPECT_THAT(refused.message(), HasSubstr("99 is none of 0 (OFFER_FORMAT_UNSPECIFIED), "
                                           "1 (OFFER_FORMAT_CSV)"));
  part.mutable_options()->set_format(v1::OFFER_FORMAT_CSV);
  EXPECT_OK(importer.Add(part)) << "what was refused is not kept";
}

TEST_F(OfferAnswersTest, MentorsAreRankedByTheirCaseload) {
  v1::BatchUpsertMentorsRequest mentors;
  for (const char* id : {"ada", "ben"}) {
    v1::Mentor& mentor = *mentors.add_mentors();
    mentor.set_name(absl::StrCat("mentors/", id));
    mentor.add_districts("14713");
    mentor.set_capacity(2);
  }
  ASSERT_OK(BatchUpsertMentors(mentors, Context()));
  v1::Mentee other = MenteeNamed("other");
  other.mutable_record()->set_mentor("mentors/ada");
  Create(other);
  v1::RankMentorsRequest request;
  request.set_mentee("mentees/nurse");
  request.set_locale("en");
  ASSERT_OK_AND_ASSIGN(const auto ranked, RankMentors(request, Context()));
  ASSERT_EQ(ranked.mentors_size(), 2);
  EXPECT_EQ(ranked.mentors(0).mentor().name(), "mentors/ben");
  EXPECT_EQ(ranked.mentors(1).caseload(), 1);
  EXPECT_EQ(ranked.mentors(0).score() - ranked.mentors(1).score(), 5'000 * 2'000);
  EXPECT_EQ(ranked.mentors(1).parts(3).text(), "Looks after 1 of 2 people.");
  v1::Mentee third = MenteeNamed("third");
  third.mutable_record()->set_mentor("mentors/ada");
  Create(third);
  ASSERT_OK_AND_ASSIGN(const auto without, RankMentors(request, Context()));
  EXPECT_EQ(without.mentors_size(), 1);
  EXPECT_EQ(without.full(), 1);
  request.set_include_full(true);
  EXPECT_TRUE(RankMentors(request, Context())->mentors(1).full());
  request.set_limit(1001);
  EXPECT_THAT(FieldsOf(RankMentors(request, Context()).status()), ElementsAre("limit"));
}

}  // namespace
}  // namespace passung::answer
