#include "engine/ingest/vacancy_csv.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/collector.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/harvest_row.h"
#include "engine/ingest/places.h"
#include "engine/ingest/places_abroad.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/time_windows.h"
#include "engine/ingest/title_facts.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 41> kVacancyColumns = {"id",
                                                               "title",
                                                               "employer",
                                                               "employer_id",
                                                               "kind",
                                                               "occupation",
                                                               "activity_level",
                                                               "district",
                                                               "postal_code",
                                                               "town",
                                                               "lat",
                                                               "lon",
                                                               "openings",
                                                               "hours_min",
                                                               "hours_max",
                                                               "shifts",
                                                               "shift_work",
                                                               "temporary_agency",
                                                               "paid",
                                                               "security_firm",
                                                               "german",
                                                               "german_strength",
                                                               "german_phrase",
                                                               "working_languages",
                                                               "school",
                                                               "school_strength",
                                                               "school_or_years",
                                                               "licences",
                                                               "skills",
                                                               "support",
                                                               "start",
                                                               "end",
                                                               "published",
                                                               "open_from",
                                                               "apply_until",
                                                               "closed",
                                                               "description",
                                                               "source",
                                                               "source_reference",
                                                               "test_data",
                                                               "land"};

using Parts = std::vector<absl::string_view>;

// The entries of a "|" list; empty ones keep their place, because columns of places run in step.
Parts SplitList(absl::string_view text) {
  Parts parts;
  if (text.empty()) return parts;
  for (const absl::string_view part : absl::StrSplit(text, '|')) {
    parts.push_back(absl::StripAsciiWhitespace(part));
  }
  return parts;
}
absl::string_view PartAt(const Parts& parts, size_t index) {
  return index < parts.size() ? parts[index] : "";
}

// One record under our own header.
class OwnRow final {
 public:
  OwnRow(const CsvRow& row, const OccupationReader& occupations, RecordLog& log)
      : row_(row), occupations_(occupations), log_(log) {}

  Vacancy Read() {
    Vacancy vacancy;
    vacancy.id.value = std::string(row_.Get("id"));
    vacancy.title = ReadText(row_.Get("title"), kMaxTitleBytes, At("title"));
    ReadEmployer(vacancy);
    vacancy.kind = ReadName<VacancyKind>(row_.Get("kind"), At("kind"));
    ReadOccupations(vacancy);
    ReadPlaces(vacancy);
    ReadWork(vacancy);
    ReadLanguage(vacancy);
    ReadDemands(vacancy);
    ReadDates(vacancy);
    vacancy.source = row_.Has("source") ? ReadText(row_.Get("source"), 64, At("source")) : "csv";
    vacancy.source_reference =
        ReadText(row_.Get("source_reference"), kMaxNameBytes, At("source_reference"));
    vacancy.test_data = ReadBoolean(row_.Get("test_data"), At("test_data")).value_or(false);
    ApplyTitle(SourceWord::kStated, At("kind"), At("hours_min"), vacancy);
    ApplyGermanText(row_.Get("description"), vacancy);
    return vacancy;
  }

 private:
  ValueContext At(absl::string_view column) { return {.field = column, .log = log_}; }

  void WarnOfRest(absl::string_view column, ProblemCode code, size_t count, size_t most) {
    log_.Warn(column, code, {{"count", absl::StrCat(count)}, {"most", absl::StrCat(most)}});
  }

  void ReadEmployer(Vacancy& vacancy) {
    vacancy.employer_name = ReadText(row_.Get("employer"), kMaxNameBytes, At("employer"));
    const absl::string_view id = row_.Get("employer_id");
    if (id.empty()) return;
    if (ValidateId("employer_id", id).ok()) {
      vacancy.employer.value = std::string(id);
    } else {
      At("employer_id").WarnNotAllowed(id, AllowedCode::kId);
    }
  }

  void ReadOccupations(Vacancy& vacancy) {
    const Parts names = SplitList(row_.Get("occupation"));
    const Parts levels = SplitList(row_.Get("activity_level"));
    for (size_t i = 0; i < names.size() && i < kMaxVacancyOccupations; ++i) {
      if (names[i].empty()) continue;
      const std::optional<int32_t> level =
          ReadInteger(PartAt(levels, i), {.least = 1, .most = 4}, At("activity_level"));
      // Those that are still to be read each get a place.
      const size_t later = std::min(names.size(), kMaxVacancyOccupations) - i - 1;
      const size_t taken = vacancy.occupations.size() + later;
      const size_t most = taken < kMaxVacancyOccupations ? kMaxVacancyOccupations - taken : 1;
      for (VacancyOccupation& occupation :
           occupations_.ReadOccupations(names[i], most, At("occupation"))) {
        if (level) occupation.activity_level = level;
        if (occupation.code || !occupation.label.empty()) vacancy.occupations.push_back(occupation);
      }
    }
    if (names.size() > kMaxVacancyOccupations) {
      WarnOfRest("occupation", ProblemCode::kOccupationsMany, names.size(), kMaxVacancyOccupations);
    }
    if (names.empty()) {
      std::optional<VacancyOccupation> found =
          occupations_.FromTitle(vacancy.title, At("occupation"));
      if (found) vacancy.occupations.push_back(*std::move(found));
    }
  }

  void ReadPlaces(Vacancy& vacancy) {
    const Parts districts = SplitList(row_.Get("district"));
    const Parts codes = SplitList(row_.Get("postal_code"));
    const Parts towns = SplitList(row_.Get("town"));
    const Parts lands = SplitList(row_.Get("land"));
    const Parts north = SplitList(row_.Get("lat"));
    const Parts east = SplitList(row_.Get("lon"));
    size_t count = std::max({districts.size(), codes.size(), towns.size()});
    if (count > kMaxVacancyPlaces) {
      WarnOfRest("district", ProblemCode::kPlacesMany, count, kMaxVacancyPlaces);
      count = kMaxVacancyPlaces;
    }
    std::optional<Abroad> abroad;
    for (size_t i = 0; i < count; ++i) {
      Place place;
      place.district = ReadDistrict(PartAt(districts, i), At("district"));
      place.postal_code = ReadPostalCode(PartAt(codes, i), At("postal_code"));
      place.town = ReadText(PartAt(towns, i), kMaxNameBytes, At("town"));
      place.point = ReadPoint(PartAt(north, i), PartAt(east, i), At("lat"));
      auto there = place.district ? std::nullopt : FindAbroad(place.town, PartAt(lands, i));
      if (there) {
        WarnOfAbroad(*there, At("town"));
        abroad = std::move(there);
        continue;
      }
      CompletePlace(PartAt(lands, i), At("district"), place);
      vacancy.places.push_back(std::move(place));
    }
    if (vacancy.places.empty() && abroad) RefuseAbroad(*abroad, At("town"));
  }

  void ReadWork(Vacancy& vacancy) {
    vacancy.openings =
        ReadInteger(row_.Get("openings"), {.least = 1, .most = 10'000}, At("openings"));
    vacancy.hours = ReadWeeklyHours();
    vacancy.shifts = ReadTimeWindows(row_.Get("shifts"), At("shifts"));
    vacancy.shift_work = ReadBoolean(row_.Get("shift_work"), At("shift_work"));
    vacancy.temporary_agency = ReadBoolean(row_.Get("temporary_agency"), At("temporary_agency"));
    vacancy.paid = ReadBoolean(row_.Get("paid"), At("paid"));
    vacancy.security_firm = ReadBoolean(row_.Get("security_firm"), At("security_firm"));
  }

  // Either column alone is both ends.
  std::optional<WeeklyHours> ReadWeeklyHours() {
    const absl::string_view least = row_.Get("hours_min");
    const absl::string_view most = row_.Get("hours_max");
    if (least.empty()) return ReadHours(most, At("hours_max"));
    if (most.empty()) return ReadHours(least, At("hours_min"));
    return ReadHours(absl::StrCat(least, "-", most), At("hours_min"));
  }

  void ReadLanguage(Vacancy& vacancy) {
    vacancy.german.levels = ReadSkillLevels(row_.Get("german"), At("german"));
    if (HasGerman(vacancy)) {
      vacancy.german.strength = Strength("german_strength");
      vacancy.german.phrase =
          ReadText(row_.Get("german_phrase"), kMaxPhraseBytes, At("german_phrase"));
    }
    vacancy.working_languages =
        ReadLanguages(row_.Get("working_languages"), At("working_languages"));
    const auto german =
        std::remove(vacancy.working_languages.begin(), vacancy.working_languages.end(), "de");
    vacancy.working_languages.erase(german, vacancy.working_languages.end());
  }

  RequirementStrength Strength(absl::string_view column) {
    return ReadName<RequirementStrength>(row_.Get(column), At(column))
        .value_or(RequirementStrength::kRequired);
  }

  void ReadDemands(Vacancy& vacancy) {
    if (const auto school = ReadName<SchoolCertificate>(row_.Get("school"), At("school"))) {
      vacancy.school = SchoolRequirement{
          .certificate = *school,
          .strength = Strength("school_strength"),
          .or_years = ReadInteger(row_.Get("school_or_years"), {.least = 1, .most = 20},
                                  At("school_or_years"))};
    }
    for (const auto& [name, strength] : ReadDemandList("licences", RequirementStrength::kByLaw)) {
      if (const auto kind = ReadName<LicenceKind>(name, At("licences"))) {
        vacancy.licences.push_back({.kind = *kind, .strength = strength});
      }
    }
    for (const auto& [name, strength] : ReadDemandList("skills", RequirementStrength::kRequired)) {
      if (ValidateId("skills", name).ok()) {
        vacancy.skills.push_back({.id = name, .strength = strength});
      } else {
        At("skills").WarnNotAllowed(name, AllowedCode::kId);
      }
    }
    ReadSupport(vacancy);
  }

  // "driving_b:by_law|forklift:desired"; without a strength `otherwise` holds.
  std::vector<std::pair<std::string, RequirementStrength>> ReadDemandList(
      absl::string_view column, RequirementStrength otherwise) {
    std::vector<std::pair<std::string, RequirementStrength>> demands;
    for (const absl::string_view part : SplitList(row_.Get(column))) {
      if (part.empty()) continue;
      const std::pair<absl::string_view, absl::string_view> halves =
          absl::StrSplit(part, absl::MaxSplits(':', 1));
      const auto strength =
          ReadName<RequirementStrength>(absl::StripAsciiWhitespace(halves.second), At(column));
      demands.emplace_back(absl::StripAsciiWhitespace(halves.first), strength.value_or(otherwise));
    }
    return demands;
  }

  void ReadSupport(Vacancy& vacancy) {
    const absl::string_view text = row_.Get("support");
    if (text.empty()) return;
    vacancy.support.emplace();
    if (text == "none") return;
    for (const absl::string_view part : SplitList(text)) {
      const auto item = ReadName<SupportItem>(part, At("support"));
      if (item && !absl::c_linear_search(*vacancy.support, *item))
        vacancy.support->push_back(*item);
    }
  }

  void ReadDates(Vacancy& vacancy) {
    vacancy.start = ReadDate(row_.Get("start"), At("start"));
    vacancy.end = ReadDate(row_.Get("end"), At("end"));
    vacancy.published = ReadDate(row_.Get("published"), At("published"));
    vacancy.open_from = ReadDate(row_.Get("open_from"), At("open_from"));
    vacancy.apply_until = ReadDate(row_.Get("apply_until"), At("apply_until"));
    vacancy.closed = ReadBoolean(row_.Get("closed"), At("closed")).value_or(false);
  }

  const CsvRow& row_;
  const OccupationReader& occupations_;
  RecordLog& log_;
};

absl::Status CheckHeader(const CsvHeader& header) {
  if (header.Has("id") && (header.Has("title") || header.Has("occupation")))
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      "header has not the columns \"id\" and \"title\" or \"occupation\"; columns are described in "
      "engine/ingest/README.md");
}

Vacancy ReadRow(const CsvRow& row, bool harvest, const OccupationReader& occupations,
                RecordLog& log) {
  Vacancy vacancy =
      harvest ? ReadHarvestRow(row, occupations, log) : OwnRow(row, occupations, log).Read();
  if (vacancy.title.empty() && vacancy.occupations.empty()) {
    log.Refuse("title", ProblemCode::kTitleMissing);
  }
  return vacancy;
}

// Rows that one thread reads in one go: many enough that handing them over does not count.
constexpr size_t kBlockRows = 256;
constexpr size_t kBlocksPerThread = 4;

struct Block {
  std::vector<CsvRecord> records;
  std::vector<Vacancy> vacancies;
  std::vector<RecordLog> logs;
  size_t end = 0;  // bytes of the text up to here
};

// Reads the records of a table in blocks, several at a time, and gives them on in their order.
class BlockReader final {
 public:
  BlockReader(CsvSheet& sheet, const OccupationReader& occupations, const ReadOptions& options,
              size_t bytes)
      : sheet_(sheet),
        occupations_(occupations),
        options_(options),
        bytes_(bytes),
        lines_(sheet.reader.LinesLeft()),
        harvest_(IsHarvestHeader(sheet.header)) {}

  void Read(Collector<Vacancy>& collector) {
    const size_t slots = kBlocksPerThread * static_cast<size_t>(std::max(options_.threads, 1));
    blocks_.resize(slots);
    RunStages(slots, std::max(options_.threads, 1),
              {.take = [&](size_t slot) { return Take(blocks_[slot]); },
               .work = [&](size_t slot) { Work(blocks_[slot]); },
               .give = [&](size_t slot) { return Give(blocks_[slot], collector); }});
  }

 private:
  bool Take(Block& block) {
    block = {};
    while (block.records.size() < kBlockRows) {
      std::optional<CsvRecord> record = sheet_.reader.Next();
      if (!record) break;
      block.records.push_back(*std::move(record));
    }
    block.end = sheet_.reader.position();
    return !block.records.empty();
  }

  void Work(Block& block) const {
    block.vacancies.resize(block.records.size());
    block.logs.resize(block.records.size());
    for (size_t i = 0; i < block.records.size(); ++i) {
      if (!CheckShape(block.records[i], sheet_.header, block.logs[i])) continue;
      block.vacancies[i] =
          ReadRow(CsvRow(sheet_.header, block.records[i]), harvest_, occupations_, block.logs[i]);
    }
  }

  bool Give(Block& block, Collector<Vacancy>& collector) {
    Reserve(block, collector);
    for (size_t i = 0; i < block.records.size(); ++i) {
      collector.Add(std::move(block.vacancies[i]), std::move(block.logs[i]), block.records[i].line);
    }
    if (options_.progress) {
      options_.progress(static_cast<int64_t>(block.end), static_cast<int64_t>(bytes_));
    }
    return true;
  }

  // One allocation for all rows is a third of the memory of growing. A file of short lines and few records
  // shall not ask for more than is likely.
  void Reserve(const Block& first, Collector<Vacancy>& collector) {
    if (reserved_) return;
    reserved_ = true;
    const size_t bytes_a_row = std::max<size_t>(first.end / first.records.size(), 1);
    collector.Reserve(std::min(lines_, 2 * (bytes_ / bytes_a_row) + kBlockRows));
  }

  CsvSheet& sheet_;
  const OccupationReader& occupations_;
  const ReadOptions& options_;
  size_t bytes_;
  size_t lines_;
  bool harvest_;
  bool reserved_ = false;
  std::vector<Block> blocks_;
};

}  // namespace

absl::StatusOr<VacancyImport> ReadVacancyCsv(absl::string_view text,
                                             const OccupationReader& occupations,
                                             const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(CsvSheet sheet, OpenCsvSheet(text));
  PASSUNG_RETURN_IF_ERROR(sheet.header.Rename(
      options.columns, IsHarvestHeader(sheet.header) ? HarvestColumns() : kVacancyColumns));
  PASSUNG_RETURN_IF_ERROR(CheckHeader(sheet.header));
  const bool harvest = IsHarvestHeader(sheet.header);
  VacancyImport import;
  import.report.format = "csv";
  import.report.problems = sheet.header.Unknown(harvest ? HarvestColumns() : kVacancyColumns);
  Collector<Vacancy> collector(import.report);
  BlockReader(sheet, occupations, options, text.size()).Read(collector);
  import.vacancies = std::move(collector).Take();
  return import;
}

}  // namespace passung
