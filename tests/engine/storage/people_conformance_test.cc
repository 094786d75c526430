// What passung/repository.h promises of records, contact, partners, profiles and stored answers, for
// every repository there is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "passung/codec.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using PeopleConformanceTest = RepositoryTest;
INSTANTIATE_TEST_SUITE_P(Media, PeopleConformanceTest, AllMedia(), MediumName);

MenteeRecord SomeRecord(const std::string& id, const std::string& mentor = "",
                        std::optional<int64_t> expires = std::nullopt) {
  MenteeRecord record;
  record.id.value = id;
  record.mentor.value = mentor;
  if (expires) record.expire_time = UnixTime{*expires};
  record.legal_bases = {{.purpose = Purpose::kCounselling,
                         .kind = BasisKind::kConsent,
                         .reference = "form 7",
                         .valid = {.from = Date::FromDays(20000), .until = std::nullopt}}};
  return record;
}

MenteeContact SomeContact(const std::string& id, const std::string& phone = "0341 1") {
  return {.id = {id},
          .display_name = "Ada Beispiel",
          .phone = phone,
          .email = "ada@example.org",
          .address = "Musterweg 1\n04109 Leipzig"};
}

StoredAnswer SomeAnswer(const std::string& id, const std::string& subject, int64_t expires) {
  return {.id = id,
          .request_digest = "d",
          .answer = std::string("a\0b", 3),
          .subject = subject,
          .expire_time = {expires}};
}

WriteBatch Person(const std::string& id) {
  WriteBatch batch = Mentees({SomeMentee(id)});
  batch.upsert_records = {SomeRecord(id, "w1", 100)};
  batch.upsert_contacts = {SomeContact(id)};
  batch.answers = {SomeAnswer("caller|" + id, id, 1000)};
  return batch;
}

template <class T>
std::vector<std::string> IdsOf(const std::vector<T>& rows) {
  std::vector<std::string> ids;
  for (const T& row : rows) ids.push_back(row.id.value);
  return ids;
}

// ---- Rows come back -----------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, EveryKindComesBackAsItWasWritten) {
  const Employer employer = {.id = {"e1"},
                             .display_name = "Städtisches Klinikum",
                             .places = {{.district = DistrictCode::FromNumber(14713),
                                         .postal_code = "04109",
                                         .town = "Leipzig",
                                         .point = std::nullopt}},
                             .website = "https://example.org",
                             .source = "csv",
                             .source_reference = "7",
                             .test_data = true};
  const Mentor mentor = {.id = {"w1"},
                         .display_name = "M. Muster",
                         .districts = {DistrictCode::FromNumber(14713)},
                         .retired = true};
  WriteBatch batch = Person("m1");
  batch.upsert_employers = {employer};
  batch.upsert_mentors = {mentor};
  Write(batch);
  Reopen();
  EXPECT_THAT(repository().GetMenteeRecord({"m1"}), IsOkAndHolds(SomeRecord("m1", "w1", 100)));
  EXPECT_THAT(repository().GetMenteeContact({"m1"}), IsOkAndHolds(SomeContact("m1")));
  EXPECT_THAT(repository().GetEmployer({"e1"}), IsOkAndHolds(employer));
  EXPECT_THAT(repository().GetMentor({"w1"}), IsOkAndHolds(mentor));
  ASSERT_OK_AND_ASSIGN(const auto answer, repository().GetAnswer("caller|m1"));
  EXPECT_EQ(answer.value, SomeAnswer("caller|m1", "m1", 1000));
  EXPECT_EQ(answer.from_revision, 1);
}

TEST_P(PeopleConformanceTest, OffersComeBackPageByPageAndAreDeleted) {
  const auto offer = [](const std::string& id) {
    Offer made;
    made.id.value = id;
    made.kind = OfferKind::kVocationalGerman;
    made.title = "Deutsch für die Pflege";
    made.level_to = LanguageLevel::kB2;
    made.papers = {"Ausweis", "Zeugnis"};
    made.places_left = 0;
    return made;
  };
  WriteBatch batch;
  batch.upsert_offers = {offer("o3"), offer("o1"), offer("o2")};
  Write(batch);
  Reopen();
  EXPECT_THAT(repository().GetOffer({"o2"}), IsOkAndHolds(offer("o2")));
  EXPECT_THAT(repository().GetOffer({"o9"}),
              StatusIs(StatusCode::kNotFound, HasSubstr("offer \"o9\"")));
  ASSERT_OK_AND_ASSIGN(const Page<Offer> first, repository().ListOffers("", 2));
  EXPECT_THAT(IdsOf(first.items), ElementsAre("o1", "o2"));
  EXPECT_EQ(first.next_key, "o2");
  WriteBatch deletion;
  deletion.delete_offers = {{"o1"}};
  Write(deletion);
  ASSERT_OK_AND_ASSIGN(const Page<Offer> rest, repository().ListOffers("", 10));
  EXPECT_THAT(IdsOf(rest.items), ElementsAre("o2", "o3"));
  EXPECT_THAT(repository().Write(deletion), StatusIs(StatusCode::kNotFound, HasSubstr("o1")));
}

TEST_P(PeopleConformanceTest, FaultyOffersAreNotStored) {
  WriteBatch batch;
  batch.upsert_offers.resize(1);
  batch.upsert_offers[0].id.value = "o1";
  batch.upsert_offers[0].places_left = -1;
  EXPECT_THAT(repository().Write(batch),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("upsert_offers[0].places_left")));
  batch.upsert_offers[0].places_left = 1;
  batch.delete_offers = {{"o1"}};
  EXPECT_THAT(repository().Write(batch),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("comes twice")));
}

TEST_P(PeopleConformanceTest, WhatIsNotThereIsNotFoundByName) {
  EXPECT_THAT(repository().GetMenteeRecord({"m9"}),
              StatusIs(StatusCode::kNotFound, HasSubstr("mentee_record \"m9\"")));
  EXPECT_THAT(repository().GetMenteeContact({"m9"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetEmployer({"e9"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetMentor({"w9"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetAnswer("x"), StatusIs(StatusCode::kNotFound));
}

TEST_P(PeopleConformanceTest, PartnersAreListedPageByPageAndDeleted) {
  WriteBatch batch;
  for (const char* id : {"b", "a", "c"}) {
    batch.upsert_employers.push_back({.id = {id}});
    batch.upsert_mentors.push_back({.id = {id}});
  }
  Write(batch);
  ASSERT_OK_AND_ASSIGN(const Page<Employer> first, repository().ListEmployers("", 2));
  EXPECT_THAT(IdsOf(first.items), ElementsAre("a", "b"));
  EXPECT_EQ(first.next_key, "b");
  WriteBatch gone;
  gone.delete_employers = {{"a"}};
  gone.delete_mentors = {{"c"}};
  Write(gone);
  Reopen();
  EXPECT_THAT(repository().GetEmployer({"a"}), StatusIs(StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const Page<Mentor> mentors, repository().ListMentors("", 10));
  EXPECT_THAT(IdsOf(mentors.items), ElementsAre("a", "b"));
}

TEST_P(PeopleConformanceTest, FaultyRowsAreRefusedWithTheirPlace) {
  WriteBatch batch;
  batch.upsert_records = {SomeRecord("m1", "no id")};
  EXPECT_THAT(repository().Write(batch), Refused("upsert_records[0].mentor"));
  batch = {};
  batch.upsert_contacts = {SomeContact("m1", std::string(65, '1'))};
  const auto refusal = repository().Write(batch);
  EXPECT_THAT(refusal, Refused("upsert_contacts[0].phone"));
  EXPECT_THAT(std::string(refusal.status().message()), Not(HasSubstr("111")));
  batch = {};
  batch.upsert_employers = {{.id = {"e1"}, .display_name = std::string(201, 'x')}};
  EXPECT_THAT(repository().Write(batch), Refused("upsert_employers[0].display_name"));
}

// ---- Records ------------------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, RecordsAreFoundByMentorAsTheyAreNow) {
  WriteBatch batch;
  batch.upsert_records = {SomeRecord("m1", "w1"), SomeRecord("m2", "w2"), SomeRecord("m3", "w1"),
                          SomeRecord("m4")};
  Write(batch);
  batch.upsert_records = {SomeRecord("m3", "w2")};
  Write(batch);
  Reopen();
  const auto of = [&](const std::string& mentor) {
    return IdsOf(
        repository().ListMenteeRecords({.mentor = MentorId{mentor}}, "", 10).value().items);
  };
  EXPECT_THAT(of("w1"), ElementsAre("m1"));
  EXPECT_THAT(of("w2"), ElementsAre("m2", "m3"));
  EXPECT_THAT(of("w3"), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const Page<MenteeRecord> page,
                       repository().ListMenteeRecords({.mentor = MentorId{"w2"}}, "m2", 1));
  EXPECT_THAT(IdsOf(page.items), ElementsAre("m3"));
}

TEST_P(PeopleConformanceTest, RecordsAreFoundByTheirEnd) {
  WriteBatch batch;
  batch.upsert_records = {SomeRecord("m1", "w1", 99), SomeRecord("m2", "w1", 100),
                          SomeRecord("m3", "w2", 5), SomeRecord("m4")};
  Write(batch);
  ASSERT_OK_AND_ASSIGN(const Page<MenteeRecord> expired,
                       repository().ListMenteeRecords({.expires_before = UnixTime{100}}, "", 10));
  EXPECT_THAT(IdsOf(expired.items), ElementsAre("m1", "m3"));
  ASSERT_OK_AND_ASSIGN(const Page<MenteeRecord> both,
                       repository().ListMenteeRecords(
                           {.mentor = MentorId{"w1"}, .expires_before = UnixTime{100}}, "", 10));
  EXPECT_THAT(IdsOf(both.items), ElementsAre("m1"));
}

TEST_P(PeopleConformanceTest, TheEndOfADeletedMenteeIsStillFoundByTheirLastRecord) {
  WriteBatch batch = Mentees({SomeMentee("m1"), SomeMentee("m2"), SomeMentee("m3")});
  batch.upsert_records = {SomeRecord("m1", "w1", 99), SomeRecord("m2", "w1", 99),
                          SomeRecord("m3", "w1", 50)};
  Write(batch);
  batch = {};
  batch.upsert_records = {SomeRecord("m2", "w1", 200), SomeRecord("m3", "w1", 99)};
  Write(batch);
  Write(Deletes({{"m1"}, {"m2"}, {"m3"}}, {}));
  Reopen();
  const auto before = [&](int64_t end) {
    return IdsOf(
        repository().ListMenteeRecords({.expires_before = UnixTime{end}}, "", 10).value().items);
  };
  EXPECT_THAT(before(60), IsEmpty()) << "what a record said before does not count";
  EXPECT_THAT(before(100), ElementsAre("m1", "m3"));
  EXPECT_THAT(before(201), ElementsAre("m1", "m2", "m3"));
  EXPECT_THAT(
      IdsOf(repository().ListMenteeRecords({.mentor = MentorId{"w1"}}, "", 10).value().items),
      IsEmpty());
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  Write(purge);
  EXPECT_THAT(before(100), ElementsAre("m3"));
}

TEST_P(PeopleConformanceTest, ADeletedMenteeTakesRecordAndContactAlong) {
  Write(Person("m1"));
  Write(Deletes({{"m1"}}, {}));
  EXPECT_THAT(repository().GetMenteeRecord({"m1"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetMenteeContact({"m1"}), StatusIs(StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const auto history, repository().MenteeHistory({"m1"}));
  EXPECT_EQ(history.size(), 1U);
}

TEST_P(PeopleConformanceTest, HistoryNamesTheRevisionsOfEachVersion) {
  Write(Mentees({SomeMentee("m1", 10)}));
  Write(Mentees({SomeMentee("m2", 10)}));
  Write(Mentees({SomeMentee("m1", 20)}));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const auto history, repository().MenteeHistory({"m1"}));
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].value, SomeMentee("m1", 10));
  EXPECT_EQ(history[0].from_revision, 1);
  EXPECT_EQ(history[0].to_revision, 3);
  EXPECT_EQ(history[1].value, SomeMentee("m1", 20));
  EXPECT_EQ(history[1].to_revision, std::numeric_limits<int64_t>::max());
}

// ---- Purging ------------------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, APurgeRemovesEverythingOfOnePersonAndNothingOfAnother) {
  Write(Person("m1"));
  Write(Person("m2"));
  WriteBatch changed = Mentees({SomeMentee("m1", 30)});
  changed.answers = {SomeAnswer("many", "*", 1000), SomeAnswer("nobody", "", 1000)};
  Write(changed);
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}, {"never-there"}};
  Write(purge);
  ASSERT_OK(repository().Scrub());
  Reopen();
  EXPECT_THAT(repository().GetMentee({"m1"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 1), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetMenteeRecord({"m1"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetMenteeContact({"m1"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetAnswer("caller|m1"), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetAnswer("many"), StatusIs(StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const auto history, repository().MenteeHistory({"m1"}));
  EXPECT_THAT(history, IsEmpty());
  EXPECT_OK(repository().GetMentee({"m2"}));
  EXPECT_OK(repository().GetMenteeContact({"m2"}));
  EXPECT_OK(repository().GetAnswer("caller|m2"));
  EXPECT_OK(repository().GetAnswer("nobody"));
}

TEST_P(PeopleConformanceTest, APersonMayComeAgainAfterAPurge) {
  Write(Person("m1"));
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  Write(purge);
  Write(Person("m1"));
  EXPECT_OK(repository().GetMentee({"m1"}));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 1), StatusIs(StatusCode::kNotFound));
}

TEST_P(PeopleConformanceTest, NobodyIsPurgedAndWrittenInOneBatch) {
  WriteBatch batch = Person("m1");
  batch.purge_mentees = {{"m1"}};
  EXPECT_THAT(repository().Write(batch), Refused("comes twice"));
}

// ---- Pseudonym keys -----------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, APersonKeepsTheFirstPseudonymKeyAndNoRevisionIsMade) {
  Write(Person("m1"));
  ASSERT_OK_AND_ASSIGN(const int64_t revision, repository().revision());
  EXPECT_THAT(repository().GetPseudonymKey({"m1"}), StatusIs(StatusCode::kNotFound));
  ASSERT_OK(repository().AddPseudonymKeys({{.mentee = {"m1"}, .key = std::string("a\0b", 3)}}));
  ASSERT_OK(repository().AddPseudonymKeys({{.mentee = {"m1"}, .key = "other"}}));
  Reopen();
  EXPECT_THAT(repository().GetPseudonymKey({"m1"}), IsOkAndHolds(std::string("a\0b", 3)));
  EXPECT_THAT(repository().revision(), IsOkAndHolds(revision));
  Write(Mentees({SomeMentee("m2")}));
  EXPECT_THAT(repository().revision(), IsOkAndHolds(revision + 1));
  EXPECT_OK(repository().GetPseudonymKey({"m1"}));
}

TEST_P(PeopleConformanceTest, NobodyUnknownGetsAPseudonymKey) {
  Write(Person("m1"));
  ASSERT_OK(repository().AddPseudonymKeys({{.mentee = {"m9"}, .key = "k"}}));
  EXPECT_THAT(repository().GetPseudonymKey({"m9"}), StatusIs(StatusCode::kNotFound));
}

TEST_P(PeopleConformanceTest, APurgeTakesThePseudonymKeyAndADeletionLeavesIt) {
  Write(Person("m1"));
  Write(Person("m2"));
  ASSERT_OK(repository().AddPseudonymKeys(
      {{.mentee = {"m1"}, .key = "k1"}, {.mentee = {"m2"}, .key = "k2"}}));
  Write(Deletes({{"m2"}}, {}));
  EXPECT_THAT(repository().GetPseudonymKey({"m2"}), IsOkAndHolds("k2"));
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  Write(purge);
  Reopen();
  EXPECT_THAT(repository().GetPseudonymKey({"m1"}), StatusIs(StatusCode::kNotFound));
  ASSERT_OK(repository().AddPseudonymKeys({{.mentee = {"m1"}, .key = "again"}}));
  EXPECT_THAT(repository().GetPseudonymKey({"m1"}), StatusIs(StatusCode::kNotFound));
}

// ---- Expectations -------------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, AWriteHoldsOnlyWhileTheRowIsAsItWasRead) {
  Write(Mentees({SomeMentee("m1", 10)}));
  const std::string read = FingerprintOf(EncodeCanonical(SomeMentee("m1", 10)));
  WriteBatch batch = Mentees({SomeMentee("m1", 20)});
  batch.expect = {{.kind = RowKind::kMentee, .id = "m1", .fingerprint = read}};
  ASSERT_OK(repository().Write(batch));
  batch.upsert_mentees = {SomeMentee("m1", 30)};
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAborted, HasSubstr("\"m1\"")));
  EXPECT_THAT(repository().GetMentee({"m1"}), IsOkAndHolds(SomeMentee("m1", 20)));
}

TEST_P(PeopleConformanceTest, ARowThatMustNotBeThereIsRefusedWhereItIs) {
  WriteBatch batch = Mentees({SomeMentee("m1")});
  batch.expect = {{.kind = RowKind::kMentee, .id = "m1", .fingerprint = ""}};
  ASSERT_OK(repository().Write(batch));
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAlreadyExists));
  Write(Deletes({{"m1"}}, {}));
  EXPECT_OK(repository().Write(batch));
}

TEST_P(PeopleConformanceTest, ARowThatWentAwayIsNotAsItWasRead) {
  Write(Mentees({SomeMentee("m1")}));
  Write(Deletes({{"m1"}}, {}));
  WriteBatch batch;
  batch.expect = {{.kind = RowKind::kMentee,
                   .id = "m1",
                   .fingerprint = FingerprintOf(EncodeCanonical(SomeMentee("m1")))}};
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAborted));
}

// ---- Answers ------------------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, AnswersAreForgottenWhenTheirTimeIsUp) {
  WriteBatch batch;
  batch.answers = {SomeAnswer("early", "", 99), SomeAnswer("late", "", 100)};
  Write(batch);
  WriteBatch sweep;
  sweep.forget_answers = UnixTime{100};
  Write(sweep);
  Reopen();
  EXPECT_THAT(repository().GetAnswer("early"), StatusIs(StatusCode::kNotFound));
  EXPECT_OK(repository().GetAnswer("late"));
}

TEST_P(PeopleConformanceTest, AnswersAreForgottenWithoutAWriteAndWithoutARevision) {
  WriteBatch batch;
  batch.answers = {SomeAnswer("early", "", 99), SomeAnswer("late", "", 100)};
  Write(batch);
  ASSERT_OK_AND_ASSIGN(const int64_t before, repository().revision());
  ASSERT_OK_AND_ASSIGN(const int64_t forgotten, repository().ForgetAnswers(UnixTime{100}));
  EXPECT_EQ(forgotten, 1);
  Reopen();
  EXPECT_THAT(repository().GetAnswer("early"), StatusIs(StatusCode::kNotFound));
  EXPECT_OK(repository().GetAnswer("late"));
  EXPECT_EQ(repository().revision().value(), before);
}

// ---- Profiles -----------------------------------------------------------------------------------

TEST_P(PeopleConformanceTest, VersionsOfProfilesStandBesideEachOther) {
  ScoringProfile first = ShippedProfiles().front();
  first.id = "own";
  first.version = 9;
  ScoringProfile second = first;
  second.version = 10;
  WriteBatch batch;
  batch.add_profiles = {second, first};
  batch.activate = {{.id = "own", .version = 9}};
  Write(batch);
  batch = {};
  batch.activate = {{.id = "own", .version = 10}};
  Write(batch);
  Reopen();
  EXPECT_THAT(repository().ReadProfiles(), IsOkAndHolds(ElementsAre(first, second)));
  EXPECT_THAT(repository().ReadActiveProfiles(),
              IsOkAndHolds(ElementsAre(ActiveProfile{.id = "own", .version = 10})));
}

}  // namespace
}  // namespace passung::storage
