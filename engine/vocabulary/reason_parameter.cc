#include "passung/reason_parameter.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace passung {
namespace {

constexpr int32_t kMinutesAnHour = 60;

std::string NamesIn(const absl::string_view* names, uint32_t bits) {
  std::string text;
  for (; bits != 0; bits >>= 1U, ++names) {
    if ((bits & 1U) != 0) absl::StrAppend(&text, text.empty() ? "" : ",", *names);
  }
  return text;
}

}  // namespace

ParameterValue::ParameterValue(absl::string_view text)
    : form_(Form::kShort), small_(static_cast<uint32_t>(text.size())) {
  if (text.size() <= sizeof(payload_.bytes)) {
    if (!text.empty()) std::memcpy(payload_.bytes, text.data(), text.size());
    return;
  }
  form_ = Form::kText;
  auto* copy = new char[text.size()];
  std::memcpy(copy, text.data(), text.size());
  payload_.text = copy;
}

void ParameterValue::CopyFrom(const ParameterValue& other) {
  if (other.form_ == Form::kText) {
    ParameterValue copy(absl::string_view(other.payload_.text, other.small_));
    Swap(copy);
    return;
  }
  form_ = other.form_;
  small_ = other.small_;
  payload_ = other.payload_;
}

ParameterValue ParameterValue::Of(Date day) {
  ParameterValue value(Form::kDay, 0);
  value.payload_.number = day.days();
  return value;
}

ParameterValue ParameterValue::Of(const WeeklyHours& hours) {
  ParameterValue value(Form::kHours, static_cast<uint32_t>(hours.min));
  value.payload_.number = hours.max;
  return value;
}

ParameterValue ParameterValue::TimeOfDay(int32_t minute) {
  ParameterValue value(Form::kTime, 0);
  value.payload_.number = minute;
  return value;
}

std::string ParameterValue::ToString() const {
  switch (form_) {
    case Form::kShort:
      return std::string(payload_.bytes, small_);
    case Form::kText:
    case Form::kWord:
      return std::string(payload_.text, small_);
    case Form::kSet:
      return NamesIn(payload_.names, small_);
    case Form::kDigits:
      return absl::StrFormat("%0*d", static_cast<int>(small_), payload_.number);
    case Form::kHours:
      return absl::StrCat(small_, "-", payload_.number);
    case Form::kDay:
      return Date::FromDays(static_cast<int32_t>(payload_.number)).ToString();
    case Form::kTime:
      return absl::StrFormat("%02d:%02d", payload_.number / kMinutesAnHour,
                             payload_.number % kMinutesAnHour);
  }
  return "";
}

bool operator==(const ParameterValue& a, const ParameterValue& b) {
  return a.ToString() == b.ToString();
}

}  // namespace passung
