#include "engine/ingest/job_posting.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/base/digest.h"
#include "engine/ingest/foreign_occupation.h"
#include "engine/ingest/job_record.h"
#include "engine/ingest/markup.h"
#include "engine/ingest/places.h"
#include "engine/ingest/places_abroad.h"
#include "engine/ingest/text_folding.h"
#include "engine/ingest/title_facts.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

constexpr size_t kMostEntries = 1'000;  // of one list; a page has no more
constexpr size_t kScopeDigits = 8;

// ---- What is a posting --------------------------------------------------------------------------

// "JobPosting", also as one of several types and with the address of the vocabulary before it.
bool IsPosting(const JsonRecord& document, const std::string& at) {
  const std::string path = absl::StrCat(at, "@type");
  for (const std::string& type : {path, absl::StrCat(path, "[0]"), absl::StrCat(path, "[1]")}) {
    const JsonScalar* scalar = document.Find(type);
    if (scalar != nullptr && absl::EndsWith(scalar->text, "JobPosting")) return true;
  }
  return false;
}

void AddEntries(const JsonRecord& document, absl::string_view list, absl::string_view inside,
                std::vector<JsonRecord>& postings) {
  for (size_t i = 0; i < kMostEntries; ++i) {
    const std::string entry = absl::StrCat(list, "[", i, "]");
    if (!document.HasBelow(absl::StrCat(entry, "."))) return;
    const std::string path = absl::StrCat(entry, inside);
    if (IsPosting(document, absl::StrCat(path, "."))) postings.push_back(document.Below(path));
  }
}

// ---- Values -------------------------------------------------------------------------------------

// The value at `path`, or at one of `names` of the object that stands there.
JobRecord::Value ValueOf(const JobRecord& record, absl::string_view path,
                         std::initializer_list<absl::string_view> names) {
  for (const absl::string_view end : {"", "[0]"}) {
    const std::string base = absl::StrCat(path, end);
    if (const auto value = record.First({base}); !value.text.empty()) return {path, value.text};
    for (const absl::string_view name : names) {
      const auto value = record.First({absl::StrCat(base, ".", name)});
      if (!value.text.empty()) return {path, value.text};
    }
  }
  return {};
}

void ReadPostingIdentity(const JobRecord& record, Vacancy& vacancy) {
  vacancy.source = "schema_org";
  vacancy.title = ReadText(PlainText(record.First({"title", "name"}).text), kMaxTitleBytes,
                           {.field = "title", .log = record.log()});
  vacancy.employer_name =
      ReadText(PlainText(ValueOf(record, "hiringOrganization", {"name", "legalName"}).text),
               kMaxNameBytes, {.field = "hiringOrganization", .log = record.log()});
  const JobRecord::Value number = ValueOf(record, "identifier", {"value", "@value", "@id"});
  const JobRecord::Value address = ValueOf(record, "url", {"@id"});
  const absl::string_view node = record.First({"@id"}).text;
  const absl::string_view link = address.text.empty() ? node : address.text;
  if (number.text.empty() && link.empty()) {
    record.log().Refuse("identifier", ProblemCode::kIdentifierMissing);
    return;
  }
  vacancy.source_reference = ReadText(link.empty() ? number.text : link, kMaxNameBytes,
                                      {.field = "url", .log = record.log()});
  // Without a number the whole address tells postings apart.
  base::Digest scope;
  if (number.text.empty()) {
    scope.Update(link);
  } else {
    scope.Update(record.First({"identifier.name"}).text).Update(vacancy.employer_name);
    scope.Update(number.text);
  }
  vacancy.id.value = IdFrom(absl::StrCat("jp-", scope.ToHex().substr(0, kScopeDigits), "-",
                                         number.text.empty() ? scope.ToHex() : number.text));
}

struct EmploymentWord {
  absl::string_view word;
  std::optional<WeeklyHours> hours;
  std::optional<VacancyKind> kind;
};
constexpr std::array kEmploymentWords = {
    EmploymentWord{"FULL_TIME", kFullTimeHours, VacancyKind::kJob},
    EmploymentWord{"PART_TIME", kPartTimeHours, VacancyKind::kJob},
    EmploymentWord{"TEMPORARY", std::nullopt, VacancyKind::kJob},
    EmploymentWord{"PER_DIEM", std::nullopt, VacancyKind::kJob},
    EmploymentWord{"CONTRACTOR", std::nullopt, VacancyKind::kSelfEmployed},
    EmploymentWord{"INTERN", std::nullopt, VacancyKind::kInternship},
    EmploymentWord{"VOLUNTEER", std::nullopt, std::nullopt},
    EmploymentWord{"OTHER", std::nullopt, std::nullopt},
};

// "Full-Time" and "fulltime" are FULL_TIME.
std::string OnlyLetters(absl::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (absl::ascii_isalpha(static_cast<unsigned char>(c)))
      letters += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return letters;
}

void ApplyWord(const EmploymentWord& word, Vacancy& vacancy) {
  if (word.word == "VOLUNTEER") vacancy.paid = false;
  if (word.hours && vacancy.hours) {
    vacancy.hours = WeeklyHours{.min = std::min(vacancy.hours->min, word.hours->min),
                                .max = std::max(vacancy.hours->max, word.hours->max)};
  } else if (word.hours) {
    vacancy.hours = word.hours;
  }
  // Of several kinds the first counts, but an internship is no job that is also full time.
  const bool internship = word.kind == VacancyKind::kInternship;
  if (word.kind && (!vacancy.kind || internship)) vacancy.kind = word.kind;
}

void ReadPostingEmployment(const JobRecord& record, Vacancy& vacancy) {
  for (size_t i = 0; i < kEmploymentWords.size(); ++i) {
    const std::string path = absl::StrCat("employmentType[", i, "]");
    const JobRecord::Value value =
        i == 0 ? ValueOf(record, "employmentType", {}) : record.First({path});
    if (value.text.empty()) break;
    const std::string letters = OnlyLetters(value.text);
    const auto* found =
        std::find_if(kEmploymentWords.begin(), kEmploymentWords.end(),
                     [&](const EmploymentWord& word) { return OnlyLetters(word.word) == letters; });
    if (found == kEmploymentWords.end()) {
      ValueContext{.field = "employmentType", .log = record.log()}.WarnNotAllowed(
          value.text, AllowedCode::kOneOf,
          {{"names",
            "FULL_TIME, PART_TIME, TEMPORARY, PER_DIEM, CONTRACTOR, INTERN, VOLUNTEER, OTHER"}});
    } else {
      ApplyWord(*found, vacancy);
    }
  }
  vacancy.openings = record.Integer({"totalJobOpenings"}, {.least = 1, .most = 10'000});
}

bool NamesKldb(absl::string_view set) { return absl::StrContains(Fold(set), "kldb"); }

// "ISCO", "ISCO-08"; an edition before has other groups under the same numbers.
bool NamesIsco08(absl::string_view set) {
  const std::string folded = Fold(set);
  for (const absl::string_view word :
       absl::StrSplit(folded, absl::ByAnyChar(" -_:/#."), absl::SkipEmpty())) {
    if (word == "88" || word == "68" || word == "58" || word == "isco88" || word == "isco68") {
      return false;
    }
  }
  return absl::StartsWith(folded, "isco") || absl::StrContains(folded, " isco") ||
         absl::StrContains(folded, "/isco");
}

// A category that another classification names: by its address, or by its number and the name of the set.
std::string ForeignText(const JobRecord& record, absl::string_view code, absl::string_view set) {
  for (const JobRecord::Value& value :
       {record.First({"occupationalCategory.url", "occupationalCategory.@id",
                      "occupationalCategory.sameAs"}),
        ValueOf(record, "occupationalCategory", {"codeValue"})}) {
    if (ParseForeignOccupation(value.text)) return std::string(value.text);
  }
  std::string numbered = absl::StrCat("isco ", code);
  return NamesIsco08(set) && ParseForeignOccupation(numbered) ? numbered : "";
}

// A category is often a number of another classification: only names, and numbers that say they are of the KldB.
void ReadOccupation(const JobRecord& record, const OccupationReader& occupations,
                    Vacancy& vacancy) {
  const ValueContext context{.field = "occupationalCategory", .log = record.log()};
  const JobRecord::Value name = ValueOf(record, "occupationalCategory", {"name"});
  const absl::string_view code = record.First({"occupationalCategory.codeValue"}).text;
  const absl::string_view set =
      record.First({"occupationalCategory.inCodeSet", "occupationalCategory.inCodeSet.name"}).text;
  const std::string foreign = ForeignText(record, code, set);
  if (!code.empty() && NamesKldb(set)) {
    vacancy.occupations.push_back(occupations.ReadOccupation(code, context));
    vacancy.occupations.back().label = ReadText(name.text, kMaxNameBytes, context);
  } else if (!foreign.empty() && occupations.KnowsForeign(foreign)) {
    vacancy.occupations = occupations.ReadOccupations(foreign, kMaxVacancyOccupations, context);
    for (VacancyOccupation& occupation : vacancy.occupations) {
      if (occupation.label.empty()) occupation.label = ReadText(name.text, kMaxNameBytes, context);
    }
  } else if (const auto mapped = occupations.FindName(name.text)) {
    vacancy.occupations.push_back({.code = mapped->activity->code,
                                   .activity_level = mapped->activity->level,
                                   .label = ReadText(name.text, kMaxNameBytes, context)});
  } else if (auto found =
                 occupations.FromTitle(vacancy.title, {.field = "title", .log = record.log()})) {
    vacancy.occupations.push_back(*std::move(found));
  } else if (!foreign.empty()) {
    vacancy.occupations = occupations.ReadOccupations(foreign, 1, context);
  } else if (!name.text.empty()) {
    context.log.Warn(context.field, ProblemCode::kOccupationUnknown, {{"value", Shown(name.text)}});
  }
}

// ---- Places -------------------------------------------------------------------------------------

bool IsGermanCountry(absl::string_view land) {
  const std::string folded = Fold(land);
  return folded.empty() || folded == "de" || folded == "deu" || folded == "deutschland" ||
         folded == "germany";
}

Place ReadPlace(const JobRecord& record, const std::string& path) {
  const std::string address = absl::StrCat(path, ".address");
  Place place;
  place.postal_code =
      ReadPostalCode(record.First({absl::StrCat(address, ".postalCode")}).text,
                     {.field = "jobLocation.address.postalCode", .log = record.log()});
  place.town = ReadText(
      record.First({absl::StrCat(address, ".addressLocality"), absl::StrCat(address)}).text,
      kMaxNameBytes, {.field = "jobLocation.address.addressLocality", .log = record.log()});
  place.point = ReadPoint(
      record.First({absl::StrCat(path, ".geo.latitude"), absl::StrCat(path, ".latitude")}).text,
      record.First({absl::StrCat(path, ".geo.longitude"), absl::StrCat(path, ".longitude")}).text,
      {.field = "jobLocation.geo", .log = record.log()});
  return place;
}

// One location stands there by itself, several in a list.
std::string LocationAt(const JobRecord& record, size_t index) {
  std::string path = absl::StrCat("jobLocation[", index, "]");
  if (record.HasBelow(absl::StrCat(path, "."))) return path;
  return index == 0 && record.HasBelow("jobLocation.") ? "jobLocation" : "";
}

void ReadPlaces(const JobRecord& record, Vacancy& vacancy) {
  std::optional<Abroad> abroad;
  for (size_t i = 0; vacancy.places.size() < kMaxVacancyPlaces; ++i) {
    const std::string path = LocationAt(record, i);
    if (path.empty()) break;
    const std::string country = absl::StrCat(path, ".address.addressCountry");
    const std::string region = absl::StrCat(path, ".address.addressRegion");
    const absl::string_view land = ValueOf(record, country, {"name"}).text;
    if (!IsGermanCountry(land)) {
      abroad = {.by = Abroad::By::kLand, .name = std::string(land)};
      WarnOfAbroad(*abroad, {.field = "jobLocation.address.addressCountry", .log = record.log()});
      continue;
    }
    Place place = ReadPlace(record, path);
    CompletePlace(record.First({region}).text,
                  {.field = "jobLocation.address", .log = record.log()}, place);
    vacancy.places.push_back(std::move(place));
  }
  if (vacancy.places.empty() && abroad) {
    RefuseAbroad(*abroad, {.field = "jobLocation", .log = record.log()});
  }
}

void ReadPostingDates(const JobRecord& record, Vacancy& vacancy) {
  vacancy.published = record.Day({"datePosted"});
  vacancy.apply_until = record.Day({"validThrough"});
  vacancy.start = record.Day({"jobStartDate"});
}

}  // namespace

bool IsLinkedData(const JsonRecord& document) {
  return document.HasBelow("@type") || document.HasBelow("@context") || document.HasBelow("@graph");
}

std::vector<JsonRecord> PostingsOf(const std::vector<JsonRecord>& documents) {
  std::vector<JsonRecord> postings;
  for (const JsonRecord& document : documents) {
    if (document.fault || IsPosting(document, "")) {
      postings.push_back(document);
      continue;
    }
    AddEntries(document, "@graph", "", postings);
    AddEntries(document, "itemListElement", ".item", postings);
    AddEntries(document, "itemListElement", "", postings);
  }
  return postings;
}

Vacancy ReadJobPosting(const JsonRecord& json, const OccupationReader& occupations,
                       RecordLog& log) {
  Vacancy vacancy;
  const JobRecord record(json, log);
  ReadPostingIdentity(record, vacancy);
  ReadPostingEmployment(record, vacancy);
  ReadOccupation(record, occupations, vacancy);
  ReadPlaces(record, vacancy);
  ReadPostingDates(record, vacancy);
  const ValueContext type{.field = "employmentType", .log = log};
  ApplyTitle(SourceWord::kStated, type, type, vacancy);
  ApplyGermanText(PlainText(record.LongText({"description"})), vacancy);
  if (vacancy.title.empty() && vacancy.occupations.empty()) {
    log.Refuse("title", ProblemCode::kTitleMissing);
  }
  return vacancy;
}

}  // namespace passung
