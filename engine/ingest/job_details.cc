#include "engine/ingest/job_details.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/job_places.h"
#include "engine/ingest/job_record.h"
#include "engine/ingest/text_folding.h"
#include "engine/ingest/title_facts.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

void ReadIdentity(const JobRecord& record, Vacancy& vacancy) {
  vacancy.source = "ba_jobdetails";
  const JobRecord::Value reference = record.First({"referenznummer", "refnr"});
  vacancy.id.value = IdFrom(reference.text);
  vacancy.source_reference = record.Text({"referenznummer", "refnr"}, kMaxNameBytes);
  if (reference.text.empty()) {
    record.log().Refuse("referenznummer", ProblemCode::kReferenceMissing);
  } else if (reference.text.size() > kLongestId) {
    record.log().Refuse("referenznummer", ProblemCode::kTextLong,
                        {{"value", Shown(reference.text)}, {"most", absl::StrCat(kLongestId)}});
  }
  vacancy.title = record.Text({"stellenangebotsTitel", "titel"}, kMaxTitleBytes);
  vacancy.employer_name = record.Text({"firma", "arbeitgeber"}, kMaxNameBytes);
}

struct KindWord {
  absl::string_view word;
  VacancyKind kind;
};
constexpr std::array kKindWords = {
    KindWord{"ARBEIT", VacancyKind::kJob},
    KindWord{"SELBSTAENDIGKEIT", VacancyKind::kSelfEmployed},
    KindWord{"AUSBILDUNG", VacancyKind::kTrainingDual},
    KindWord{"PRAKTIKUM", VacancyKind::kInternship},
};

void ReadKind(const JobRecord& record, Vacancy& vacancy) {
  const JobRecord::Value value = record.First({"stellenangebotsart", "angebotsart"});
  if (value.text.empty()) return;
  const std::string upper = absl::AsciiStrToUpper(value.text);
  for (const KindWord& word : kKindWords) {
    if (absl::StartsWith(upper, word.word))
      vacancy.kind = word.kind;  // AUSBILDUNG_DUALES_STUDIUM …
  }
  // A trainee programme is work; only the title tells it from the internship it shares a word with.
  const bool trainee =
      absl::StrContains(upper, "TRAINEE") && absl::StrContains(Fold(vacancy.title), "trainee");
  if (trainee) vacancy.kind = VacancyKind::kJob;
  if (vacancy.kind) return;
  ValueContext{.field = value.path, .log = record.log()}.WarnNotAllowed(
      value.text, AllowedCode::kOneOf,
      {{"names", "ARBEIT, SELBSTAENDIGKEIT, AUSBILDUNG…, PRAKTIKUM…"}});
}

// What the working-time flags of either form say.
struct WorkingTimeFlags {
  bool full = false;
  bool part = false;
  std::optional<bool> shifts;
  std::optional<bool> minijob;
};

WorkingTimeFlags ReadFlags(const JobRecord& record) {
  WorkingTimeFlags flags;
  flags.full = record.Flag({"arbeitszeitVollzeit"}).value_or(false);
  for (const absl::string_view part :
       {"arbeitszeitTeilzeitVormittag", "arbeitszeitTeilzeitNachmittag", "arbeitszeitTeilzeitAbend",
        "arbeitszeitTeilzeitFlexibel"}) {
    flags.part = record.Flag({part}).value_or(false) || flags.part;
  }
  flags.shifts = record.Flag({"arbeitszeitSchichtNachtWochenende"});
  flags.minijob = record.Flag({"istGeringfuegigeBeschaeftigung"});
  for (size_t i = 0;; ++i) {
    const std::string path = absl::StrCat("arbeitszeitmodelle[", i, "]");
    const std::string model = absl::AsciiStrToUpper(record.First({path}).text);
    if (model.empty()) break;
    flags.full = flags.full || absl::StartsWith(model, "VOLLZEIT");
    flags.part = flags.part || absl::StartsWith(model, "TEILZEIT");
    if (absl::StartsWith(model, "SCHICHT")) flags.shifts = true;
    if (absl::StartsWith(model, "MINIJOB")) flags.minijob = true;
  }
  return flags;
}

// The flag for marginal employment also stands on full-time posts of engineers; there it is wrong.
void ReadWorkingTime(const JobRecord& record, Vacancy& vacancy) {
  const WorkingTimeFlags flags = ReadFlags(record);
  vacancy.shift_work = flags.shifts;
  if (flags.minijob.value_or(false) && flags.full) {
    record.log().Warn("istGeringfuegigeBeschaeftigung", ProblemCode::kFullTimeMinijob);
  } else if (flags.minijob.value_or(false) && vacancy.kind == VacancyKind::kJob) {
    vacancy.kind = VacancyKind::kMinijob;
    vacancy.hours = kMinijobHours;
    return;
  }
  if (flags.full && flags.part) vacancy.hours = kPartOrFullTimeHours;
  if (flags.full && !flags.part) vacancy.hours = kFullTimeHours;
  if (!flags.full && flags.part) vacancy.hours = kPartTimeHours;
}

void ReadOccupations(const JobRecord& record, const OccupationReader& occupations,
                     Vacancy& vacancy) {
  const std::array<JobRecord::Value, 3> values = {
      record.First({"hauptberuf", "beruf"}), record.First({"alternativBeruf1", "alternativberuf1"}),
      record.First({"alternativBeruf2", "alternativberuf2"})};
  for (const JobRecord::Value& value : values) {
    if (value.text.empty()) continue;
    vacancy.occupations.push_back(
        occupations.ReadOccupation(value.text, {.field = value.path, .log = record.log()}));
  }
  if (!vacancy.occupations.empty()) return;
  auto found = occupations.FromTitle(vacancy.title, {.field = "hauptberuf", .log = record.log()});
  if (found) vacancy.occupations.push_back(*std::move(found));
}

struct SchoolWord {
  absl::string_view word;
  SchoolCertificate certificate;
};
// Tried in this order: FACHHOCHSCHULREIFE holds HOCHSCHULREIFE.
constexpr std::array kSchoolWords = {
    SchoolWord{"FACHHOCHSCHULREIFE", SchoolCertificate::kFachhochschulreife},
    SchoolWord{"HOCHSCHULREIFE", SchoolCertificate::kAbitur},
    SchoolWord{"ABITUR", SchoolCertificate::kAbitur},
    SchoolWord{"MITTLERE", SchoolCertificate::kMittlererAbschluss},
    SchoolWord{"HAUPTSCHUL", SchoolCertificate::kHauptschule},
};

void ReadSchool(const JobRecord& record, Vacancy& vacancy) {
  const JobRecord::Value value = record.First({"geforderterBildungsabschluss"});
  if (value.text.empty()) return;
  const std::string upper = absl::AsciiStrToUpper(value.text);
  for (const absl::string_view none : {"NICHT_RELEVANT", "KEIN", "OHNE"}) {
    if (absl::StartsWith(upper, none)) return;
  }
  for (const SchoolWord& word : kSchoolWords) {
    if (!absl::StrContains(upper, word.word)) continue;
    vacancy.school = SchoolRequirement{.certificate = word.certificate,
                                       .strength = RequirementStrength::kRequired,
                                       .or_years = std::nullopt};
    return;
  }
  ValueContext{.field = value.path, .log = record.log()}.WarnNotAllowed(
      value.text, AllowedCode::kSchoolCertificate);
}

// "sprachkenntnisse.Verhandlungssicher[0]": "Deutsch" — the agency's three steps, no levels of the
// CEFR.
void ReadLanguageList(const JobRecord& record, Vacancy& vacancy) {
  for (const auto& [path, scalar] : record.json().fields) {
    if (!absl::StartsWith(path, "sprachkenntnisse") || Fold(scalar.text) != "deutsch") continue;
    const std::string folded = Fold(path);
    std::optional<LanguageLevel> level;
    if (absl::StrContains(folded, "grundkenntnis")) level = LanguageLevel::kA2;
    if (absl::StrContains(folded, "erweitert")) level = LanguageLevel::kB2;
    if (absl::StrContains(folded, "verhandlungssicher")) level = LanguageLevel::kC1;
    if (!level) continue;
    vacancy.german = {.levels = AllSkills(*level),
                      .strength = RequirementStrength::kInferred,
                      .phrase = absl::StrCat("sprachkenntnisse: ", scalar.text)};
    return;
  }
}

void ReadGerman(const JobRecord& record, Vacancy& vacancy) {
  ApplyGermanText(record.LongText({"stellenbeschreibung", "stellenangebotsBeschreibung"}), vacancy);
  if (!HasGerman(vacancy)) ReadLanguageList(record, vacancy);
}

// Competences come by name only; without their numbers they meet no fact of a person.
void ReadSkills(const JobRecord& record) {
  size_t names = 0;
  for (const auto& [path, scalar] : record.json().fields) {
    if (absl::StartsWith(path, "fertigkeiten") && absl::StrContains(path, "auspraegungen")) ++names;
  }
  if (names == 0) return;
  record.log().Warn("fertigkeiten", ProblemCode::kSkillsWithoutNumber,
                    {{"count", absl::StrCat(names)}});
}

void ReadEmployment(const JobRecord& record, Vacancy& vacancy) {
  vacancy.openings = record.Integer({"anzahlOffeneStellen"}, {.least = 1, .most = 10'000});
  vacancy.temporary_agency = record.Flag({"istArbeitnehmerUeberlassung"});
  const std::string trade = Fold(record.LongText({"branche"}));
  if (absl::StrContains(trade, "wach") && absl::StrContains(trade, "sicherheit")) {
    vacancy.security_firm = true;
  }
}

void ReadDates(const JobRecord& record, Vacancy& vacancy) {
  vacancy.start = record.Day({"eintrittszeitraum.von", "eintrittsdatum"});
  vacancy.published =
      record.Day({"veroeffentlichungszeitraum.von", "aktuelleVeroeffentlichungsdatum",
                  "datumErsteVeroeffentlichung", "ersteVeroeffentlichungsdatum"});
  // After this day the advertisement is taken off the exchange.
  vacancy.apply_until = record.Day({"veroeffentlichungszeitraum.bis"});
  const JobRecord::Value limit = record.First({"vertragsdauer", "befristung"});
  if (absl::StartsWith(limit.text, "BEFRISTET")) {
    vacancy.end = record.Day({"befristungBis", "vertragsende"});
  }
}

}  // namespace

Vacancy ReadJobDetails(const JsonRecord& json, const OccupationReader& occupations,
                       RecordLog& log) {
  Vacancy vacancy;
  if (json.fault) {
    log.Refuse(*json.fault);
    return vacancy;
  }
  const JobRecord record(json, log);
  ReadIdentity(record, vacancy);
  ReadKind(record, vacancy);
  ReadWorkingTime(record, vacancy);
  ReadOccupations(record, occupations, vacancy);
  vacancy.places = ReadJobPlaces(record);
  ReadEmployment(record, vacancy);
  ReadSchool(record, vacancy);
  ReadSkills(record);
  ReadDates(record, vacancy);
  ApplyTitle(SourceWord::kStated, {.field = "stellenangebotsart", .log = log},
             {.field = "arbeitszeitVollzeit", .log = log}, vacancy);
  ReadGerman(record, vacancy);
  if (vacancy.title.empty() && vacancy.occupations.empty()) {
    log.Refuse("stellenangebotsTitel", ProblemCode::kTitleMissing);
  }
  return vacancy;
}

Vacancy ReadSearchEntry(const JsonRecord& json, const OccupationReader& occupations,
                        RecordLog& log) {
  Vacancy vacancy = ReadJobDetails(json, occupations, log);
  vacancy.source = "ba_jobsuche";
  return vacancy;
}

}  // namespace passung
