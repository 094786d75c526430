#include "server/expiry.h"

#include <limits>
#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/admin_answers.h"

namespace passung::server {

Expiry::Expiry(Options options, answer::Backend& backend, AccessLog* log)
    : options_(std::move(options)), backend_(backend), log_(log), pause_(options_.interval) {}

absl::Status Expiry::RunIfDue() {
  const absl::Time now = options_.clock();
  // A clock that was put back does not keep anybody longer.
  if (ran_ && now >= *ran_ && now < *ran_ + pause_) return absl::OkStatus();
  absl::Status run = Purge(now);
  if (log_ != nullptr) run.Update(log_->ForgetOld());
  run.Update(ForgetHistory(now));
  ran_ = now;
  pause_ = run.ok() ? options_.interval : options_.retry;
  return run;
}

absl::Status Expiry::Purge(absl::Time now) {
  v1::AccessEntry entry;
  answer::CallContext context{.backend = backend_,
                              .now = {absl::ToUnixSeconds(now)},
                              .today = {},
                              .caller = {.id = "server", .mentor = std::nullopt}};
  if (log_ != nullptr) {
    context.before_purge = [&](const auto& people) { return Name(people, entry); };
  }
  const auto purged = answer::PurgeExpired(v1::PurgeExpiredRequest(), context);
  if (log_ == nullptr) return purged.status();
  entry.set_who("server");
  entry.set_method("passung.v1.AdminService/PurgeExpired");
  entry.set_code(absl::StatusCodeToString(purged.status().code()));
  if (purged.ok()) entry.set_results(purged->purged());
  PASSUNG_RETURN_IF_ERROR(log_->Append(std::move(entry)));
  return purged.status();
}

// Also where all of it is kept: what is noted now tells later how old revisions are.
absl::Status Expiry::ForgetHistory(absl::Time now) {
  const UnixTime before = options_.keep_history == absl::InfiniteDuration()
                              ? UnixTime{std::numeric_limits<int64_t>::min()}
                              : UnixTime{absl::ToUnixSeconds(now - options_.keep_history)};
  return backend_.ForgetHistory({absl::ToUnixSeconds(now)}, before).status();
}

// While they still have pseudonyms.
absl::Status Expiry::Name(const std::vector<MenteeId>& people, v1::AccessEntry& entry) {
  // Once more where an end was put off in between.
  entry.clear_people();
  entry.clear_unknown();
  PASSUNG_ASSIGN_OR_RETURN(const auto pseudonyms, log_->pseudonyms().Give(people));
  for (const std::optional<std::string>& pseudonym : pseudonyms) {
    if (pseudonym) {
      entry.add_people(*pseudonym);
    } else {
      entry.set_unknown(entry.unknown() + 1);
    }
  }
  return absl::OkStatus();
}

}  // namespace passung::server
