// schema.org's JobPosting, as employers put it into their pages for search engines (JSON-LD).
#ifndef PASSUNG_ENGINE_INGEST_JOB_POSTING_H_
#define PASSUNG_ENGINE_INGEST_JOB_POSTING_H_

#include <vector>

#include "engine/ingest/job_json.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/vacancy.h"

namespace passung {

// Whether the document says of itself what it is ("@type", "@context", "@graph").
bool IsLinkedData(const JsonRecord& document);

// The postings in documents: the document itself, entries of "@graph" and of lists ("itemListElement"). What is
// something else is left out; a document with a fault stays.
std::vector<JsonRecord> PostingsOf(const std::vector<JsonRecord>& documents);

// A posting without `identifier` and `url` is refused: it could not be told from the next one. Its id begins with
// digits of who gave the identifier, since two employers may both have a number 1.
Vacancy ReadJobPosting(const JsonRecord& json, const OccupationReader& occupations, RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_JOB_POSTING_H_
