#ifndef PASSUNG_STEPS_H_
#define PASSUNG_STEPS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "passung/change_gain.h"
#include "passung/date.h"
#include "passung/ids.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/vocabulary.h"

// The unlock analysis: every single thing that a mentee or an office can do now, and which vacancies
// each of them would open. Counts are exact: those of ranking again with that one fact changed, on the
// same day (engine/SCORING.md section 12). They are no promise that anybody is hired, or that an office
// decides so.

namespace passung {

// One step of one person. `act` says what is done and which of the other members are set; where no
// member is named at it, there is none to set.
struct SingleStep {
  Step act = Step::kNone;
  // learn_german: the level that the skill has afterwards at least, or, without `skill`, every skill
  // whose level is known. Unknown levels stay unknown.
  std::optional<LanguageSkill> skill;
  std::optional<LanguageLevel> level;
  // Acts of recognition: which of the mentee's `facts.qualifications`, the German occupation that the
  // procedure is about, and where it stands afterwards; the latter two absent for await_decision,
  // which changes nothing by itself.
  std::optional<int32_t> qualification;
  std::optional<OccupationCode> occupation;
  std::optional<RecognitionOutcome> outcome;
  std::optional<RecognitionStep> recognition_step;
  // school_certificate: the one held afterwards.
  std::optional<SchoolCertificate> certificate;
  // convert_licence, obtain_licence, guard_clearance, certificate_of_conduct: what is held afterwards.
  std::optional<LicenceKind> licence;
  // acquire_skill: an id as in SkillFact.
  std::string skill_id;
  // travel_further: the new limit, 1 … 600.
  std::optional<int32_t> minutes;
  // move_home: where to. Travel times, which are those from the old home, are unknown afterwards.
  std::optional<DistrictCode> district;
  // change_hours: least and most hours a week afterwards.
  std::optional<WeeklyHours> hours;
  // widen_windows: all times at which the person can work afterwards; merged.
  std::vector<TimeWindow> windows;
  // start_earlier: the new first day.
  std::optional<Date> day;
  friend bool operator==(const SingleStep&, const SingleStep&) = default;
};

// The mentee after the step, on the day of the question. What is granted once asked for
// (ask_foreigners_office, ask_foreigners_office_and_ba, lift_residence_obligation) is given for one
// vacancy and is no fact of the person: it changes nothing here, but makes a rule pass wherever its
// verdict is PASS_AFTER this act without a day. REQUIRES: a step of this mentee (StepReport).
Mentee AfterStep(const Mentee& mentee, const SingleStep& step, Date as_of);

// Where the duration of a step comes from.
enum class LeadSource : uint8_t {
  kNone,      // it takes no time that could be named
  kPractice,  // a rough value from the practice of advisers in Saxony
  kLaw,       // a time limit set by law
};
template <>
struct EnumNames<LeadSource> {
  static constexpr absl::string_view kNames[] = {"none", "practice", "law"};
};

// What one outcome of a procedure would bring. An outcome is decided by an office: it is no step.
struct StepOutcome {
  RecognitionOutcome outcome = RecognitionOutcome::kOpen;
  RecognitionStep recognition_step = RecognitionStep::kDecided;  // where it stands then
  ChangeGain gain;
};

struct StepResult {
  SingleStep step;
  int32_t lead_days = 0;  // usual duration
  LeadSource lead_source = LeadSource::kNone;
  ChangeGain gain;
  // file_recognition, complete_file, await_decision: what each outcome would bring, counted from today.
  std::vector<StepOutcome> outcomes;
};

// What a bundle of steps is to bring as much of as possible.
enum class StepGoal : uint8_t {
  kListed,  // ChangeGain::becomes_listed
  kOpen,    // ChangeGain::becomes_open
  kTop,     // ChangeGain::enters_top
};
template <>
struct EnumNames<StepGoal> {
  static constexpr absl::string_view kNames[] = {"listed", "open", "top"};
};

struct BundleOptions {
  StepGoal goal = StepGoal::kListed;
  int32_t most_steps = 4;     // 1 … 4
  std::vector<Step> without;  // acts that are out of the question; no kNone
};

struct BundlePart {
  SingleStep step;
  int32_t lead_days = 0;
  LeadSource lead_source = LeadSource::kNone;
};

// The best few steps together (engine/SCORING.md section 19). `gain` compares the day on which all of
// them are done with today: exact counts, whatever is proven.
struct StepBundle {
  StepGoal goal = StepGoal::kListed;
  std::vector<BundlePart> steps;  // in the order of section 12; empty where none brings anything
  int32_t days_in_turn = 0;       // one step after the other
  int32_t days_at_once = 0;       // all begun today: the longest
  ChangeGain gain;
  int64_t value = 0;    // what the goal counts, of `gain`
  int64_t at_most = 0;  // no such bundle brings more: proven
  // Whether nothing better exists. Else `value` was found by adding what brings most, and `at_most` says
  // how far it can be from the best.
  bool is_best() const { return value == at_most; }
};

struct StepOptions {
  // As for RankVacancies; `limit` is the k of the first k. `classes` must be empty, `summary` and
  // `threads` are ignored.
  MatchOptions match;
  int32_t bar = 70'000'000;             // a score, 0 … 100 000 000
  int32_t examples = 3;                 // of each step, 0 … 20
  std::optional<BundleOptions> bundle;  // absent: no bundle is looked for
};

struct StepReport {
  // The best first: what opens vacancies, by how many become listed through the step, or the best of its
  // outcomes, then open, then the shorter time; then what betters the list of the first k (top_gain
  // above 0), by enters_top, then enters_bar; then by furthers and the shorter time; then by what the
  // best vacancy gains, top_gain, the shorter time, and the order in which engine/SCORING.md section 12
  // lists the steps. Also those that change nothing.
  std::vector<StepResult> steps;
  std::optional<StepBundle> bundle;  // where asked for
  ClassCounts before;
  int32_t bar = 0;
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_STEPS_H_
