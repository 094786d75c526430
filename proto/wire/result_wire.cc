#include "proto/wire/result_wire.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "passung/v1/match_service.pb.h"
#include "proto/wire/archive.h"
#include "proto/wire/encoder.h"
#include "proto/wire/result_fields.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

namespace {

// One entry of Summary::dropped_by_rule as it travels.
struct RuleCount {
  RuleKey rule = RuleKey::kWorkAccess;
  int64_t count = 0;
};

std::vector<RuleCount> CountsAboveZero(const Summary& summary) {
  std::vector<RuleCount> counts;
  for (size_t i = 0; i < summary.dropped_by_rule.size(); ++i) {
    if (summary.dropped_by_rule[i] == 0) continue;
    counts.push_back({static_cast<RuleKey>(i), summary.dropped_by_rule[i]});
  }
  return counts;
}

}  // namespace

template <>
struct Fields<RuleCount> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& entry) {
    archive(v1::RuleCount::kRuleFieldNumber, entry.rule);
    archive(v1::RuleCount::kCountFieldNumber, entry.count);
  }
};

template <>
struct Fields<FacetCount<DistrictCode>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& entry) {
    archive(v1::DistrictCount::kDistrictFieldNumber, entry.value);
    archive(v1::DistrictCount::kCountFieldNumber, entry.count);
  }
};

template <>
struct Fields<FacetCount<VacancyKind>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& entry) {
    archive(v1::KindCount::kKindFieldNumber, entry.value);
    archive(v1::KindCount::kCountFieldNumber, entry.count);
  }
};

template <>
struct Fields<FacetCount<OccupationPrefix>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& entry) {
    archive(v1::MainGroupCount::kMainGroupFieldNumber, entry.value);
    archive(v1::MainGroupCount::kCountFieldNumber, entry.count);
  }
};

template <>
struct Fields<Facets> {
  static constexpr bool kOmitDefault = true;
  template <class Archive, class T>
  static void Visit(Archive& archive, T& facets) {
    archive(v1::Facets::kDistrictsFieldNumber, facets.districts);
    archive(v1::Facets::kKindsFieldNumber, facets.kinds);
    archive(v1::Facets::kMainGroupsFieldNumber, facets.main_groups);
  }
};

template <>
struct Fields<Summary> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& summary) {
    archive(v1::Summary::kListedFieldNumber, summary.listed);
    archive(v1::Summary::kOpenFieldNumber, summary.open);
    archive(v1::Summary::kLaterFieldNumber, summary.later);
    archive(v1::Summary::kUnclearFieldNumber, summary.unclear);
    archive(v1::Summary::kClosedFieldNumber, summary.closed);
    std::vector<RuleCount> counts = CountsAboveZero(summary);
    archive(v1::Summary::kDroppedByRuleFieldNumber, counts);
    if constexpr (Archive::kReads) {
      for (const RuleCount& entry : counts) {
        summary.dropped_by_rule[Index(entry.rule)] = entry.count;
      }
    }
    archive(v1::Summary::kFacetsFieldNumber, summary.facets);
  }
};

template <>
struct Fields<VersionsUsed> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& versions) {
    using Message = v1::VersionsUsed;
    archive(Message::kEngineVersionFieldNumber, versions.engine_version);
    archive(Message::kSnapshotDigestFieldNumber, versions.snapshot_digest);
    archive(Message::kSnapshotRevisionFieldNumber, versions.snapshot_revision);
    archive.Name(Message::kProfileFieldNumber, kProfiles, versions.profile_id);
    archive(Message::kProfileVersionFieldNumber, versions.profile_version);
    archive(Message::kProfileDigestFieldNumber, versions.profile_digest);
    archive(Message::kWeightsFieldNumber, versions.weights);
    archive(Message::kSwitchesFieldNumber, versions.switches);
    archive(Message::kAsOfFieldNumber, versions.as_of);
  }
};

template <>
struct Fields<ProblemValue> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    archive(v1::ProblemValue::kNameFieldNumber, value.name);
    archive(v1::ProblemValue::kValueFieldNumber, value.value);
  }
};

template <>
struct Fields<RecordProblem> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& problem) {
    archive(v1::RecordProblem::kFieldFieldNumber, problem.field);
    archive(v1::RecordProblem::kReasonFieldNumber, problem.reason);
    // Servers of before had no codes.
    archive.Or(v1::RecordProblem::kCodeFieldNumber, problem.code, ProblemCode::kOther);
    archive(v1::RecordProblem::kValuesFieldNumber, problem.values);
    archive(v1::RecordProblem::kAllowedFieldNumber, problem.allowed);
  }
};

template <>
struct Fields<RecordReport> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& record) {
    archive(v1::RecordReport::kLineFieldNumber, record.line);
    archive(v1::RecordReport::kIdFieldNumber, record.id);
    archive(v1::RecordReport::kVerdictFieldNumber, record.verdict);
    archive(v1::RecordReport::kProblemsFieldNumber, record.problems);
  }
};

template <>
struct Fields<ImportReport> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& report) {
    using Message = v1::ImportReport;
    archive(Message::kAcceptedFieldNumber, report.accepted);
    archive(Message::kAcceptedWithWarningsFieldNumber, report.accepted_with_warnings);
    archive(Message::kRefusedFieldNumber, report.refused);
    archive(Message::kWithOccupationFieldNumber, report.with_occupation);
    archive(Message::kWithGermanFieldNumber, report.with_german);
    archive(Message::kRecordsFieldNumber, report.records);
    archive(Message::kFormatFieldNumber, report.format);
    archive(Message::kProblemsFieldNumber, report.problems);
  }
};

template <>
struct Fields<RankingParts> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& parts) {
    using Message = v1::RankVacanciesResponse;
    if (parts.with_summary) archive(Message::kSummaryFieldNumber, parts.result.summary);
    archive(Message::kMatchesFieldNumber, parts.result.matches);
    archive(Message::kVersionsFieldNumber, parts.result.versions);
    if (parts.stopped_by_limit) {
      archive(Message::kStoppedByFieldNumber, int64_t{v1::WORK_LIMIT_LIMIT});
    }
  }
};

namespace {

// A mentee's answer in a batch.
struct BatchParts {
  const std::string& mentee;
  const RankingParts& ranking;
};

}  // namespace

template <>
struct Fields<BatchParts> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& parts) {
    archive(v1::BatchRankVacanciesResponse::kMenteeFieldNumber, parts.mentee);
    archive(v1::BatchRankVacanciesResponse::kRankingFieldNumber, parts.ranking);
  }
};

std::string EncodeRanking(const RankingParts& parts) {
  return EncodeMessage<v1::RankVacanciesResponse>(parts);
}
std::string EncodeBatchRanking(const std::string& mentee, const RankingParts& parts) {
  return EncodeMessage<v1::BatchRankVacanciesResponse>(BatchParts{mentee, parts});
}

v1::Match ToProto(const Match& match) { return WriteMessage<v1::Match>(match); }
v1::Summary ToProto(const Summary& summary) { return WriteMessage<v1::Summary>(summary); }
v1::VersionsUsed ToProto(const VersionsUsed& versions) {
  return WriteMessage<v1::VersionsUsed>(versions);
}
v1::RecordProblem ToProto(const RecordProblem& problem) {
  return WriteMessage<v1::RecordProblem>(problem);
}

v1::ImportReport ToProto(const ImportReport& report) {
  return WriteMessage<v1::ImportReport>(report);
}

absl::StatusOr<Match> FromProto(const v1::Match& message) {
  return ReadMessage<Match>(message, "");
}
absl::StatusOr<Summary> FromProto(const v1::Summary& message) {
  return ReadMessage<Summary>(message, "");
}
absl::StatusOr<VersionsUsed> FromProto(const v1::VersionsUsed& message) {
  return ReadMessage<VersionsUsed>(message, "");
}
namespace {

// A newer server may know problems that this program has no words for: the sentence says it all.
void ForgetWhatIsNew(v1::RecordProblem& problem) {
  if (v1::ProblemCode_IsValid(problem.code()) && v1::AllowedCode_IsValid(problem.allowed())) return;
  problem.clear_code();
  problem.clear_values();
  problem.clear_allowed();
}

}  // namespace

absl::StatusOr<ImportReport> FromProto(const v1::ImportReport& message) {
  v1::ImportReport known = message;
  for (v1::RecordProblem& problem : *known.mutable_problems()) ForgetWhatIsNew(problem);
  for (v1::RecordReport& record : *known.mutable_records()) {
    for (v1::RecordProblem& problem : *record.mutable_problems()) ForgetWhatIsNew(problem);
  }
  return ReadMessage<ImportReport>(known, "");
}

}  // namespace passung::wire
