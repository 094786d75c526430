#include "engine/ingest/vacancy_facts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/title_facts.h"
#include "engine/ingest/utf8.h"
#include "engine/vocabulary/vacancy_limits.h"
#include "passung/ingest.h"

namespace passung {
namespace {

bool LooksLikeCode(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Whether the title's word for the kind says the same as the source, only less exactly:
// "Ausbildung" is any training, "Werkstudent" any work.
bool IsSameKind(VacancyKind title, VacancyKind source) {
  if (title == VacancyKind::kTrainingDual) {
    return source == VacancyKind::kTrainingDual || source == VacancyKind::kTrainingSchool ||
           source == VacancyKind::kRetraining;
  }
  return title == source;
}

bool IsSameHours(WeeklyHours title, WeeklyHours source) {
  return title.min <= source.min && source.max <= title.max;
}

void ApplyKind(const TitleFacts& title, SourceWord word, const ValueContext& context,
               Vacancy& vacancy) {
  if (!title.kind) {
    if (!title.casual || vacancy.kind != VacancyKind::kJob) return;
    context.log.Warn(context.field, ProblemCode::kCasualTitle);
    vacancy.kind = std::nullopt;
    return;
  }
  if (vacancy.kind && IsSameKind(*title.kind, *vacancy.kind)) return;
  if (vacancy.kind && word == SourceWord::kStated) {
    context.log.Warn(context.field, ProblemCode::kKindContradicted,
                     {{"value", std::string(Name(*vacancy.kind))},
                      {"word", std::string(title.kind_word)},
                      {"read", std::string(Name(*title.kind))}});
  }
  vacancy.kind = title.kind;
}

void ApplyHours(const TitleFacts& title, const ValueContext& context, Vacancy& vacancy) {
  if (!title.hours) return;
  if (vacancy.hours && IsSameHours(*title.hours, *vacancy.hours)) return;
  if (vacancy.hours) {
    context.log.Warn(context.field, ProblemCode::kHoursContradicted,
                     {{"least", absl::StrCat(vacancy.hours->min)},
                      {"most", absl::StrCat(vacancy.hours->max)},
                      {"word", std::string(title.hours_word)},
                      {"read_least", absl::StrCat(title.hours->min)},
                      {"read_most", absl::StrCat(title.hours->max)}});
  }
  vacancy.hours = title.hours;
}

}  // namespace

std::optional<OccupationCode> OccupationReader::ReadCode(absl::string_view text,
                                                         const ValueContext& context) const {
  if (text.empty()) return std::nullopt;
  const bool lost_zero = LooksLikeCode(text) && text.size() == 4;
  const absl::StatusOr<OccupationCode> code =
      OccupationCode::Parse(lost_zero ? absl::StrCat("0", text) : std::string(text));
  if (!code.ok()) {
    context.WarnNotAllowed(text, AllowedCode::kOccupationCode);
    return std::nullopt;
  }
  if (!knowledge_.IsKnownOccupation(*code)) {
    context.WarnNotAllowed(text, AllowedCode::kImportedCode);
    return std::nullopt;
  }
  if (lost_zero) WarnOfLostZero(text, context);
  return *code;
}

VacancyOccupation OccupationReader::ReadOccupation(absl::string_view text,
                                                   const ValueContext& context) const {
  VacancyOccupation occupation;
  if (LooksLikeCode(text)) {
    occupation.code = ReadCode(text, context);
    return occupation;
  }
  if (const auto named = ParseForeignOccupation(text)) {
    std::vector<VacancyOccupation> all = FromCrosswalk(*named);
    if (all.size() == 1 && all.front().code) return all.front();
    if (all.size() > 1) {
      context.WarnNotAllowed(text, AllowedCode::kOneOccupation,
                             {{"count", absl::StrCat(all.size())}});
    } else {
      context.WarnNotAllowed(text, AllowedCode::kCrosswalk);
    }
    return {.label = all.front().label};
  }
  occupation.label = ReadText(text, kMaxNameBytes, context);
  const std::optional<MappedOccupation> mapped = FindName(text);
  if (!mapped) {
    context.log.Warn(context.field, ProblemCode::kOccupationUnknown, {{"value", Shown(text)}});
    return occupation;
  }
  occupation.code = mapped->activity->code;
  occupation.activity_level = mapped->activity->level;
  if (mapped->match == NameMatch::kQualified) {
    context.log.Warn(context.field, ProblemCode::kOccupationReadAs,
                     {{"value", Shown(text)}, {"name", Shown(mapped->activity->name)}});
  }
  return occupation;
}

std::vector<VacancyOccupation> OccupationReader::ReadOccupations(
    absl::string_view text, size_t most, const ValueContext& context) const {
  const std::optional<ForeignOccupation> named = ParseForeignOccupation(text);
  if (!named) return {ReadOccupation(text, context)};
  std::vector<VacancyOccupation> occupations = FromCrosswalk(*named);
  if (!occupations.front().code) context.WarnNotAllowed(text, AllowedCode::kCrosswalk);
  if (occupations.size() > most) {
    context.log.Warn(context.field, ProblemCode::kOccupationWide,
                     {{"value", Shown(text)},
                      {"count", absl::StrCat(occupations.size())},
                      {"most", absl::StrCat(most)}});
    occupations.resize(most);
  }
  return occupations;
}

bool OccupationReader::KnowsForeign(absl::string_view text) const {
  const std::optional<ForeignOccupation> named = ParseForeignOccupation(text);
  return named && FromCrosswalk(*named).front().code;
}

std::vector<VacancyOccupation> OccupationReader::FromCrosswalk(
    const ForeignOccupation& named) const {
  const EscoOccupation* const esco = named.esco.empty() ? nullptr : knowledge_.FindEsco(named.esco);
  const std::string label =
      esco == nullptr ? "" : std::string(CutUtf8(esco->label_de, kMaxNameBytes));
  std::vector<OccupationCode> codes =
      knowledge_.OccupationsOfIsco(esco == nullptr ? named.isco : esco->group);
  // The tables may be of different years.
  std::erase_if(codes, [&](OccupationCode code) { return !knowledge_.IsKnownOccupation(code); });
  if (codes.empty()) return {VacancyOccupation{.label = label}};
  const std::optional<MappedOccupation> by_name = label.empty() ? std::nullopt : FindName(label);
  if (by_name && absl::c_linear_search(codes, by_name->activity->code)) {
    return {VacancyOccupation{.code = by_name->activity->code,
                              .activity_level = by_name->activity->level,
                              .label = label}};
  }
  std::vector<VacancyOccupation> occupations;
  occupations.reserve(codes.size());
  for (const OccupationCode code : codes) occupations.push_back({.code = code, .label = label});
  return occupations;
}

std::optional<VacancyOccupation> OccupationReader::FromTitle(absl::string_view title,
                                                             const ValueContext& context) const {
  if (titles_ == Titles::kNothing) return std::nullopt;
  const std::optional<MappedOccupation> mapped = FindName(title);
  if (!mapped || mapped->match == NameMatch::kQualified) return GuessFrom(title, context);
  context.log.Warn(context.field, ProblemCode::kOccupationByTitle,
                   {{"name", Shown(mapped->activity->name)}});
  return VacancyOccupation{.code = mapped->activity->code,
                           .activity_level = mapped->activity->level,
                           .label = mapped->activity->name};
}

std::optional<VacancyOccupation> OccupationReader::GuessFrom(absl::string_view title,
                                                             const ValueContext& context) const {
  if (!guesser_) return std::nullopt;
  const std::optional<OccupationGuess> guess = guesser_->Guess(title);
  if (!guess) return std::nullopt;
  const bool taken = guess->confidence >= guess_from_;
  context.log.Warn(context.field, taken ? ProblemCode::kGuessTaken : ProblemCode::kGuessLeft,
                   {{"name", Shown(guess->name)}, {"percent", absl::StrCat(guess->confidence)}});
  if (!taken) return std::nullopt;
  const ActivityName* activity = knowledge_.FindActivity(guess->name);
  return VacancyOccupation{.code = guess->code,
                           .activity_level = activity == nullptr ? std::nullopt : activity->level,
                           .label = guess->name};
}

void ApplyTitle(SourceWord word, const ValueContext& kind, const ValueContext& hours,
                Vacancy& vacancy) {
  const TitleFacts title = ReadTitleFacts(vacancy.title);
  ApplyKind(title, word, kind, vacancy);
  ApplyHours(title, hours, vacancy);
}

bool HasGerman(const Vacancy& vacancy) {
  return std::any_of(vacancy.german.levels.begin(), vacancy.german.levels.end(),
                     [](const std::optional<LanguageLevel>& level) { return level.has_value(); });
}

void ApplyGermanText(absl::string_view text, Vacancy& vacancy) {
  if (HasGerman(vacancy)) return;
  GermanPhrase phrase = FindGermanRequirement(text);
  if (!phrase.found) phrase = FindGermanRequirement(vacancy.title);
  if (phrase.found) vacancy.german = phrase.requirement;
}

}  // namespace passung
