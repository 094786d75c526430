#include "proto/answer/visible_mentees.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/status_macros.h"

namespace passung::answer {
namespace {

// Of all mentees, and of those of a mentor, which are few.
constexpr int64_t kMostWhole = 8;
constexpr int64_t kMostOfMentors = 128;
// With more, looking at all records anew is as quick.
constexpr size_t kMostChanges = 20'000;
constexpr int kRecordsPerRead = 1000;

}  // namespace

// What a snapshot is asked for with.
struct VisibleMentees::Question {
  const std::shared_ptr<const Snapshot>& all;
  const Repository& repository;
  const Look& look;
  const Caller& caller;

  // Null: not for this caller.
  const Mentee* Visible(const MenteeRecord& record) const {
    if (caller.mentor && record.mentor != *caller.mentor) return nullptr;
    return CheckLook(&record, look, caller).ok() ? all->FindMentee(record.id) : nullptr;
  }
  absl::StatusOr<std::vector<Mentee>> FindVisible() const;
  // What has to change in `kept`, so that the mentees `ids` stand there as `all` and their records have
  // them.
  absl::StatusOr<WriteBatch> Differences(const Snapshot& kept,
                                         const std::vector<MenteeId>& ids) const;
};

absl::StatusOr<std::vector<Mentee>> VisibleMentees::Question::FindVisible() const {
  std::vector<Mentee> visible;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(
        const Page<MenteeRecord> page,
        repository.ListMenteeRecords({.mentor = caller.mentor}, after, kRecordsPerRead));
    for (const MenteeRecord& record : page.items) {
      const Mentee* mentee = Visible(record);
      if (mentee != nullptr) visible.push_back(*mentee);
    }
    after = page.next_key;
  } while (!after.empty());
  return visible;
}

absl::StatusOr<WriteBatch> VisibleMentees::Question::Differences(
    const Snapshot& kept, const std::vector<MenteeId>& ids) const {
  WriteBatch batch;
  for (const MenteeId& id : ids) {
    PASSUNG_ASSIGN_OR_RETURN(const std::optional<MenteeRecord> record, FindRecord(repository, id));
    const Mentee* mentee = record ? Visible(*record) : nullptr;
    if (mentee != nullptr) {
      batch.upsert_mentees.push_back(*mentee);
    } else if (kept.FindMentee(id) != nullptr) {
      batch.delete_mentees.push_back(id);
    }
  }
  return batch;
}

void VisibleMentees::Restart(std::shared_ptr<const Knowledge> knowledge, int64_t revision) {
  const std::lock_guard<std::mutex> lock(mutex_);
  knowledge_ = std::move(knowledge);
  kept_.clear();
  changes_.clear();
  known_from_ = known_to_ = revision;
}

void VisibleMentees::Note(const WriteBatch& batch, int64_t revision) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto add = [&](const MenteeId& id) { changes_.push_back({revision, id}); };
  for (const Mentee& mentee : batch.upsert_mentees) add(mentee.id);
  for (const MenteeRecord& record : batch.upsert_records) add(record.id);
  for (const MenteeId& id : batch.delete_mentees) add(id);
  for (const MenteeId& id : batch.purge_mentees) add(id);
  while (changes_.size() > kMostChanges) {
    known_from_ = changes_.front().revision;
    changes_.pop_front();
  }
  known_to_ = revision;
}

absl::StatusOr<std::shared_ptr<const Snapshot>> VisibleMentees::Of(
    const std::shared_ptr<const Snapshot>& all, const Repository& repository, const Look& look,
    const Caller& caller) {
  const Question question = {.all = all, .repository = repository, .look = look, .caller = caller};
  const std::shared_ptr<Kept> kept = Find(question);
  if (kept == nullptr) {
    PASSUNG_ASSIGN_OR_RETURN(const auto once, Build(question));
    return once->current();
  }
  const std::lock_guard<std::mutex> lock(kept->mutex);
  if (kept->writer != nullptr) {
    const Snapshot& known = *kept->writer->current();
    if (known.revision() == all->revision()) return kept->writer->current();
    // Who began with an earlier snapshot goes on with it.
    if (known.revision() > all->revision()) {
      PASSUNG_ASSIGN_OR_RETURN(const auto once, Build(question));
      return once->current();
    }
    if (const auto ids = ChangedBetween(known.revision(), all->revision())) {
      PASSUNG_ASSIGN_OR_RETURN(const WriteBatch batch, question.Differences(known, *ids));
      return kept->writer->Apply(batch, all->revision());
    }
  }
  PASSUNG_ASSIGN_OR_RETURN(kept->writer, Build(question));
  return kept->writer->current();
}

std::shared_ptr<VisibleMentees::Kept> VisibleMentees::Find(const Question& question) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (knowledge_.get() != &question.all->knowledge()) return nullptr;
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) {
    return kept->look.purpose == question.look.purpose && kept->look.today == question.look.today &&
           kept->mentor == question.caller.mentor;
  });
  if (found != kept_.end()) {
    std::rotate(found, found + 1, kept_.end());
    return kept_.back();
  }
  const auto is_alike = [&](const auto& kept) {
    return kept->mentor.has_value() == question.caller.mentor.has_value();
  };
  if (std::count_if(kept_.begin(), kept_.end(), is_alike) ==
      (question.caller.mentor ? kMostOfMentors : kMostWhole)) {
    kept_.erase(std::find_if(kept_.begin(), kept_.end(), is_alike));
  }
  auto made = std::make_shared<Kept>();
  made->look = question.look;
  made->mentor = question.caller.mentor;
  kept_.push_back(made);
  return made;
}

std::optional<std::vector<MenteeId>> VisibleMentees::ChangedBetween(int64_t from,
                                                                    int64_t to) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (from < known_from_ || to > known_to_) return std::nullopt;
  std::vector<MenteeId> ids;
  auto change = std::upper_bound(
      changes_.begin(), changes_.end(), from,
      [](int64_t revision, const Change& later) { return revision < later.revision; });
  for (; change != changes_.end() && change->revision <= to; ++change) ids.push_back(change->id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

absl::StatusOr<std::unique_ptr<SnapshotWriter>> VisibleMentees::Build(const Question& question) {
  const std::shared_ptr<const Snapshot>& all = question.all;
  SnapshotInput input;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++built_;
    if (knowledge_.get() == &all->knowledge()) input.knowledge = knowledge_;
  }
  // Else it lives as long as the snapshot that it is part of.
  if (input.knowledge == nullptr) {
    input.knowledge = std::shared_ptr<const Knowledge>(all, &all->knowledge());
  }
  input.revision = all->revision();
  PASSUNG_ASSIGN_OR_RETURN(input.mentees, question.FindVisible());
  return SnapshotWriter::Create(std::move(input));
}

int64_t VisibleMentees::built() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return built_;
}

}  // namespace passung::answer
