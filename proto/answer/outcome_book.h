// Judges what is to be written of outcomes, row by row, against what is stored and was taken before.
#ifndef PASSUNG_PROTO_ANSWER_OUTCOME_BOOK_H_
#define PASSUNG_PROTO_ANSWER_OUTCOME_BOOK_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/outcome.h"
#include "passung/v1/outcome.pb.h"
#include "proto/answer/backend.h"
#include "proto/answer/person_guard.h"

namespace passung::answer {

class OutcomeBook {
 public:
  // `context` outlives the book.
  OutcomeBook(const Look& look, const CallContext& context) : look_(look), context_(context) {}

  // What is stored once the batch is written; where the same was told before, that. `replaces` takes its
  // place away from another outcome of the person; where the message has an etag, from that version of it.
  // PermissionDenied as of person_guard.h; InvalidArgument with fields led by `path`; NotFound for
  // `replaces`; AlreadyExists where it was told with other details; Aborted for an etag.
  absl::StatusOr<Outcome> Take(const v1::Outcome& message, absl::string_view path,
                               const std::optional<OutcomeId>& replaces);
  // FailedPrecondition, OUTCOME_NEEDED, where what is left would contradict itself.
  absl::Status Withdraw(const OutcomeKey& key, absl::string_view etag);

  // Holds only while all that it was judged by is unchanged.
  WriteBatch Batch() const;
  bool changes_anything() const;

 private:
  struct Row {
    std::optional<Outcome> before;  // as stored
    std::optional<Outcome> now;
  };
  using Rows = std::map<std::string, Row>;  // by id
  struct Person {
    Mentee mentee;
    std::optional<MenteeRecord> record;
    Rows rows;
  };

  absl::StatusOr<Person*> Find(const MenteeId& mentee, absl::string_view path);
  absl::StatusOr<Person> Load(const MenteeId& mentee, absl::string_view path) const;
  // … whose rows are as they are to be.
  absl::StatusOr<Outcome> Put(Outcome outcome, absl::string_view path, const Outcome* corrected,
                              Person& person) const;
  absl::Status Complete(Outcome& outcome, absl::string_view path) const;
  absl::StatusOr<std::optional<std::vector<GapKind>>> GapsOn(const Outcome& outcome,
                                                             const Mentee& mentee) const;

  const Look look_;
  const CallContext& context_;
  std::map<std::string, Person> people_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_OUTCOME_BOOK_H_
