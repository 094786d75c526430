#include "proto/wire/outcome_wire.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/wire/archive.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {
namespace {

constexpr absl::string_view kOutcomes = "outcomes";

}  // namespace

template <>
struct Fields<OutcomeDecision> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& decision) {
    using Message = v1::OutcomeDecision;
    archive(Message::kNumberFieldNumber, decision.number);
    archive(Message::kSnapshotRevisionFieldNumber, decision.snapshot_revision);
    archive(Message::kSnapshotDigestFieldNumber, decision.snapshot_digest);
    archive(Message::kProfileFieldNumber, decision.profile);
    archive(Message::kProfileVersionFieldNumber, decision.profile_version);
    archive(Message::kProfileDigestFieldNumber, decision.profile_digest);
    archive(Message::kScoreFieldNumber, decision.score);
    archive.Or(Message::kHitClassFieldNumber, decision.hit_class, HitClass::kOpen);
    archive(Message::kContributionsFieldNumber, decision.contributions);
  }
};

// But for the name, which is not of the form of others.
template <>
struct Fields<Outcome> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& outcome) {
    using Message = v1::Outcome;
    archive.Name(Message::kMenteeFieldNumber, outcome.mentee);
    archive.NameOrEmpty(Message::kVacancyFieldNumber, outcome.vacancy);
    archive(Message::kKindFieldNumber, outcome.kind);
    archive(Message::kDateFieldNumber, outcome.date);
    archive(Message::kPlacementFieldNumber, outcome.placement);
    archive(Message::kDeclinedByFieldNumber, outcome.declined_by);
    archive(Message::kReasonFieldNumber, outcome.reason);
    archive.Or(Message::kSourceFieldNumber, outcome.source, OutcomeSource::kMentor);
    archive(Message::kDecisionFieldNumber, outcome.decision);
    archive(Message::kGapsFieldNumber, outcome.gaps);
  }
};

std::string OutcomeName(const MenteeId& mentee, const OutcomeId& id) {
  return NameBelow(mentee, kOutcomes, id.value);
}

absl::StatusOr<OutcomeKey> ParseOutcomeName(absl::string_view name) {
  PASSUNG_ASSIGN_OR_RETURN(auto found, ParseNameBelow(kOutcomes, name));
  return OutcomeKey{std::move(found.mentee), {std::move(found.id)}};
}

v1::Outcome ToProto(const Outcome& outcome) {
  auto message = WriteMessage<v1::Outcome>(outcome);
  message.set_name(OutcomeName(outcome.mentee, outcome.id));
  return message;
}

absl::StatusOr<Outcome> FromProto(const v1::Outcome& message, absl::string_view path) {
  PASSUNG_ASSIGN_OR_RETURN(Outcome outcome, ReadMessage<Outcome>(message, path));
  outcome.id = OutcomeIdOf(outcome);
  return outcome;
}

}  // namespace passung::wire
