#include "engine/ingest/mentee_claims.h"

#include <array>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/list_items.h"
#include "engine/ingest/value_readers.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 9> kQualificationDetails = {
    "dqr",  "year", "outcome", "step", "reference", "recognition_from", "recognition_until",
    "from", "until"};
constexpr std::array<absl::string_view, 3> kExperienceDetails = {"months", "from", "until"};
constexpr std::array<absl::string_view, 2> kWishDetails = {"from", "until"};

bool IsRecognitionDetail(absl::string_view name) {
  return name == "outcome" || name == "step" || name == "reference" || name == "recognition_from" ||
         name == "recognition_until";
}

void SetRecognitionDetail(absl::string_view name, absl::string_view text,
                          const OccupationReader& occupations, const ValueContext& context,
                          Recognition& recognition) {
  if (name == "outcome") recognition.outcome = ReadName<RecognitionOutcome>(text, context);
  if (name == "step") recognition.step = ReadName<RecognitionStep>(text, context);
  if (name == "reference") recognition.reference = occupations.ReadOccupation(text, context).code;
  if (name == "recognition_from") recognition.valid.from = ReadDate(text, context);
  if (name == "recognition_until") recognition.valid.until = ReadDate(text, context);
}

// A detail that comes a second time begins the next recognition.
std::vector<Recognition> ReadRecognitions(const ListItem& item, const OccupationReader& occupations,
                                          const ValueContext& context) {
  std::vector<Recognition> recognitions;
  absl::flat_hash_set<absl::string_view> seen;
  for (const auto& [name, text] : item.details) {
    if (!IsRecognitionDetail(name)) continue;
    if (recognitions.empty() || seen.contains(name)) {
      recognitions.emplace_back();
      seen.clear();
    }
    seen.insert(name);
    SetRecognitionDetail(name, text, occupations, context, recognitions.back());
  }
  return recognitions;
}

std::optional<OccupationCode> ReadClaimedOccupation(const ListItem& item,
                                                    const OccupationReader& occupations,
                                                    const ValueContext& context) {
  const std::optional<OccupationCode> code = occupations.ReadOccupation(item.value, context).code;
  if (!code) {
    context.log.Warn(context.field, absl::StrCat("entry ", Quoted(item.value),
                                                 " is left out: its occupation is not known"));
  }
  return code;
}

}  // namespace

void ReadClaims(const CsvRow& row, const OccupationReader& occupations, RecordLog& log,
                MenteeFacts& facts) {
  const ValueContext qualified{.field = "qualifications", .log = log};
  for (const ListItem& item :
       ReadItems(row.Get("qualifications"), kQualificationDetails, qualified)) {
    const auto code = ReadClaimedOccupation(item, occupations, qualified);
    if (!code) continue;
    facts.qualifications.push_back(
        {.occupation = *code,
         .dqr_level = ReadInteger(item.Get("dqr"), {.least = 1, .most = 8}, qualified),
         .year = ReadInteger(item.Get("year"), {.least = 1950, .most = 2199}, qualified),
         .recognitions = ReadRecognitions(item, occupations, qualified),
         .valid = ReadValidity(item, qualified)});
  }
  const ValueContext worked{.field = "experiences", .log = log};
  for (const ListItem& item : ReadItems(row.Get("experiences"), kExperienceDetails, worked)) {
    const auto code = ReadClaimedOccupation(item, occupations, worked);
    if (!code) continue;
    const auto months = ReadInteger(item.Get("months"), {.least = 0, .most = 720}, worked);
    facts.experiences.push_back(
        {.occupation = *code, .months = months.value_or(0), .valid = ReadValidity(item, worked)});
  }
  const ValueContext wished{.field = "wishes", .log = log};
  for (const ListItem& item : ReadItems(row.Get("wishes"), kWishDetails, wished)) {
    const auto code = ReadClaimedOccupation(item, occupations, wished);
    if (code) facts.wishes.push_back({.occupation = *code, .valid = ReadValidity(item, wished)});
  }
}

}  // namespace passung
