#include "proto/answer/row_walk.h"

#include <optional>
#include <utility>

namespace passung::answer {
namespace {

// Puts the two halves of a mentee together for whoever may see them.
class MenteeWalk {
 public:
  MenteeWalk(const Look& look, const CallContext& context, RowVisit<StoredMentee> visit)
      : look_(look), context_(context), visit_(visit) {}

  absl::Status OfMentor(const MentorId& mentor, const std::string& after) {
    absl::Status found;
    PASSUNG_RETURN_IF_ERROR(WalkPages<MenteeRecord>(
        after, context_,
        [&](const std::string& key) {
          return repository().ListMenteeRecords({.mentor = mentor}, key, kRowsPerRead);
        },
        [&](MenteeRecord record) {
          absl::StatusOr<Mentee> mentee = repository().GetMentee(record.id);
          if (absl::IsNotFound(mentee.status())) return true;
          found = mentee.status();
          return found.ok() && Visit({*std::move(mentee), std::move(record)});
        }));
    return found;
  }

  absl::Status OfEverybody(const std::string& after) {
    absl::Status found;
    PASSUNG_RETURN_IF_ERROR(WalkPages<Mentee>(
        after, context_,
        [&](const std::string& key) { return repository().ListMentees(key, kRowsPerRead); },
        [&](Mentee mentee) {
          absl::StatusOr<std::optional<MenteeRecord>> record = FindRecord(repository(), mentee.id);
          found = record.status();
          return found.ok() && Visit({std::move(mentee), *std::move(record)});
        }));
    return found;
  }

 private:
  const Repository& repository() const { return context_.backend.repository(); }
  bool Visit(StoredMentee row) {
    const MenteeRecord* record = row.record ? &*row.record : nullptr;
    if (!CheckLook(record, look_, context_.caller).ok()) return true;
    return visit_(std::move(row));
  }

  const Look& look_;
  const CallContext& context_;
  RowVisit<StoredMentee> visit_;
};

}  // namespace

absl::Status WalkRows(const std::string& after, const Look& look, const CallContext& context,
                      RowVisit<StoredMentee> visit) {
  MenteeWalk walk(look, context, visit);
  if (context.caller.mentor) return walk.OfMentor(*context.caller.mentor, after);
  return walk.OfEverybody(after);
}

}  // namespace passung::answer
