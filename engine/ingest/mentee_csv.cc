#include "engine/ingest/mentee_csv.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/collector.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/list_items.h"
#include "engine/ingest/mentee_claims.h"
#include "engine/ingest/mentee_residence.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/time_windows.h"
#include "engine/ingest/value_readers.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 28> kMenteeColumns = {"id",
                                                              "district",
                                                              "postal_code",
                                                              "lat",
                                                              "lon",
                                                              "homes",
                                                              "qualifications",
                                                              "experiences",
                                                              "wishes",
                                                              "german",
                                                              "other_languages",
                                                              "schools",
                                                              "licences",
                                                              "skills",
                                                              "has_car",
                                                              "max_travel_minutes",
                                                              "travel_times",
                                                              "hours",
                                                              "windows",
                                                              "available_from",
                                                              "track",
                                                              "excluded_occupations",
                                                              "excluded_conditions",
                                                              "movement_limits",
                                                              "residence",
                                                              "residence_obligations",
                                                              "jobs",
                                                              "note"};

constexpr std::array<absl::string_view, 5> kHomeDetails = {"plz", "lat", "lon", "from", "until"};
constexpr std::array<absl::string_view, 4> kGermanDetails = {"proof", "proof_date", "from",
                                                             "until"};
constexpr std::array<absl::string_view, 3> kSchoolDetails = {"years", "from", "until"};
constexpr std::array<absl::string_view, 3> kTravelDetails = {"minutes", "from", "until"};
constexpr std::array<absl::string_view, 3> kHoursDetails = {"windows", "from", "until"};
constexpr std::array<absl::string_view, 5> kJobDetails = {"level", "hours", "kind", "from",
                                                          "until"};

class MenteeRow final {
 public:
  MenteeRow(const CsvRow& row, const OccupationReader& occupations, RecordLog& log)
      : row_(row), occupations_(occupations), log_(log) {}

  Mentee Read() {
    Mentee mentee;
    mentee.id.value = std::string(row_.Get("id"));
    MenteeFacts& facts = mentee.facts;
    ReadHomes(facts);
    ReadClaims(row_, occupations_, log_, facts);
    ReadGerman(facts);
    facts.other_languages = ReadLanguages(row_.Get("other_languages"), At("other_languages"));
    ReadSchools(facts);
    ReadLicences(facts);
    ReadSkills(facts);
    facts.has_car = ReadBoolean(row_.Get("has_car"), At("has_car"));
    facts.max_travel_minutes = ReadInteger(row_.Get("max_travel_minutes"),
                                           {.least = 1, .most = 600}, At("max_travel_minutes"));
    ReadTravelTimes(facts);
    ReadWorkingTime(facts);
    facts.available_from = ReadDate(row_.Get("available_from"), At("available_from"));
    facts.track = ReadName<Track>(row_.Get("track"), At("track"));
    ReadExclusions(facts);
    facts.movement_limits = ReadAreaLimits(row_.Get("movement_limits"), At("movement_limits"));
    mentee.residence = ReadResidence(row_, log_);
    ReadJobs(mentee);
    return mentee;
  }

 private:
  ValueContext At(absl::string_view column) { return {.field = column, .log = log_}; }

  template <size_t n>
  std::vector<ListItem> Items(absl::string_view column,
                              const std::array<absl::string_view, n>& details) {
    return ReadItems(row_.Get(column), details, At(column));
  }

  void ReadHomes(MenteeFacts& facts) {
    const auto district = ReadDistrict(row_.Get("district"), At("district"));
    if (district) {
      facts.homes.push_back(
          {.district = *district,
           .postal_code = ReadPostalCode(row_.Get("postal_code"), At("postal_code")),
           .point = ReadPoint(row_.Get("lat"), row_.Get("lon"), At("lat")),
           .valid = {}});
    } else if (row_.Has("postal_code")) {
      log_.Warn("district", ProblemCode::kHomeUnknown);
    }
    for (const ListItem& item : Items("homes", kHomeDetails)) {
      const auto home = ReadDistrict(item.value, At("homes"));
      if (!home) continue;
      facts.homes.push_back({.district = *home,
                             .postal_code = ReadPostalCode(item.Get("plz"), At("homes")),
                             .point = ReadPoint(item.Get("lat"), item.Get("lon"), At("homes")),
                             .valid = ReadValidity(item, At("homes"))});
    }
  }

  void ReadGerman(MenteeFacts& facts) {
    for (const ListItem& item : Items("german", kGermanDetails)) {
      GermanFact fact;
      fact.levels = ReadSkillLevels(item.value, At("german"));
      fact.proof = ReadName<LanguageProof>(item.Get("proof"), At("german"));
      fact.proof_date = ReadDate(item.Get("proof_date"), At("german"));
      fact.valid = ReadValidity(item, At("german"));
      if (fact.levels != SkillLevels{}) facts.german.push_back(fact);
    }
  }

  void ReadSchools(MenteeFacts& facts) {
    for (const ListItem& item : Items("schools", kSchoolDetails)) {
      SchoolFact fact;
      if (item.value != "unknown") {
        fact.certificate = ReadName<SchoolCertificate>(item.value, At("schools"));
      }
      fact.years = ReadInteger(item.Get("years"), {.least = 0, .most = 20}, At("schools"));
      fact.valid = ReadValidity(item, At("schools"));
      if (fact.certificate || fact.years) facts.schools.push_back(fact);
    }
  }

  void ReadLicences(MenteeFacts& facts) {
    if (!row_.Has("licences")) return;
    facts.licences.emplace();
    if (row_.Get("licences") == "none") return;
    for (const ListItem& item : Items("licences", kValidityDetails)) {
      const auto kind = ReadName<LicenceKind>(item.value, At("licences"));
      if (kind)
        facts.licences->push_back({.kind = *kind, .valid = ReadValidity(item, At("licences"))});
    }
    // Nothing could be read: that is not "has none".
    if (facts.licences->empty()) facts.licences = std::nullopt;
  }

  void ReadSkills(MenteeFacts& facts) {
    if (!row_.Has("skills")) return;
    facts.skills.emplace();
    if (row_.Get("skills") == "none") return;
    for (const ListItem& item : Items("skills", kValidityDetails)) {
      if (ValidateId("skills", item.value).ok()) {
        facts.skills->push_back({.id = item.value, .valid = ReadValidity(item, At("skills"))});
      } else {
        At("skills").WarnNotAllowed(item.value, AllowedCode::kId);
      }
    }
    if (facts.skills->empty()) facts.skills = std::nullopt;
  }

  void ReadTravelTimes(MenteeFacts& facts) {
    for (const ListItem& item : Items("travel_times", kTravelDetails)) {
      const std::string place = ReadPostalCode(item.value, At("travel_times"));
      const auto minutes =
          ReadInteger(item.Get("minutes"), {.least = 0, .most = 600}, At("travel_times"));
      if (!place.empty() && minutes) {
        facts.travel_times.push_back({.postal_code = place,
                                      .minutes = *minutes,
                                      .valid = ReadValidity(item, At("travel_times"))});
      }
    }
  }

  // The column `windows` is for the common case of one entry without dates.
  void ReadWorkingTime(MenteeFacts& facts) {
    std::vector<ListItem> items = Items("hours", kHoursDetails);
    if (items.empty() && row_.Has("windows")) items.emplace_back();
    for (const ListItem& item : items) {
      HoursFact fact;
      if (item.value != "unknown") fact.hours = ReadHours(item.value, At("hours"));
      const absl::string_view own = item.Get("windows");
      fact.windows = own.empty() ? ReadTimeWindows(row_.Get("windows"), At("windows"))
                                 : ReadTimeWindows(own, At("hours"));
      if (fact.windows && fact.windows->empty()) {
        At("windows").WarnNotAllowed("free", AllowedCode::kOwnWindows);
        fact.windows = std::nullopt;
      }
      fact.valid = ReadValidity(item, At("hours"));
      if (fact.hours || fact.windows) facts.hours.push_back(std::move(fact));
    }
  }

  void ReadJobs(Mentee& mentee) {
    for (const ListItem& item : Items("jobs", kJobDetails)) {
      Job job;
      if (item.value != "unknown") {
        job.occupation = occupations_.ReadOccupation(item.value, At("jobs")).code;
      }
      job.requirement_level = ReadInteger(item.Get("level"), {.least = 1, .most = 4}, At("jobs"));
      job.weekly_hours = ReadInteger(item.Get("hours"), {.least = 1, .most = 48}, At("jobs"));
      job.kind = ReadName<VacancyKind>(item.Get("kind"), At("jobs")).value_or(VacancyKind::kJob);
      job.valid = ReadValidity(item, At("jobs"));
      mentee.jobs.push_back(job);
    }
  }

  void ReadExclusions(MenteeFacts& facts) {
    for (const ListItem& item :
         ReadItems(row_.Get("excluded_occupations"), {}, At("excluded_occupations"))) {
      const auto prefix = OccupationPrefix::Parse(item.value);
      if (prefix.ok()) {
        facts.exclusions.occupations.push_back(*prefix);
      } else {
        At("excluded_occupations").WarnNotAllowed(item.value, AllowedCode::kOccupationDigits);
      }
    }
    for (const ListItem& item :
         ReadItems(row_.Get("excluded_conditions"), {}, At("excluded_conditions"))) {
      const auto condition = ReadName<Condition>(item.value, At("excluded_conditions"));
      if (condition) facts.exclusions.conditions.push_back(*condition);
    }
  }

  const CsvRow& row_;
  const OccupationReader& occupations_;
  RecordLog& log_;
};

}  // namespace

absl::Span<const absl::string_view> MenteeColumns() { return kMenteeColumns; }

Mentee ReadMenteeRow(const CsvRow& row, const OccupationReader& occupations, RecordLog& log) {
  return MenteeRow(row, occupations, log).Read();
}

absl::StatusOr<MenteeImport> ReadMenteeCsv(absl::string_view text,
                                           const OccupationReader& occupations,
                                           const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(CsvSheet sheet, OpenCsvSheet(text));
  PASSUNG_RETURN_IF_ERROR(sheet.header.Rename(options.columns, kMenteeColumns));
  if (!sheet.header.Has("id")) {
    return absl::InvalidArgumentError(
        "header has not the column \"id\"; columns are described in engine/ingest/README.md");
  }
  MenteeImport import;
  import.report.problems = sheet.header.Unknown(kMenteeColumns);
  Collector<Mentee> collector(import.report);
  while (const std::optional<CsvRecord> record = sheet.reader.Next()) {
    RecordLog log;
    Mentee mentee;
    if (CheckShape(*record, sheet.header, log)) {
      mentee = ReadMenteeRow(CsvRow(sheet.header, *record), occupations, log);
    }
    collector.Add(std::move(mentee), std::move(log), record->line);
  }
  import.mentees = std::move(collector).Take();
  return import;
}

}  // namespace passung
