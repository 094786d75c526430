// Reads the data files with a reader of its own, so that a fault of the engine's cannot hide.

#include "tests/support/oracle_knowledge.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

#ifndef PASSUNG_SOURCE_DIR
#define PASSUNG_SOURCE_DIR "."  // tests run in the root of the source tree
#endif

namespace passung::oracle {
namespace {

[[noreturn]] void Die(absl::string_view what) {
  std::cerr << "oracle: " << what << "\n";
  std::abort();
}

std::string ReadDataFile(absl::string_view name) {
  const std::string path = std::string(PASSUNG_SOURCE_DIR) + "/engine/data/" + std::string(name);
  std::ifstream file(path, std::ios::binary);
  if (!file) Die("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

using Record = std::vector<std::string>;

// Fields by comma, records by line end; a quoted field may hold both and "" for a quote.
std::vector<Record> SplitCsv(const std::string& text) {
  std::vector<Record> records;
  Record record;
  std::string field;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      record.push_back(field);
      field.clear();
      if (c == '\n') records.push_back(record);
      if (c == '\n') record.clear();
    } else if (c != '\r') {
      field += c;
    }
  }
  if (!field.empty() || !record.empty()) {
    record.push_back(field);
    records.push_back(record);
  }
  return records;
}

using Row = std::map<std::string, std::string>;  // by the names of the first record

std::vector<Row> ReadTable(const std::string& given, absl::string_view file) {
  const std::vector<Record> records = SplitCsv(given.empty() ? ReadDataFile(file) : given);
  std::vector<Row> rows;
  for (size_t r = 1; r < records.size(); ++r) {
    Row row;
    for (size_t c = 0; c < records[0].size() && c < records[r].size(); ++c) {
      row[records[0][c]] = records[r][c];
    }
    rows.push_back(row);
  }
  return rows;
}

std::optional<int32_t> Number(const std::string& text) {
  if (text.empty()) return std::nullopt;
  int32_t value = 0;
  if (!absl::SimpleAtoi(text, &value)) Die("not a number: " + text);
  return value;
}

template <class E>
std::optional<E> Named(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::optional<E> value = FromName<E>(text);
  if (!value) Die("not a name: " + text);
  return value;
}

// Days since 1970-01-01, counted year by year and month by month.
bool IsLeap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
int32_t DaysIn(int32_t year, int32_t month) {
  if (month == 2) return IsLeap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}
struct Civil {
  int32_t year, month, day;
};
// Day number of every 1 January from 1900 on, summed up once.
const std::vector<int32_t>& YearStarts() {
  static const auto* const kStarts = [] {
    auto* starts = new std::vector<int32_t>{0};
    for (int32_t y = 1900; y < 2400; ++y)
      starts->push_back(starts->back() + (IsLeap(y) ? 366 : 365));
    const int32_t epoch = (*starts)[1970 - 1900];
    for (int32_t& start : *starts) start -= epoch;
    return starts;
  }();
  return *kStarts;
}
Date OfCivil(const Civil& civil) {
  int32_t days = YearStarts().at(static_cast<size_t>(civil.year - 1900));
  for (int32_t m = 1; m < civil.month; ++m) days += DaysIn(civil.year, m);
  return Date::FromDays(days + civil.day - 1);
}
Civil CivilOf(Date date) {
  Civil civil{1970, 1, 1};
  while (OfCivil({civil.year + 1, 1, 1}) <= date) ++civil.year;
  while (OfCivil(civil) > date) --civil.year;
  while (civil.month < 12 && OfCivil({civil.year, civil.month + 1, 1}) <= date) ++civil.month;
  civil.day = date.days() - OfCivil(civil).days() + 1;
  return civil;
}

std::optional<Date> DayOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::vector<std::string> parts = absl::StrSplit(text, '-');
  if (parts.size() != 3) Die("not a day: " + text);
  return OfCivil({*Number(parts[0]), *Number(parts[1]), *Number(parts[2])});
}

Validity ValidityOf(Row& row) { return {DayOf(row["valid_from"]), DayOf(row["valid_to"])}; }

std::vector<OccupationCode> Codes(const std::string& text) {
  std::vector<OccupationCode> codes;
  for (absl::string_view code : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    codes.push_back(OccupationCode::FromNumber(*Number(std::string(code))));
  }
  return codes;
}

void ReadRegulated(const std::string& given, OracleKnowledge& knowledge) {
  for (Row& row : ReadTable(given, "regulated_occupations.csv")) {
    RegulatedRow regulated;
    regulated.profession = row["profession"];
    regulated.kind = *Named<RegulationKind>(row["kind"]);
    regulated.land = Number(row["land"]);
    regulated.occupations = Codes(row["occupations"]);
    regulated.helpers = Codes(row["helpers"]);
    const auto level = Named<LanguageLevel>(row["german_by_law"]);
    regulated.german = {level, level, level, level};
    regulated.certificate = Named<LicenceKind>(row["certificate"]);
    regulated.valid = ValidityOf(row);
    knowledge.regulated.push_back(regulated);
  }
}

void ReadWorkAccess(const std::string& given, OracleKnowledge& knowledge) {
  static constexpr absl::string_view kColumns[] = {
      "helper_job", "qualified_job", "dual_training", "school_training", "eq_internship", "agency"};
  for (Row& row : ReadTable(given, "work_access.csv")) {
    WorkAccessRow access;
    access.status = *Named<ResidenceStatus>(row["status"]);
    access.housing = Named<Housing>(row["housing"]);
    access.bar = Named<AccessBar>(row["access_bar"]);
    access.months_from = Number(row["months_from"]).value_or(0);
    access.months_to = Number(row["months_below"]);
    for (size_t c = 0; c < 6; ++c) access.cells[c] = row[std::string(kColumns[c])].at(0);
    access.valid = ValidityOf(row);
    knowledge.work_access.push_back(access);
  }
}

void ReadDistricts(const KnowledgeFiles& files, OracleKnowledge& knowledge) {
  for (Row& row : ReadTable(files.districts_csv, "districts.csv")) {
    const std::string region = row["region"] == "0" ? "" : row["region"];
    knowledge.districts.push_back({DistrictCode::FromNumber(*Number(row["code"])), region});
  }
  for (Row& row : ReadTable(files.district_links_csv, "district_links.csv")) {
    knowledge.links.push_back({DistrictCode::FromNumber(*Number(row["home"])),
                               DistrictCode::FromNumber(*Number(row["work"])),
                               row["kind"] == "strong"});
  }
}

// There is none in engine/data.
void ReadMatrix(const KnowledgeFiles& files, OracleKnowledge& knowledge) {
  if (files.district_matrix_csv.empty()) return;
  for (Row& row : ReadTable(files.district_matrix_csv, "district_matrix.csv")) {
    MeasuredWay way{DistrictCode::FromNumber(*Number(row["home"])),
                    DistrictCode::FromNumber(*Number(row["work"])), Number(row["minutes"]),
                    Number(row["commuters"])};
    if (const auto km = Number(row["km"])) {
      way.minutes = 0;
      while (*way.minutes * *Number(row["kmh"]) < *km * 60) ++*way.minutes;
    }
    knowledge.matrix.push_back(way);
  }
}

}  // namespace

Date AddMonths(Date day, int32_t months) {
  Civil civil = CivilOf(day);
  for (; months > 0; --months) {
    civil.year += civil.month == 12 ? 1 : 0;
    civil.month = civil.month == 12 ? 1 : civil.month + 1;
  }
  for (; months < 0; ++months) {
    civil.year -= civil.month == 1 ? 1 : 0;
    civil.month = civil.month == 1 ? 12 : civil.month - 1;
  }
  if (civil.day > DaysIn(civil.year, civil.month)) civil.day = DaysIn(civil.year, civil.month);
  return OfCivil(civil);
}

int32_t FullMonths(Date from, Date to) {
  int32_t months = 0;
  while (AddMonths(from, months) > to) --months;
  while (AddMonths(from, months + 1) <= to) ++months;
  return months;
}

OracleKnowledge ReadKnowledge(const KnowledgeFiles& files, const ClassificationRows& rows) {
  OracleKnowledge knowledge;
  ReadRegulated(files.regulated_occupations_csv, knowledge);
  ReadWorkAccess(files.work_access_csv, knowledge);
  ReadDistricts(files, knowledge);
  ReadMatrix(files, knowledge);
  knowledge.classification = rows;
  return knowledge;
}

}  // namespace passung::oracle
