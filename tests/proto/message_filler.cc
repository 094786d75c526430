#include "tests/proto/message_filler.h"

#include <array>
#include <map>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

using Samples = std::array<const char*, 2>;

constexpr Samples kDates = {"2026-07-01", "2027-03-04"};
constexpr Samples kCodes = {"81302", "25212"};

// By full name first, then by name.
const std::map<std::string, Samples>& SampleTable() {
  static const auto& table = *new std::map<std::string, Samples>{
      {"passung.v1.Mentee.name", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.Vacancy.name", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.Vacancy.employer", {"employers/E-1", "employers/E-2"}},
      {"passung.v1.MenteeRecord.mentor", {"mentors/W-1", "mentors/W-2"}},
      {"passung.v1.MenteeContact.name", {"mentees/M-1/contact", "mentees/M-2/contact"}},
      {"passung.v1.Employer.name", {"employers/E-1", "employers/E-2"}},
      {"passung.v1.Mentor.name", {"mentors/W-1", "mentors/W-2"}},
      {"passung.v1.Mentor.districts", {"14713", "14612"}},
      {"passung.v1.Mentor.fields", {"54", "813"}},
      {"passung.v1.Offer.name", {"offers/O-1", "offers/O-2"}},
      {"passung.v1.Offer.districts", {"14713", "14612"}},
      {"passung.v1.Offer.occupations", {"54", "813"}},
      {"passung.v1.ScoringProfile.name", {"profiles/p1", "profiles/p2"}},
      {"passung.v1.VersionsUsed.profile", {"profiles/p1", "profiles/p2"}},
      {"passung.v1.Match.mentee", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.Match.vacancy", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.WeightSwap.up", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.WeightSwap.down", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.ChangeExample.mentee", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.ChangeExample.vacancy", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.AssignmentPair.mentee", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.AssignmentPair.vacancy", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.AssignmentMentee.mentee", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.AssignmentMentee.mentor", {"mentors/W-1", "mentors/W-2"}},
      {"passung.v1.AssignmentVacancy.vacancy", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.AssignmentVacancy.employer", {"employers/E-1", "employers/E-2"}},
      {"passung.v1.Unassigned.vacancy", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.Unassigned.holders", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.AssignmentPrice.name", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.BlockingPair.mentee", {"mentees/M-1", "mentees/M-2"}},
      {"passung.v1.BlockingPair.vacancy", {"vacancies/V-1", "vacancies/V-2"}},
      {"passung.v1.Relaxation.districts", {"14713", "14612"}},
      {"day", kDates},
      {"passung.v1.Exclusions.occupations", {"54", "813"}},
      {"passung.v1.MatchFilter.districts", {"14713", "14612"}},
      {"passung.v1.MatchFilter.occupations", {"54", "81302"}},
      {"passung.v1.MatchFilter.employers", {"employers/E-1", "employers/E-2"}},
      {"passung.v1.MainGroupCount.main_group", {"43", "54"}},
      {"passung.v1.AreaLimit.area", {"14", "14713"}},
      {"passung.v1.ReasonParameter.name", {"need", "have"}},
      {"district", {"14713", "14612"}},
      {"occupation", kCodes},
      {"reference", kCodes},
      {"code", kCodes},
      {"from", kDates},
      {"until", kDates},
      {"proof_date", kDates},
      {"available_from", kDates},
      {"stay_since", kDates},
      {"document_until", kDates},
      {"start", kDates},
      {"end", kDates},
      {"published", kDates},
      {"open_from", kDates},
      {"apply_until", kDates},
      {"checked", kDates},
      {"as_of", kDates},
  };
  return table;
}

bool StaysEmpty(const FieldDescriptor& field) {
  // What a row is beside its content is put together where rows are kept.
  if (field.name() == "etag" || field.full_name() == "passung.v1.Mentee.record") return true;
  if (field.full_name() == "google.protobuf.Timestamp.nanos") return true;
  // Filled in by the server, where a locale is asked for.
  return field.name() == "text" || field.name() == "gain_text" || field.name() == "texts" ||
         field.full_name() == "passung.v1.StepResult.offers";
}

}  // namespace

std::string SampleText(const FieldDescriptor& field, int element) {
  for (const std::string& key : {field.full_name(), field.name()}) {
    const auto found = SampleTable().find(key);
    if (found != SampleTable().end()) return found->second.at(static_cast<size_t>(element));
  }
  return absl::StrCat(field.name(), " ä ", element);
}

int MessageFiller::EnumNumber(const FieldDescriptor& field, int element) const {
  const int count = field.enum_type()->value_count() - 1;  // without UNSPECIFIED
  // A rule has one count, and they come in the order of rules.
  if (field.full_name() == "passung.v1.RuleCount.rule") {
    return 1 + variant_ % (count - 1) + depth_element_;
  }
  return 1 + (variant_ + element) % count;
}

bool MessageFiller::Boolean(const FieldDescriptor& field) const {
  // Without it there may be no area.
  return field.full_name() == "passung.v1.AreaLimit.limited" || variant_ % 2 == 0;
}

void MessageFiller::FillField(Message& message, const FieldDescriptor& field, int element) {
  const Reflection& reflection = *message.GetReflection();
  const bool repeated = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      if (repeated) {
        reflection.AddInt32(&message, &field, next_number_++);
      } else {
        reflection.SetInt32(&message, &field, next_number_++);
      }
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.SetInt64(&message, &field, (int64_t{1} << 40) + next_number_++);
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, Boolean(field));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      if (repeated) {
        reflection.AddEnumValue(&message, &field, EnumNumber(field, element));
      } else {
        reflection.SetEnumValue(&message, &field, EnumNumber(field, element));
      }
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      if (repeated) {
        reflection.AddString(&message, &field, SampleText(field, element));
      } else {
        reflection.SetString(&message, &field, SampleText(field, depth_element_));
      }
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const int outer = depth_element_;
      if (repeated) depth_element_ = element;
      Fill(*(repeated ? reflection.AddMessage(&message, &field)
                      : reflection.MutableMessage(&message, &field)));
      depth_element_ = outer;
      break;
    }
    default:
      GOOGLE_LOG(FATAL) << "no sample for fields like " << field.full_name();
  }
}

void MessageFiller::Fill(Message& message) {
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (StaysEmpty(field)) continue;
    const int elements = field.is_repeated() ? 2 : 1;
    for (int element = 0; element < elements; ++element) FillField(message, field, element);
  }
}

}  // namespace passung
