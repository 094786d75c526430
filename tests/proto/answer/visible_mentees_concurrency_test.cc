// Mentees are written while several ask for those whom they may see.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

class VisibleMenteesConcurrencyTest : public AnswerTest {};

TEST_F(VisibleMenteesConcurrencyTest, WhoAsksWhileOthersWriteSeesARevisionAsItWas) {
  constexpr int kWrites = 60;
  std::atomic<bool> writing = true;
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&, t] {
      Caller caller = {.id = "anna", .mentor = std::nullopt, .needs_basis = true};
      if (t == 2) caller.mentor = MentorId{"w1"};
      const Look look = {Purpose::kCounselling, StoryDay()};
      while (writing) {
        const auto all = backend_->snapshot();
        const auto visible =
            backend_->visible_mentees().Of(all, backend_->repository(), look, caller);
        ASSERT_OK(visible);
        EXPECT_EQ((*visible)->revision(), all->revision());
        EXPECT_LE((*visible)->stats().mentees, all->stats().mentees);
      }
    });
  }
  for (int i = 0; i < kWrites; ++i) {
    MenteeRecord record;
    record.id.value = absl::StrCat("m", i % 20);
    record.mentor.value = absl::StrCat("w", i % 3);
    record.legal_bases.push_back({.purpose = Purpose::kCounselling, .kind = BasisKind::kConsent});
    WriteBatch batch;
    batch.upsert_mentees = {StoryMentee(record.id.value)};
    batch.upsert_records = {record};
    EXPECT_OK(backend_->Write(batch));
    if (i % 20 == 19) {
      EXPECT_OK(backend_->Reload());
    }
  }
  writing = false;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace passung::answer
