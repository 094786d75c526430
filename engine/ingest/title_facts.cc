#include "engine/ingest/title_facts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/text_folding.h"

namespace passung {
namespace {

// "Ausbilder", "Ausbildungsleitung", "Praktikantenbetreuung": people who work with learners.
bool IsAboutLearners(absl::string_view word) {
  constexpr std::array<absl::string_view, 12> kParts = {
      "betreu", "koordinat", "leiter",    "leitung",  "beauftragt", "meister",
      "berat",  "recruit",   "marketing", "referent", "verantwort", "begleit"};
  return std::any_of(kParts.begin(), kParts.end(),
                     [word](absl::string_view part) { return absl::StrContains(word, part); });
}

// "mit abgeschlossener Ausbildung", "ohne Ausbildung", "Meister für die Ausbildung": a training the
// person has had or works on, not the one on offer.
bool IsTrainingOfOthers(const Words& words, size_t i) {
  size_t back = 1;
  while (StartsWithAny(WordBefore(words, i, back), {"abgeschlossen", "abgebrochen", "fertig", "der",
                                                    "die", "den", "eine", "unser"})) {
    if (StartsWithAny(WordBefore(words, i, back), {"abgeschlossen", "abgebrochen", "fertig"}))
      return true;
    ++back;
  }
  return EqualsAny(WordBefore(words, i, back),
                   {"mit", "ohne", "nach", "fuer", "in", "trotz", "neben"});
}

bool IsTraining(const Words& words, size_t i) {
  const absl::string_view word = WordAt(words, i);
  const bool named =
      StartsWithAny(word, {"azubi", "auszubildend", "lehrling", "lehrstelle", "ausbildungsplatz",
                           "ausbildungsstelle", "ausbildungsstart", "ausbildungsbeginn"});
  const bool own = named || (EqualsAny(word, {"ausbildung", "berufsausbildung"}) &&
                             !IsTrainingOfOthers(words, i));
  const bool study = EqualsAny(word, {"duales", "dualer", "duale", "dual"}) &&
                     StartsWithAny(WordAt(words, i + 1), {"studium", "studi", "student"});
  return (own || study) && !IsAboutLearners(word) && !IsAboutLearners(WordAt(words, i + 1));
}

bool IsInternship(absl::string_view word) {
  const bool is_one = absl::StrContains(word, "praktik") &&
                      (absl::StrContains(word, "praktikant") ||
                       absl::StrContains(word, "praktikum") || absl::EndsWith(word, "praktika"));
  return (is_one || word == "internship") && !IsAboutLearners(word) &&
         !absl::StrContains(word, "anleit");
}

// "538-Euro-Job", "auf 520 € Basis": the monthly limits of § 8 SGB IV from 2013 to 2026.
bool IsMinijob(const Words& words, size_t i) {
  const absl::string_view word = WordAt(words, i);
  if (StartsWithAny(word, {"minijob", "geringfuegig"})) return true;
  if (word == "mini" && StartsWithAny(WordAt(words, i + 1), {"job"})) return true;
  const bool limit = EqualsAny(word, {"450", "520", "538", "556", "603"});
  return (limit && StartsWithAny(WordAt(words, i + 1), {"euro", "eur"})) ||
         EqualsAny(word, {"450euro", "520euro", "538euro", "556euro", "603euro"});
}

bool IsSelfEmployed(const Words& words, size_t i) {
  const absl::string_view word = WordAt(words, i);
  return StartsWithAny(word, {"freiberuf", "freelance", "franchisenehm", "franchisepartner",
                              "honorarkraft", "honorarkraeft"}) ||
         (word == "honorarbasis" && WordBefore(words, i, 1) == "auf");
}

bool IsRetraining(const Words& words, size_t i) {
  return StartsWithAny(WordAt(words, i), {"umschulung", "umschueler"}) &&
         !IsAboutLearners(WordAt(words, i)) && !IsTrainingOfOthers(words, i);
}

bool IsSchoolTraining(const Words& words, size_t i) {
  return StartsWithAny(WordAt(words, i), {"schulisch"}) && IsTraining(words, i + 1);
}

// Tried in this order over the whole title: the particular before the general.
struct KindRule {
  VacancyKind kind;
  bool (*holds)(const Words& words, size_t i);
};
constexpr KindRule kKindRules[] = {
    {VacancyKind::kAdaptation,
     [](const Words& words, size_t i) {
       return StartsWithAny(WordAt(words, i), {"anpassungslehrgang", "anpassungsqualifizierung",
                                               "anpassungsmassnahme", "anerkennungspraktik"});
     }},
    {VacancyKind::kPartQualification,
     [](const Words& words, size_t i) { return StartsWithAny(WordAt(words, i), {"teilqualifi"}); }},
    {VacancyKind::kEntryQualification,
     [](const Words& words, size_t i) {
       return StartsWithAny(WordAt(words, i), {"einstiegsqualifi"}) ||
              EqualsAny(WordAt(words, i), {"eq", "eqj"});
     }},
    {VacancyKind::kRetraining, IsRetraining},
    {VacancyKind::kTrainingSchool, IsSchoolTraining},
    {VacancyKind::kTrainingDual, IsTraining},
    {VacancyKind::kInternship,
     [](const Words& words, size_t i) { return IsInternship(WordAt(words, i)); }},
    {VacancyKind::kMinijob, IsMinijob},
    {VacancyKind::kSelfEmployed, IsSelfEmployed},
    {VacancyKind::kJob,
     [](const Words& words, size_t i) {
       return StartsWithAny(WordAt(words, i), {"werkstudent", "werkstudierend"}) ||
              (WordAt(words, i) == "working" && WordAt(words, i + 1) == "student");
     }},
};

void FindKind(const Words& words, TitleFacts& facts) {
  for (const KindRule& rule : kKindRules) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (!rule.holds(words, i)) continue;
      facts.kind = rule.kind;
      facts.kind_word = words[i].text;
      return;
    }
  }
}

bool IsPartTimeWord(const Words& words, size_t i) {
  const absl::string_view word = WordAt(words, i);
  // "Teil- oder Vollzeit": the first half of a compound
  const bool half =
      word == "teil" && i + 1 < words.size() && absl::StartsWith(words[i + 1].gap, "-");
  return half || StartsWithAny(word, {"teilzeit", "halbtag", "parttime", "stundenweise"}) ||
         EqualsAny(word, {"tz"}) || (word == "part" && WordAt(words, i + 1) == "time");
}

bool IsFullTimeWord(const Words& words, size_t i) {
  const absl::string_view word = WordAt(words, i);
  const bool half =
      word == "voll" && i + 1 < words.size() &&
      (absl::StartsWith(words[i + 1].gap, "-") || absl::StartsWith(words[i + 1].gap, "/"));
  return half || StartsWithAny(word, {"vollzeit", "fulltime"}) || EqualsAny(word, {"vz"}) ||
         (word == "full" && WordAt(words, i + 1) == "time");
}

// Whole hours; the half of "38,5" is dropped.
std::optional<int32_t> HoursNumber(absl::string_view word) {
  int32_t value = 0;
  if (word.size() > 2 || !absl::SimpleAtoi(word, &value) || value < 1 || value > 48) {
    return std::nullopt;
  }
  return value;
}

// A number of hours *a week*: "20 Std./Woche", "30-35 Wochenstunden", "20 Stunden wöchentlich".
// "24-Stunden-Pflege" and "8 Stunden Schicht" are none.
bool IsWeeklyUnit(const Words& words, size_t i) {
  if (StartsWithAny(WordAt(words, i), {"wochenstunde", "wochenst", "wstd"})) return true;
  if (!EqualsAny(WordAt(words, i), {"std", "stunden", "stunde", "h", "hrs", "hours"})) return false;
  for (size_t ahead = 1; ahead <= 3; ++ahead) {
    if (StartsWithAny(WordAt(words, i + ahead), {"woche", "woechentlich", "wtl", "week"}))
      return true;
  }
  return false;
}

// Of "20-30", "20 bis 30": the number before the one at `last`.
std::optional<int32_t> LowerEnd(const Words& words, size_t last) {
  if (last >= 1 && absl::StrContains(words[last].gap, '-')) {
    return HoursNumber(words[last - 1].text);
  }
  if (last >= 2 && words[last - 1].text == "bis") return HoursNumber(words[last - 2].text);
  return std::nullopt;
}

void FindNumberedHours(const Words& words, TitleFacts& facts) {
  for (size_t i = 1; i < words.size(); ++i) {
    if (!IsWeeklyUnit(words, i)) continue;
    size_t last = i - 1;
    if (last > 0 && words[last].gap == ",") --last;  // the "5" of "38,5"
    const std::optional<int32_t> upper = HoursNumber(words[last].text);
    if (!upper) continue;
    const int32_t lower = LowerEnd(words, last).value_or(*upper);
    facts.hours = WeeklyHours{.min = std::min(lower, *upper), .max = *upper};
    facts.hours_word = absl::StrCat(words[last].text, " ", words[i].text);
    return;
  }
}

void FindHours(const Words& words, TitleFacts& facts) {
  FindNumberedHours(words, facts);
  if (facts.hours) return;
  std::string part;
  std::string full;
  for (size_t i = 0; i < words.size(); ++i) {
    if (IsPartTimeWord(words, i)) part = words[i].text;
    if (IsFullTimeWord(words, i)) full = words[i].text;
  }
  if (!part.empty() && !full.empty()) {
    facts.hours = kPartOrFullTimeHours;
    facts.hours_word = absl::StrCat(part, " / ", full);
  } else if (!part.empty()) {
    facts.hours = kPartTimeHours;
    facts.hours_word = part;
  } else if (!full.empty()) {
    facts.hours = kFullTimeHours;
    facts.hours_word = full;
  } else if (facts.kind == VacancyKind::kMinijob) {
    facts.hours = kMinijobHours;
    facts.hours_word = facts.kind_word;
  } else if (facts.kind == VacancyKind::kJob) {  // the only word for it is the working student
    facts.hours = kWorkingStudentHours;
    facts.hours_word = facts.kind_word;
  }
}

}  // namespace

TitleFacts ReadTitleFacts(absl::string_view title) {
  const Words words = SplitWords(Fold(title));
  TitleFacts facts;
  FindKind(words, facts);
  FindHours(words, facts);
  facts.casual = std::any_of(words.begin(), words.end(), [](const Word& word) {
    return StartsWithAny(word.text, {"aushilf"});
  });
  return facts;
}

}  // namespace passung
