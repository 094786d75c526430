// A backend over a database of its own, and callers who ask at a time that a test chooses.
#ifndef PASSUNG_TESTS_PROTO_ANSWER_ANSWER_FIXTURE_H_
#define PASSUNG_TESTS_PROTO_ANSWER_ANSWER_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "passung/v1/catalog_service.pb.h"
#include "proto/answer/catalog_changes.h"
#include "proto/answer/stored_backend.h"
#include "proto/wire/field_error.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/rpc_status.h"
#include "proto/wire/vacancy_wire.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung::answer {

// 15 February 2026, 12:00 UTC: on the story day.
inline constexpr UnixTime kNoon = {1'771'156'800};

inline std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const wire::FieldError& error : wire::FieldErrors(status)) fields.push_back(error.field);
  return fields;
}

// The reason that clients get to see.
inline std::string ReasonOf(const absl::Status& status) {
  const google::rpc::Status message = wire::ToRpcStatus(status);
  for (const auto& detail : message.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

class AnswerTest : public testing::Test {
 protected:
  AnswerTest() {
    std::string pattern = testing::TempDir() + "passung_answer_XXXXXX";
    folder_ = mkdtemp(pattern.data());
    Reopen();
  }
  ~AnswerTest() override {
    backend_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void Reopen() {
    backend_.reset();
    auto repository = OpenRepository(absl::StrCat("sqlite:", folder_, "/passung.db"));
    backend_ = StoredBackend::Open(std::move(repository).value(), {}).value();
  }

  // Somebody who needs no basis, unless the test says otherwise.
  CallContext Context(Caller caller = {}, int64_t seconds_later = 0) {
    return {.backend = *backend_,
            .now = {kNoon.seconds + seconds_later},
            .today = StoryDay(),
            .caller = std::move(caller),
            .page_key = "secret"};
  }
  CallContext Strict() {
    return Context({.id = "anna", .mentor = std::nullopt, .needs_basis = true});
  }
  CallContext Mentor(const std::string& id) {
    return Context({.id = id, .mentor = MentorId{id}, .needs_basis = false});
  }

  static v1::Mentee MenteeNamed(const std::string& id) {
    return wire::ToProto(
        StoryMentee(id).In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1));
  }
  static v1::Vacancy VacancyNamed(const std::string& id) {
    return wire::ToProto(StoryVacancy(id).Of("81301").In("14713"));
  }
  static void AddBasis(v1::Purpose purpose, v1::Mentee& mentee) {
    auto& basis = *mentee.mutable_record()->add_legal_bases();
    basis.set_purpose(purpose);
    basis.set_kind(v1::BASIS_KIND_CONSENT);
  }

  v1::Mentee Create(const v1::Mentee& mentee) {
    v1::CreateMenteeRequest request;
    *request.mutable_mentee() = mentee;
    return CreateMentee(request, Context()).value();
  }
  v1::Vacancy Create(const v1::Vacancy& vacancy) {
    v1::CreateVacancyRequest request;
    *request.mutable_vacancy() = vacancy;
    return CreateVacancy(request, Context()).value();
  }

  int64_t Revision() { return backend_->repository().revision().value(); }

  std::string folder_;
  std::unique_ptr<StoredBackend> backend_;
};

}  // namespace passung::answer

#endif  // PASSUNG_TESTS_PROTO_ANSWER_ANSWER_FIXTURE_H_
