// From a request to its answer. Server and command line both ask here, so that the same question
// gives the same integers everywhere.
#ifndef PASSUNG_PROTO_ANSWER_MATCH_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_MATCH_ANSWERS_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/match.h"
#include "passung/profile.h"
#include "passung/snapshot.h"
#include "passung/v1/match_service.pb.h"
#include "proto/answer/backend.h"
#include "proto/answer/caller.h"
#include "proto/answer/exploring.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/profile_set.h"
#include "proto/answer/sentences.h"
#include "proto/answer/visible_mentees.h"

namespace passung::answer {

// What a question is asked of.
struct MatchContext {
  std::shared_ptr<const Snapshot> snapshot;  // nullptr: nothing is loaded yet
  Date today;                                // where a request names no `as_of`
  int32_t threads = 1;                       // 1 … 64; the answer does not depend on it
  const ScoringProfile* profile = nullptr;   // instead of the one that a request names
  std::shared_ptr<const ProfileSet> profiles = nullptr;  // nullptr: the shipped ones
  // Of the people in the snapshot. nullptr: there are none, and nobody is guarded.
  const Repository* records = nullptr;
  Caller caller;
  VisibleMentees* visible = nullptr;  // to be used again and again; may be null
  Exploring exploring = {};           // of RankVacancies alone; default: lists are by score
};

// For a call on the present snapshot of a backend.
MatchContext MatchContextOf(const CallContext& context);

// Why the request looks at people: InvalidArgument naming `view` or `purpose`.
absl::StatusOr<Look> LookOf(const v1::RankVacanciesRequest& request, const MatchContext& context);
// Whether the stored mentee may be ranked for the purpose (person_guard.h).
absl::Status CheckMayRank(const MenteeId& mentee, const Look& look, const MatchContext& context);

// What the engine is asked by such a request, but for the mentee: for whoever puts one question for
// many. InvalidArgument and NotFound as RankVacancies; ranges are checked by the engine.
absl::StatusOr<MatchOptions> OptionsOf(const v1::RankVacanciesRequest& request,
                                       const MatchContext& context);

// The stored row of a request and all rows it is matched with come from the one snapshot.
//
// InvalidArgument with all faulty fields (proto/wire/field_error.h), paths from the request;
// NotFound for a mentee, vacancy or profile that is not there; PermissionDenied for a person who may
// not be shown; FailedPrecondition without a snapshot. Where a purpose is named, or for a mentor,
// RankMentees ranks and counts only those who may be shown. Thread-safe. RankVacancies draws near ties as `exploring`
// of the context says, whose errors are its own, too.
absl::StatusOr<v1::RankVacanciesResponse> RankVacancies(const v1::RankVacanciesRequest& request,
                                                        const MatchContext& context);
absl::StatusOr<v1::RankMenteesResponse> RankMentees(const v1::RankMenteesRequest& request,
                                                    const MatchContext& context);
absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(const v1::ExplainMatchRequest& request,
                                                      const MatchContext& context);

// The same as bytes, which takes a fraction of the time.
absl::StatusOr<std::string> EncodedRankVacancies(const v1::RankVacanciesRequest& request,
                                                 const MatchContext& context);
// The bytes of a BatchRankVacanciesResponse for what the engine found. REQUIRES: `options` are those
// that the engine was asked with; `mentee` is a resource name.
std::string EncodedBatchRanking(const std::string& mentee, const v1::RankVacanciesRequest& request,
                                const RankResult& result, const MatchOptions& options,
                                const Sentences& sentences);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_MATCH_ANSWERS_H_
