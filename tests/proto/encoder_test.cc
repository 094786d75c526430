#include "proto/wire/encoder.h"

#include <gtest/gtest.h>

#include "passung/v1/match_service.pb.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/result_wire.h"
#include "tests/proto/message_filler.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

// More than the values of the longest enumeration.
constexpr int kEncodedVariants = 90;

v1::RankVacanciesResponse MessageOf(const RankingParts& parts) {
  v1::RankVacanciesResponse message;
  if (parts.with_summary) *message.mutable_summary() = ToProto(parts.result.summary);
  for (const Match& match : parts.result.matches) *message.add_matches() = ToProto(match);
  *message.mutable_versions() = ToProto(parts.result.versions);
  if (parts.stopped_by_limit) message.set_stopped_by(v1::WORK_LIMIT_LIMIT);
  return message;
}

template <class Message>
auto Filled(int variant) {
  Message message;
  MessageFiller(variant).Fill(message);
  return FromProto(message).value();
}

RankResult ResultOf(int variant) {
  return {.matches = {Filled<v1::Match>(variant), Match{}, Filled<v1::Match>(variant + 1)},
          .summary = Filled<v1::Summary>(variant),
          .versions = Filled<v1::VersionsUsed>(variant)};
}

TEST(EncoderTest, AnAnswersBytesAreThoseOfItsMessage) {
  for (int variant = 0; variant < kEncodedVariants; ++variant) {
    const RankResult result = ResultOf(variant);
    const RankingParts parts{
        .result = result, .with_summary = variant % 2 == 0, .stopped_by_limit = variant % 3 == 0};
    EXPECT_EQ(EncodeRanking(parts), MessageOf(parts).SerializeAsString()) << variant;
  }
}

TEST(EncoderTest, AnEmptyAnswerIsOneToo) {
  const RankResult result;
  EXPECT_EQ(EncodeRanking({.result = result}), MessageOf({.result = result}).SerializeAsString());
}

TEST(EncoderTest, AMenteesAnswerInABatchHoldsTheSameBytes) {
  const RankResult result = ResultOf(7);
  v1::BatchRankVacanciesResponse message;
  message.set_mentee("mentees/M-1");
  *message.mutable_ranking() = MessageOf({.result = result});
  EXPECT_EQ(EncodeBatchRanking("mentees/M-1", {.result = result}), message.SerializeAsString());
}

// Lengths of one, two and three bytes, also where all room is taken already.
TEST(EncoderTest, ALengthTakesTheBytesThatItNeeds) {
  for (const int hits : {0, 1, 3, 40, 400}) {
    RankResult result;
    result.matches.assign(static_cast<size_t>(hits), Filled<v1::Match>(3));
    v1::BatchRankVacanciesResponse message;
    ASSERT_TRUE(message.ParseFromString(EncodeBatchRanking("mentees/M-1", {.result = result})));
    EXPECT_EQ(message.ranking().SerializeAsString(),
              MessageOf({.result = result}).SerializeAsString());
  }
}

}  // namespace
}  // namespace passung::wire
