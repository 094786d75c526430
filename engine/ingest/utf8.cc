#include "engine/ingest/utf8.h"

namespace passung {
namespace {

// The range of the second byte keeps out overlong forms, surrogates and values above U+10FFFF.
struct LeadByte {
  size_t length = 0;
  unsigned char second_min = 0x80;
  unsigned char second_max = 0xBF;
};

LeadByte Classify(unsigned char lead) {
  if (lead < 0x80) return {.length = 1};
  if (lead < 0xC2) return {.length = 0};
  if (lead < 0xE0) return {.length = 2};
  if (lead == 0xE0) return {.length = 3, .second_min = 0xA0};
  if (lead == 0xED) return {.length = 3, .second_max = 0x9F};
  if (lead < 0xF0) return {.length = 3};
  if (lead == 0xF0) return {.length = 4, .second_min = 0x90};
  if (lead < 0xF4) return {.length = 4};
  if (lead == 0xF4) return {.length = 4, .second_max = 0x8F};
  return {.length = 0};
}

}  // namespace

CodePoint DecodeCodePoint(absl::string_view text, size_t offset) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(offset);
  const LeadByte rule = Classify(lead);
  if (rule.length == 0 || text.size() - offset < rule.length) return {};
  if (rule.length == 1) return {.value = lead, .bytes = 1};
  if (byte(offset + 1) < rule.second_min || byte(offset + 1) > rule.second_max) return {};
  // 5, 4 and 3 payload bits in the lead byte of 2, 3 and 4 bytes.
  char32_t value = lead & (0xFFU >> (rule.length + 1));
  for (size_t i = 1; i < rule.length; ++i) {
    const unsigned char next = byte(offset + i);
    if ((next & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (next & 0x3FU);
  }
  return {.value = value, .bytes = rule.length};
}

void AppendCodePoint(char32_t value, std::string& out) {
  const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    push(value);
  } else if (value < 0x800) {
    push(0xC0U | (value >> 6U));
    push(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    push(0xE0U | (value >> 12U));
    push(0x80U | ((value >> 6U) & 0x3FU));
    push(0x80U | (value & 0x3FU));
  } else {
    push(0xF0U | (value >> 18U));
    push(0x80U | ((value >> 12U) & 0x3FU));
    push(0x80U | ((value >> 6U) & 0x3FU));
    push(0x80U | (value & 0x3FU));
  }
}

absl::string_view CutUtf8(absl::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace passung
