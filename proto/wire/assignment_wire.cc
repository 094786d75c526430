#include "proto/wire/assignment_wire.h"

#include <type_traits>

#include "engine/base/status_macros.h"
#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<PairName> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& pair) {
    archive.Name(v1::AssignmentPair::kMenteeFieldNumber, pair.mentee);
    archive.Name(v1::AssignmentPair::kVacancyFieldNumber, pair.vacancy);
  }
};

template <>
struct Fields<GroupLimit> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& group) {
    archive(v1::GroupLimit::kLabelFieldNumber, group.label);
    archive(v1::GroupLimit::kLeastFieldNumber, group.least);
    archive(v1::GroupLimit::kMostFieldNumber, group.most);
  }
};

template <>
struct Fields<AssignmentLimits> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& limits) {
    using Message = v1::AssignmentLimits;
    archive(Message::kPerMenteeFieldNumber, limits.per_mentee);
    archive(Message::kPerOpeningFieldNumber, limits.per_opening);
    archive(Message::kPerVacancyFieldNumber, limits.per_vacancy);
    archive(Message::kPerEmployerFieldNumber, limits.per_employer);
    archive(Message::kPerMentorFieldNumber, limits.per_mentor);
    archive(Message::kStayFieldNumber, limits.stay);
    archive(Message::kCongestionFieldNumber, limits.congestion);
    archive(Message::kGroupsFieldNumber, limits.groups);
    archive(Message::kLockedFieldNumber, limits.locked);
    archive(Message::kForbiddenFieldNumber, limits.forbidden);
  }
};

template <>
struct Fields<AssignmentCandidate> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& candidate) {
    archive(v1::AssignmentCandidate::kVacancyFieldNumber, candidate.vacancy);
    archive(v1::AssignmentCandidate::kScoreFieldNumber, candidate.score);
  }
};

template <>
struct Fields<AssignmentMentee> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& mentee) {
    using Message = v1::AssignmentMentee;
    archive.Name(Message::kMenteeFieldNumber, mentee.id);
    archive.NameOrEmpty(Message::kMentorFieldNumber, mentee.mentor);
    archive(Message::kLabelFieldNumber, mentee.label);
    archive(Message::kCandidatesFieldNumber, mentee.candidates);
    archive(Message::kOthersScoreFieldNumber, mentee.others_score);
  }
};

template <>
struct Fields<AssignmentVacancy> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& vacancy) {
    using Message = v1::AssignmentVacancy;
    archive.Name(Message::kVacancyFieldNumber, vacancy.id);
    archive.NameOrEmpty(Message::kEmployerFieldNumber, vacancy.employer);
    archive(Message::kOpeningsFieldNumber, vacancy.openings);
  }
};

template <>
struct Fields<AssignmentProblem> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& problem) {
    archive(v1::AssignmentProblem::kMenteesFieldNumber, problem.mentees);
    archive(v1::AssignmentProblem::kVacanciesFieldNumber, problem.vacancies);
    archive(v1::AssignmentProblem::kLimitsFieldNumber, problem.limits);
  }
};

template <>
struct Fields<Proposal> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& proposal) {
    archive(v1::Proposal::kVacancyFieldNumber, proposal.vacancy);
    archive(v1::Proposal::kScoreFieldNumber, proposal.score);
    archive(v1::Proposal::kLockedFieldNumber, proposal.locked);
  }
};

template <>
struct Fields<Unassigned> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& unassigned) {
    using Message = v1::Unassigned;
    archive(Message::kReasonFieldNumber, unassigned.reason);
    VacancyId vacancy;
    if constexpr (!Archive::kReads) vacancy = unassigned.vacancy.value_or(VacancyId{});
    archive.NameOrEmpty(Message::kVacancyFieldNumber, vacancy);
    if constexpr (Archive::kReads) {
      if (!vacancy.value.empty()) unassigned.vacancy = vacancy;
    }
    archive(Message::kScoreFieldNumber, unassigned.score);
    archive(Message::kPriceFieldNumber, unassigned.price);
    archive.Names(Message::kHoldersFieldNumber, unassigned.holders);
  }
};

template <>
struct Fields<AssignedMentee> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& mentee) {
    using Message = v1::AssignedMentee;
    archive(Message::kProposalsFieldNumber, mentee.proposals);
    archive(Message::kSurplusFieldNumber, mentee.surplus);
    archive(Message::kUnassignedFieldNumber, mentee.unassigned);
  }
};

template <class Key>
struct Fields<KeyPrice<Key>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& price) {
    if constexpr (std::is_same_v<Key, std::string>) {
      archive(v1::AssignmentPrice::kNameFieldNumber, price.key);
    } else {
      archive.Name(v1::AssignmentPrice::kNameFieldNumber, price.key);
    }
    archive(v1::AssignmentPrice::kPriceFieldNumber, price.price);
  }
};

template <>
struct Fields<GroupResult> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& group) {
    archive(v1::GroupResult::kLabelFieldNumber, group.label);
    archive(v1::GroupResult::kProposalsFieldNumber, group.proposals);
    archive(v1::GroupResult::kMissingFieldNumber, group.missing);
  }
};

template <>
struct Fields<BlockingPair> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& pair) {
    archive.Name(v1::BlockingPair::kMenteeFieldNumber, pair.mentee);
    archive.Name(v1::BlockingPair::kVacancyFieldNumber, pair.vacancy);
    archive(v1::BlockingPair::kScoreFieldNumber, pair.score);
  }
};

template <>
struct Fields<EnvyReport> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& envy) {
    archive(v1::EnvyReport::kPairsFieldNumber, envy.pairs);
    archive(v1::EnvyReport::kMenteesFieldNumber, envy.mentees);
    archive(v1::EnvyReport::kWorstFieldNumber, envy.worst);
  }
};

template <>
struct Fields<Assignment> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& assignment) {
    using Message = v1::Assignment;
    archive(Message::kModeFieldNumber, assignment.mode);
    archive(Message::kMenteesFieldNumber, assignment.mentees);
    archive(Message::kProposalsFieldNumber, assignment.proposals);
    archive(Message::kTotalScoreFieldNumber, assignment.total_score);
    archive(Message::kValueFieldNumber, assignment.value);
    archive(Message::kVacancyPricesFieldNumber, assignment.vacancy_prices);
    archive(Message::kEmployerPricesFieldNumber, assignment.employer_prices);
    archive(Message::kMentorPricesFieldNumber, assignment.mentor_prices);
    archive(Message::kGroupPricesFieldNumber, assignment.group_prices);
    archive(Message::kBeyondFieldNumber, assignment.beyond);
    archive(Message::kGroupsFieldNumber, assignment.groups);
    archive(Message::kEnvyFieldNumber, assignment.envy);
  }
};

v1::AssignmentProblem ToProto(const AssignmentProblem& problem) {
  return WriteMessage<v1::AssignmentProblem>(problem);
}

v1::Assignment ToProto(const Assignment& assignment) {
  return WriteMessage<v1::Assignment>(assignment);
}

absl::StatusOr<AssignmentProblem> FromProto(const v1::AssignmentProblem& message,
                                            absl::string_view path) {
  return ReadMessage<AssignmentProblem>(message, path);
}

absl::StatusOr<AssignmentLimits> FromProto(const v1::AssignmentLimits& message,
                                           absl::string_view path) {
  return ReadMessage<AssignmentLimits>(message, path);
}

absl::StatusOr<Assignment> FromProto(const v1::Assignment& message, absl::string_view path) {
  return ReadMessage<Assignment>(message, path);
}

}  // namespace passung::wire
