// Fills every field of a message by reflection, so that a test notices whatever a conversion forgets.
#ifndef PASSUNG_TESTS_PROTO_MESSAGE_FILLER_H_
#define PASSUNG_TESTS_PROTO_MESSAGE_FILLER_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>

namespace passung {

// Sets all fields, repeated ones to two elements. Numbers are all different; enumerations take the
// value number `variant` and wrap around; texts are valid for their field.
// Fields that have no place in the engine's types (Contribution.text, RuleOutcome.text) stay empty.
class MessageFiller {
 public:
  explicit MessageFiller(int variant) : variant_(variant) {}
  void Fill(google::protobuf::Message& message);

 private:
  void FillField(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                 int element);
  int EnumNumber(const google::protobuf::FieldDescriptor& field, int element) const;
  bool Boolean(const google::protobuf::FieldDescriptor& field) const;

  int variant_;
  int next_number_ = 1;
  int depth_element_ = 0;  // which element of a repeated message is being filled
};

// A text that is valid for the field; different for different elements.
std::string SampleText(const google::protobuf::FieldDescriptor& field, int element);

}  // namespace passung

#endif  // PASSUNG_TESTS_PROTO_MESSAGE_FILLER_H_
