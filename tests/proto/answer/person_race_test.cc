// Somebody else is faster: what was looked at is not any more what is written.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/answer/admin_answers.h"
#include "proto/answer/contact_answers.h"
#include "proto/answer/stored_rows.h"
#include "tests/proto/answer/answer_fixture.h"
#include "tests/proto/answer/racing_backend.h"

namespace passung::answer {
namespace {

using absl::StatusCode;

class PersonRaceTest : public AnswerTest {
 protected:
  // What a call sees on which somebody else does `meanwhile` before it writes.
  CallContext During(RacingBackend& racing) {
    return {.backend = racing,
            .now = kNoon,
            .today = StoryDay(),
            .caller = {.id = "anna", .mentor = std::nullopt},
            .page_key = "secret"};
  }
  void EndsAt(const std::string& id, int64_t second) {
    WriteBatch batch;
    batch.upsert_records = {{.id = {id}, .mentor = {}, .expire_time = UnixTime{second}}};
    ASSERT_OK(backend_->Write(batch));
  }
  bool IsThere(const std::string& id) { return backend_->repository().GetMentee({id}).ok(); }
  static v1::UpdateMenteeContactRequest Phone(const std::string& id, const std::string& phone) {
    v1::UpdateMenteeContactRequest request;
    request.mutable_contact()->set_name(absl::StrCat("mentees/", id, "/contact"));
    request.mutable_contact()->set_phone(phone);
    return request;
  }
};

TEST_F(PersonRaceTest, WhoseEndWasPutOffMeanwhileIsNotPurged) {
  for (const char* id : {"a", "b"}) {
    Create(MenteeNamed(id));
    EndsAt(id, kNoon.seconds - 1);
  }
  RacingBackend racing(*backend_, [this] { EndsAt("a", kNoon.seconds + kSecondsPerDay); });
  ASSERT_OK_AND_ASSIGN(const auto purged, PurgeExpired({}, During(racing)));
  EXPECT_EQ(purged.purged(), 1);
  EXPECT_TRUE(IsThere("a"));
  EXPECT_FALSE(IsThere("b"));
}

TEST_F(PersonRaceTest, TheContactOfAPersonWhoWasPurgedMeanwhileDoesNotComeBack) {
  Create(MenteeNamed("a"));
  RacingBackend racing(*backend_, [this] {
    v1::PurgePersonRequest purge;
    purge.set_name("mentees/a");
    ASSERT_OK(PurgePerson(purge, Context()));
  });
  EXPECT_THAT(UpdateMenteeContact(Phone("a", "0341 4711"), During(racing)),
              StatusIs(StatusCode::kAborted));
  EXPECT_THAT(backend_->repository().GetMenteeContact({"a"}), StatusIs(StatusCode::kNotFound));
}

TEST_F(PersonRaceTest, TheContactOfAPersonWhoWasRestrictedMeanwhileIsNotWritten) {
  Create(MenteeNamed("a"));
  RacingBackend racing(*backend_, [this] {
    v1::RestrictPersonRequest restrict;
    restrict.set_name("mentees/a");
    restrict.set_restricted(true);
    ASSERT_OK(RestrictPerson(restrict, Context()));
  });
  EXPECT_THAT(UpdateMenteeContact(Phone("a", "0341 4711"), During(racing)),
              StatusIs(StatusCode::kAborted));
}

TEST_F(PersonRaceTest, TheContactThatSomebodyElseWroteMeanwhileStays) {
  Create(MenteeNamed("a"));
  ASSERT_OK(UpdateMenteeContact(Phone("a", "1"), Context()));
  RacingBackend racing(*backend_,
                       [this] { ASSERT_OK(UpdateMenteeContact(Phone("a", "2"), Context())); });
  EXPECT_THAT(UpdateMenteeContact(Phone("a", "3"), During(racing)), StatusIs(StatusCode::kAborted));
  EXPECT_EQ(backend_->repository().GetMenteeContact({"a"})->phone, "2");
}

TEST_F(PersonRaceTest, AnswersWhoseTimeIsUpGoWithTheNightlyPurgeWhereNobodyWrites) {
  v1::CreateMenteeRequest create;
  *create.mutable_mentee() = MenteeNamed("a");
  create.set_request_id("r1");
  const CallContext anna = Context({.id = "anna", .mentor = std::nullopt});
  ASSERT_OK(CreateMentee(create, anna));
  EXPECT_OK(backend_->repository().GetAnswer("anna\nr1"));
  v1::PurgeExpiredRequest count;
  count.set_validate_only(true);
  ASSERT_OK(PurgeExpired(count, Context({}, kSecondsPerDay + 1)));
  EXPECT_OK(backend_->repository().GetAnswer("anna\nr1"));
  ASSERT_OK(PurgeExpired({}, Context({}, kSecondsPerDay + 1)));
  EXPECT_THAT(backend_->repository().GetAnswer("anna\nr1"), StatusIs(StatusCode::kNotFound));
}

// Whose end comes after the record went: a deletion keeps history, and the end of it stays.
TEST_F(PersonRaceTest, WhoWasDeletedIsPurgedAtTheirEnd) {
  Create(MenteeNamed("a"));
  Create(MenteeNamed("b"));
  EndsAt("a", kNoon.seconds + 60);
  v1::DeleteMenteeRequest gone;
  for (const char* id : {"a", "b"}) {
    gone.set_name(absl::StrCat("mentees/", id));
    ASSERT_OK(DeleteMentee(gone, Context()));
  }
  ASSERT_OK_AND_ASSIGN(const auto early, PurgeExpired({}, Context({}, 60)));
  EXPECT_EQ(early.purged(), 0);
  ASSERT_OK_AND_ASSIGN(const auto purged, PurgeExpired({}, Context({}, 61)));
  EXPECT_EQ(purged.purged(), 1);
  EXPECT_TRUE(backend_->repository().MenteeHistory({"a"})->empty());
  EXPECT_FALSE(backend_->repository().MenteeHistory({"b"})->empty());
  ASSERT_OK_AND_ASSIGN(const auto again, PurgeExpired({}, Context({}, 62)));
  EXPECT_EQ(again.purged(), 0);
}

TEST_F(PersonRaceTest, WhoCameBackAfterADeletionHasTheNewEndAlone) {
  Create(MenteeNamed("a"));
  EndsAt("a", kNoon.seconds + 60);
  v1::DeleteMenteeRequest gone;
  gone.set_name("mentees/a");
  ASSERT_OK(DeleteMentee(gone, Context()));
  Create(MenteeNamed("a"));
  ASSERT_OK_AND_ASSIGN(const auto purged, PurgeExpired({}, Context({}, 61)));
  EXPECT_EQ(purged.purged(), 0);
}

}  // namespace
}  // namespace passung::answer
