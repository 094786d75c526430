// Vacancies of another system into the database, page by page.
#ifndef PASSUNG_SERVER_FETCH_FETCH_H_
#define PASSUNG_SERVER_FETCH_FETCH_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "server/fetch/fetch_journal.h"
#include "server/fetch/format_watch.h"
#include "server/fetch/jobsuche.h"
#include "server/fetch/patient_client.h"

namespace passung::server {

struct FetchSettings {
  JobsucheQuery query;
  std::string key;         // for the field X-API-Key; empty: none is sent
  bool dry_run = false;    // ask, report, store nothing
  bool close = true;       // close what vanished
  bool anew = false;       // go on with no earlier run and ask for what has not changed, too
  int64_t most_pages = 0;  // in this run; 0: all
  // Where more of what is known of a query vanished at once, and more than twenty, the source is in disorder rather
  // than the market: nothing is closed.
  int32_t most_closed_percent = 30;
  // A run that was interrupted longer ago is begun anew: its pages have shifted.
  absl::Duration longest_run = absl::Hours(6);
};

struct FetchReport {
  ImportReport import;      // of what was read; lines number the vacancies of this run
  int64_t total = 0;        // that the source counts
  int64_t listed = 0;       // different vacancies on the pages
  int64_t unchanged = 0;    // not asked for, or answered with "not modified"
  int64_t gone = 0;         // listed, but their details were not there any more
  int64_t failed = 0;       // details that could not be read; the next run asks again
  int64_t kept_closed = 0;  // closed by somebody here, and so left closed
  int64_t first_page = 1;   // more than 1: went on with a run that had been interrupted
  bool complete = false;
  std::string incomplete;     // why not
  int64_t closed = 0;         // with dry_run: that would be
  int64_t left_search = 0;    // not listed any more, but the source still has them
  int64_t close_refused = 0;  // vanished, but too many at once
  int64_t requests = 0;
  int64_t repeated = 0;
  std::vector<FormatFinding> drift;
  std::optional<int64_t> revision;  // after the last write; absent: nothing was stored
  absl::Status
      status;  // why the run ended early; what came before is stored and kept in the journal
};

// What a run works with; all must outlive it.
struct FetchWorld {
  PatientClient& client;
  Waiter& waiter;
  const Knowledge& knowledge;
  Repository& repository;
  FetchJournal& journal;
  // Vacancies looked at, of how many; may be empty.
  std::function<void(int64_t done, int64_t total)> progress;
};

// Each page is stored before the next one is asked for, and the journal knows it: a run that ends early goes on there.
// Vacancies whose time of change is known are not asked for again; others with the ETag they had. After a COMPLETE run,
// what the same query found before and does not find any more is closed where the source answers 404 or 410 for it.
FetchReport FetchJobsuche(const FetchSettings& settings, const FetchWorld& world);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_FETCH_H_
