// One question put for many mentees, answered one after another as answers are asked for.
#ifndef PASSUNG_PROTO_ANSWER_BATCH_RANKING_H_
#define PASSUNG_PROTO_ANSWER_BATCH_RANKING_H_

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/engine.h"
#include "passung/match.h"
#include "passung/repository.h"
#include "passung/v1/match_service.pb.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/sentences.h"

namespace passung::answer {

// Names of the mentees of a batch, in its order.
class MenteeNames {
 public:
  virtual ~MenteeNames() = default;
  // Nothing at the end.
  virtual absl::StatusOr<std::optional<std::string>> Next() = 0;
};

// Holds one snapshot from beginning to end: every answer is of the same vacancies. Works ahead by a
// few mentees only, so that whoever stops asking stops the work. Who may not be shown for the purpose
// gets a refusal, and is left out of all mentees.
class BatchRanking {
 public:
  // InvalidArgument with all faulty fields; NotFound for a profile that is not there;
  // FailedPrecondition without a snapshot. `repository` outlives the object.
  static absl::StatusOr<std::unique_ptr<BatchRanking>> Start(
      const v1::BatchRankVacanciesRequest& request, const MatchContext& context,
      const Repository& repository);

  // The next mentee's answer, the bytes of a BatchRankVacanciesResponse; nothing at the end. An error
  // only where the repository fails: that of one mentee is in the answer. One thread at a time. May wait
  // for the part that a helper works on.
  absl::StatusOr<std::optional<std::string>> Next();
  // For helpers: makes the answers of a few mentees that Next comes to later; which, and how many threads
  // do so, changes no answer. False: all that may be made ahead is made or being made. Any number of
  // threads.
  bool WorkAhead();

 private:
  // Answers to some mentees in a row, made by one thread.
  struct Part {
    std::vector<std::string> names;
    std::deque<std::string> answers;
    absl::Status status;
    bool is_done = false;
  };

  BatchRanking(const v1::RankVacanciesRequest& ranking, const MatchContext& context,
               const Look& look, MatchOptions options, const Sentences& sentences,
               std::unique_ptr<MenteeNames> names);
  absl::StatusOr<std::optional<std::string>> TakeReady();
  absl::StatusOr<Part*> TakePart();
  void WorkOn(Part& part);
  absl::Status Answer(Part& part);
  absl::StatusOr<Mentee> MenteeNamed(const std::string& name) const;
  std::string AnswerFor(const std::string& name, const absl::StatusOr<RankResult>& result) const;

  const v1::RankVacanciesRequest ranking_;
  const MatchContext context_;
  const Look look_;
  const std::shared_ptr<const Snapshot> snapshot_;
  Engine engine_;
  const MatchOptions options_;
  const Sentences sentences_;

  std::mutex mutex_;  // guards what follows; of a part that is not done only `is_done`
  std::condition_variable part_done_;
  const std::unique_ptr<MenteeNames> names_;
  absl::Status names_failed_;
  std::deque<std::unique_ptr<Part>> parts_;  // in the order of their mentees
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_BATCH_RANKING_H_
