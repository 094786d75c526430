#include "engine/rank_batch.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/rank_vacancies.h"

namespace passung {
namespace {

constexpr int32_t kMostUnderway = 65'536;
constexpr int32_t kUnderwayPerThread = 64;

// Threads share the work mentee by mentee, so that each search needs one.
MatchOptions OptionsOfEach(const BatchOptions& options) {
  MatchOptions each = options.match;
  each.summary = options.summary;
  each.threads = 1;
  return each;
}

class Batch {
 public:
  Batch(const SnapshotImpl& snapshot, const AppliedProfile& applied, const BatchOptions& options,
        const MenteeSource& source, const BatchSink& sink)
      : each_(OptionsOfEach(options)),
        ranking_(snapshot, applied, each_, options.explain ? Detail::kFull : Detail::kBare),
        threads_(options.match.threads),
        cancelled_(options.cancelled),
        source_(source),
        sink_(sink),
        items_(static_cast<size_t>(options.window > 0 ? options.window
                                                      : kUnderwayPerThread * threads_)) {}

  absl::Status Run() {
    RunStages(items_.size(), threads_,
              {.take = [this](size_t slot) { return Take(items_[slot]); },
               .work = [this](size_t slot) { Work(items_[slot]); },
               .give = [this](size_t slot) { return Give(items_[slot]); }});
    if (!ended_) return absl::OkStatus();
    return absl::CancelledError(absl::StrCat("the batch was cancelled after ", given_, " answers"));
  }

 private:
  struct Item {
    absl::StatusOr<Mentee> mentee;
    absl::StatusOr<RankResult> result;
  };

  // Stays so, also where the caller takes the flag back.
  bool IsCancelled() {
    if (cancelled_ != nullptr && *cancelled_) ended_ = true;
    return ended_;
  }

  bool Take(Item& item) {
    if (IsCancelled()) return false;
    std::optional<absl::StatusOr<Mentee>> next = source_();
    if (!next) return false;
    item.mentee = *std::move(next);
    return true;
  }

  void Work(Item& item) {
    if (IsCancelled()) return;  // it will not be given
    item.result = Rank(item.mentee);
  }

  absl::StatusOr<RankResult> Rank(const absl::StatusOr<Mentee>& mentee) const {
    PASSUNG_RETURN_IF_ERROR(mentee.status());
    PASSUNG_RETURN_IF_ERROR(Validate(*mentee));
    return ranking_.Of(*mentee);
  }

  bool Give(Item& item) {
    if (IsCancelled()) return false;
    const bool go_on = sink_({.number = given_++, .result = std::move(item.result)});
    if (!go_on) ended_ = true;
    return go_on;
  }

  const MatchOptions each_;
  const VacancyRanking ranking_;
  const int threads_;
  const std::atomic<bool>* const cancelled_;
  const MenteeSource& source_;
  const BatchSink& sink_;
  std::vector<Item> items_;
  int64_t given_ = 0;               // of the thread that gives
  std::atomic<bool> ended_{false};  // before everything was given
};

}  // namespace

absl::Status Validate(const BatchOptions& options) {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options.match));
  if (options.window < 0 || options.window > kMostUnderway) {
    return absl::InvalidArgumentError(
        absl::StrCat("window: ", options.window, " is not between 0 and ", kMostUnderway));
  }
  return absl::OkStatus();
}

absl::Status RankAll(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                     const BatchOptions& options, const MenteeSource& source,
                     const BatchSink& sink) {
  return Batch(snapshot, applied, options, source, sink).Run();
}

}  // namespace passung
