// Alerts: how lists change, told to one listener.
#ifndef PASSUNG_PROTO_ANSWER_WATCH_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_WATCH_ANSWERS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/v1/match_service.pb.h"
#include "passung/watch.h"
#include "proto/answer/backend.h"
#include "proto/answer/match_answers.h"

namespace passung::answer {

// What one WatchMatches call has been told. Pulled: whoever asks less often is told of more at once, so that
// nothing piles up. One thread at a time. Memory: the lists that are watched, and the snapshot of the moment
// last told of.
class AlertStream {
 public:
  // Looks at everything that the request is about: InvalidArgument with all faulty fields; NotFound for a
  // mentee, vacancy or profile that is not there; PermissionDenied for somebody who may not be shown;
  // OutOfRange with RESUME_TOO_OLD and Aborted with PROFILE_CHANGED for a `resume_after` of no more use.
  // To go on from a revision that is not the newest reads all rows of then, and lets go of them again.
  static absl::StatusOr<std::unique_ptr<AlertStream>> Start(const v1::WatchMatchesRequest& request,
                                                            const CallContext& context);

  // What changed until now, or the lists as they are the first time; nothing where nothing changed, and where
  // the backend does not know yet what was told already, by one that is ahead of it.
  // PermissionDenied once somebody may not be shown whose list would have to be.
  absl::StatusOr<std::optional<v1::WatchMatchesResponse>> Next(const CallContext& context);
  // A message without lists, for who wants to know that there is nothing to tell.
  v1::WatchMatchesResponse NothingNew();

 private:
  AlertStream(const v1::WatchMatchesRequest& request, std::string page_key);

  absl::Status Read(const MatchContext& context);
  absl::Status ReadNames(const MatchContext& context);
  absl::Status CheckPlaces() const;
  absl::Status Begin(const CallContext& context, const MatchContext& match);
  absl::Status StartAt(const WatchMoment& moment);
  // The moment that is gone on from, with the look of then.
  struct Past {
    WatchMoment moment;
    Look look;
    std::shared_ptr<Backend> backend;  // null: the rows are those of now
  };
  absl::StatusOr<Past> PastToResume(const CallContext& context, const MatchContext& match) const;
  // Of `from_revision`, of which nothing was told yet.
  absl::StatusOr<Past> PastToBeginWith(const CallContext& context, const MatchContext& match,
                                       Date as_of) const;
  absl::Status CheckFrom() const;
  absl::Status Resume(const CallContext& context, const MatchContext& match,
                      const WatchMoment& now);
  WatchDelta Advance(const WatchMoment& to);
  absl::Status TakeSnapshot(const MatchContext& context, const Look& look,
                            WatchMoment& moment) const;
  absl::StatusOr<WatchMoment> Now(const MatchContext& context);
  absl::Status CheckMayShow(const WatchDelta& delta, const MatchContext& context) const;
  absl::StatusOr<v1::WatchMatchesResponse> Tell(const WatchDelta& delta, bool whole,
                                                const MatchContext& context);
  bool IsMirror() const { return !request_.vacancy().empty(); }
  const WatchMoment& moment() const;
  const Snapshot& rows() const;  // of the moment, whose revision is told
  std::string ResumeAfter() const;
  std::string Question() const;

  const v1::WatchMatchesRequest request_;
  const std::string page_key_;
  Look look_;  // on the day of the moment
  MatchOptions options_;
  std::vector<MenteeId> mentees_;
  std::vector<VacancyId> vacancies_;
  std::shared_ptr<const ProfileSet> profiles_;  // that the profile of the moment is of
  std::unique_ptr<MatchWatch> watch_;           // one of these two
  std::unique_ptr<CandidateWatch> candidates_;
  std::optional<WatchDelta> missed_;  // since `resume_after`, to be told first
  int64_t told_to_ = 0;               // revision that the last message led to
  int64_t looked_at_ = -1;            // revision up to which nothing is left to be told
  bool whole_ = true;                 // the first message tells of everything
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_WATCH_ANSWERS_H_
