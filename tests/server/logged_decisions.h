#ifndef PASSUNG_TESTS_SERVER_LOGGED_DECISIONS_H_
#define PASSUNG_TESTS_SERVER_LOGGED_DECISIONS_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "passung/v1/audit.pb.h"
#include "server/audit/chain_files.h"
#include "tests/support/status_matchers.h"

namespace passung::server {

// All decisions in the log of a server, as they stand in its files.
inline std::vector<v1::DecisionEntry> LoggedDecisions(const std::string& audit_folder) {
  std::vector<v1::DecisionEntry> decisions;
  const auto take = [&](const ChainEntry& line) -> absl::StatusOr<bool> {
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(line.entry, &decisions.emplace_back()).ok());
    return true;
  };
  EXPECT_THAT(ReadChain({.folder = audit_folder, .name = "decisions"}, 1, take), IsOk());
  return decisions;
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_LOGGED_DECISIONS_H_
