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

// Contributions that have their parameters in common and differ in one field each.
std::vector<Contribution> AlmostEqualContributions(const Contribution& one) {
  std::vector<Contribution> all(7, one);
  all[1].criterion = static_cast<CriterionKey>((Index(one.criterion) + 1) % kCriterionCount);
  ++all[2].points;
  ++all[3].weight;
  ++all[4].contribution;
  all[5].reason = static_cast<Reason>((Index(one.reason) + 1) % EnumCount<Reason>());
  all[6].parameters.push_back({ParameterName::kBa, ParameterValue::Number(1)});
  return all;
}

std::vector<RuleOutcome> AlmostEqualOutcomes(const RuleOutcome& one) {
  std::vector<RuleOutcome> all(9, one);
  all[1].rule = static_cast<RuleKey>((Index(one.rule) + 1) % kRuleCount);
  all[2].rule_switch =
      one.rule_switch == RuleSwitch::kOff ? RuleSwitch::kEnforce : RuleSwitch::kOff;
  all[3].verdict = one.verdict == Verdict::kPass ? Verdict::kFail : Verdict::kPass;
  all[4].reason = static_cast<Reason>((Index(one.reason) + 1) % EnumCount<Reason>());
  all[5].from = one.from ? std::nullopt : std::make_optional(Date::FromDays(20'000));
  all[6].step = static_cast<Step>((Index(one.step) + 1) % EnumCount<Step>());
  ++all[7].lead_days;
  all[8].parameters.push_back({ParameterName::kBa, ParameterValue::Number(1)});
  return all;
}

TEST(EncoderTest, WhatComesAgainIsWrittenAgainAndWhatIsAlmostEqualAsItIs) {
  for (int variant = 0; variant < kEncodedVariants; ++variant) {
    const Match filled = Filled<v1::Match>(variant);
    ASSERT_FALSE(filled.contributions.empty());
    ASSERT_FALSE(filled.outcomes.empty());
    Match match;
    for (const Contribution& contribution :
         AlmostEqualContributions(filled.contributions.front())) {
      match.contributions.push_back(contribution);
      match.contributions.push_back(filled.contributions.front());
    }
    for (const RuleOutcome& outcome : AlmostEqualOutcomes(filled.outcomes.front())) {
      match.outcomes.push_back(outcome);
      match.outcomes.push_back(filled.outcomes.front());
    }
    const RankResult result{.matches = {match, filled, match}};
    EXPECT_EQ(EncodeRanking({.result = result}), MessageOf({.result = result}).SerializeAsString())
        << variant;
  }
}

// More than are remembered.
TEST(EncoderTest, ThousandsOfDifferentReasonsAreWrittenAsTheyAre) {
  RankResult result;
  result.matches.resize(3);
  for (Match& match : result.matches) {
    for (int i = 0; i < 2'000; ++i) {
      match.contributions.push_back(
          {.points = i % 1'500,
           .parameters = {{ParameterName::kMinutes, ParameterValue::Number(i % 700)}}});
      match.outcomes.push_back({.lead_days = i % 900});
    }
  }
  EXPECT_EQ(EncodeRanking({.result = result}), MessageOf({.result = result}).SerializeAsString());
}

}  // namespace
}  // namespace passung::wire
