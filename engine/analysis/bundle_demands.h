#ifndef PASSUNG_ENGINE_ANALYSIS_BUNDLE_DEMANDS_H_
#define PASSUNG_ENGINE_ANALYSIS_BUNDLE_DEMANDS_H_

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/analysis/bundle_ground.h"
#include "engine/index/vacancy_rows.h"
#include "engine/search/person.h"
#include "engine/search/plan.h"
#include "engine/search/row_filter.h"

namespace passung {

struct BundleQuestion {
  const Query& query;
  const VacancyRows& rows;
  const RowFilter* filter = nullptr;  // null: all rows
  const Mentee& mentee;
  const Person& base;
  std::span<const GroundStep> ground;
  int32_t most_steps = kMostBundled;
};

// The sets of steps that can make a difference to one rule, by number. The empty one is number 0.
class RuleSteps {
 public:
  RuleSteps(const BundleQuestion& question, const Rule& rule);

  const Rule& rule() const { return *rule_; }
  const std::vector<StepList>& lists() const { return lists_; }
  const StepMarks& all() const { return all_; }
  // The number of what a bundle has of these steps. REQUIRES: no rivals, at most most_steps.
  uint32_t NumberOf(const StepList& bundle) const;
  // What the rule says after the steps of a list.
  Verdict VerdictAfter(const BundleQuestion& question, uint32_t list, uint32_t code) const;

 private:
  // Somebody on whom the steps of a list have left their traces. Stays where it is.
  struct Changed {
    Changed(const Query& query, Mentee after) : mentee(std::move(after)), person(query, mentee) {}
    const Mentee mentee;
    const Person person;
  };

  const Rule* rule_;
  StepMarks all_;
  std::array<uint8_t, kMostGround> places_{};  // of a step among those of the rule, from 1
  std::vector<StepList> lists_;
  std::vector<ActSet> granted_;
  std::vector<const Person*> people_;
  std::deque<Changed> changed_;
  absl::flat_hash_map<uint32_t, uint32_t> numbers_;  // by the places of at most four steps
};

// What sets of steps make of one rule for all codes for which they make the same of it.
struct StepEffect {
  uint32_t rule = 0;            // among BundleDemands::rules()
  std::vector<uint8_t> passes;  // by list of the rule
  int32_t least = 0;            // fewest steps with which it passes
  uint32_t first = 0;           // the first list with which it passes
  StepMarks helpful;            // the steps of the sets that pass and of which no part does
};

// Vacancies that ask the same of a bundle.
struct Demand {
  using Way = std::vector<uint32_t>;  // effects that have to pass together, rising
  std::vector<Way> ways;              // one of them is enough
  int64_t vacancies = 0;
};

// What the vacancies that are not there yet ask of a bundle: that one of their combinations is listed, or
// open. A bundle that meets no demand of a vacancy does not bring it there; one that does brings it
// where it is to be listed, and may do so where it is to be open, as another combination may come first.
class BundleDemands {
 public:
  enum class Aim : uint8_t { kListed, kOpen };

  // Reads every row once.
  BundleDemands(const BundleQuestion& question, Aim aim);

  const std::vector<std::unique_ptr<RuleSteps>>& rules() const { return rules_; }
  const std::vector<StepEffect>& effects() const { return effects_; }
  // The most frequent first. None that nothing can meet.
  const std::vector<Demand>& demands() const { return demands_; }

 private:
  static constexpr int32_t kUnasked = -1;
  static constexpr int32_t kAlways = -2;
  static constexpr int32_t kNever = -3;

  struct Row {
    uint32_t row = 0;
    bool listed = false;  // as things are
    bool open = false;
  };
  Row Look(const CodeTuple& codes, uint32_t row);
  bool IsThere(const std::vector<Row>& rows) const;
  // Absent: no bundle helps.
  std::optional<Demand::Way> WayOf(const CodeTuple& codes);
  std::vector<Demand::Way> WaysOf(uint32_t slot);  // none: nothing to do, or nothing that helps
  int32_t EffectOf(uint32_t rule, uint32_t code);
  int32_t Intern(uint32_t rule, std::vector<uint8_t> passes);
  Verdict Now(uint32_t rule, uint32_t code);
  void Collect();

  const BundleQuestion& question_;
  const Aim aim_;
  const QueryPlan plan_;
  std::vector<std::unique_ptr<RuleSteps>> rules_;
  std::vector<std::vector<int32_t>> effect_of_code_;  // [rule][code]
  std::vector<std::vector<uint8_t>> verdict_now_;  // [rule][code]; one more than Verdict: unasked
  std::vector<StepEffect> effects_;
  absl::flat_hash_map<std::pair<uint32_t, std::vector<uint8_t>>, int32_t> known_;
  std::vector<Demand> demands_;
  // Of the vacancy that is looked at.
  std::vector<Row> rows_;
  std::vector<CodeTuple> codes_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_BUNDLE_DEMANDS_H_
