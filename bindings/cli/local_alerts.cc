// Alerts from a database of one's own.
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "bindings/cli/alert_source.h"
#include "engine/base/status_macros.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/own_data.h"
#include "proto/answer/stored_backend.h"
#include "proto/answer/today.h"
#include "proto/answer/watch_answers.h"

namespace passung::cli {
namespace {

// SQLite wakes nobody: whether somebody else has written is asked so often.
constexpr absl::Duration kBetweenReads = absl::Milliseconds(600);

answer::CallContext ContextOf(answer::Backend& backend, int32_t threads) {
  const absl::Time now = absl::Now();
  return {.backend = backend,
          .now = {absl::ToUnixSeconds(now)},
          .today = answer::GermanDay(now),
          .caller = {},
          .page_key = answer::kOwnDataKey,
          .threads = threads};
}

// Tells what stands since the stream's last word; false where there is nothing. Whoever
// listens for the first time is told also that there is nothing.
absl::StatusOr<bool> TellNext(answer::AlertStream& stream, const answer::CallContext& context,
                              bool first, const AlertListener& listener) {
  PASSUNG_ASSIGN_OR_RETURN(const auto told, stream.Next(context));
  if (told) {
    PASSUNG_RETURN_IF_ERROR(listener.told(*told));
  } else if (first) {
    PASSUNG_RETURN_IF_ERROR(listener.told(stream.NothingNew()));
  }
  return told.has_value();
}

}  // namespace

absl::Status ListenToDatabase(const SourceOptions& source, int32_t threads,
                              const v1::WatchMatchesRequest& request,
                              const AlertListener& listener) {
  KnowledgeFiles tables;
  if (!source.data.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(tables, answer::ReadDataFolder(source.data));
  }
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenStored(source.db));
  PASSUNG_ASSIGN_OR_RETURN(const auto backend,
                           answer::StoredBackend::Open(std::move(repository), std::move(tables)));
  PASSUNG_ASSIGN_OR_RETURN(const auto stream,
                           answer::AlertStream::Start(request, ContextOf(*backend, threads)));
  for (bool first = true;; first = false) {
    PASSUNG_RETURN_IF_ERROR(backend->CatchUp());
    PASSUNG_ASSIGN_OR_RETURN(const bool more,
                             TellNext(*stream, ContextOf(*backend, threads), first, listener));
    if (!more && request.end_when_current()) return absl::OkStatus();
    // Several revisions may be told of one after another.
    if (listener.is_over_within(more ? absl::ZeroDuration() : kBetweenReads)) {
      return absl::OkStatus();
    }
  }
}

}  // namespace passung::cli
