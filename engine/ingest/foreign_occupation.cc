#include "engine/ingest/foreign_occupation.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "engine/vocabulary/crosswalk_tables.h"

namespace passung {
namespace {

// What stands behind the address of ESCO's data, which is written with and without encryption.
bool ConsumeEsco(absl::string_view& text) {
  return absl::ConsumePrefix(&text, "http://data.europa.eu/esco/") ||
         absl::ConsumePrefix(&text, "https://data.europa.eu/esco/");
}

std::optional<ForeignOccupation> Group(absl::string_view digits) {
  if (!IsIscoGroup(digits)) return std::nullopt;
  return ForeignOccupation{.isco = std::string(digits), .esco = ""};
}

}  // namespace

std::optional<ForeignOccupation> ParseForeignOccupation(absl::string_view text) {
  const std::string folded = absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
  absl::string_view rest = folded;
  if (ConsumeEsco(rest)) {
    if (absl::ConsumePrefix(&rest, "isco/c")) return Group(rest);
    if (!absl::ConsumePrefix(&rest, "occupation/") || !IsEscoId(rest)) return std::nullopt;
    return ForeignOccupation{.isco = "", .esco = std::string(rest)};
  }
  if (!absl::ConsumePrefix(&rest, "isco")) return std::nullopt;
  for (const absl::string_view edition : {"-08", " 08", "08"}) {
    absl::string_view behind = rest;
    // "isco 0810" is a group, "isco-08 2512" names the edition.
    if (absl::ConsumePrefix(&behind, edition) && !behind.empty() &&
        !absl::ascii_isdigit(static_cast<unsigned char>(behind.front()))) {
      rest = behind;
      break;
    }
  }
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':' || rest.front() == '-')) {
    rest.remove_prefix(1);
  }
  return Group(rest);
}

}  // namespace passung
