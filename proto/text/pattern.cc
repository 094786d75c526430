#include "proto/text/pattern.h"

#include <unicode/msgfmt.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace passung::text {
namespace {

constexpr absl::string_view kMissing = "…";

icu::UnicodeString ToIcu(absl::string_view utf8) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

std::string FromIcu(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

// The names of all arguments, sorted and each once.
absl::StatusOr<std::vector<std::string>> ArgumentsOf(const icu::MessagePattern& pattern) {
  std::vector<std::string> names;
  for (int32_t i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_START &&
        part.getArgType() != UMSGPAT_ARG_TYPE_NONE &&
        part.getArgType() != UMSGPAT_ARG_TYPE_SELECT) {
      return absl::InvalidArgumentError("only {x} and {x, select, …} are allowed");
    }
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER) {
      return absl::InvalidArgumentError("arguments must have names");
    }
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) continue;
    names.push_back(FromIcu(pattern.getSubstring(part)));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

class Pattern::Compiled {
 public:
  Compiled(const icu::UnicodeString& pattern, UErrorCode& error)
      : format_(pattern, icu::Locale::getRoot(), error) {}
  const icu::MessageFormat& format() const { return format_; }

 private:
  icu::MessageFormat format_;
};

Pattern::Pattern() = default;
Pattern::~Pattern() = default;

absl::StatusOr<std::unique_ptr<const Pattern>> Pattern::Compile(absl::string_view pattern) {
  const icu::UnicodeString text = ToIcu(pattern);
  UErrorCode error = U_ZERO_ERROR;
  UParseError place;
  const icu::MessagePattern parsed(text, &place, error);
  if (U_FAILURE(error)) {
    return absl::InvalidArgumentError(absl::StrCat("faulty pattern: ", u_errorName(error)));
  }
  absl::StatusOr<std::vector<std::string>> arguments = ArgumentsOf(parsed);
  if (!arguments.ok()) return arguments.status();
  std::unique_ptr<Pattern> result(new Pattern);
  result->compiled_ = std::make_unique<const Compiled>(text, error);
  result->source_ = std::string(pattern);
  result->arguments_ = *std::move(arguments);
  if (U_FAILURE(error)) {
    return absl::InvalidArgumentError(absl::StrCat("faulty pattern: ", u_errorName(error)));
  }
  return result;
}

std::string Pattern::Format(const Values& values) const {
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> texts;
  for (const std::string& argument : arguments_) {
    const auto found = values.find(argument);
    names.push_back(ToIcu(argument));
    texts.emplace_back(ToIcu(found == values.end() ? kMissing : found->second));
  }
  icu::UnicodeString text;
  UErrorCode error = U_ZERO_ERROR;
  compiled_->format().format(names.data(), texts.data(), static_cast<int32_t>(names.size()), text,
                             error);
  return U_FAILURE(error) ? std::string(kMissing) : FromIcu(text);
}

}  // namespace passung::text
