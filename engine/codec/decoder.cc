#include "engine/codec/decoder.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace passung::codec {

Decoder::Decoder(absl::string_view bytes, uint8_t newest) : bytes_(bytes) {
  if (bytes_.empty()) {
    Fail("there are no bytes");
    return;
  }
  version_ = static_cast<uint8_t>(bytes_[0]);
  if (version_ > newest) {
    status_ =
        absl::FailedPreconditionError(absl::StrCat("the bytes have format version ", version_,
                                                   "; this program knows versions up to ", newest));
  } else if (version_ == 0) {
    Fail("format version 0 does not exist");
  }
  position_ = 1;
}

absl::Status Decoder::Finish() {
  if (status_.ok() && position_ < bytes_.size()) {
    Fail(absl::StrCat(bytes_.size() - position_, " bytes are left over"));
  }
  return status_;
}

bool Decoder::Fail(absl::string_view fault) {
  status_ =
      absl::DataLossError(absl::StrCat("byte ", position_, " of ", bytes_.size(), ": ", fault));
  return false;
}

bool Decoder::FailNeedlessVersion() {
  return Fail("fields of format version 2 that all say nothing");
}

bool Decoder::GetVarint(uint64_t& value) {
  value = 0;
  for (int shift = 0; position_ < bytes_.size(); shift += 7) {
    const auto byte = static_cast<uint8_t>(bytes_[position_]);
    if (shift == 63 && byte > 1) return Fail("a number has more than 64 bits");
    if (shift > 0 && byte == 0) return Fail("a number is not in its shortest form");
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    ++position_;
    if (byte < 0x80) return true;
  }
  return Fail("the bytes are cut within a number");
}

bool Decoder::GetBelow(uint64_t limit, uint64_t& value) {
  if (!GetVarint(value)) return false;
  return value < limit || Fail(absl::StrCat("value ", value, " is not below ", limit));
}

bool Decoder::GetLength(size_t& length) {
  uint64_t value = 0;
  if (!GetVarint(value)) return false;
  const size_t left = bytes_.size() - position_;
  if (value > left) return Fail(absl::StrCat("length ", value, " with ", left, " bytes left"));
  length = static_cast<size_t>(value);
  return true;
}

bool Decoder::GetText(absl::string_view& text) {
  size_t length = 0;
  if (!GetLength(length)) return false;
  text = bytes_.substr(position_, length);
  position_ += length;
  return true;
}

bool Decoder::Get(std::string& text) {
  absl::string_view view;
  if (!GetText(view)) return false;
  text.assign(view.data(), view.size());
  return true;
}

bool Decoder::Get(bool& value) {
  uint64_t number = 0;
  if (!GetBelow(2, number)) return false;
  value = number == 1;
  return true;
}

bool Decoder::Get(int64_t& value) {
  uint64_t zigzag = 0;
  if (!GetVarint(zigzag)) return false;
  value = static_cast<int64_t>((zigzag >> 1) ^ ((zigzag & 1) != 0 ? ~uint64_t{0} : 0));
  return true;
}

bool Decoder::Get(int32_t& value) {
  int64_t wide = 0;
  if (!Get(wide)) return false;
  if (wide < std::numeric_limits<int32_t>::min() || wide > std::numeric_limits<int32_t>::max()) {
    return Fail(absl::StrCat("value ", wide, " has more than 32 bits"));
  }
  value = static_cast<int32_t>(wide);
  return true;
}

bool Decoder::Get(Date& value) {
  int32_t days = 0;
  if (!Get(days)) return false;
  value = Date::FromDays(days);
  return true;
}

// Codes are checked for their form only: a row stays readable when a later edition withdraws its
// code. Number 0 is the code of a fresh struct.

bool Decoder::Get(OccupationCode& value) {
  uint64_t number = 0;
  if (!GetBelow(100000, number)) return false;
  const uint64_t level = number % 10;
  if (number != 0 && (level < 1 || level > 4)) {
    return Fail(absl::StrFormat("occupation code %05d does not end in 1 to 4", number));
  }
  value = OccupationCode::FromNumber(static_cast<int32_t>(number));
  return true;
}

bool Decoder::Get(DistrictCode& value) {
  uint64_t number = 0;
  if (!GetBelow(17000, number)) return false;
  if (number != 0 && number < 1000) {
    return Fail(absl::StrFormat("district code %05d has no Land", number));
  }
  value = DistrictCode::FromNumber(static_cast<int32_t>(number));
  return true;
}

bool Decoder::Get(AreaCode& value) {
  uint64_t number = 0;
  if (!GetBelow(17000, number)) return false;
  value = AreaCode();
  if (number == 0) return true;
  const std::string text =
      number < 100 ? absl::StrFormat("%02d", number) : absl::StrFormat("%05d", number);
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(text);
  if (!area.ok() || static_cast<uint64_t>(area->number()) != number) {
    return Fail(absl::StrCat("area code ", text, " is not one"));
  }
  value = *area;
  return true;
}

bool Decoder::Get(OccupationPrefix& value) {
  absl::string_view text;
  if (!GetText(text)) return false;
  value = OccupationPrefix();
  if (text == value.ToString()) return true;
  const absl::StatusOr<OccupationPrefix> prefix = OccupationPrefix::Parse(text);
  if (!prefix.ok() || prefix->ToString() != text) {
    return Fail("the first digits of an occupation are not 1 to 5 digits of a code");
  }
  value = *prefix;
  return true;
}

}  // namespace passung::codec
