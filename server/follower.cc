#include "server/follower.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace passung::server {
namespace {

constexpr std::chrono::milliseconds kJudgeAgain(200);

}  // namespace

Follower::Follower(Options options, std::unique_ptr<ChangeWatch> watch)
    : options_(std::move(options)),
      watch_(std::move(watch)),
      seen_(std::chrono::steady_clock::now()),
      following_(std::make_unique<Periodic>(std::chrono::milliseconds(0), [this] { Follow(); })),
      judging_(std::make_unique<Periodic>(kJudgeAgain, [this] { Judge(); })) {}

Follower::~Follower() { Stop(); }

void Follower::Stop() {
  watch_->Stop();
  following_.reset();
  judging_.reset();
}

std::chrono::duration<double> Follower::lag() const {
  return std::chrono::steady_clock::now() - seen_.load();
}

void Follower::Follow() {
  watch_->Wait(options_.pause);
  const auto begin = std::chrono::steady_clock::now();
  const absl::Status status = options_.catch_up();
  if (status.ok()) {
    seen_ = begin;
  } else {
    ++failures_;
  }
  // Once for each new reason. The code alone: what a damaged row is called is a person's id.
  const std::string reason = status.ok() ? "" : absl::StatusCodeToString(status.code());
  if (reason == told_) return;
  options_.note(reason.empty() ? "the database is followed again"
                               : absl::StrCat("the database cannot be followed: ", reason));
  told_ = reason;
}

void Follower::Judge() {
  const bool behind = lag() > options_.longest_lag;
  if (behind == behind_) return;
  behind_ = behind;
  options_.say(behind);
  options_.note(behind ? "too far behind the database: health says NOT_SERVING"
                       : "no longer too far behind the database: health says SERVING");
}

}  // namespace passung::server
