#include "engine/ingest/title_guesser.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/ingest/occupation_mapper.h"
#include "engine/ingest/text_folding.h"

namespace passung {
namespace {

constexpr size_t kRun = 4;          // letters
constexpr int32_t kWordTimes = 28;  // 16ths: a whole word counts as much as about three of its runs
constexpr int32_t kRunTimes = 16;
constexpr size_t kVoters = 5;
constexpr size_t kShortestStem = 4;
constexpr size_t kMostWords = 60;  // of a title

// Words that stand in titles of every occupation.
constexpr std::array<absl::string_view, 32> kEmptyWords = {
    "und",     "im",   "in",     "der",         "die",           "das",      "fuer",
    "mit",     "von",  "bei",    "zur",         "zum",           "als",      "am",
    "an",      "den",  "sofort", "ab",          "gesucht",       "vollzeit", "teilzeit",
    "minijob", "oder", "auf",    "mitarbeiter", "mitarbeiterin", "m",        "w",
    "d",       "x",    "gn",     "all"};

// Endings of number, case and sex, longest first.
std::string StemOf(absl::string_view word) {
  constexpr std::array<absl::string_view, 8> kEndings = {"innen", "in", "ern", "en",
                                                         "er",    "es", "e",   "n"};
  for (const absl::string_view ending : kEndings) {
    if (!absl::EndsWith(word, ending) || word.size() - ending.size() < kShortestStem) continue;
    const absl::string_view stem = absl::StripSuffix(word, ending);
    const bool sex = ending == "innen" || ending == "in";
    return sex ? StemOf(stem) : std::string(stem);
  }
  return std::string(word);
}

// 16 times the logarithm to base 2 of whole / part, rounded down to what eight squarings tell. REQUIRES: whole >= part > 0.
int32_t LogOfRatio(uint64_t whole, uint64_t part) {
  constexpr int kFraction = 32;
  uint64_t value = (whole << kFraction) / part;  // fixed point, 1.0 or more
  const int integer = static_cast<int>(std::bit_width(value)) - 1 - kFraction;
  value >>= integer;  // 1.0 to 2.0
  int32_t result = integer;
  for (int bit = 0; bit < 4; ++bit) {
    value = (value >> 2) * (value >> 2) >> (kFraction - 4);
    result *= 2;
    if (value >> (kFraction + 1) != 0) {
      value >>= 1;
      ++result;
    }
  }
  return result;
}

int64_t RootOf(int64_t square) {
  int64_t low = 0;
  int64_t high = int64_t{3'037'000'499};
  while (low < high) {
    const int64_t middle = low + (high - low + 1) / 2;
    if (middle <= square / middle) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

int32_t GroupOf(const ActivityName& name) { return name.code.number() / 100; }

}  // namespace

std::vector<TitleGuesser::Part> TitleGuesser::PartsOf(absl::string_view title) {
  std::map<std::string, int32_t> parts;
  size_t count = 0;
  for (const Word& word : SplitWords(StripOccupationName(title))) {
    const bool empty =
        std::find(kEmptyWords.begin(), kEmptyWords.end(), word.text) != kEmptyWords.end();
    if (empty || word.text.size() < 2 || ++count > kMostWords) continue;
    const std::string stem = StemOf(word.text);
    parts[absl::StrCat("=", stem)] = kWordTimes;
    const std::string marked = absl::StrCat("^", stem, "$");
    for (size_t i = 0; i + kRun <= marked.size(); ++i) parts[marked.substr(i, kRun)] = kRunTimes;
  }
  std::vector<Part> list;
  list.reserve(parts.size());
  for (const auto& [text, times] : parts) list.push_back({text, times});
  return list;
}

TitleGuesser::TitleGuesser(const Knowledge& knowledge) : names_(knowledge.Activities()) {
  for (size_t i = 0; i < names_.size(); ++i) {
    for (const Part& part : PartsOf(names_[i]->name)) {
      parts_[part.text].push_back({.name = static_cast<int32_t>(i), .weight = part.times});
    }
  }
  lengths_.assign(names_.size(), 0);
  for (auto& [text, entries] : parts_) {
    const int32_t rare = LogOfRatio(names_.size() + entries.size(), entries.size());
    for (Entry& entry : entries) {
      entry.weight *= rare;
      lengths_[static_cast<size_t>(entry.name)] += int64_t{entry.weight} * entry.weight;
    }
  }
}

std::vector<TitleGuesser::Similar> TitleGuesser::MostSimilar(absl::string_view title) const {
  std::vector<int64_t> common(names_.size(), 0);
  int64_t length = 0;
  for (const Part& part : PartsOf(title)) {
    const auto found = parts_.find(part.text);
    const size_t holders = found == parts_.end() ? 1 : found->second.size();
    // What no name has makes a title less like all of them: half as much as a part of a single name.
    const int32_t rare =
        LogOfRatio(names_.size() + holders, holders) / (found == parts_.end() ? 2 : 1);
    const int64_t weight = int64_t{part.times} * rare;
    length += weight * weight;
    if (found == parts_.end()) continue;
    for (const Entry& entry : found->second) {
      common[static_cast<size_t>(entry.name)] += weight * entry.weight;
    }
  }
  std::vector<Similar> similar;
  for (size_t i = 0; i < common.size(); ++i) {
    if (common[i] == 0) continue;
    const int64_t both = RootOf(length) * RootOf(lengths_[i]);
    similar.push_back(
        {.similarity = std::min<int64_t>(common[i] * 1000 / std::max<int64_t>(both, 1), 1000),
         .name = static_cast<int32_t>(i)});
  }
  // Names rise as bytes: of equal ones the first.
  const auto order = [](const Similar& a, const Similar& b) {
    return a.similarity != b.similarity ? a.similarity > b.similarity : a.name < b.name;
  };
  const size_t kept = std::min(kVoters, similar.size());
  std::partial_sort(similar.begin(), similar.begin() + static_cast<std::ptrdiff_t>(kept),
                    similar.end(), order);
  similar.resize(kept);
  return similar;
}

std::optional<OccupationGuess> TitleGuesser::Guess(absl::string_view title) const {
  std::map<int32_t, int64_t> votes;
  int64_t all = 0;
  const std::vector<Similar> similar = MostSimilar(title);
  for (const Similar& voter : similar) {
    const int64_t vote = voter.similarity * voter.similarity * voter.similarity;
    votes[GroupOf(*names_[static_cast<size_t>(voter.name)])] += vote;
    all += vote;
  }
  if (all == 0) return std::nullopt;
  const auto best = std::max_element(
      votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto nearest = std::find_if(similar.begin(), similar.end(), [&](const Similar& voter) {
    return GroupOf(*names_[static_cast<size_t>(voter.name)]) == best->first;
  });
  const ActivityName& name = *names_[static_cast<size_t>(nearest->name)];
  return OccupationGuess{
      .code = name.code,
      .name = name.name,
      .confidence = static_cast<int32_t>(best->second * nearest->similarity / all / 10)};
}

}  // namespace passung
