#include "server/method/trace_context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace passung::server {
namespace {

using testing::MatchesRegex;

constexpr char kTrace[] = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr char kSpan[] = "00f067aa0ba902b7";

std::string Header(const std::string& version, const std::string& trace, const std::string& span,
                   const std::string& flags) {
  return version + "-" + trace + "-" + span + "-" + flags;
}

TEST(TraceContextTest, AHeaderIsGoneOnWithUnderASpanOfItsOwn) {
  const TraceContext context = TraceContextOf(Header("00", kTrace, kSpan, "01"));
  EXPECT_EQ(context.trace_id, kTrace);
  EXPECT_EQ(context.parent_id, kSpan);
  EXPECT_THAT(context.span_id, MatchesRegex("[0-9a-f]{16}"));
  EXPECT_NE(context.span_id, kSpan);
}

TEST(TraceContextTest, LaterVersionsMayHaveMoreFields) {
  EXPECT_EQ(TraceContextOf(Header("01", kTrace, kSpan, "01-more")).trace_id, kTrace);
}

TEST(TraceContextTest, WhatIsNoHeaderBeginsATraceOfItsOwn) {
  const std::string zeroes(32, '0');
  for (const std::string& header :
       {std::string(), std::string("garbage"), Header("ff", kTrace, kSpan, "01"),
        Header("00", zeroes, kSpan, "01"), Header("00", kTrace, zeroes.substr(16), "01"),
        Header("00", std::string("4BF92F3577B34DA6A3CE929D0E0E4736"), kSpan, "01"),
        Header("00", kTrace, kSpan, "zz"), Header("00", kTrace, kSpan, "01-more"),
        std::string("00_") + kTrace + "_" + kSpan + "_01"}) {
    const TraceContext context = TraceContextOf(header);
    EXPECT_THAT(context.trace_id, MatchesRegex("[0-9a-f]{32}")) << header;
    EXPECT_NE(context.trace_id, kTrace) << header;
    EXPECT_EQ(context.parent_id, "") << header;
  }
}

TEST(TraceContextTest, TracesDiffer) {
  EXPECT_NE(TraceContextOf("").trace_id, TraceContextOf("").trace_id);
}

}  // namespace
}  // namespace passung::server
