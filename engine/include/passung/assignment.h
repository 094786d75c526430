#ifndef PASSUNG_ASSIGNMENT_H_
#define PASSUNG_ASSIGNMENT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/enum_names.h"
#include "passung/ids.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/snapshot.h"

// A proposal for everyone at once: which mentees to propose to which vacancies, so that the sum of all
// scores is the greatest that the limits allow. A proposal to people who decide, never a decision; a
// score is agreement with stated facts and no probability of being hired.
//
//   auto problem = MakeAssignmentProblem(snapshot, people, {.match = options});
//   auto assignment = SolveAssignment(*problem);
//   VerifyAssignment(*problem, *assignment)      // needs nothing else, and no trust in the solver

namespace passung {

inline constexpr int32_t kMostAssignedMentees = 100'000;
inline constexpr int64_t kMostAssignmentCandidates = 10'000'000;  // of all mentees together

struct PairName {
  MenteeId mentee;
  VacancyId vacancy;
  friend auto operator<=>(const PairName&, const PairName&) = default;
};

// So many proposals together for all who carry the label. Labels are whatever the caller keeps apart
// from the facts that are scored; nothing else reads them.
struct GroupLimit {
  std::string label;
  int32_t least = 0;  // as far as candidates and other limits allow: see GroupResult::missing
  std::optional<int32_t> most;  // absent: no limit
  friend bool operator==(const GroupLimit&, const GroupLimit&) = default;
};

// Limits are 1 … 100 000; absent: none. Sources of capacity are the openings that vacancies state; one
// where none is stated.
struct AssignmentLimits {
  int32_t per_mentee = 1;   // proposals
  int32_t per_opening = 1;  // proposals for each opening of a vacancy
  std::optional<int32_t> per_vacancy;
  std::optional<int32_t> per_employer;  // vacancies that name none have no such limit
  std::optional<int32_t> per_mentor;    // mentees without one have no such limit
  // What staying without a proposal is worth, 0 … 100 000 000: only pairs that score more are proposed.
  int32_t stay = 0;
  // The dial: each round of as many proposals as a vacancy has openings costs so much more for each
  // proposal than the round before, the first nothing. 0 … 100 000 000.
  int32_t congestion = 0;
  // By label, each once. Not together with per_mentor: two kinds of groups that overlap are not a flow,
  // and nothing exact and fast is known for them.
  std::vector<GroupLimit> groups;
  // Proposed in any case, whatever they score; each once, of a mentee at most per_mentee.
  std::vector<PairName> locked;
  std::vector<PairName> forbidden;  // never proposed; each once
  friend bool operator==(const AssignmentLimits&, const AssignmentLimits&) = default;
};

struct AssignmentCandidate {
  int32_t vacancy = 0;  // place in AssignmentProblem::vacancies
  int32_t score = 0;
  friend bool operator==(const AssignmentCandidate&, const AssignmentCandidate&) = default;
};

struct AssignmentMentee {
  MenteeId id;
  MentorId mentor;                              // may be empty
  std::string label;                            // of a group; may be empty
  std::vector<AssignmentCandidate> candidates;  // each vacancy once
  // What no vacancy that is not a candidate exceeds for this mentee; absent: all that are listed are here.
  std::optional<int32_t> others_score;
  friend bool operator==(const AssignmentMentee&, const AssignmentMentee&) = default;
};

struct AssignmentVacancy {
  VacancyId id;
  EmployerId employer;   // may be empty
  int32_t openings = 1;  // 1 … 10 000
  friend bool operator==(const AssignmentVacancy&, const AssignmentVacancy&) = default;
};

// All that an assignment depends on.
struct AssignmentProblem {
  std::vector<AssignmentMentee> mentees;     // by id
  std::vector<AssignmentVacancy> vacancies;  // by id
  AssignmentLimits limits;
  VersionsUsed versions;
};

struct AssignmentPerson {
  Mentee mentee;
  MentorId mentor;    // may be empty
  std::string label;  // may be empty
};

struct AssignmentOptions {
  // As for RankVacancies. `limit`: candidates of each mentee; `summary` is ignored; `threads` mentees are
  // ranked at a time.
  MatchOptions match;
  AssignmentLimits limits;
  // Whether nobody waits for the answer any more; then the answer is Cancelled. May be empty.
  std::function<bool()> is_over = nullptr;
};

// Ranks everybody: the best `match.limit` vacancies of each are the candidates, and locked vacancies that
// are not among them. FailedPrecondition without a snapshot; InvalidArgument for a faulty person or option,
// for an id that comes twice, for more than kMostAssignmentCandidates people × match.limit, and for a locked
// or forbidden pair that names nobody or no vacancy, comes twice, or is more than per_mentee. One search a
// mentee and one pair explained for each locked vacancy that is not listed; nothing else is explained.
absl::StatusOr<AssignmentProblem> MakeAssignmentProblem(
    const std::shared_ptr<const Snapshot>& snapshot, std::vector<AssignmentPerson> people,
    const AssignmentOptions& options);

enum class AssignmentMode : uint8_t {
  kGreatestTotal,
  // Mentees propose, vacancies keep whom they score highest (deferred acceptance, Gale and Shapley 1962;
  // ties by id): no pair would rather have each other. The best stable answer for every mentee.
  kStable,
};
template <>
struct EnumNames<AssignmentMode> {
  static constexpr absl::string_view kNames[] = {"greatest_total", "stable"};
};

// Why a mentee has no proposal.
enum class UnassignedReason : uint8_t {
  kNoCandidate,  // no vacancy is listed for the mentee
  kForbidden,    // all that are listed are forbidden pairs
  kBelowStay,    // none scores more than staying is worth
  kOwnLimit,     // the limit of the mentor or of the label's group is used by others who add more
  // A proposal there would not add to the total: others who add more or are locked use up the places of the
  // vacancy or the limit of its employer, or congestion costs more than it adds. In a stable assignment: the
  // vacancy keeps others who score at least as high.
  kOutbid,
};
template <>
struct EnumNames<UnassignedReason> {
  static constexpr absl::string_view kNames[] = {"no_candidate", "forbidden", "below_stay",
                                                 "own_limit", "outbid"};
};

// Of the best candidate that is not forbidden.
struct Unassigned {
  UnassignedReason reason = UnassignedReason::kNoCandidate;
  std::optional<VacancyId> vacancy;
  int32_t score = 0;
  // What a place there costs: vacancy, employer, mentor or group together. 0 in a stable assignment, and where
  // locked pairs use up all places or the whole limit of the employer.
  int64_t price = 0;
  std::vector<MenteeId> holders;  // who is proposed there: at most 20, the first by id
  friend bool operator==(const Unassigned&, const Unassigned&) = default;
};

struct Proposal {
  int32_t vacancy = 0;  // place in AssignmentProblem::vacancies
  int32_t score = 0;
  bool locked = false;
  friend bool operator==(const Proposal&, const Proposal&) = default;
};

struct AssignedMentee {
  std::vector<Proposal> proposals;  // by place of the vacancy
  // What this mentee's proposals leave beyond their prices; part of the certificate.
  int64_t surplus = 0;
  std::optional<Unassigned> unassigned;  // where there is no proposal
  friend bool operator==(const AssignedMentee&, const AssignedMentee&) = default;
};

// A price of the certificate: what one place more would be worth.
template <class Key>
struct KeyPrice {
  Key key;
  int64_t price = 0;
  friend bool operator==(const KeyPrice&, const KeyPrice&) = default;
};

struct GroupResult {
  std::string label;
  int32_t proposals = 0;
  int32_t missing =
      0;  // of `least`; no assignment within the other limits lacks fewer, all groups together
  friend bool operator==(const GroupResult&, const GroupResult&) = default;
};

// Two who would rather have each other than what they have.
struct BlockingPair {
  MenteeId mentee;
  VacancyId vacancy;
  int32_t score = 0;
  friend bool operator==(const BlockingPair&, const BlockingPair&) = default;
};

// Whoever prefers a vacancy and scores higher there than somebody who is proposed has reason for envy. The
// assignment of the greatest total may leave such pairs, a stable one leaves none.
struct EnvyReport {
  int64_t pairs = 0;
  int64_t mentees = 0;              // in at least one of them
  std::vector<BlockingPair> worst;  // at most 20: those of the highest score, then by ids
  friend bool operator==(const EnvyReport&, const EnvyReport&) = default;
};

struct Assignment {
  AssignmentMode mode = AssignmentMode::kGreatestTotal;
  std::vector<AssignedMentee> mentees;  // as AssignmentProblem::mentees
  int64_t proposals = 0;
  int64_t total_score = 0;  // Σ score of all proposals
  // What is made greatest: Σ (score - stay) - congestion, locked ones included, less 30 000 000 000 000 (more
  // than any other change of one proposal can bring) for each that groups lack (GroupResult::missing).
  int64_t value = 0;
  // The certificate; kGreatestTotal only. Prices that are 0 are left out; the others come by id, those of
  // groups in the order of the limits.
  std::vector<KeyPrice<VacancyId>> vacancy_prices;
  std::vector<KeyPrice<EmployerId>> employer_prices;
  std::vector<KeyPrice<MentorId>> mentor_prices;
  std::vector<KeyPrice<std::string>>
      group_prices;  // below 0: what the least number costs a proposal
  // No assignment to *any* vacancies of the snapshot is worth more than value + beyond: 0 where more
  // candidates could not help.
  int64_t beyond = 0;
  std::vector<GroupResult> groups;  // as AssignmentLimits::groups
  EnvyReport envy;
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct AssignmentRun {
  AssignmentMode mode = AssignmentMode::kGreatestTotal;
  // Called now and then, at least every 256 mentees and every few thousand people and vacancies that a search
  // comes through; false ends it: Cancelled. Not called in kStable, which is one pass over the candidates.
  // May be empty.
  std::function<bool(int64_t done, int64_t mentees)> progress = nullptr;
};

// The assignment of the greatest value, exact, or a stable one; the same for equal problems. InvalidArgument
// naming the field ("limits.stay") for a problem that is none, for locked pairs that exceed a limit, and for
// a stable assignment with limits per employer or mentor, groups, locked pairs or a congestion dial.
absl::StatusOr<Assignment> SolveAssignment(const AssignmentProblem& problem,
                                           const AssignmentRun& run = {});

// OK where the assignment keeps all limits and is proved to be of the greatest value by its certificate:
// one pass over the candidates, without any solver. InvalidArgument naming the first thing that is wrong: a
// pair that is no candidate, forbidden or comes twice, a limit that is exceeded, a locked pair left out, a
// price, surplus or sum that does not add up, a value below the bound. A stable assignment has no
// certificate: it is checked for limits and for pairs that would rather have each other. Cancelled where
// `is_over`, which is asked between the steps and may be empty, says that nobody waits for it any more.
absl::Status VerifyAssignment(const AssignmentProblem& problem, const Assignment& assignment,
                              const std::function<bool()>& is_over = nullptr);

// What a limit costs: the total score without it, less that with it, each by solving again over the same
// candidates. "locked" therefore compares with an assignment that may, and need not, propose what was locked,
// also vacancies that are candidates only because of it.
struct LimitPrice {
  std::string
      limit;  // "per_vacancy", "per_employer", "per_mentor", "congestion", "groups", "locked", …
  // Of the total score above `stay`. Below 0 where the limit happens to raise that sum, which is not all that is
  // made greatest: congestion and missing pairs of groups count, too, and kStable makes no sum greatest.
  int64_t price = 0;
  friend bool operator==(const LimitPrice&, const LimitPrice&) = default;
};

// One for each limit that is set, in the order of AssignmentLimits; of the mode of `run`. The errors of
// SolveAssignment.
absl::StatusOr<std::vector<LimitPrice>> PriceLimits(const AssignmentProblem& problem,
                                                    const Assignment& assignment,
                                                    const AssignmentRun& run = {});

}  // namespace passung

#endif  // PASSUNG_ASSIGNMENT_H_
