// What is known of fetched vacancies between runs, and how far a run came: a file with one JSON object a line.
#ifndef PASSUNG_SERVER_FETCH_FETCH_JOURNAL_H_
#define PASSUNG_SERVER_FETCH_FETCH_JOURNAL_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace passung::server {

// Where a stored vacancy comes from.
struct FetchedVacancy {
  std::string reference;  // the source's number
  std::string id;         // of the vacancy; empty where it was refused
  std::string changed;    // the source's time of the last change
  std::string etag;
  std::string query;    // that found it last
  int64_t fetched = 0;  // when it was asked for, seconds since 1970
  bool closed = false;  // by a run
  friend bool operator==(const FetchedVacancy&, const FetchedVacancy&) = default;
};

// Used by one thread and one process. What is added is in the file when the call returns; a last line that was cut off
// is as if it had not been added.
class FetchJournal final {
 public:
  enum class Mode : uint8_t { kKeep, kForget };
  // A file that is not there is an empty journal. DataLoss naming file and line for what is none. With kForget what is
  // added is known to this object only and the file stays as it is.
  static absl::StatusOr<FetchJournal> Open(const std::string& path, Mode mode);

  // Nullptr where nothing is known of it.
  const FetchedVacancy* Find(const std::string& reference) const;
  const std::map<std::string, FetchedVacancy>& vacancies() const { return vacancies_; }

  // ---- The run ----
  // Goes on with a run of the same query that did not end and began less than `longest` before `now`, else begins one.
  absl::Status BeginRun(const std::string& query, absl::Time now, absl::Duration longest);
  int64_t pages_done() const { return pages_done_; }
  // References that the pages of this run had so far.
  const std::set<std::string>& seen() const { return seen_; }

  // A page whose vacancies are stored.
  absl::Status AddPage(int64_t page, const std::vector<std::string>& references,
                       const std::vector<FetchedVacancy>& vacancies);
  absl::Status AddVacancy(const FetchedVacancy& vacancy);
  // The run ended; the file is written anew without what is past.
  absl::Status EndRun();

 private:
  FetchJournal(std::string path, Mode mode) : path_(std::move(path)), mode_(mode) {}
  absl::Status Read();
  bool Take(const std::string& line);
  absl::Status Append(const std::string& lines);

  std::string path_;
  Mode mode_;
  std::map<std::string, FetchedVacancy> vacancies_;
  std::string query_;  // of the run that did not end; empty: none
  int64_t began_ = 0;
  int64_t pages_done_ = 0;
  std::set<std::string> seen_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_FETCH_JOURNAL_H_
