// Which request reads or deletes the resource of a name: the same for a database and for a server.
#ifndef PASSUNG_BINDINGS_CLI_RESOURCE_REQUEST_H_
#define PASSUNG_BINDINGS_CLI_RESOURCE_REQUEST_H_

#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {

inline absl::Status NoResource(const std::string& name, absl::string_view forms) {
  return absl::InvalidArgumentError(absl::StrCat("\"", name, "\" is not one of ", forms));
}

inline bool IsOf(absl::string_view collection, absl::string_view name) {
  return absl::StartsWith(name, absl::StrCat(collection, "/"));
}

using Resource = std::unique_ptr<google::protobuf::Message>;

template <class Request, class Call>
absl::StatusOr<Resource> GetOne(const std::string& name, Call& call) {
  Request request;
  request.set_name(name);
  auto answer = call(request);
  if (!answer.ok()) return answer.status();
  using Answer = typename decltype(answer)::value_type;
  return Resource(std::make_unique<Answer>(*std::move(answer)));
}

// `call` takes the Get request of each kind and gives StatusOr of its answer.
template <class Call>
absl::StatusOr<Resource> GetResource(const std::string& name, Call call) {
  if (absl::EndsWith(name, "/contact")) return GetOne<v1::GetMenteeContactRequest>(name, call);
  if (IsOf(wire::kMentees, name)) return GetOne<v1::GetMenteeRequest>(name, call);
  if (IsOf(wire::kVacancies, name)) return GetOne<v1::GetVacancyRequest>(name, call);
  if (IsOf(wire::kEmployers, name)) return GetOne<v1::GetEmployerRequest>(name, call);
  if (IsOf(wire::kMentors, name)) return GetOne<v1::GetMentorRequest>(name, call);
  if (IsOf(wire::kOffers, name)) return GetOne<v1::GetOfferRequest>(name, call);
  if (IsOf(wire::kProfiles, name)) return GetOne<v1::GetProfileRequest>(name, call);
  return NoResource(name,
                    "mentees/ID, mentees/ID/contact, vacancies/ID, employers/ID, mentors/ID, "
                    "offers/ID, profiles/ID");
}

template <class Request, class Call>
absl::Status DeleteOne(const std::string& name, bool validate_only, Call& call) {
  Request request;
  request.set_name(name);
  request.set_validate_only(validate_only);
  return call(request).status();
}

// Likewise of the Delete requests.
template <class Call>
absl::Status DeleteResource(const std::string& name, bool validate_only, Call call) {
  if (IsOf(wire::kMentees, name) && !absl::EndsWith(name, "/contact")) {
    return DeleteOne<v1::DeleteMenteeRequest>(name, validate_only, call);
  }
  if (IsOf(wire::kVacancies, name)) {
    return DeleteOne<v1::DeleteVacancyRequest>(name, validate_only, call);
  }
  if (IsOf(wire::kEmployers, name)) {
    return DeleteOne<v1::DeleteEmployerRequest>(name, validate_only, call);
  }
  if (IsOf(wire::kMentors, name)) {
    return DeleteOne<v1::DeleteMentorRequest>(name, validate_only, call);
  }
  if (IsOf(wire::kOffers, name)) {
    return DeleteOne<v1::DeleteOfferRequest>(name, validate_only, call);
  }
  return NoResource(name, "mentees/ID, vacancies/ID, employers/ID, mentors/ID, offers/ID");
}

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_RESOURCE_REQUEST_H_
