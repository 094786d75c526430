#include "engine/ingest/mentee_claims.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/list_items.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/mentee_limits.h"

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
                          const ValueContext& context, Recognition& recognition) {
  if (name == "outcome") recognition.outcome = ReadName<RecognitionOutcome>(text, context);
  if (name == "step") recognition.step = ReadName<RecognitionStep>(text, context);
  if (name == "recognition_from") recognition.valid.from = ReadDate(text, context);
  if (name == "recognition_until") recognition.valid.until = ReadDate(text, context);
}

// A detail that comes a second time begins the next recognition. One whose reference is not known is left out: without
// it, it would be one of the qualification itself. So is one without a reference of what may be `several` occupations.
std::vector<Recognition> ReadRecognitions(const ListItem& item, const OccupationReader& occupations,
                                          bool several, const ValueContext& context) {
  std::vector<Recognition> recognitions;
  std::vector<bool> unclear;
  absl::flat_hash_set<absl::string_view> seen;
  for (const auto& [name, text] : item.details) {
    if (!IsRecognitionDetail(name)) continue;
    if (recognitions.empty() || seen.contains(name)) {
      recognitions.emplace_back();
      unclear.push_back(several);
      seen.clear();
    }
    seen.insert(name);
    if (name == "reference") {
      recognitions.back().reference = occupations.ReadOccupation(text, context).code;
      unclear.back() = !recognitions.back().reference;
    } else {
      SetRecognitionDetail(name, text, context, recognitions.back());
    }
  }
  std::vector<Recognition> clear;
  for (size_t i = 0; i < recognitions.size(); ++i) {
    if (!unclear[i]) {
      clear.push_back(recognitions[i]);
      continue;
    }
    context.log.Warn(context.field, ProblemCode::kRecognitionUnclear,
                     {{"value", Shown(item.value)}});
  }
  return clear;
}

// What another classification names stands for a set of occupations, each of which may be meant.
std::vector<OccupationCode> ReadClaimedOccupations(const ListItem& item, size_t most,
                                                   const OccupationReader& occupations,
                                                   const ValueContext& context) {
  std::vector<OccupationCode> codes;
  for (const VacancyOccupation& one : occupations.ReadOccupations(item.value, most, context)) {
    if (one.code) codes.push_back(*one.code);
  }
  if (codes.empty()) {
    context.log.Warn(context.field, ProblemCode::kEntryWithoutOccupation,
                     {{"value", Shown(item.value)}});
  }
  return codes;
}

// Those that are still to be read each get a place.
size_t MostTogether(size_t taken, size_t later) {
  const size_t used = taken + later;
  return used < kMaxClaims ? std::min(kMostClaimedTogether, kMaxClaims - used) : 1;
}

void ReadQualification(const ListItem& item, size_t most, const OccupationReader& occupations,
                       const ValueContext& context, MenteeFacts& facts) {
  const auto codes = ReadClaimedOccupations(item, most, occupations, context);
  if (codes.empty()) return;
  Qualification qualification{
      .dqr_level = ReadInteger(item.Get("dqr"), {.least = 1, .most = 8}, context),
      .year = ReadInteger(item.Get("year"), {.least = 1950, .most = 2199}, context),
      .recognitions = ReadRecognitions(item, occupations, codes.size() > 1, context),
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
  const auto learned = ReadItems(row.Get("qualifications"), kQualificationDetails, qualified);
  for (size_t i = 0; i < learned.size(); ++i) {
    const size_t most = MostTogether(facts.qualifications.size(), learned.size() - i - 1);
    ReadQualification(learned[i], most, occupations, qualified, facts);
  }
  const ValueContext worked{.field = "experiences", .log = log};
  const auto jobs = ReadItems(row.Get("experiences"), kExperienceDetails, worked);
  for (size_t i = 0; i < jobs.size(); ++i) {
    const ListItem& item = jobs[i];
    const size_t most = MostTogether(facts.experiences.size(), jobs.size() - i - 1);
    const auto codes = ReadClaimedOccupations(item, most, occupations, worked);
    if (codes.empty()) continue;
    const auto months = ReadInteger(item.Get("months"), {.least = 0, .most = 720}, worked);
    const Validity valid = ReadValidity(item, worked);
    for (const OccupationCode code : codes) {
      facts.experiences.push_back(
          {.occupation = code, .months = months.value_or(0), .valid = valid});
    }
  }
  const ValueContext wished{.field = "wishes", .log = log};
  const auto wishes = ReadItems(row.Get("wishes"), kWishDetails, wished);
  for (size_t i = 0; i < wishes.size(); ++i) {
    const size_t most = MostTogether(facts.wishes.size(), wishes.size() - i - 1);
    for (const OccupationCode code : ReadClaimedOccupations(wishes[i], most, occupations, wished)) {
      facts.wishes.push_back({.occupation = code, .valid = ReadValidity(wishes[i], wished)});
    }
  }
}

}  // namespace passung
