// Answers between the engine and the wire. `text` of contributions and outcomes is filled by the
// server, where a locale is asked for.
#ifndef PASSUNG_PROTO_WIRE_RESULT_WIRE_H_
#define PASSUNG_PROTO_WIRE_RESULT_WIRE_H_

#include <string>

#include "absl/status/statusor.h"
#include "passung/ingest.h"
#include "passung/match.h"
#include "passung/v1/result.pb.h"

namespace passung::wire {

v1::Match ToProto(const Match& match);
v1::Summary ToProto(const Summary& summary);
v1::VersionsUsed ToProto(const VersionsUsed& versions);
v1::RecordProblem ToProto(const RecordProblem& problem);
v1::ImportReport ToProto(const ImportReport& report);

// What goes into the answer to RankVacancies; lives as long as `result`.
struct RankingParts {
  const RankResult& result;
  bool with_summary = true;
  bool stopped_by_limit = false;
};

// The bytes of a RankVacanciesResponse, without texts and in full view.
std::string EncodeRanking(const RankingParts& parts);
// … of a BatchRankVacanciesResponse; `mentee` is its resource name.
std::string EncodeBatchRanking(const std::string& mentee, const RankingParts& parts);

// For clients: InvalidArgument with the faulty fields, as for a mentee.
absl::StatusOr<Match> FromProto(const v1::Match& message);
absl::StatusOr<Summary> FromProto(const v1::Summary& message);
absl::StatusOr<VersionsUsed> FromProto(const v1::VersionsUsed& message);
absl::StatusOr<ImportReport> FromProto(const v1::ImportReport& message);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_RESULT_WIRE_H_
