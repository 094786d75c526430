// One question put for many mentees, answered one after another as answers are asked for.
#ifndef PASSUNG_PROTO_ANSWER_BATCH_RANKING_H_
#define PASSUNG_PROTO_ANSWER_BATCH_RANKING_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>

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
// gets a refusal, and is left out of all mentees. One thread at a time.
class BatchRanking {
 public:
  // InvalidArgument with all faulty fields; NotFound for a profile that is not there;
  // FailedPrecondition without a snapshot. `repository` outlives the object.
  static absl::StatusOr<std::unique_ptr<BatchRanking>> Start(
      const v1::BatchRankVacanciesRequest& request, const MatchContext& context,
      const Repository& repository);

  // The next mentee's answer, the bytes of a BatchRankVacanciesResponse; nothing at the end. An error only where the repository fails: that of
  // one mentee is in the answer.
  absl::StatusOr<std::optional<std::string>> Next();

 private:
  BatchRanking(const v1::RankVacanciesRequest& ranking, const MatchContext& context,
               const Look& look, MatchOptions options, const Sentences& sentences,
               std::unique_ptr<MenteeNames> names);
  absl::Status WorkAhead();
  absl::StatusOr<Mentee> MenteeNamed(const std::string& name) const;
  std::string AnswerFor(const std::string& name, const absl::StatusOr<RankResult>& result) const;

  const v1::RankVacanciesRequest ranking_;
  const MatchContext context_;
  const Look look_;
  const std::shared_ptr<const Snapshot> snapshot_;
  Engine engine_;
  const MatchOptions options_;
  const Sentences sentences_;
  const std::unique_ptr<MenteeNames> names_;
  std::deque<std::string> ready_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_BATCH_RANKING_H_
