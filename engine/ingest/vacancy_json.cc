#include "engine/ingest/vacancy_json.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/collector.h"
#include "engine/ingest/job_details.h"
#include "engine/ingest/job_json.h"
#include "engine/ingest/job_posting.h"
#include "engine/ingest/markup.h"
#include "engine/ingest/record_log.h"

namespace passung {
namespace {

constexpr absl::string_view kResults = "stellenangebote";

// What reads one record of a form.
using Reader = Vacancy (*)(const JsonRecord&, const OccupationReader&, RecordLog&);

VacancyImport Collect(const std::vector<JsonRecord>& records, const OccupationReader& occupations,
                      absl::string_view format, Reader read) {
  VacancyImport import;
  import.report.format = std::string(format);
  Collector<Vacancy> collector(import.report);
  for (const JsonRecord& json : records) {
    RecordLog log;
    Vacancy vacancy;
    if (!json.fault) {
      vacancy = read(json, occupations, log);
    } else {
      log.Refuse(*json.fault);
    }
    collector.Add(std::move(vacancy), std::move(log), json.number);
  }
  import.vacancies = std::move(collector).Take();
  return import;
}

bool IsResultPage(const JsonRecord& document) {
  return document.HasBelow(absl::StrCat(kResults, "[")) ||
         document.Find("maxErgebnisse") != nullptr;
}

// The entries of all pages, numbered through.
std::vector<JsonRecord> EntriesOf(const std::vector<JsonRecord>& pages) {
  std::vector<JsonRecord> entries;
  for (const JsonRecord& page : pages) {
    if (page.fault) entries.push_back(page);
    for (size_t i = 0;; ++i) {
      const std::string path = absl::StrCat(kResults, "[", i, "]");
      if (!page.HasBelow(absl::StrCat(path, "."))) break;
      entries.push_back(page.Below(path));
      entries.back().number = static_cast<int64_t>(entries.size());
    }
  }
  return entries;
}

}  // namespace

absl::StatusOr<VacancyImport> ReadVacancyJson(absl::string_view text,
                                              const OccupationReader& occupations) {
  const std::vector<JsonRecord> records = ReadJsonRecords(text);
  if (records.empty()) return absl::InvalidArgumentError("no record of job details in the file");
  if (records.size() == 1 && records[0].fault) {
    return absl::InvalidArgumentError(
        absl::StrCat("file is neither CSV nor JSON that can be read: ", records[0].fault->reason));
  }
  if (std::any_of(records.begin(), records.end(), IsResultPage)) {
    const std::vector<JsonRecord> entries = EntriesOf(records);
    if (entries.empty())
      return absl::InvalidArgumentError("no vacancy in the results of the search");
    return Collect(entries, occupations, "ba_jobsuche", ReadSearchEntry);
  }
  if (std::any_of(records.begin(), records.end(), IsLinkedData)) {
    const std::vector<JsonRecord> postings = PostingsOf(records);
    if (postings.empty()) return absl::InvalidArgumentError("no JobPosting in the file");
    return Collect(postings, occupations, "schema_org", ReadJobPosting);
  }
  return Collect(records, occupations, "ba_jobdetails", ReadJobDetails);
}

absl::StatusOr<VacancyImport> ReadVacancyPage(absl::string_view html,
                                              const OccupationReader& occupations) {
  std::vector<JsonRecord> records;
  for (const PagePart& part : LinkedDataOf(html)) {
    for (JsonRecord& record : ReadJsonRecords(part.text)) {
      record.number = part.line;
      records.push_back(std::move(record));
    }
  }
  const std::vector<JsonRecord> postings = PostingsOf(records);
  if (postings.empty()) {
    return absl::InvalidArgumentError(
        "no JobPosting in the page; it stands in <script type=\"application/ld+json\">");
  }
  return Collect(postings, occupations, "schema_org", ReadJobPosting);
}

}  // namespace passung
