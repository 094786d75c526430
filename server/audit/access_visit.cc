#include "server/audit/access_visit.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/wire/rpc_status.h"
#include "server/audit/decision.h"
#include "server/audit/person_facts.h"

namespace passung::server {
namespace {

using google::protobuf::Message;

// The database's own words stay here: they may name a file.
absl::Status WithoutPseudonyms() {
  return wire::WithReason(
      absl::UnavailableError("the people concerned cannot be noted in the access log; without "
                             "that nobody is shown"),
      "ACCESS_LOG_UNAVAILABLE");
}

void SetVersions(const v1::VersionsUsed& versions, v1::AccessEntry& entry) {
  entry.set_snapshot_revision(versions.snapshot_revision());
  entry.set_snapshot_digest(versions.snapshot_digest());
  entry.set_profile(versions.profile());
  entry.set_profile_version(versions.profile_version());
  entry.set_profile_digest(versions.profile_digest());
}

}  // namespace

absl::Status AccessVisit::OnRequest(const Message& request) { return Meet(MenteesIn(request)); }

absl::Status AccessVisit::OnAnswer(const Message& request, const Message& answer) {
  const std::optional<std::vector<MenteeId>> people = PeopleShown(request, answer);
  if (!people) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(v1::AccessEntry entry, EntryOn(*people, request, CodeIn(answer)));
  entry.set_results(ResultsIn(answer));
  if (const auto* versions = VersionsIn(answer); versions != nullptr) SetVersions(*versions, entry);
  PASSUNG_RETURN_IF_ERROR(NoteDecisions(request, answer));
  return log_.Append(std::move(entry));
}

absl::Status AccessVisit::NoteDecisions(const Message& request, const Message& answer) {
  const auto pseudonym = [this](const MenteeId& id) { return KnownPseudonym(id); };
  for (v1::DecisionEntry& decision : DecisionsOf(request, answer, log_.key(), pseudonym)) {
    decision.set_method(visitor_.method);
    decision.set_mentor(visitor_.mentor);
    decision.set_needs_basis(visitor_.needs_basis);
    PASSUNG_RETURN_IF_ERROR(log_.Append(std::move(decision)));
  }
  return absl::OkStatus();
}

absl::Status AccessVisit::OnFailure(const Message& request, const absl::Status& why) {
  PASSUNG_ASSIGN_OR_RETURN(v1::AccessEntry entry, EntryOn(MenteesIn(request), request, why.code()));
  PASSUNG_RETURN_IF_ERROR(log_.Append(std::move(entry)));
  return why;
}

absl::Status AccessVisit::Meet(const std::vector<MenteeId>& people) {
  std::vector<MenteeId> unmet;
  for (const MenteeId& id : people) {
    if (!known_.contains(id.value)) unmet.push_back(id);
  }
  const auto pseudonyms = log_.pseudonyms().Give(unmet);
  if (!pseudonyms.ok()) return WithoutPseudonyms();
  for (size_t i = 0; i < unmet.size(); ++i) {
    const std::optional<std::string>& pseudonym = (*pseudonyms)[i];
    if (pseudonym) known_.emplace(unmet[i].value, *pseudonym);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> AccessVisit::PseudonymOf(const MenteeId& mentee) {
  PASSUNG_RETURN_IF_ERROR(Meet({mentee}));
  return KnownPseudonym(mentee);
}

std::string AccessVisit::KnownPseudonym(const MenteeId& mentee) const {
  const auto known = known_.find(mentee.value);
  return known == known_.end() ? std::string() : known->second;
}

absl::StatusOr<v1::AccessEntry> AccessVisit::EntryOn(const std::vector<MenteeId>& people,
                                                     const Message& request,
                                                     absl::StatusCode code) {
  PASSUNG_RETURN_IF_ERROR(Meet(people));
  v1::AccessEntry entry;
  entry.set_who(visitor_.who);
  entry.set_through(visitor_.through);
  entry.set_method(visitor_.method);
  entry.set_purpose(PurposeIn(request));
  entry.set_code(absl::StatusCodeToString(code));
  for (const MenteeId& id : people) {
    const auto known = known_.find(id.value);
    if (known == known_.end()) {
      entry.set_unknown(entry.unknown() + 1);
    } else {
      entry.add_people(known->second);
    }
  }
  return entry;
}

}  // namespace passung::server
