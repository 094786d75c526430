#include "server/audit/access_log.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/page_token.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/rpc_status.h"
#include "server/audit/chain_files.h"
#include "server/audit/decision.h"
#include "server/audit/mark.h"
#include "server/audit/retention.h"

namespace passung::server {
namespace {

namespace json = google::protobuf::util;

constexpr size_t kLongestRequest = size_t{128} << 10;

ChainedLog::Options ChainOf(const AccessLog::Options& options) {
  return {.folder = options.folder, .name = "access", .key = options.key};
}

ChainedLog::Options DecisionsOf(const AccessLog::Options& options) {
  return {.folder = options.folder, .name = "decisions", .key = options.key};
}

absl::Status NotWritten() {
  return wire::WithReason(
      absl::UnavailableError("the access log cannot be written; without it nobody is shown"),
      "ACCESS_LOG_UNAVAILABLE");
}

template <class Entry>
void SetTime(absl::Time time, Entry& entry) {
  entry.mutable_time()->set_seconds(absl::ToUnixSeconds(time));
  const absl::Duration rest = time - absl::FromUnixSeconds(entry.time().seconds());
  entry.mutable_time()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
}

template <class Entry>
absl::StatusOr<Entry> EntryOf(const ChainEntry& line) {
  Entry entry;
  if (!json::JsonStringToMessage(line.entry, &entry).ok()) {
    return absl::DataLossError(absl::StrCat("entry ", line.number, " cannot be read"));
  }
  entry.set_number(line.number);
  return entry;
}

using Moment = std::pair<int64_t, int32_t>;  // seconds and nanoseconds

Moment MomentOf(const google::protobuf::Timestamp& time) { return {time.seconds(), time.nanos()}; }

absl::Status CheckTimes(const v1::ListAccessEntriesRequest& request) {
  if (!request.has_from_time() || !request.has_until_time() ||
      MomentOf(request.from_time()) <= MomentOf(request.until_time())) {
    return absl::OkStatus();
  }
  return wire::FieldErrorStatus(
      {{.field = "until_time", .description = "lies before from_time; it must not"}});
}

// "passung.v1.CatalogService/GetMentee" or "GetMentee".
bool IsMethod(absl::string_view method, absl::string_view asked) {
  if (asked.empty() || method == asked) return true;
  return method.substr(method.rfind('/') + 1) == asked;
}

// Time, caller and method are those that are asked for.
bool IsOf(const v1::AccessEntry& entry, const v1::ListAccessEntriesRequest& request) {
  const Moment time = MomentOf(entry.time());
  if (request.has_from_time() && time < MomentOf(request.from_time())) return false;
  if (request.has_until_time() && time >= MomentOf(request.until_time())) return false;
  if (!request.who().empty() && entry.who() != request.who()) return false;
  return IsMethod(entry.method(), request.method());
}

bool IsAbout(const v1::AccessEntry& entry, const std::optional<std::string>& person) {
  return !person ||
         std::find(entry.people().begin(), entry.people().end(), *person) != entry.people().end();
}

// The pseudonym that is looked for; nothing: all are.
absl::StatusOr<std::optional<std::string>> PersonOf(const v1::ListAccessEntriesRequest& request,
                                                    const Pseudonyms& pseudonyms) {
  if (request.mentee().empty()) return std::optional<std::string>();
  const auto id = wire::ParseMenteeName(request.mentee());
  if (!id.ok()) {
    return wire::FieldErrorStatus(
        {{.field = "mentee", .description = std::string(id.status().message())}});
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto found, pseudonyms.Find({*id}));
  if (found.front()) return found.front();
  return absl::NotFoundError(absl::StrCat(request.mentee(), " has no pseudonym"));
}

absl::StatusOr<ChainState> VerifyChain(const ChainedLog::Options& options, const ChainedLog& open) {
  const ChainState known = open.state();
  absl::StatusOr<ChainState> read = ChainedLog::Verify(options);
  // An entry that is being written just now may be seen in half.
  if (!read.ok()) read = ChainedLog::Verify(options);
  if (!read.ok() || read->last >= known.last) return read;
  return absl::DataLossError(absl::StrCat("the log \"", options.name, "\" ends at entry ",
                                          read->last, "; the server has written ", known.last));
}

}  // namespace

absl::StatusOr<std::unique_ptr<AccessLog>> AccessLog::Open(Options options,
                                                           answer::Backend& backend) {
  std::unique_ptr<AccessLog> log(new AccessLog(std::move(options), backend));
  PASSUNG_ASSIGN_OR_RETURN(log->chain_, ChainedLog::Open(ChainOf(log->options_)));
  PASSUNG_ASSIGN_OR_RETURN(log->decisions_, ChainedLog::Open(DecisionsOf(log->options_)));
  return log;
}

absl::Status AccessLog::Append(v1::AccessEntry entry) {
  SetTime(options_.clock(), entry);
  if (entry.snapshot_digest().empty()) {
    const auto snapshot = backend_.snapshot();
    entry.set_snapshot_revision(snapshot->revision());
    entry.set_snapshot_digest(snapshot->digest());
  }
  return AppendTo(*chain_, entry);
}

absl::Status AccessLog::Append(v1::DecisionEntry entry) {
  // A request of any size that is answered would fill the disk, and everybody waits while it is written.
  if (entry.request().value().size() > kLongestRequest) {
    entry.set_request_digest(MarkOf(options_.key, entry.request().value()));
    entry.clear_request();
  }
  SetTime(options_.clock(), entry);
  return AppendTo(*decisions_, entry);
}

absl::Status AccessLog::AppendTo(ChainedLog& chain, const google::protobuf::Message& entry) {
  std::string line;
  if (!json::MessageToJsonString(entry, &line).ok()) {
    return absl::InternalError("an entry of the access log could not be encoded");
  }
  const absl::Status written = chain.Append(line).status();
  Note(written);
  return written.ok() ? written : NotWritten();
}

void AccessLog::Note(const absl::Status& status) {
  const std::lock_guard<std::mutex> lock(mutex_);
  last_ = status;
}

absl::Status AccessLog::Sync() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    PASSUNG_RETURN_IF_ERROR(last_);
  }
  PASSUNG_RETURN_IF_ERROR(decisions_->Sync());
  return chain_->Sync();
}

absl::Status AccessLog::ForgetOld() {
  v1::AccessEntry entry;
  const absl::Status access = ForgetOldOf(ChainOf(options_), options_.keep_access, *chain_, entry);
  const absl::Status decisions =
      ForgetOldOf(DecisionsOf(options_), options_.keep_decisions, *decisions_, entry);
  if (!entry.beginnings().empty()) {
    entry.set_who("server");
    entry.set_code(absl::StatusCodeToString(absl::StatusCode::kOk));
    PASSUNG_RETURN_IF_ERROR(Append(std::move(entry)));
  }
  PASSUNG_RETURN_IF_ERROR(access);
  return decisions;
}

absl::Status AccessLog::ForgetOldOf(const ChainedLog::Options& options, absl::Duration keep,
                                    ChainedLog& chain, v1::AccessEntry& entry) {
  if (keep == absl::InfiniteDuration()) return absl::OkStatus();
  const absl::Time now = options_.clock();
  PASSUNG_ASSIGN_OR_RETURN(const bool forgot,
                           ForgetOldEntries(options, {.now = now, .end = now - keep}, chain));
  if (!forgot) return absl::OkStatus();
  const ChainState state = chain.state();
  v1::LogBeginning& beginning = *entry.add_beginnings();
  beginning.set_log(options.name);
  beginning.set_first(state.first);
  beginning.set_before(state.before);
  return absl::OkStatus();
}

absl::StatusOr<v1::ListAccessEntriesResponse> AccessLog::List(
    const v1::ListAccessEntriesRequest& request) {
  PASSUNG_ASSIGN_OR_RETURN(const int page_size, answer::PageSize(request.page_size()));
  PASSUNG_RETURN_IF_ERROR(CheckTimes(request));
  PASSUNG_ASSIGN_OR_RETURN(const auto person, PersonOf(request, pseudonyms_));
  v1::ListAccessEntriesResponse answer;
  const auto take = [&](const ChainEntry& line) -> absl::StatusOr<bool> {
    PASSUNG_ASSIGN_OR_RETURN(v1::AccessEntry entry, EntryOf<v1::AccessEntry>(line));
    if (!IsOf(entry, request) || !IsAbout(entry, person)) return true;
    if (answer.entries_size() == page_size) {
      answer.set_next_first(line.number);
      return false;
    }
    *answer.add_entries() = std::move(entry);
    return true;
  };
  const auto read = [&] {
    answer.Clear();
    const int64_t first = std::max(request.first(), chain_->state().first);
    return ReadChain(ChainOf(options_), first, take);
  };
  absl::Status status = read();
  // A file may have been removed just now.
  if (absl::IsNotFound(status)) status = read();
  PASSUNG_RETURN_IF_ERROR(status);
  return answer;
}

absl::StatusOr<v1::DecisionEntry> AccessLog::FindEntry(int64_t number) const {
  std::optional<v1::DecisionEntry> found;
  const auto take = [&](const ChainEntry& line) -> absl::StatusOr<bool> {
    if (line.number != number) return false;
    PASSUNG_ASSIGN_OR_RETURN(found, EntryOf<v1::DecisionEntry>(line));
    return false;
  };
  if (number >= decisions_->state().first && number <= decisions_->state().last) {
    PASSUNG_RETURN_IF_ERROR(ReadChain(DecisionsOf(options_), number, take));
  }
  if (found) return *std::move(found);
  return absl::NotFoundError(absl::StrCat("no entry ", number, " of the decisions is kept"));
}

absl::Status AccessLog::ReadDecisions(
    absl::string_view word, absl::FunctionRef<absl::StatusOr<bool>(v1::DecisionEntry)> take) const {
  const ChainState state = decisions_->state();
  if (state.last < state.first) return absl::OkStatus();
  return ReadChain(
      DecisionsOf(options_), state.first, [&](const ChainEntry& line) -> absl::StatusOr<bool> {
        if (line.number > state.last) return false;
        if (!absl::StrContains(line.entry, word)) return true;
        PASSUNG_ASSIGN_OR_RETURN(v1::DecisionEntry entry, EntryOf<v1::DecisionEntry>(line));
        return take(std::move(entry));
      });
}

absl::StatusOr<OutcomeDecision> AccessLog::FindDecision(int64_t number, const MenteeId& mentee,
                                                        const VacancyId& vacancy) const {
  PASSUNG_ASSIGN_OR_RETURN(const auto pseudonym, pseudonyms_.Find({mentee}));
  const absl::StatusOr<v1::DecisionEntry> entry = FindEntry(number);
  if (!entry.ok() && !absl::IsNotFound(entry.status())) return entry.status();
  if (entry.ok() && pseudonym.front()) {
    auto found = ServedIn(*entry, *pseudonym.front(), vacancy);
    if (found) return *std::move(found);
  }
  return absl::NotFoundError(absl::StrCat("there is no decision ", number, " about both"));
}

absl::StatusOr<v1::VerifyAccessLogResponse> AccessLog::Verify() const {
  // Where the chain breaks is what was asked.
  const absl::Status decisions = VerifyChain(DecisionsOf(options_), *decisions_).status();
  if (!decisions.ok()) return wire::WithReason(decisions, "ACCESS_LOG_BROKEN");
  absl::StatusOr<ChainState> read = VerifyChain(ChainOf(options_), *chain_);
  if (!read.ok()) return wire::WithReason(read.status(), "ACCESS_LOG_BROKEN");
  v1::VerifyAccessLogResponse answer;
  answer.set_first(read->first);
  answer.set_last(read->last);
  answer.set_mark(read->mark);
  answer.set_before(read->before);
  return answer;
}

}  // namespace passung::server
