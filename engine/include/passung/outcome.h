#ifndef PASSUNG_OUTCOME_H_
#define PASSUNG_OUTCOME_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/gap.h"
#include "passung/ids.h"
#include "passung/judgement.h"

// What became of a suggestion: one row for each thing that happened, on a day. No rule and no criterion
// sees any of it.

namespace passung {

using OutcomeId = Id<struct OutcomeIdTag>;

// Stored and sent: add at the end, never renumber. So with all that follow.
enum class OutcomeKind : uint8_t {
  kProposed,   // the vacancy was suggested to the person, or the person to the employer
  kContacted,  // the employer was spoken to, or an application was sent
  kInterview,
  kPlaced,    // work or training has begun
  kDeclined,  // by whom, says the row
  kEnded,     // of what the person had been placed in
};
template <>
struct EnumNames<OutcomeKind> {
  static constexpr absl::string_view kNames[] = {"proposed", "contacted", "interview",
                                                 "placed",   "declined",  "ended"};
};

// What somebody was placed in.
enum class PlacementKind : uint8_t {
  kJob,                 // subject to social insurance
  kMinijob,             // § 8 SGB IV
  kTraining,            // in a firm or a school
  kEntryQualification,  // EQ, § 54a SGB III
  kQualification,       // retraining, Teilqualifizierung, Anpassungslehrgang, internship
  kSelfEmployment,
};
template <>
struct EnumNames<PlacementKind> {
  static constexpr absl::string_view kNames[] = {
      "job", "minijob", "training", "entry_qualification", "qualification", "self_employment"};
};

enum class DeclinedBy : uint8_t { kMentee, kEmployer, kOffice };
template <>
struct EnumNames<DeclinedBy> {
  static constexpr absl::string_view kNames[] = {"mentee", "employer", "office"};
};

// Why something was declined or ended. There is no free text, and nothing about health or family.
enum class OutcomeReason : uint8_t {
  kGerman,
  kQualification,   // what was learned, or its level
  kRecognition,     // of the qualification
  kWorkPermission,  // a permission was refused, or came too late
  kLicence,
  kTravel,
  kWorkingTime,
  kPay,
  kStart,            // too early, or too late
  kAnotherPerson,    // the employer took somebody else
  kAnotherVacancy,   // the person took something else
  kNoAnswer,         // nobody answered
  kVacancyGone,      // withdrawn, or filled before
  kTermOver,         // of a contract for a time
  kCompleted,        // training or qualification is finished
  kEmployersNotice,  // the employer ended it
  kMenteesNotice,    // the person ended it
  kOther,
};
template <>
struct EnumNames<OutcomeReason> {
  static constexpr absl::string_view kNames[] = {
      "german",           "qualification",  "recognition",  "work_permission", "licence",
      "travel",           "working_time",   "pay",          "start",           "another_person",
      "another_vacancy",  "no_answer",      "vacancy_gone", "term_over",       "completed",
      "employers_notice", "mentees_notice", "other"};
};

// Who said so.
enum class OutcomeSource : uint8_t { kMentor, kMentee, kEmployer, kOffice, kOtherSystem };
template <>
struct EnumNames<OutcomeSource> {
  static constexpr absl::string_view kNames[] = {"mentor", "mentee", "employer", "office",
                                                 "other_system"};
};

// The logged answer that a suggestion came from, as it was served.
struct OutcomeDecision {
  int64_t number = 0;  // in the decision log, from 1
  int64_t snapshot_revision = 0;
  std::string snapshot_digest;
  std::string profile;  // its name, "profiles/{id}"
  int32_t profile_version = 0;
  std::string profile_digest;
  int32_t score = 0;
  HitClass hit_class = HitClass::kOpen;
  std::vector<int32_t> contributions;  // in the order of CriterionKey; empty: they were not logged
  friend bool operator==(const OutcomeDecision&, const OutcomeDecision&) = default;
};

struct Outcome {
  MenteeId mentee;
  OutcomeId id;       // OutcomeIdOf the rest
  VacancyId vacancy;  // empty: none that was stored; only where something was placed or ended
  OutcomeKind kind = OutcomeKind::kProposed;
  Date date;                               // on which it happened
  std::optional<PlacementKind> placement;  // kPlaced and kEnded: required; else absent
  std::optional<DeclinedBy> declined_by;   // kDeclined: required; else absent
  std::optional<OutcomeReason> reason;     // kDeclined and kEnded; absent: not known
  OutcomeSource source = OutcomeSource::kMentor;
  std::optional<OutcomeDecision> decision;
  // What stood between the person and the vacancy on that day, as it was judged when the row was written:
  // rising, each once. Absent: without a vacancy that could be looked at.
  std::optional<std::vector<GapKind>> gaps;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

inline constexpr size_t kMostOutcomes = 1'000;  // of one mentee

// "2026-11-29-placed-0f1e2d3c4b5a6978": made of day, kind and vacancy, or of the placement where there is
// no vacancy. What happened once has one id, however often it is told.
OutcomeId OutcomeIdOf(const Outcome& outcome);

// The id of the row that holds it: "m1/2026-11-29-placed-0f1e2d3c4b5a6978".
std::string OutcomeRowId(const MenteeId& mentee, const OutcomeId& id);

// InvalidArgument naming the field and value. A decision belongs to an outcome that has a vacancy.
absl::Status Validate(const Outcome& outcome);

// Whether two rows with one id tell the same: what was judged when they were written is left aside.
bool TellsTheSame(const Outcome& a, const Outcome& b);

// What all outcomes of one person contradict each other in: InvalidArgument, led by the id of the outcome
// that cannot be. Nothing about a vacancy lies before the day on which it was first proposed, and what has
// ended was placed before, in the same vacancy and kind. That nothing was proposed, or nobody was
// contacted, is no contradiction: people find work by themselves.
absl::Status CheckCourse(std::span<const Outcome> of_mentee);

}  // namespace passung

#endif  // PASSUNG_OUTCOME_H_
