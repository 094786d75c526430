#include "server/method/answer_methods.h"

#include <gtest/gtest.h>

#include "passung/v1/admin_service.pb.h"
#include "passung/v1/catalog_service.pb.h"

namespace passung::server {
namespace {

AccessFacts FactsOf(const google::protobuf::FileDescriptor& file, const char* method) {
  return AccessFactsOf(*file.service(0)->FindMethodByName(method)).value();
}

// The person who runs the installation and looks after three people beside it.
TEST(AnswerMethodsTest, AMentorWithANarrowRoleBesideSeesOwnMenteesOnly) {
  const AccessFacts get = FactsOf(*v1::GetMenteeRequest::descriptor()->file(), "GetMentee");
  const AccessFacts purge = FactsOf(*v1::PurgePersonRequest::descriptor()->file(), "PurgePerson");
  for (const v1::Role beside : {v1::ROLE_ADMIN, v1::ROLE_BATCH, v1::ROLE_VIEWER}) {
    const Principal both = {
        .id = "person/u1", .roles = {v1::ROLE_MENTOR, beside}, .mentor = "mentors/m1"};
    EXPECT_EQ(CallerOf(both, get).mentor, MentorId{"m1"}) << beside;
  }
  const Principal admin = {
      .id = "person/u1", .roles = {v1::ROLE_MENTOR, v1::ROLE_ADMIN}, .mentor = "mentors/m1"};
  EXPECT_EQ(CallerOf(admin, purge).mentor, std::nullopt);
  const Principal coordinator = {
      .id = "person/u2", .roles = {v1::ROLE_MENTOR, v1::ROLE_COORDINATOR}, .mentor = "mentors/m1"};
  EXPECT_EQ(CallerOf(coordinator, get).mentor, std::nullopt);
}

TEST(AnswerMethodsTest, AMentorOfWhomNobodySaidWhichSeesNobody) {
  const AccessFacts get = FactsOf(*v1::GetMenteeRequest::descriptor()->file(), "GetMentee");
  EXPECT_EQ(CallerOf({.id = "person/u1", .roles = {v1::ROLE_MENTOR}}, get).mentor, MentorId{"/"});
}

}  // namespace
}  // namespace passung::server
