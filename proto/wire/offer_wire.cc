#include "proto/wire/offer_wire.h"

#include "proto/wire/archive.h"
#include "proto/wire/parameter_wire.h"
#include "proto/wire/place_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<Offer> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& offer) {
    using Message = v1::Offer;
    archive.Name(Message::kNameFieldNumber, offer.id);
    archive(Message::kKindFieldNumber, offer.kind);
    VisitHelp(archive, offer);
    VisitWhere(archive, offer);
    VisitTerms(archive, offer);
    VisitOffice(archive, offer);
  }

 private:
  template <class Archive, class T>
  static void VisitHelp(Archive& archive, T& offer) {
    using Message = v1::Offer;
    archive(Message::kTitleFieldNumber, offer.title);
    archive(Message::kProviderFieldNumber, offer.provider);
    archive(Message::kDescriptionFieldNumber, offer.description);
    archive(Message::kGapsFieldNumber, offer.gaps);
    archive(Message::kReasonsFieldNumber, offer.reasons);
    archive(Message::kAudiencesFieldNumber, offer.audiences);
    archive(Message::kLevelFromFieldNumber, offer.level_from);
    archive(Message::kLevelToFieldNumber, offer.level_to);
    archive(Message::kSkillsFieldNumber, offer.skills);
    archive(Message::kOccupationsFieldNumber, offer.occupations);
    archive(Message::kLicencesFieldNumber, offer.licences);
    archive(Message::kSchoolFieldNumber, offer.school);
  }

  template <class Archive, class T>
  static void VisitWhere(Archive& archive, T& offer) {
    using Message = v1::Offer;
    archive(Message::kPlacesFieldNumber, offer.places);
    archive(Message::kDistrictsFieldNumber, offer.districts);
    archive(Message::kChannelsFieldNumber, offer.channels);
    archive(Message::kLanguagesFieldNumber, offer.languages);
  }

  template <class Archive, class T>
  static void VisitTerms(Archive& archive, T& offer) {
    using Message = v1::Offer;
    archive(Message::kStartFieldNumber, offer.start);
    archive(Message::kEndFieldNumber, offer.end);
    archive(Message::kApplyUntilFieldNumber, offer.apply_until);
    archive(Message::kAnyTimeFieldNumber, offer.any_time);
    archive(Message::kHoursFieldNumber, offer.hours);
    archive(Message::kPlacesTotalFieldNumber, offer.places_total);
    archive(Message::kPlacesLeftFieldNumber, offer.places_left);
    archive(Message::kEmployedFieldNumber, offer.employed);
    archive(Message::kAdmissionFieldNumber, offer.admission);
    archive(Message::kMonthsBeforeFieldNumber, offer.months_before);
    archive(Message::kCostEurosFieldNumber, offer.cost_euros);
  }

  template <class Archive, class T>
  static void VisitOffice(Archive& archive, T& offer) {
    using Message = v1::Offer;
    archive(Message::kOfficeFieldNumber, offer.office);
    archive(Message::kPapersFieldNumber, offer.papers);
    archive(Message::kPhoneFieldNumber, offer.phone);
    archive(Message::kWebsiteFieldNumber, offer.website);
    archive(Message::kValidFieldNumber, offer.valid);
    archive(Message::kClosedFieldNumber, offer.closed);
    archive(Message::kCheckedFieldNumber, offer.checked);
    archive(Message::kSourceFieldNumber, offer.source);
    archive(Message::kSourceReferenceFieldNumber, offer.source_reference);
    archive(Message::kTestDataFieldNumber, offer.test_data);
  }
};

template <>
struct Fields<Gap> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& gap) {
    using Message = v1::Gap;
    archive(Message::kKindFieldNumber, gap.kind);
    archive(Message::kHasFieldNumber, gap.has);
    archive(Message::kNeedsFieldNumber, gap.needs);
    archive(Message::kOccupationFieldNumber, gap.occupation);
    archive(Message::kLicenceFieldNumber, gap.licence);
    archive(Message::kSchoolFieldNumber, gap.school);
    archive(Message::kStartFieldNumber, gap.start);
    archive.Or(Message::kReasonFieldNumber, gap.reason, Reason::kNone);
  }
};

template <>
struct Fields<SuggestionPart> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& part) {
    using Message = v1::SuggestionPart;
    archive(Message::kCriterionFieldNumber, part.criterion);
    archive(Message::kPointsFieldNumber, part.points);
    archive(Message::kWeightFieldNumber, part.weight);
    archive(Message::kContributionFieldNumber, part.contribution);
    archive(Message::kReasonFieldNumber, part.reason);
    archive(Message::kParametersFieldNumber, part.parameters);
  }
};

template <>
struct Fields<GateOutcome> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& outcome) {
    using Message = v1::GateOutcome;
    archive(Message::kGateFieldNumber, outcome.gate);
    archive(Message::kVerdictFieldNumber, outcome.verdict);
    archive(Message::kReasonFieldNumber, outcome.reason);
    archive(Message::kFromFieldNumber, outcome.from);
    archive(Message::kParametersFieldNumber, outcome.parameters);
  }
};

v1::Offer ToProto(const Offer& offer) { return WriteMessage<v1::Offer>(offer); }
v1::Gap ToProto(const Gap& gap) { return WriteMessage<v1::Gap>(gap); }
v1::SuggestionPart ToProto(const SuggestionPart& part) {
  return WriteMessage<v1::SuggestionPart>(part);
}
v1::GateOutcome ToProto(const GateOutcome& outcome) {
  return WriteMessage<v1::GateOutcome>(outcome);
}

absl::StatusOr<Offer> FromProto(const v1::Offer& message, absl::string_view path) {
  return ReadMessage<Offer>(message, path);
}
absl::StatusOr<Gap> FromProto(const v1::Gap& message, absl::string_view path) {
  return ReadMessage<Gap>(message, path);
}
absl::StatusOr<SuggestionPart> FromProto(const v1::SuggestionPart& message) {
  return ReadMessage<SuggestionPart>(message, "");
}
absl::StatusOr<GateOutcome> FromProto(const v1::GateOutcome& message) {
  return ReadMessage<GateOutcome>(message, "");
}

}  // namespace passung::wire
