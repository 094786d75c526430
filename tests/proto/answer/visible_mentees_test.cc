// Kept up to date by what was written, and never anything but what all records together give.
#include "proto/answer/visible_mentees.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

class VisibleMenteesTest : public AnswerTest {
 protected:
  static MenteeRecord Record(const std::string& id, const std::string& mentor,
                             const std::vector<Purpose>& purposes, bool restricted = false) {
    MenteeRecord record;
    record.id.value = id;
    record.mentor.value = mentor;
    record.restricted = restricted;
    for (const Purpose purpose : purposes) {
      record.legal_bases.push_back({.purpose = purpose, .kind = BasisKind::kConsent});
    }
    return record;
  }
  void Put(const std::string& id, const MenteeRecord& record) {
    WriteBatch batch;
    batch.upsert_mentees = {StoryMentee(id)};
    batch.upsert_records = {record};
    ASSERT_OK(backend_->Write(batch));
  }
  std::shared_ptr<const Snapshot> Kept(const Look& look, const Caller& caller) {
    return backend_->visible_mentees()
        .Of(backend_->snapshot(), backend_->repository(), look, caller)
        .value();
  }
  // From all records, by a cache that has never seen anything.
  std::shared_ptr<const Snapshot> Plain(const Look& look, const Caller& caller) {
    VisibleMentees once;
    return once.Of(backend_->snapshot(), backend_->repository(), look, caller).value();
  }
  int64_t Built() { return backend_->visible_mentees().built(); }

  const Look counselling_ = {Purpose::kCounselling, StoryDay()};
  const Caller coordinator_ = {.id = "anna", .mentor = std::nullopt, .needs_basis = true};
};

TEST_F(VisibleMenteesTest, AWriteDoesNotMakeOthersReadAllRecordsAgain) {
  Put("a", Record("a", "w1", {Purpose::kCounselling}));
  Put("b", Record("b", "w2", {Purpose::kCounselling}));
  const Caller mentor = {.id = "w1", .mentor = MentorId{"w1"}, .needs_basis = true};
  EXPECT_EQ(Kept(counselling_, coordinator_)->stats().mentees, 2);
  EXPECT_EQ(Kept(counselling_, mentor)->stats().mentees, 1);
  const int64_t built = Built();
  Put("c", Record("c", "w1", {Purpose::kCounselling}));
  v1::Vacancy vacancy = Create(VacancyNamed("V1"));
  EXPECT_EQ(Kept(counselling_, coordinator_)->stats().mentees, 3);
  EXPECT_EQ(Kept(counselling_, coordinator_)->revision(), backend_->snapshot()->revision());
  EXPECT_EQ(Kept(counselling_, mentor)->stats().mentees, 2);
  EXPECT_EQ(Built(), built);
}

TEST_F(VisibleMenteesTest, WhoBeganWithAnEarlierSnapshotGoesOnWithIt) {
  Put("a", Record("a", "w1", {Purpose::kCounselling}));
  const auto before = backend_->snapshot();
  Put("b", Record("b", "w1", {Purpose::kCounselling}));
  EXPECT_EQ(Kept(counselling_, coordinator_)->stats().mentees, 2);
  const auto old = backend_->visible_mentees()
                       .Of(before, backend_->repository(), counselling_, coordinator_)
                       .value();
  EXPECT_EQ(old->stats().mentees, 1);
  EXPECT_EQ(old->revision(), before->revision());
}

TEST_F(VisibleMenteesTest, AfterAReloadEverythingIsMadeAnew) {
  Put("a", Record("a", "w1", {Purpose::kCounselling}));
  Kept(counselling_, coordinator_);
  const int64_t built = Built();
  ASSERT_OK(backend_->Reload());
  EXPECT_EQ(Kept(counselling_, coordinator_)->stats().mentees, 1);
  EXPECT_EQ(Built(), built + 1);
}

// Each step a write of any kind; each asker after it gets what all records give, ties and digest included.
TEST_F(VisibleMenteesTest, OverAnyHistoryItIsWhatAllRecordsGive) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937_64 random(seed);
    const auto any = [&](uint64_t below) { return random() % below; };
    for (int step = 0; step < 60; ++step) {
      const std::string id = absl::StrCat("m", any(12));
      WriteBatch batch;
      const bool there = backend_->repository().GetMentee({id}).ok();
      switch (any(6)) {
        case 0:
          if (there) batch.delete_mentees = {{id}};
          break;
        case 1:
          batch.purge_mentees = {{id}};
          break;
        case 2:
          batch.upsert_vacancies = {StoryVacancy(absl::StrCat("V", step)).Of("81301").In("14713")};
          break;
        default: {
          batch.upsert_mentees = {
              StoryMentee(id).In(any(2) == 0 ? "14713" : "14612").Qualified("81302")};
          std::vector<Purpose> purposes;
          if (any(3) > 0) purposes.push_back(Purpose::kCounselling);
          if (any(2) > 0) purposes.push_back(Purpose::kPlacement);
          batch.upsert_records = {Record(id, absl::StrCat("w", any(3)), purposes, any(5) == 0)};
        }
      }
      ASSERT_OK(backend_->Write(batch));
      if (any(30) == 0) {
        ASSERT_OK(backend_->Reload());
      }
      for (const Purpose purpose : {Purpose::kCounselling, Purpose::kPlacement}) {
        for (const char* mentor : {"", "w0", "w1"}) {
          if (any(2) == 0) continue;  // so that some have several writes to catch up with
          Caller caller = coordinator_;
          if (*mentor != '\0') caller.mentor = MentorId{mentor};
          const Look look = {purpose, StoryDay().PlusDays(static_cast<int>(any(2)))};
          const auto kept = Kept(look, caller);
          const auto plain = Plain(look, caller);
          ASSERT_EQ(kept->digest(), plain->digest()) << "step " << step;
          ASSERT_EQ(kept->stats().mentees, plain->stats().mentees);
          ASSERT_EQ(kept->revision(), plain->revision());
        }
      }
    }
  }
  EXPECT_LT(Built(), 250) << "of more than a thousand questions; a reload makes all anew";
}

TEST_F(VisibleMenteesTest, MoreWritesThanAreRememberedAreLookedForInAllRecords) {
  Put("a", Record("a", "w1", {Purpose::kCounselling}));
  Kept(counselling_, coordinator_);
  WriteBatch batch;
  for (int i = 0; i < 21'000; ++i) {
    const std::string id = absl::StrCat("x", i);
    batch.upsert_mentees.push_back(StoryMentee(id));
    batch.upsert_records.push_back(Record(id, "w2", {Purpose::kCounselling}));
  }
  ASSERT_OK(backend_->Write(batch));
  EXPECT_EQ(Kept(counselling_, coordinator_)->stats().mentees, 21'001);
}

}  // namespace
}  // namespace passung::answer
