#include "engine/ingest/mentee_claims.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

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
// As of a vacancy, which may be any of so many.
constexpr size_t kMostClaimedTogether = 3;
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

// What another classification names stands for a set of occupations, each of which may be meant.
std::vector<OccupationCode> ReadClaimedOccupations(const ListItem& item,
                                                   const OccupationReader& occupations,
                                                   const ValueContext& context) {
  std::vector<OccupationCode> codes;
  for (const VacancyOccupation& one :
       occupations.ReadOccupations(item.value, kMostClaimedTogether, context)) {
    if (one.code) codes.push_back(*one.code);
  }
  if (codes.empty()) {
    context.log.Warn(context.field, absl::StrCat("entry ", Quoted(item.value),
                                                 " is left out: its occupation is not known"));
  }
  return codes;
}

void ReadQualification(const ListItem& item, const OccupationReader& occupations,
                       const ValueContext& context, MenteeFacts& facts) {
  const auto codes = ReadClaimedOccupations(item, occupations, context);
  if (codes.empty()) return;
  Qualification qualification{
      .dqr_level = ReadInteger(item.Get("dqr"), {.least = 1, .most = 8}, context),
      .year = ReadInteger(item.Get("year"), {.least = 1950, .most = 2199}, context),
      .recognitions = ReadRecognitions(item, occupations, context),
      .valid = ReadValidity(item, context)};
  for (const OccupationCode code : codes) {
    qualification.occupation = code;
    facts.qualifications.push_back(qualification);
  }
}

}  // namespace

void ReadClaims(const CsvRow& row, const OccupationReader& occupations, RecordLog& log,
                MenteeFacts& facts) {
  const ValueContext qualified{.field = "qualifications", .log = log};
  for (const ListItem& item :
       ReadItems(row.Get("qualifications"), kQualificationDetails, qualified)) {
    ReadQualification(item, occupations, qualified, facts);
  }
  const ValueContext worked{.field = "experiences", .log = log};
  for (const ListItem& item : ReadItems(row.Get("experiences"), kExperienceDetails, worked)) {
    const auto codes = ReadClaimedOccupations(item, occupations, worked);
    if (codes.empty()) continue;
    const auto months = ReadInteger(item.Get("months"), {.least = 0, .most = 720}, worked);
    const Validity valid = ReadValidity(item, worked);
    for (const OccupationCode code : codes) {
      facts.experiences.push_back(
          {.occupation = code, .months = months.value_or(0), .valid = valid});
    }
  }
  const ValueContext wished{.field = "wishes", .log = log};
  for (const ListItem& item : ReadItems(row.Get("wishes"), kWishDetails, wished)) {
    for (const OccupationCode code : ReadClaimedOccupations(item, occupations, wished)) {
      facts.wishes.push_back({.occupation = code, .valid = ReadValidity(item, wished)});
    }
  }
}

}  // namespace passung
