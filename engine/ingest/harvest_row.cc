#include "engine/ingest/harvest_row.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/ingest/places.h"
#include "engine/ingest/places_abroad.h"
#include "engine/ingest/title_facts.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 18> kHarvestColumns = {
    "id",       "title",       "employer",        "location",    "land",          "kreis_ags",
    "lat",      "lon",         "employment_type", "ba_beruf",    "kldb5",         "kldb5_source",
    "dkz_code", "posted_date", "seen_date",       "source_repo", "source_commit", "source_path"};

// The occupation's name where the listing had one, else the code, else the title. A code that the
// harvest guessed from the title is taken with a warning.
void ReadOccupation(const CsvRow& row, const OccupationReader& occupations, RecordLog& log,
                    Vacancy& vacancy) {
  const absl::string_view name = row.Get("ba_beruf");
  const std::optional<OccupationCode> code =
      occupations.ReadCode(row.Get("kldb5"), {.field = "kldb5", .log = log});
  VacancyOccupation occupation;
  if (!name.empty()) {
    occupation.label = ReadText(name, kMaxNameBytes, {.field = "ba_beruf", .log = log});
    if (const std::optional<MappedOccupation> mapped = occupations.FindName(name)) {
      occupation.code = mapped->activity->code;
      occupation.activity_level = mapped->activity->level;
    }
    if (!occupation.code && !code) {
      log.Warn("ba_beruf", ProblemCode::kOccupationUnknown, {{"value", Shown(name)}});
    } else if (occupation.code && code && occupation.code != code) {
      log.Warn("kldb5", ProblemCode::kOccupationByName,
               {{"value", code->ToString()},
                {"name", Shown(name)},
                {"read", occupation.code->ToString()}});
    }
    if (!occupation.code) occupation.code = code;
  } else if (code) {
    occupation.code = code;
    if (row.Get("kldb5_source") == "title_exact") {
      log.Warn("kldb5", ProblemCode::kOccupationBySource);
    }
  } else if (auto found = occupations.FromTitle(vacancy.title, {.field = "title", .log = log})) {
    occupation = *std::move(found);
  } else {
    return;
  }
  vacancy.occupations.push_back(std::move(occupation));
}

void ReadPlace(const CsvRow& row, RecordLog& log, Vacancy& vacancy) {
  Place place;
  place.district = ReadDistrict(row.Get("kreis_ags"), {.field = "kreis_ags", .log = log});
  place.town = ReadText(row.Get("location"), kMaxNameBytes, {.field = "location", .log = log});
  place.point = ReadPoint(row.Get("lat"), row.Get("lon"), {.field = "lat", .log = log});
  if (!place.district && place.town.empty()) return;
  if (!place.district) {
    if (const auto abroad = FindAbroad(place.town, row.Get("land"))) {
      RefuseAbroad(*abroad, {.field = "location", .log = log});
      return;
    }
  }
  CompletePlace(row.Get("land"), {.field = "kreis_ags", .log = log}, place);
  vacancy.places.push_back(std::move(place));
}

}  // namespace

bool IsHarvestHeader(const CsvHeader& header) {
  return header.Has("kldb5") && header.Has("ba_beruf");
}

absl::Span<const absl::string_view> HarvestColumns() { return kHarvestColumns; }

Vacancy ReadHarvestRow(const CsvRow& row, const OccupationReader& occupations, RecordLog& log) {
  Vacancy vacancy;
  vacancy.id.value = std::string(row.Get("id"));
  vacancy.title = ReadText(row.Get("title"), kMaxTitleBytes, {.field = "title", .log = log});
  vacancy.employer_name =
      ReadText(row.Get("employer"), kMaxNameBytes, {.field = "employer", .log = log});
  ReadOccupation(row, occupations, log, vacancy);
  ReadPlace(row, log, vacancy);
  vacancy.published = ReadDate(row.Get("posted_date"), {.field = "posted_date", .log = log});
  vacancy.kind = VacancyKind::kJob;
  const ValueContext type{.field = "employment_type", .log = log};
  ApplyTitle(SourceWord::kDefault, type, type, vacancy);
  // "Vollzeit" beside another kind or other hours: worth a look, since it is wrong.
  const bool full_time = !vacancy.hours || vacancy.hours->max >= kFullTimeHours.min;
  if (row.Has("employment_type") && (!full_time || vacancy.kind != VacancyKind::kJob)) {
    log.Warn(type.field, ProblemCode::kTimeContradicted,
             {{"value", Shown(row.Get("employment_type"))}});
  }
  ApplyGermanText("", vacancy);
  vacancy.source = "csv";
  return vacancy;
}

}  // namespace passung
