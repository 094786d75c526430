// Which member of a step is which field: for every answer that holds steps.
#ifndef PASSUNG_PROTO_WIRE_CHANGE_FIELDS_H_
#define PASSUNG_PROTO_WIRE_CHANGE_FIELDS_H_

#include "passung/steps.h"
#include "passung/v1/analysis.pb.h"
#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<SingleStep> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& step) {
    using Message = v1::SingleStep;
    archive(Message::kActFieldNumber, step.act);
    archive(Message::kSkillFieldNumber, step.skill);
    archive(Message::kLevelFieldNumber, step.level);
    archive(Message::kQualificationFieldNumber, step.qualification);
    archive(Message::kOccupationFieldNumber, step.occupation);
    archive(Message::kOutcomeFieldNumber, step.outcome);
    archive(Message::kRecognitionStepFieldNumber, step.recognition_step);
    archive(Message::kCertificateFieldNumber, step.certificate);
    archive(Message::kLicenceFieldNumber, step.licence);
    archive(Message::kSkillIdFieldNumber, step.skill_id);
    archive(Message::kMinutesFieldNumber, step.minutes);
    archive(Message::kDistrictFieldNumber, step.district);
    archive(Message::kHoursFieldNumber, step.hours);
    archive(Message::kWindowsFieldNumber, step.windows);
    archive(Message::kDayFieldNumber, step.day);
  }
};

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_CHANGE_FIELDS_H_
