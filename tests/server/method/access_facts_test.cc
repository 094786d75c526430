#include "server/method/access_facts.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using google::protobuf::FileDescriptorProto;
using testing::HasSubstr;

// A file of the contract with one service of one method.
FileDescriptorProto OneMethod(const v1::Access* access, bool streams = false) {
  FileDescriptorProto file;
  file.set_name("passung/v1/new_service.proto");
  file.set_package("passung.v1");
  file.add_message_type()->set_name("NewRequest");
  auto& service = *file.add_service();
  service.set_name("NewService");
  auto& method = *service.add_method();
  method.set_name("DoNew");
  method.set_input_type(".passung.v1.NewRequest");
  method.set_output_type(".passung.v1.NewRequest");
  method.set_server_streaming(streams);
  if (access != nullptr) *method.mutable_options()->MutableExtension(v1::access) = *access;
  return file;
}

v1::Access Complete() {
  v1::Access access;
  access.set_cost(v1::COST_SEARCH);
  access.add_roles(v1::ROLE_MENTOR);
  access.set_person(true);
  return access;
}

absl::StatusOr<AccessFacts> FactsOf(const FileDescriptorProto& file) {
  google::protobuf::DescriptorPool pool;
  return AccessFactsOf(*pool.BuildFile(file)->service(0)->method(0));
}

// Exit code of the build step on a contract of this file.
int CheckOf(const FileDescriptorProto& file) {
  const std::string path = testing::TempDir() + "/contract_of_one_method.binpb";
  google::protobuf::FileDescriptorSet set;
  *set.add_file() = file;
  std::ofstream(path, std::ios::binary) << set.SerializeAsString();
  return WEXITSTATUS(std::system((PASSUNG_CHECK_ACCESS " " + path + " 2>/dev/null").c_str()));
}

TEST(AccessFactsTest, AMethodWithoutFactsStopsTheBuild) {
  EXPECT_EQ(CheckOf(OneMethod(nullptr)), 1);
  const v1::Access access = Complete();
  EXPECT_EQ(CheckOf(OneMethod(&access)), 0);
}

TEST(AccessFactsTest, ServicesOfOthersAreLeftAlone) {
  FileDescriptorProto file = OneMethod(nullptr);
  file.set_package("grpc.health.v1");
  file.mutable_service(0)->mutable_method(0)->set_input_type(".grpc.health.v1.NewRequest");
  file.mutable_service(0)->mutable_method(0)->set_output_type(".grpc.health.v1.NewRequest");
  EXPECT_EQ(CheckOf(file), 0);
}

TEST(AccessFactsTest, TheMethodIsNamed) {
  EXPECT_THAT(FactsOf(OneMethod(nullptr)), StatusIs(absl::StatusCode::kInvalidArgument,
                                                    HasSubstr("passung.v1.NewService.DoNew")));
}

TEST(AccessFactsTest, CostAndRolesMustBeSaid) {
  v1::Access access = Complete();
  access.clear_cost();
  EXPECT_THAT(FactsOf(OneMethod(&access)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("cost")));
  access = Complete();
  access.clear_roles();
  EXPECT_THAT(FactsOf(OneMethod(&access)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("role")));
  access.add_roles(v1::ROLE_UNSPECIFIED);
  EXPECT_THAT(FactsOf(OneMethod(&access)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("ROLE_UNSPECIFIED")));
}

TEST(AccessFactsTest, UnaryCallsHaveDeadlinesAndStreamsHaveNone) {
  const v1::Access access = Complete();
  const auto unary = FactsOf(OneMethod(&access));
  ASSERT_THAT(unary, IsOk());
  EXPECT_EQ(unary->default_deadline, std::chrono::seconds(2));
  EXPECT_EQ(unary->max_deadline, std::chrono::seconds(30));
  const auto stream = FactsOf(OneMethod(&access, true));
  ASSERT_THAT(stream, IsOk());
  EXPECT_FALSE(stream->default_deadline);
  EXPECT_FALSE(stream->max_deadline);
}

TEST(AccessFactsTest, DeadlinesOfAMethodReplaceThoseOfAll) {
  v1::Access access = Complete();
  access.set_default_deadline_ms(500);
  access.set_max_deadline_ms(700);
  const auto facts = FactsOf(OneMethod(&access));
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->default_deadline, std::chrono::milliseconds(500));
  EXPECT_EQ(facts->max_deadline, std::chrono::milliseconds(700));
  access.set_max_deadline_ms(300);
  EXPECT_THAT(FactsOf(OneMethod(&access)), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace passung::server
