#include "server/fetch/fetch.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

constexpr int64_t kFewClosed = 20;  // so many may always vanish

bool IsGone(int status) { return status == 404 || status == 410; }
bool IsRefused(int status) { return status == 401 || status == 403; }

absl::Status Refusal(int status) {
  return absl::PermissionDeniedError(absl::StrCat(
      "the service answered ", status, ": it wants a key that it knows (field X-API-Key)"));
}

class Run final {
 public:
  Run(const FetchSettings& settings, const FetchWorld& world)
      : settings_(settings), world_(world), query_(NameOf(settings.query)) {}

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
    asked.vacancy.query = query_;
    if (there && !entry.changed.empty() && known->changed == entry.changed) {
      ++report_.unchanged;
      return asked;
    }
    HttpFields fields = Fields();
    if (there && !known->etag.empty()) fields.emplace_back("If-None-Match", known->etag);
    PASSUNG_ASSIGN_OR_RETURN(const HttpAnswer answer,
                             world_.client.Get(DetailsTarget(entry.reference), fields));
    if (IsRefused(answer.status)) return Refusal(answer.status);
    asked.vacancy.changed = entry.changed;
    asked.vacancy.fetched = absl::ToUnixSeconds(world_.waiter.Now());
    if (answer.status == 304 && there) {
      ++report_.unchanged;
      return asked;
    }
    if (IsGone(answer.status)) {
      ++report_.gone;
      gone_.insert(entry.reference);
      return std::nullopt;
    }
    const absl::StatusOr<std::string> details =
        answer.status == 200
            ? ReadDetails(answer.body, entry.reference, watch_)
            : absl::UnavailableError(absl::StrCat("details were answered with ", answer.status));
    if (!details.ok()) {
      Fail(entry.reference, absl::string_view(details.status().message()));
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
    WriteBatch batch;
    for (Vacancy& vacancy : import.vacancies) {
      KeepWhatIsOurs(vacancy);
      batch.upsert_vacancies.push_back(std::move(vacancy));
    }
    for (Asked* one : fresh) one->vacancy.closed = false;
    AddReport(std::move(import.report));
    return Write(batch);
  }

  // What people here decided or added outlives a change at the source.
  void KeepWhatIsOurs(Vacancy& vacancy) {
    const absl::StatusOr<Vacancy> stored = world_.repository.GetVacancy(vacancy.id);
    if (!stored.ok()) return;
    if (vacancy.employer.value.empty()) vacancy.employer = stored->employer;
    if (!vacancy.support) vacancy.support = stored->support;
    const FetchedVacancy* known = world_.journal.Find(vacancy.source_reference);
    const bool closed_by_us = known != nullptr && known->closed;
    if (stored->closed && !closed_by_us) {
      vacancy.closed = true;
      ++report_.kept_closed;
    }
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

  absl::Status Write(const WriteBatch& batch) {
    if (settings_.dry_run || batch.upsert_vacancies.empty()) return absl::OkStatus();
    PASSUNG_ASSIGN_OR_RETURN(report_.revision, world_.repository.Write(batch));
    return absl::OkStatus();
  }

  // ---- Closing ----------------------------------------------------------------------------------

  // Open ones that this query found before and not this time, or that had no details any more.
  std::vector<FetchedVacancy> Vanished(int64_t& open) const {
    std::vector<FetchedVacancy> vanished;
    for (const auto& [reference, known] : world_.journal.vacancies()) {
      if (known.query != query_ || known.closed || known.id.empty()) continue;
      ++open;
      if (!listed_.contains(reference) || gone_.contains(reference)) vanished.push_back(known);
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
    WriteBatch batch;
    std::vector<FetchedVacancy> closed;
    for (FetchedVacancy known : vanished) {
      PASSUNG_ASSIGN_OR_RETURN(const bool gone, IsGoneAtSource(known.reference));
      if (!gone) {
        ++report_.left_search;
        continue;
      }
      absl::StatusOr<Vacancy> stored = world_.repository.GetVacancy(VacancyId{known.id});
      if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored.status();
      if (stored.ok() && !stored->closed) {
        stored->closed = true;
        batch.upsert_vacancies.push_back(*std::move(stored));
        ++report_.closed;
        known.closed = true;
        closed.push_back(std::move(known));
      }
    }
    PASSUNG_RETURN_IF_ERROR(Write(batch));
    for (const FetchedVacancy& vacancy : closed) {
      PASSUNG_RETURN_IF_ERROR(world_.journal.AddVacancy(vacancy));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<bool> IsGoneAtSource(const std::string& reference) {
    if (gone_.contains(reference)) return true;
    PASSUNG_ASSIGN_OR_RETURN(const HttpAnswer answer,
                             world_.client.Get(DetailsTarget(reference), Fields()));
    if (IsRefused(answer.status)) return Refusal(answer.status);
    return IsGone(answer.status);
  }

  const FetchSettings& settings_;
  const FetchWorld& world_;
  const std::string query_;
  FetchReport report_;
  FormatWatch watch_;
  std::set<std::string> listed_;
  std::set<std::string> gone_;
  int64_t line_ = 0;
};

}  // namespace

FetchReport FetchJobsuche(const FetchSettings& settings, const FetchWorld& world) {
  return Run(settings, world).Do();
}

}  // namespace passung::server
