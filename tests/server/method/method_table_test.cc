#include "server/method/method_table.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "passung/v1/catalog_service.pb.h"
#include "server/method/all_methods.h"
#include "server/method/catalog_methods.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::HasSubstr;
using testing::NotNull;

// The contract as the compiler of protos read it, with every service there is.
google::protobuf::FileDescriptorSet Contract() {
  std::ifstream in(PASSUNG_CONTRACT, std::ios::binary);
  google::protobuf::FileDescriptorSet contract;
  EXPECT_TRUE(contract.ParseFromIstream(&in));
  return contract;
}

TEST(MethodTableTest, EveryMethodOfTheContractHasAHandler) {
  const auto table = MethodTable::Create(AllMethods());
  ASSERT_THAT(table, IsOk());
  size_t methods = 0;
  const google::protobuf::FileDescriptorSet contract = Contract();
  for (const auto& file : contract.file()) {
    if (!absl::StartsWith(file.package(), "passung.")) continue;
    for (const auto& service : file.service()) {
      for (const auto& method : service.method()) {
        const std::string path =
            absl::StrCat(file.package(), ".", service.name(), "/", method.name());
        EXPECT_THAT((*table)->Find(path), NotNull()) << path;
        ++methods;
      }
    }
  }
  EXPECT_EQ((*table)->methods().size(), methods);
}

TEST(MethodTableTest, MethodsAreFoundByPathWithAndWithoutASlash) {
  const auto table = MethodTable::Create(AllMethods());
  ASSERT_THAT(table, IsOk());
  const Method* method = (*table)->Find("/passung.v1.CatalogService/GetMentee");
  ASSERT_THAT(method, NotNull());
  EXPECT_EQ(method, (*table)->Find("passung.v1.CatalogService/GetMentee"));
  EXPECT_EQ(method, &(*table)->methods()[method->number]);
  EXPECT_EQ((*table)->Find("passung.v1.CatalogService/GetNobody"), nullptr);
  EXPECT_EQ((*table)->Find(""), nullptr);
}

TEST(MethodTableTest, AMethodWithoutAHandlerIsRefused) {
  BoundFile file = CatalogMethods();
  file.bindings.erase(file.bindings.begin());
  EXPECT_THAT(MethodTable::Create({file}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("passung.v1.CatalogService.GetMentee has no handler")));
}

TEST(MethodTableTest, AHandlerOfOtherTypesIsRefused) {
  BoundFile file = CatalogMethods();
  std::swap(file.bindings.front().handler, file.bindings.back().handler);
  EXPECT_THAT(MethodTable::Create({file}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("of other types")));
}

TEST(MethodTableTest, AHandlerBoundTwiceIsRefused) {
  BoundFile file = CatalogMethods();
  file.bindings.push_back(file.bindings.front());
  EXPECT_THAT(MethodTable::Create({file}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("bound twice")));
}

}  // namespace
}  // namespace passung::server
