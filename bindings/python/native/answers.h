// The engine's answers as Python sees them. Each holds the snapshot that it was found in, of which it knows titles and
// for which it finds words.
#ifndef PASSUNG_PYTHON_ANSWERS_H_
#define PASSUNG_PYTHON_ANSWERS_H_

#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <vector>

#include "passung/match.h"
#include "passung/snapshot.h"
#include "passung/steps.h"

namespace passung::python {

using SnapshotPtr = std::shared_ptr<const Snapshot>;

struct MatchView {
  SnapshotPtr snapshot;
  Match match;
};
struct ContributionView {
  SnapshotPtr snapshot;
  Contribution part;
};
struct OutcomeView {
  SnapshotPtr snapshot;
  RuleOutcome outcome;
};
struct RankingView {
  SnapshotPtr snapshot;
  std::vector<MatchView> matches;
  Summary summary;
  VersionsUsed versions;
  bool counted = false;  // whether the summary was asked for
};
// A thing to do, as part of a bundle or by itself.
struct ActView {
  SnapshotPtr snapshot;
  SingleStep step;
  int32_t lead_days = 0;
  LeadSource lead_source = LeadSource::kNone;
};
struct StepView : ActView {
  ChangeGain gain;
  std::vector<StepOutcome> outcomes;
  int32_t limit = 0;
  int32_t bar = 0;
};
struct StepReportView {
  SnapshotPtr snapshot;
  std::string mentee;
  StepReport report;
  int32_t limit = 0;
  int32_t most_steps = 0;
};

nanobind::dict VersionsDict(const VersionsUsed& versions);

void BindMatches(nanobind::module_& module);
void BindSteps(nanobind::module_& module);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_ANSWERS_H_
