#include "server/fetch/fetch.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"

namespace passung::server {
namespace {

constexpr int64_t kFewClosed = 20;  // so many may always vanish
// Details that fail one after the other are the service's fault, not theirs.
constexpr int kMostFailedInARow = 5;
// Of a write that meets somebody else's.
constexpr int kWriteAttempts = 3;

bool IsGone(int status) { return status == 404 || status == 410; }
bool IsRefused(int status) { return status == 401 || status == 403; }

absl::Status Refusal(int status) {
  return absl::PermissionDeniedError(absl::StrCat(
      "the service answered ", status, ": it wants a key that it knows (field X-API-Key)"));
}

class Run final {
 public:
  Run(const FetchSettings& settings, const FetchWorld& world)
      : settings_(settings), world_(world), query_(NameOf(settings.query)) {
    // New ones alone are part of what the same query without days finds, which closes them one day.
    JobsucheQuery whole = settings.query;
    whole.days.reset();
    whole_query_ = NameOf(whole);
  }

  FetchReport Do() && {
    report_.status = Whole();
    report_.listed = static_cast<int64_t>(listed_.size());
    report_.requests = world_.client.requests();
    report_.repeated = world_.client.repeated();
    report_.drift = watch_.Findings();
    if (!report_.status.ok()) {
      report_.complete = false;
      report_.incomplete = std::string(report_.status.message());
    }
    return std::move(report_);
  }

 private:
  // What became of the details of one entry.
  struct Asked {
    FetchedVacancy vacancy;
    std::string details;  // on one line; empty: nothing new
  };

  absl::Status Whole() {
    FetchJournal& journal = world_.journal;
    PASSUNG_RETURN_IF_ERROR(
        journal.BeginRun(query_, world_.waiter.Now(),
                         settings_.anew ? absl::ZeroDuration() : settings_.longest_run));
    listed_ = journal.seen();
    report_.first_page = journal.pages_done() + 1;
    PASSUNG_RETURN_IF_ERROR(Pages());
    if (!report_.complete) return absl::OkStatus();
    if (settings_.close && !settings_.query.days) PASSUNG_RETURN_IF_ERROR(CloseVanished());
    return journal.EndRun();
  }

  HttpFields Fields() const {
    HttpFields fields;
    if (!settings_.key.empty()) fields.emplace_back("X-API-Key", settings_.key);
    return fields;
  }

  // ---- Pages ------------------------------------------------------------------------------------

  absl::Status Pages() {
    for (int64_t number = report_.first_page;; ++number) {
      if (settings_.most_pages > 0 && number >= report_.first_page + settings_.most_pages) {
        report_.incomplete = absl::StrCat("only ", settings_.most_pages, " pages were asked for");
        return absl::OkStatus();
      }
      PASSUNG_ASSIGN_OR_RETURN(const SearchPage page, AskPage(number));
      report_.total = page.total;
      PASSUNG_RETURN_IF_ERROR(TakePage(number, page));
      const int64_t shown = number * settings_.query.page_size;
      if (page.entries.empty() || shown >= std::min(page.total, kMostSearchResults)) break;
    }
    const auto listed = static_cast<int64_t>(listed_.size());
    report_.complete = listed >= report_.total;
    if (report_.complete) return absl::OkStatus();
    report_.incomplete = absl::StrCat(listed, " of ", report_.total, " vacancies were listed");
    if (report_.total > kMostSearchResults) {
      absl::StrAppend(&report_.incomplete, "; the service shows at most ", kMostSearchResults,
                      ": ask for less at a time");
    }
    // Begun anew next time: going on behind the last page would list nothing.
    return world_.journal.EndRun();
  }

  absl::StatusOr<SearchPage> AskPage(int64_t number) {
    PASSUNG_ASSIGN_OR_RETURN(const HttpAnswer answer,
                             world_.client.Get(SearchTarget(settings_.query, number), Fields()));
    if (IsRefused(answer.status)) return Refusal(answer.status);
    if (answer.status != 200) {
      return absl::UnavailableError(
          absl::StrCat("page ", number, " of the search was answered with ", answer.status));
    }
    absl::StatusOr<SearchPage> page = ReadSearchPage(answer.body, watch_);
    if (!page.ok()) {
      return absl::DataLossError(absl::StrCat(
          "page ", number, " of the search: ", absl::string_view(page.status().message())));
    }
    if (page->nameless > 0 && page->entries.empty()) {
      return absl::DataLossError(absl::StrCat("page ", number, " of the search: none of its ",
                                              page->nameless, " entries has a number (refnr)"));
    }
    return page;
  }

  absl::Status TakePage(int64_t number, const SearchPage& page) {
    std::vector<std::string> references;
    std::vector<Asked> asked;
    for (const SearchEntry& entry : page.entries) {
      if (!listed_.insert(entry.reference).second) continue;
      references.push_back(entry.reference);
      PASSUNG_ASSIGN_OR_RETURN(std::optional<Asked> one, AskDetails(entry));
      if (one) asked.push_back(*std::move(one));
      if (world_.progress) {
        world_.progress(static_cast<int64_t>(listed_.size()),
                        std::min(page.total, kMostSearchResults));
      }
    }
    PASSUNG_RETURN_IF_ERROR(StoreNew(asked));
    std::vector<FetchedVacancy> vacancies;
    vacancies.reserve(asked.size());
    for (Asked& one : asked) vacancies.push_back(std::move(one.vacancy));
    return world_.journal.AddPage(number, references, vacancies);
  }

  // ---- Details ----------------------------------------------------------------------------------

  // Whether what the journal says of it still stands: stored, or refused for what has not changed.
  bool StillThere(const FetchedVacancy* known) const {
    if (known == nullptr || known->closed || settings_.anew) return false;
    return known->id.empty() || world_.repository.GetVacancy(VacancyId{known->id}).ok();
  }

  absl::StatusOr<std::optional<Asked>> AskDetails(const SearchEntry& entry) {
    const FetchedVacancy* known = world_.journal.Find(entry.reference);
    const bool there = StillThere(known);
    Asked asked;
    if (known != nullptr) asked.vacancy = *known;
    asked.vacancy.reference = entry.reference;
    if (!settings_.query.days || known == nullptr || known->query.empty()) {
      asked.vacancy.query = whole_query_;
    }
    if (there && !entry.changed.empty() && known->changed == entry.changed) {
      ++report_.unchanged;
      return asked;
    }
    HttpFields fields = Fields();
    if (there && !known->etag.empty()) fields.emplace_back("If-None-Match", known->etag);
    PASSUNG_ASSIGN_OR_RETURN(const HttpAnswer answer,
                             world_.client.Get(DetailsTarget(entry.reference), fields));
    if (IsRefused(answer.status)) return Refusal(answer.status);
    if (answer.status == 200 || answer.status == 304 || IsGone(answer.status)) failed_in_a_row_ = 0;
    asked.vacancy.changed = entry.changed;
    asked.vacancy.fetched = absl::ToUnixSeconds(world_.waiter.Now());
    if (answer.status == 304 && there) {
      ++report_.unchanged;
      return asked;
    }
    if (IsGone(answer.status)) {
      ++report_.gone;
      return std::nullopt;
    }
    const absl::StatusOr<std::string> details =
        answer.status == 200
            ? ReadDetails(answer.body, entry.reference, watch_)
            : absl::UnavailableError(absl::StrCat("details were answered with ", answer.status));
    if (!details.ok()) {
      Fail(entry.reference, absl::string_view(details.status().message()));
      if (answer.status != 200 && ++failed_in_a_row_ >= kMostFailedInARow) return details.status();
      return std::nullopt;
    }
    asked.vacancy.etag = answer.etag;
    asked.details = *details;
    return asked;
  }

  void Fail(const std::string& reference, absl::string_view reason) {
    ++report_.failed;
    ++report_.import.refused;
    report_.import.records.push_back({.line = ++line_,
                                      .id = reference,
                                      .verdict = RecordVerdict::kRefused,
                                      .problems = {{"", std::string(reason)}}});
  }

  // ---- Storing ----------------------------------------------------------------------------------

  absl::Status StoreNew(std::vector<Asked>& asked) {
    std::vector<Asked*> fresh;
    std::vector<std::string> lines;
    for (Asked& one : asked) {
      if (one.details.empty()) continue;
      fresh.push_back(&one);
      lines.push_back(std::move(one.details));
    }
    if (fresh.empty()) return absl::OkStatus();
    PASSUNG_ASSIGN_OR_RETURN(VacancyImport import,
                             ImportVacancies(absl::StrJoin(lines, "\n"), world_.knowledge));
    for (size_t i = 0; i < fresh.size() && i < import.report.records.size(); ++i) {
      const RecordReport& record = import.report.records[i];
      const bool refused = record.verdict == RecordVerdict::kRefused;
      fresh[i]->vacancy.id = refused ? "" : record.id;
    }
    for (Asked* one : fresh) one->vacancy.closed = false;
    AddReport(std::move(import.report));
    return StoreKeeping(import.vacancies);
  }

  // What people here decided or added outlives a change at the source, also while this runs.
  absl::Status StoreKeeping(const std::vector<Vacancy>& vacancies) {
    absl::Status written;
    for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
      written = TryKeeping({.upsert_vacancies = vacancies});
      if (!absl::IsAborted(written) && !absl::IsAlreadyExists(written)) break;
    }
    return written;
  }

  absl::Status TryKeeping(WriteBatch batch) {
    int64_t kept_closed = 0;
    for (Vacancy& vacancy : batch.upsert_vacancies) {
      PASSUNG_RETURN_IF_ERROR(KeepWhatIsOurs(vacancy, batch.expect, kept_closed));
    }
    PASSUNG_RETURN_IF_ERROR(Write(std::move(batch)));
    report_.kept_closed += kept_closed;
    return absl::OkStatus();
  }

  absl::Status KeepWhatIsOurs(Vacancy& vacancy, std::vector<RowState>& expect,
                              int64_t& kept_closed) {
    const absl::StatusOr<Vacancy> stored = world_.repository.GetVacancy(vacancy.id);
    if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored.status();
    expect.push_back(StateOf(vacancy.id, stored.ok() ? &*stored : nullptr));
    if (!stored.ok()) return absl::OkStatus();
    if (vacancy.employer.value.empty()) vacancy.employer = stored->employer;
    if (!vacancy.support) vacancy.support = stored->support;
    const FetchedVacancy* known = world_.journal.Find(vacancy.source_reference);
    const bool closed_by_us = known != nullptr && known->closed;
    if (stored->closed && !closed_by_us) {
      vacancy.closed = true;
      ++kept_closed;
    }
    return absl::OkStatus();
  }

  static RowState StateOf(const VacancyId& id, const Vacancy* stored) {
    return {.kind = RowKind::kVacancy,
            .id = id.value,
            .fingerprint = stored == nullptr ? "" : FingerprintOf(EncodeCanonical(*stored))};
  }

  void AddReport(ImportReport report) {
    ImportReport& all = report_.import;
    all.format = report.format;
    all.accepted += report.accepted;
    all.accepted_with_warnings += report.accepted_with_warnings;
    all.refused += report.refused;
    all.with_occupation += report.with_occupation;
    all.with_german += report.with_german;
    for (RecordReport& record : report.records) {
      record.line = ++line_;
      all.records.push_back(std::move(record));
    }
  }

  absl::Status Write(WriteBatch batch) {
    if (settings_.dry_run || batch.upsert_vacancies.empty()) return absl::OkStatus();
    batch.written = UnixTime{absl::ToUnixSeconds(world_.waiter.Now())};
    PASSUNG_ASSIGN_OR_RETURN(report_.revision, world_.repository.Write(batch));
    return absl::OkStatus();
  }

  // ---- Closing ----------------------------------------------------------------------------------

  // Open ones that this query found before and not this time.
  std::vector<FetchedVacancy> Vanished(int64_t& open) const {
    std::vector<FetchedVacancy> vanished;
    for (const auto& [reference, known] : world_.journal.vacancies()) {
      if (known.query != query_ || known.closed || known.id.empty()) continue;
      ++open;
      if (!listed_.contains(reference)) vanished.push_back(known);
    }
    return vanished;
  }

  absl::Status CloseVanished() {
    int64_t open = 0;
    const std::vector<FetchedVacancy> vanished = Vanished(open);
    const auto count = static_cast<int64_t>(vanished.size());
    if (count > kFewClosed && count * 100 > open * settings_.most_closed_percent) {
      report_.close_refused = count;
      return absl::OkStatus();
    }
    // All is asked before anything is read here: asking takes minutes.
    std::vector<FetchedVacancy> gone;
    for (const FetchedVacancy& known : vanished) {
      PASSUNG_ASSIGN_OR_RETURN(const std::optional<bool> is_gone, IsGoneAtSource(known.reference));
      if (!is_gone) continue;
      if (*is_gone) {
        gone.push_back(known);
      } else {
        ++report_.left_search;
      }
    }
    return Close(gone);
  }

  absl::Status Close(const std::vector<FetchedVacancy>& gone) {
    absl::Status written;
    std::vector<FetchedVacancy> closing;
    for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
      WriteBatch batch;
      closing = gone;  // what the attempt before made of them was of other rows
      for (FetchedVacancy& known : closing) {
        absl::StatusOr<Vacancy> stored = world_.repository.GetVacancy(VacancyId{known.id});
        if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored.status();
        known.closed = stored.ok() && !stored->closed;
        if (!known.closed) {
          known.query.clear();  // closed or deleted by somebody here: no query asks for it again
          continue;
        }
        batch.expect.push_back(StateOf(stored->id, &*stored));
        stored->closed = true;
        batch.upsert_vacancies.push_back(*std::move(stored));
      }
      const auto closed = static_cast<int64_t>(batch.upsert_vacancies.size());
      written = Write(std::move(batch));
      if (written.ok()) report_.closed = closed;
      if (!absl::IsAborted(written)) break;
    }
    PASSUNG_RETURN_IF_ERROR(written);
    for (const FetchedVacancy& vacancy : closing) {
      PASSUNG_RETURN_IF_ERROR(world_.journal.AddVacancy(vacancy));
    }
    return absl::OkStatus();
  }

  // Nothing where the answer tells neither.
  absl::StatusOr<std::optional<bool>> IsGoneAtSource(const std::string& reference) {
    PASSUNG_ASSIGN_OR_RETURN(const HttpAnswer answer,
                             world_.client.Get(DetailsTarget(reference), Fields()));
    if (IsRefused(answer.status)) return Refusal(answer.status);
    if (answer.status == 200 || answer.status == 304 || IsGone(answer.status)) {
      failed_in_a_row_ = 0;
      return IsGone(answer.status);
    }
    const std::string reason =
        absl::StrCat("whether it is still there was answered with ", answer.status);
    Fail(reference, reason);
    if (++failed_in_a_row_ >= kMostFailedInARow) return absl::UnavailableError(reason);
    return std::nullopt;
  }

  const FetchSettings& settings_;
  const FetchWorld& world_;
  const std::string query_;
  std::string whole_query_;  // the same without days
  FetchReport report_;
  FormatWatch watch_;
  std::set<std::string> listed_;
  int failed_in_a_row_ = 0;
  int64_t line_ = 0;
};

}  // namespace

FetchReport FetchJobsuche(const FetchSettings& settings, const FetchWorld& world) {
  return Run(settings, world).Do();
}

}  // namespace passung::server
