// What a mentor may do to a person, and what they must not learn by trying.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/answer/admin_answers.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/contact_answers.h"
#include "proto/answer/stored_rows.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

class PersonRightsTest : public AnswerTest {
 protected:
  PersonRightsTest() {
    v1::Mentee own = MenteeNamed("own");
    own.mutable_record()->set_mentor("mentors/w1");
    AddBasis(v1::PURPOSE_COUNSELLING, own);
    Create(own);
  }
  static v1::UpdateMenteeRequest Change(const std::string& id, const std::string& path) {
    v1::UpdateMenteeRequest request;
    request.mutable_mentee()->set_name("mentees/" + id);
    request.mutable_update_mask()->add_paths(path);
    return request;
  }
  static v1::UpdateMenteeRequest EndAt(int64_t second) {
    v1::UpdateMenteeRequest request = Change("own", "record.expire_time");
    request.mutable_mentee()->mutable_record()->mutable_expire_time()->set_seconds(second);
    return request;
  }
  MenteeRecord Stored(const std::string& id) {
    return backend_->repository().GetMenteeRecord({id}).value();
  }
};

TEST_F(PersonRightsTest, AMentorWritesNeitherTheEndOfAPersonNorALegalBasis) {
  const MenteeRecord before = Stored("own");
  for (const int64_t second : {int64_t{0}, kNoon.seconds + kSecondsPerDay, int64_t{253402300799}}) {
    const absl::Status refused = UpdateMentee(EndAt(second), Mentor("w1")).status();
    EXPECT_THAT(refused,
                StatusIs(StatusCode::kPermissionDenied, HasSubstr("mentee.record.expire_time")));
    EXPECT_EQ(ReasonOf(refused), "NOT_FOR_MENTORS");
  }
  v1::UpdateMenteeRequest basis = Change("own", "record.legal_bases");
  AddBasis(v1::PURPOSE_CONTACT, *basis.mutable_mentee());
  const absl::Status refused = UpdateMentee(basis, Mentor("w1")).status();
  EXPECT_THAT(refused,
              StatusIs(StatusCode::kPermissionDenied, HasSubstr("mentee.record.legal_bases")));
  v1::UpdateMenteeRequest everything = Change("own", "record");
  everything.mutable_mentee()->mutable_record()->set_mentor("mentors/w1");
  EXPECT_THAT(UpdateMentee(everything, Mentor("w1")), StatusIs(StatusCode::kPermissionDenied))
      << "what is left out of a whole record would go";
  EXPECT_EQ(Stored("own").expire_time->seconds, before.expire_time->seconds);
  EXPECT_EQ(Stored("own").legal_bases.size(), 1U);
}

TEST_F(PersonRightsTest, AMentorWritesFactsAndMaySendTheRecordAsItIs) {
  v1::UpdateMenteeRequest facts = Change("own", "facts.has_car");
  facts.mutable_mentee()->mutable_facts()->set_has_car(true);
  ASSERT_OK_AND_ASSIGN(const v1::Mentee shown, UpdateMentee(facts, Mentor("w1")));
  v1::UpdateMenteeRequest same = Change("own", "record");
  *same.mutable_mentee()->mutable_record() = shown.record();
  EXPECT_OK(UpdateMentee(same, Mentor("w1")));
}

TEST_F(PersonRightsTest, AnEndLiesBetweenNowAndTheTimeOfKeeping) {
  const int64_t last = MonthsAfter(kNoon, 12).seconds;
  for (const int64_t second : {kNoon.seconds, last}) {
    EXPECT_OK(UpdateMentee(EndAt(second), Context())) << second;
    EXPECT_EQ(Stored("own").expire_time->seconds, second);
  }
  for (const int64_t second : {int64_t{0}, kNoon.seconds - 1, last + 1, int64_t{253402300799}}) {
    const absl::Status refused = UpdateMentee(EndAt(second), Context()).status();
    EXPECT_THAT(refused, StatusIs(StatusCode::kInvalidArgument, HasSubstr("2027-02-15T12:00:00")));
    EXPECT_THAT(FieldsOf(refused), ElementsAre("mentee.record.expire_time"));
    v1::CreateMenteeRequest create;
    *create.mutable_mentee() = MenteeNamed("new");
    create.mutable_mentee()->mutable_record()->mutable_expire_time()->set_seconds(second);
    EXPECT_THAT(FieldsOf(CreateMentee(create, Context()).status()),
                ElementsAre("mentee.record.expire_time"));
    v1::BatchUpsertMenteesRequest batch;
    *batch.add_mentees() = create.mentee();
    EXPECT_EQ(BatchUpsertMentees(batch, Context())->report().refused(), 1);
  }
  CallContext short_time = Context();
  short_time.expire_after_months = 1;
  EXPECT_THAT(UpdateMentee(EndAt(MonthsAfter(kNoon, 2).seconds), short_time),
              StatusIs(StatusCode::kInvalidArgument));
  EXPECT_OK(UpdateMentee(EndAt(MonthsAfter(kNoon, 1).seconds), short_time));
}

TEST_F(PersonRightsTest, AnEndThatPassedStandsInTheWayOfNoOtherChange) {
  ASSERT_OK(UpdateMentee(EndAt(kNoon.seconds), Context()));
  v1::UpdateMenteeRequest facts = Change("own", "facts.has_car");
  facts.mutable_mentee()->mutable_facts()->set_has_car(true);
  EXPECT_OK(UpdateMentee(facts, Context({}, 60)));
  EXPECT_OK(UpdateMentee(facts, Mentor("w1")));
}

// Somebody else's mentee and nobody at all: the same answer, and nothing is stored.
TEST_F(PersonRightsTest, AMentorNeitherFindsOutWhoIsStoredNorStoresSomebody) {
  Create(MenteeNamed("other"));
  for (const char* id : {"other", "nobody"}) {
    for (const bool allow_missing : {false, true}) {
      for (const bool validate_only : {false, true}) {
        v1::UpdateMenteeRequest request;
        *request.mutable_mentee() = MenteeNamed(id);
        request.set_allow_missing(allow_missing);
        request.set_validate_only(validate_only);
        const absl::Status refused = UpdateMentee(request, Mentor("w1")).status();
        EXPECT_THAT(refused, StatusIs(StatusCode::kPermissionDenied)) << id;
        EXPECT_EQ(ReasonOf(refused), "NOT_YOUR_MENTEE") << id;
      }
    }
    v1::DeleteMenteeRequest gone;
    gone.set_name(absl::StrCat("mentees/", id));
    EXPECT_EQ(ReasonOf(DeleteMentee(gone, Mentor("w1")).status()), "NOT_YOUR_MENTEE") << id;
  }
  EXPECT_EQ(backend_->snapshot()->FindMentee({"nobody"}), nullptr);
}

TEST_F(PersonRightsTest, AnAnswerIsNotGivenAgainToWhoMayNotSeeThePersonAnyMore) {
  v1::UpdateMenteeRequest facts = Change("own", "facts.has_car");
  facts.mutable_mentee()->mutable_facts()->set_has_car(true);
  facts.set_request_id("r1");
  ASSERT_OK(UpdateMentee(facts, Mentor("w1")));
  EXPECT_OK(UpdateMentee(facts, Mentor("w1")));
  v1::UpdateMenteeRequest away = Change("own", "record.mentor");
  away.mutable_mentee()->mutable_record()->set_mentor("mentors/w2");
  ASSERT_OK(UpdateMentee(away, Context()));
  EXPECT_EQ(ReasonOf(UpdateMentee(facts, Mentor("w1")).status()), "NOT_YOUR_MENTEE");

  away.set_request_id("r2");
  CallContext anna = Context({.id = "anna", .mentor = std::nullopt});
  ASSERT_OK(UpdateMentee(away, anna));
  v1::RestrictPersonRequest restrict;
  restrict.set_name("mentees/own");
  restrict.set_restricted(true);
  ASSERT_OK(RestrictPerson(restrict, Context()));
  EXPECT_EQ(ReasonOf(UpdateMentee(away, anna).status()), "PERSON_RESTRICTED");
}

TEST_F(PersonRightsTest, APurposeThatIsNoneIsNoReasonToHideButAFault) {
  v1::UpdateMenteeRequest facts = Change("own", "facts.has_car");
  facts.mutable_mentee()->mutable_facts()->set_has_car(true);
  facts.set_purpose(static_cast<v1::Purpose>(99));
  const int64_t before = Revision();
  EXPECT_THAT(FieldsOf(UpdateMentee(facts, Context()).status()), ElementsAre("purpose"));
  EXPECT_EQ(Revision(), before) << "and nothing is stored";
}

}  // namespace
}  // namespace passung::answer
