#include "proto/answer/catalog_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/util/message_differencer.h"
#include "passung/codec.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/contact_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::HasSubstr;

class CatalogChangesTest : public AnswerTest {
 protected:
  absl::StatusOr<v1::Vacancy> GetVacancyNamed(const std::string& id) {
    v1::GetVacancyRequest request;
    request.set_name("vacancies/" + id);
    return GetVacancy(request, Context());
  }
  absl::StatusOr<v1::Mentee> GetMenteeNamed(const std::string& id) {
    v1::GetMenteeRequest request;
    request.set_name("mentees/" + id);
    return GetMentee(request, Context());
  }
  static v1::UpdateVacancyRequest TitleOf(const std::string& id, const std::string& title) {
    v1::UpdateVacancyRequest request;
    request.mutable_vacancy()->set_name("vacancies/" + id);
    request.mutable_vacancy()->set_title(title);
    request.mutable_update_mask()->add_paths("title");
    return request;
  }
};

// ---- Create -------------------------------------------------------------------------------------

TEST_F(CatalogChangesTest, WhatIsCreatedComesBackWholeWithAnEtag) {
  const v1::Vacancy created = Create(VacancyNamed("V1"));
  EXPECT_NE(created.etag(), "");
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy found, GetVacancyNamed("V1"));
  EXPECT_TRUE(MessageDifferencer::Equals(created, found));
  v1::Vacancy without = found;
  without.clear_etag();
  EXPECT_TRUE(MessageDifferencer::Equals(without, VacancyNamed("V1")));
}

TEST_F(CatalogChangesTest, AllFourKindsAreCreatedUpdatedAndDeleted) {
  v1::CreateEmployerRequest employer;
  employer.mutable_employer()->set_name("employers/E1");
  employer.mutable_employer()->set_display_name("Klinikum");
  ASSERT_OK(CreateEmployer(employer, Context()));
  v1::UpdateEmployerRequest renamed;
  renamed.mutable_employer()->set_name("employers/E1");
  renamed.mutable_employer()->set_display_name("Klinik");
  ASSERT_OK_AND_ASSIGN(const v1::Employer changed, UpdateEmployer(renamed, Context()));
  EXPECT_EQ(changed.display_name(), "Klinik");
  v1::CreateMentorRequest mentor;
  mentor.mutable_mentor()->set_name("mentors/W1");
  mentor.mutable_mentor()->add_districts("14713");
  ASSERT_OK(CreateMentor(mentor, Context()));
  v1::DeleteEmployerRequest gone;
  gone.set_name("employers/E1");
  ASSERT_OK(DeleteEmployer(gone, Context()));
  EXPECT_THAT(DeleteEmployer(gone, Context()), StatusIs(StatusCode::kNotFound));
  gone.set_allow_missing(true);
  EXPECT_OK(DeleteEmployer(gone, Context()));
  v1::GetMentorRequest get;
  get.set_name("mentors/W1");
  ASSERT_OK_AND_ASSIGN(const v1::Mentor found, GetMentor(get, Context()));
  EXPECT_THAT(found.districts(), ElementsAre("14713"));
}

TEST_F(CatalogChangesTest, ATakenNameIsAlreadyThere) {
  Create(VacancyNamed("V1"));
  v1::CreateVacancyRequest request;
  *request.mutable_vacancy() = VacancyNamed("V1");
  EXPECT_THAT(CreateVacancy(request, Context()), StatusIs(StatusCode::kAlreadyExists));
}

TEST_F(CatalogChangesTest, FaultyFieldsAreNamedFromTheRequest) {
  v1::CreateVacancyRequest request;
  *request.mutable_vacancy() = VacancyNamed("V1");
  request.mutable_vacancy()->set_openings(0);
  EXPECT_THAT(FieldsOf(CreateVacancy(request, Context()).status()),
              ElementsAre("vacancy.openings"));
  request.mutable_vacancy()->set_name("V1");
  EXPECT_THAT(FieldsOf(CreateVacancy(request, Context()).status()), ElementsAre("vacancy.name"));
}

TEST_F(CatalogChangesTest, ValidateOnlyStoresNothing) {
  v1::CreateVacancyRequest request;
  *request.mutable_vacancy() = VacancyNamed("V1");
  request.set_validate_only(true);
  const int64_t before = Revision();
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy checked, CreateVacancy(request, Context()));
  EXPECT_NE(checked.etag(), "");
  EXPECT_EQ(Revision(), before);
  EXPECT_THAT(GetVacancyNamed("V1"), StatusIs(StatusCode::kNotFound));
}

// ---- Update -------------------------------------------------------------------------------------

TEST_F(CatalogChangesTest, OnlyTheFieldsOfTheMaskAreSet) {
  v1::Vacancy vacancy = VacancyNamed("V1");
  vacancy.set_title("before");
  vacancy.set_openings(3);
  Create(vacancy);
  v1::UpdateVacancyRequest request = TitleOf("V1", "after");
  request.mutable_vacancy()->set_openings(9);
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy changed, UpdateVacancy(request, Context()));
  EXPECT_EQ(changed.title(), "after");
  EXPECT_EQ(changed.openings(), 3);
}

TEST_F(CatalogChangesTest, AFieldOfTheMaskThatIsNotGivenBecomesUnset) {
  v1::Vacancy vacancy = VacancyNamed("V1");
  vacancy.set_openings(3);
  Create(vacancy);
  v1::UpdateVacancyRequest request;
  request.mutable_vacancy()->set_name("vacancies/V1");
  request.mutable_update_mask()->add_paths("openings");
  request.mutable_update_mask()->add_paths("places");
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy changed, UpdateVacancy(request, Context()));
  EXPECT_FALSE(changed.has_openings());
  EXPECT_EQ(changed.places_size(), 0);
}

TEST_F(CatalogChangesTest, WithoutAMaskWhatIsGivenIsSet) {
  v1::Vacancy vacancy = VacancyNamed("V1");
  vacancy.set_openings(3);
  Create(vacancy);
  v1::UpdateVacancyRequest request = TitleOf("V1", "after");
  request.clear_update_mask();
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy changed, UpdateVacancy(request, Context()));
  EXPECT_EQ(changed.title(), "after");
  EXPECT_EQ(changed.openings(), 3);
  request.mutable_update_mask()->add_paths("*");
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy replaced, UpdateVacancy(request, Context()));
  EXPECT_FALSE(replaced.has_openings());
}

TEST_F(CatalogChangesTest, APathThatIsNoneIsNamed) {
  Create(VacancyNamed("V1"));
  v1::UpdateVacancyRequest request = TitleOf("V1", "x");
  request.mutable_update_mask()->add_paths("titel");
  request.mutable_update_mask()->add_paths("places.town");
  const auto refused = UpdateVacancy(request, Context());
  EXPECT_THAT(FieldsOf(refused.status()),
              ElementsAre("update_mask.paths[1]", "update_mask.paths[2]"));
  for (const char* fixed : {"name", "etag"}) {
    request.clear_update_mask();
    request.mutable_update_mask()->add_paths(fixed);
    EXPECT_THAT(UpdateVacancy(request, Context()), Refused("cannot be changed")) << fixed;
  }
}

TEST_F(CatalogChangesTest, AnEtagOfAnotherVersionIsAborted) {
  const v1::Vacancy created = Create(VacancyNamed("V1"));
  v1::UpdateVacancyRequest request = TitleOf("V1", "second");
  request.mutable_vacancy()->set_etag(created.etag());
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy second, UpdateVacancy(request, Context()));
  EXPECT_NE(second.etag(), created.etag());
  const auto refused = UpdateVacancy(request, Context());
  EXPECT_THAT(refused, StatusIs(StatusCode::kAborted));
  EXPECT_EQ(ReasonOf(refused.status()), "ETAG_MISMATCH");
  v1::DeleteVacancyRequest gone;
  gone.set_name("vacancies/V1");
  gone.set_etag(created.etag());
  EXPECT_THAT(DeleteVacancy(gone, Context()), StatusIs(StatusCode::kAborted));
  gone.set_etag(second.etag());
  EXPECT_OK(DeleteVacancy(gone, Context()));
}

TEST_F(CatalogChangesTest, WhatIsNotThereIsStoredOnlyIfThatIsAllowed) {
  v1::UpdateVacancyRequest request;
  *request.mutable_vacancy() = VacancyNamed("V1");
  EXPECT_THAT(UpdateVacancy(request, Context()), StatusIs(StatusCode::kNotFound));
  request.set_allow_missing(true);
  ASSERT_OK(UpdateVacancy(request, Context()));
  EXPECT_OK(GetVacancyNamed("V1"));
}

// ---- Request ids --------------------------------------------------------------------------------

TEST_F(CatalogChangesTest, TheSameRequestUnderOneIdIsMadeOnceEvenAfterARestart) {
  v1::CreateVacancyRequest request;
  *request.mutable_vacancy() = VacancyNamed("V1");
  request.set_request_id("0c7f");
  const CallContext first = Context({.id = "anna"});
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy created, CreateVacancy(request, first));
  const int64_t revision = Revision();
  Reopen();
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy again, CreateVacancy(request, Context({.id = "anna"})));
  EXPECT_TRUE(MessageDifferencer::Equals(created, again));
  EXPECT_EQ(Revision(), revision);
}

TEST_F(CatalogChangesTest, ABatchIsAnsweredAgainWithItsRevision) {
  v1::BatchUpsertVacanciesRequest request;
  *request.add_vacancies() = VacancyNamed("V1");
  request.set_request_id("b1");
  ASSERT_OK_AND_ASSIGN(const auto first, BatchUpsertVacancies(request, Context()));
  Create(VacancyNamed("V2"));
  ASSERT_OK_AND_ASSIGN(const auto again, BatchUpsertVacancies(request, Context()));
  EXPECT_TRUE(MessageDifferencer::Equals(first, again));
  EXPECT_GT(first.revision(), 0);
}

TEST_F(CatalogChangesTest, AnotherRequestUnderTheSameIdIsRefused) {
  v1::CreateVacancyRequest request;
  *request.mutable_vacancy() = VacancyNamed("V1");
  request.set_request_id("0c7f");
  ASSERT_OK(CreateVacancy(request, Context({.id = "anna"})));
  *request.mutable_vacancy() = VacancyNamed("V2");
  const auto refused = CreateVacancy(request, Context({.id = "anna"}));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("request_id"));
  EXPECT_EQ(ReasonOf(refused.status()), "REQUEST_ID_REUSED");
  EXPECT_OK(CreateVacancy(request, Context({.id = "berta"}))) << "ids are each caller's own";
}

TEST_F(CatalogChangesTest, AfterADayAnIdIsFreeAgain) {
  v1::DeleteVacancyRequest request;
  request.set_name("vacancies/V1");
  request.set_request_id("d");
  Create(VacancyNamed("V1"));
  ASSERT_OK(DeleteVacancy(request, Context()));
  Create(VacancyNamed("V1"));
  EXPECT_OK(DeleteVacancy(request, Context({}, kSecondsPerDay - 1)));
  EXPECT_OK(GetVacancyNamed("V1")) << "answered, not done again";
  EXPECT_OK(DeleteVacancy(request, Context({}, kSecondsPerDay)));
  EXPECT_THAT(GetVacancyNamed("V1"), StatusIs(StatusCode::kNotFound));
}

TEST_F(CatalogChangesTest, AnIdThatIsNoneIsRefused) {
  v1::DeleteVacancyRequest request;
  request.set_name("vacancies/V1");
  for (const std::string& id : {std::string(129, 'x'), std::string("a\nb"), std::string("ä")}) {
    request.set_request_id(id);
    EXPECT_THAT(FieldsOf(DeleteVacancy(request, Context()).status()), ElementsAre("request_id"));
  }
}

// ---- Records and contact ------------------------------------------------------------------------

TEST_F(CatalogChangesTest, ANewMenteeExpiresAfterTwelveMonths) {
  const v1::Mentee created = Create(MenteeNamed("M1"));
  EXPECT_EQ(created.record().expire_time().seconds(), kNoon.seconds + 365 * kSecondsPerDay);
  v1::Mentee own = MenteeNamed("M2");
  own.mutable_record()->mutable_expire_time()->set_seconds(kNoon.seconds + 5);
  EXPECT_EQ(Create(own).record().expire_time().seconds(), kNoon.seconds + 5);
}

TEST_F(CatalogChangesTest, AWriteWithoutRecordLeavesTheRecordAsItIs) {
  v1::Mentee mentee = MenteeNamed("M1");
  AddBasis(v1::PURPOSE_PLACEMENT, mentee);
  mentee.mutable_record()->set_mentor("mentors/W1");
  Create(mentee);
  v1::BatchUpsertMenteesRequest batch;
  *batch.add_mentees() = MenteeNamed("M1");
  ASSERT_OK(BatchUpsertMentees(batch, Context()));
  ASSERT_OK_AND_ASSIGN(const v1::Mentee found, GetMenteeNamed("M1"));
  EXPECT_EQ(found.record().mentor(), "mentors/W1");
  EXPECT_EQ(found.record().legal_bases_size(), 1);
}

TEST_F(CatalogChangesTest, RestrictedIsNotSetByAWrite) {
  v1::Mentee mentee = MenteeNamed("M1");
  mentee.mutable_record()->set_restricted(true);
  EXPECT_FALSE(Create(mentee).record().restricted());
}

TEST_F(CatalogChangesTest, AMentorWithMenteesStays) {
  v1::CreateMentorRequest mentor;
  mentor.mutable_mentor()->set_name("mentors/W1");
  ASSERT_OK(CreateMentor(mentor, Context()));
  v1::Mentee mentee = MenteeNamed("M1");
  mentee.mutable_record()->set_mentor("mentors/W1");
  Create(mentee);
  v1::DeleteMentorRequest gone;
  gone.set_name("mentors/W1");
  EXPECT_EQ(ReasonOf(DeleteMentor(gone, Context()).status()), "MENTOR_HAS_MENTEES");
}

TEST_F(CatalogChangesTest, ContactIsKeptApartAndChangedByFields) {
  Create(MenteeNamed("M1"));
  v1::UpdateMenteeContactRequest update;
  update.mutable_contact()->set_name("mentees/M1/contact");
  update.mutable_contact()->set_phone("0341 4711");
  update.mutable_contact()->set_email("m@example.org");
  ASSERT_OK(UpdateMenteeContact(update, Context()));
  update.mutable_contact()->set_phone("0351 4712");
  update.mutable_update_mask()->add_paths("phone");
  ASSERT_OK_AND_ASSIGN(const v1::MenteeContact changed, UpdateMenteeContact(update, Context()));
  EXPECT_EQ(changed.phone(), "0351 4712");
  EXPECT_EQ(changed.email(), "") << "who writes one field is not told another";
  v1::GetMenteeContactRequest get;
  get.set_name("mentees/M1/contact");
  ASSERT_OK_AND_ASSIGN(const v1::MenteeContact found, GetMenteeContact(get, Context()));
  EXPECT_EQ(found.phone(), "0351 4712");
  EXPECT_EQ(found.email(), "m@example.org");
  EXPECT_EQ(found.etag(), changed.etag());
  ASSERT_OK_AND_ASSIGN(const v1::Mentee mentee, GetMenteeNamed("M1"));
  EXPECT_THAT(mentee.DebugString(), Not(HasSubstr("4712")));
}

TEST_F(CatalogChangesTest, ContactOfNobodyIsNotFoundAndOfADeletedMenteeGone) {
  v1::GetMenteeContactRequest get;
  get.set_name("mentees/M9/contact");
  EXPECT_THAT(GetMenteeContact(get, Context()), StatusIs(StatusCode::kNotFound));
  get.set_name("mentees/M9");
  EXPECT_THAT(FieldsOf(GetMenteeContact(get, Context()).status()), ElementsAre("name"));
}

// ---- Batches ------------------------------------------------------------------------------------

// Who knows an etag and all of a row but one fact could otherwise try that fact until the etag fits.
TEST_F(CatalogChangesTest, AnEtagCannotBeMadeFromWhatIsInTheRow) {
  const v1::Mentee mentee = Create(MenteeNamed("m1"));
  const Mentee stored = backend_->repository().GetMentee({"m1"}).value();
  const MenteeRecord record = backend_->repository().GetMenteeRecord({"m1"}).value();
  const std::string facts = EncodeCanonical(stored);
  EXPECT_EQ(mentee.etag().size(), 32u);
  for (const std::string& bytes :
       {facts, absl::StrCat(facts.size(), ":", facts, EncodeCanonical(record))}) {
    EXPECT_NE(mentee.etag(), FingerprintOf(bytes));
  }
  CallContext other = Context();
  other.page_key = "another secret";
  v1::GetMenteeRequest get;
  get.set_name("mentees/m1");
  EXPECT_NE(GetMentee(get, other)->etag(), mentee.etag()) << "under another key";
  EXPECT_EQ(GetMentee(get, Context())->etag(), mentee.etag()) << "under the same";
}

TEST_F(CatalogChangesTest, RowsOfTheSameContentHaveDifferentEtags) {
  EXPECT_NE(Create(MenteeNamed("m1")).etag(), Create(MenteeNamed("m2")).etag());
  EXPECT_NE(Create(VacancyNamed("V1")).etag(), Create(VacancyNamed("V2")).etag());
}

TEST_F(CatalogChangesTest, ABatchRefusesARowWithAnEtagOfAnotherVersionAndStoresTheRest) {
  const v1::Vacancy first = Create(VacancyNamed("V1"));
  v1::BatchUpsertVacanciesRequest request;
  *request.add_vacancies() = VacancyNamed("V1");
  request.mutable_vacancies(0)->set_etag("other");
  *request.add_vacancies() = VacancyNamed("V2");
  *request.add_vacancies() = VacancyNamed("V2");
  ASSERT_OK_AND_ASSIGN(const auto response, BatchUpsertVacancies(request, Context()));
  EXPECT_EQ(response.report().accepted(), 1);
  EXPECT_EQ(response.report().records(0).problems(0).field(), "vacancies[0].etag");
  EXPECT_EQ(response.report().records(2).problems(0).field(), "vacancies[2].name");
  ASSERT_OK_AND_ASSIGN(const v1::Vacancy stored, GetVacancyNamed("V1"));
  EXPECT_EQ(stored.etag(), first.etag());
}

}  // namespace
}  // namespace passung::answer
