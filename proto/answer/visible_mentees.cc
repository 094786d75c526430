#include "proto/answer/visible_mentees.h"

#include <string>
#include <utility>

#include "engine/base/status_macros.h"

namespace passung::answer {
namespace {

constexpr size_t kMostKept = 8;
constexpr int kRecordsPerRead = 1000;

absl::StatusOr<std::vector<Mentee>> FindVisible(const Snapshot& all, const Repository& repository,
                                                const Look& look, const Caller& caller) {
  std::vector<Mentee> visible;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(
        const Page<MenteeRecord> page,
        repository.ListMenteeRecords({.mentor = caller.mentor}, after, kRecordsPerRead));
    for (const MenteeRecord& record : page.items) {
      if (!CheckLook(&record, look, caller).ok()) continue;
      const Mentee* mentee = all.FindMentee(record.id);
      if (mentee != nullptr) visible.push_back(*mentee);
    }
    after = page.next_key;
  } while (!after.empty());
  return visible;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> VisibleMentees::Of(
    const std::shared_ptr<const Snapshot>& all, const Repository& repository, const Look& look,
    const Caller& caller) {
  const auto is_wanted = [&](const Kept& kept) {
    return kept.all == all && kept.look.purpose == look.purpose && kept.look.today == look.today &&
           kept.mentor == caller.mentor;
  };
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Kept& kept : kept_) {
      if (is_wanted(kept)) return kept.visible;
    }
  }
  SnapshotInput input;
  // Lives as long as the snapshot that it is part of.
  input.knowledge = std::shared_ptr<const Knowledge>(all, &all->knowledge());
  input.revision = all->revision();
  PASSUNG_ASSIGN_OR_RETURN(input.mentees, FindVisible(*all, repository, look, caller));
  PASSUNG_ASSIGN_OR_RETURN(auto visible, BuildSnapshot(std::move(input)));
  const std::lock_guard<std::mutex> lock(mutex_);
  // What was made from an earlier snapshot will not be asked for again.
  std::erase_if(kept_, [&](const Kept& kept) { return kept.all != all; });
  if (kept_.size() == kMostKept) kept_.erase(kept_.begin());
  kept_.push_back({.all = all, .look = look, .mentor = caller.mentor, .visible = visible});
  return visible;
}

}  // namespace passung::answer
