#include "server/audit/pseudonyms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/answer/stored_backend.h"
#include "server/audit/mark.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

// Counts what waits for the writer.
class CountingBackend final : public answer::Backend {
 public:
  CountingBackend()
      : inner_(answer::StoredBackend::Open(OpenRepository("memory:").value(), {}).value()) {}
  answer::StoredBackend& inner() { return *inner_; }

  const Repository& repository() const override { return inner_->repository(); }
  std::shared_ptr<const Snapshot> snapshot() const override { return inner_->snapshot(); }
  std::shared_ptr<const answer::ProfileSet> profiles() const override { return inner_->profiles(); }
  answer::VisibleMentees& visible_mentees() override { return inner_->visible_mentees(); }
  absl::StatusOr<int64_t> Write(const WriteBatch& batch) override { return inner_->Write(batch); }
  absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) override {
    ++added;
    return inner_->AddPseudonymKeys(keys);
  }
  absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) override {
    return inner_->ForgetAnswers(before);
  }
  absl::Status Scrub() override { return inner_->Scrub(); }
  absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) override {
    return inner_->ForgetHistory(now, before);
  }
  absl::StatusOr<std::shared_ptr<answer::Backend>> AsOf(int64_t revision) const override {
    return inner_->AsOf(revision);
  }
  absl::Status Reload() override { return inner_->Reload(); }

  int added = 0;

 private:
  std::unique_ptr<answer::StoredBackend> inner_;
};

class PseudonymsTest : public testing::Test {
 protected:
  void Put(const char* id) {
    WriteBatch batch;
    batch.upsert_mentees.push_back(StoryMentee(id));
    ASSERT_THAT(backend_.Write(batch), IsOk());
  }
  CountingBackend backend_;
  Pseudonyms pseudonyms_{backend_};
};

TEST_F(PseudonymsTest, WhoNamesNobodyDoesNotWaitForTheWriter) {
  for (int i = 0; i < 3; ++i) {
    const auto given = pseudonyms_.Give({{"typo"}, {"another"}});
    ASSERT_THAT(given, IsOk());
    EXPECT_EQ(*given, (std::vector<std::optional<std::string>>{std::nullopt, std::nullopt}));
  }
  EXPECT_EQ(backend_.added, 0);
}

TEST_F(PseudonymsTest, WhoIsStoredGetsOneOnceAndForAll) {
  Put("m1");
  const auto first = pseudonyms_.Give({{"typo"}, {"m1"}}).value();
  EXPECT_FALSE(first[0]);
  ASSERT_TRUE(first[1]);
  EXPECT_EQ(pseudonyms_.Give({{"m1"}}).value()[0], first[1]);
  EXPECT_EQ(backend_.added, 1);
}

TEST_F(PseudonymsTest, WhoIsStoredAnewHasOneBeforeTheFirstLook) {
  backend_.inner().GiveKeysFrom(RandomKey);
  Put("m1");
  const auto found = pseudonyms_.Find({{"m1"}}).value();
  ASSERT_TRUE(found[0]);
  Put("m1");
  EXPECT_EQ(pseudonyms_.Give({{"m1"}}).value()[0], found[0]) << "a change keeps it";
  EXPECT_EQ(backend_.added, 0);
}

}  // namespace
}  // namespace passung::server
