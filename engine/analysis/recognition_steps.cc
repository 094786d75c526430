#include "engine/analysis/recognition_steps.h"

#include <algorithm>
#include <utility>

#include "engine/vocabulary/claims.h"
#include "engine/vocabulary/field_check.h"
#include "engine/vocabulary/lead_times.h"

namespace passung {
namespace {

// From here on a qualification is a degree, which the ZAB assesses.
constexpr int32_t kFirstDegree = 6;  // DQR: Bachelor

class RecognitionCatalogue {
 public:
  RecognitionCatalogue(const Query& query, const DayFacts& today) : query_(query), today_(today) {}

  void Add(int32_t index, const Qualification& qualification, std::vector<StepResult>& steps) {
    if (qualification.recognitions.size() >= kMaxListEntries) return;
    const Recognition* now = LatestOn(qualification.recognitions, today_.day);
    if (now == nullptr) return;  // nobody knows where it stands
    const auto status = StatusOf(now->outcome, now->step);
    if (!status) return;
    index_ = index;
    reference_ = now->reference.value_or(qualification.occupation);
    bars_ = query_.knowledge.regulated().Bars(reference_, query_.as_of);
    is_degree_ = qualification.dqr_level ? *qualification.dqr_level >= kFirstDegree
                                         : qualification.occupation.requirement_level() == 4;
    AddFor(*status, steps);
  }

 private:
  using O = RecognitionOutcome;
  using S = RecognitionStep;

  void AddFor(RecognitionStatus status, std::vector<StepResult>& steps) const {
    switch (status) {
      case RecognitionStatus::kNone:
      case RecognitionStatus::kNotFiled:
      case RecognitionStatus::kWithdrawn:
      case RecognitionStatus::kNegative:
        if (is_degree_ && !bars_) {
          steps.push_back(Make(Step::kStatementOfComparability, O::kComparable, S::kDecided));
        }
        [[fallthrough]];
      case RecognitionStatus::kComparable:
        if (HasProcedure()) {
          steps.push_back(WithOutcomes(Make(Step::kFileRecognition, O::kOpen, S::kFiled)));
        }
        break;
      case RecognitionStatus::kFiled:
        steps.push_back(WithOutcomes(Make(Step::kCompleteFile, O::kOpen, S::kFileComplete)));
        break;
      case RecognitionStatus::kFileComplete:
        steps.push_back(WithOutcomes(Make(Step::kAwaitDecision, std::nullopt, std::nullopt)));
        break;
      case RecognitionStatus::kCompensation:
      case RecognitionStatus::kPartial:
      case RecognitionStatus::kMeasureRunning:
      case RecognitionStatus::kPartialAccess:
        steps.push_back(Make(Step::kTakeMeasure, O::kFull, Equivalent()));
        break;
      case RecognitionStatus::kPermitPending:
        if (HasGermanForPermit()) {
          steps.push_back(Make(Step::kIssueOfPermit, O::kFull, S::kPermitGranted));
        }
        break;
      case RecognitionStatus::kTemporaryPermit:
      case RecognitionStatus::kFull:
      case RecognitionStatus::kGerman:
        break;
    }
  }

  // For a degree that leads to no regulated profession there is an assessment only.
  bool HasProcedure() const {
    if (!is_degree_) return true;
    const RegulatedOccupations& regulated = query_.knowledge.regulated();
    const auto rows = regulated.RowsOf(reference_);
    return std::any_of(rows.begin(), rows.end(), [&](int32_t row) {
      return regulated.rows()[static_cast<size_t>(row)].valid.Holds(query_.as_of);
    });
  }

  // Equivalence, and where a profession bars, the permit to practise still to come.
  S Equivalent() const { return bars_ ? S::kPermitPending : S::kDecided; }

  // A permit is issued once all proofs are there, German among them.
  bool HasGermanForPermit() const {
    const auto needed = GermanByLaw(query_.knowledge, reference_, query_.as_of);
    if (!needed) return true;
    return std::all_of(today_.german.begin(), today_.german.end(),
                       [&](const auto& has) { return has && *has >= *needed; });
  }

  StepResult Make(Step act, std::optional<O> outcome, std::optional<S> stands_at) const {
    StepResult result;
    result.step = {.act = act,
                   .qualification = index_,
                   .occupation = reference_,
                   .outcome = outcome,
                   .recognition_step = stands_at};
    result.lead_days = RecognitionDays(act);
    // Three months after the complete file, § 6 (3) BQFG.
    result.lead_source = act == Step::kAwaitDecision ? LeadSource::kLaw : LeadSource::kPractice;
    return result;
  }

  StepResult WithOutcomes(StepResult result) const {
    result.outcomes.push_back({.outcome = O::kFull, .recognition_step = Equivalent(), .gain = {}});
    result.outcomes.push_back({.outcome = bars_ ? O::kCompensation : O::kPartial,
                               .recognition_step = S::kDecided,
                               .gain = {}});
    result.outcomes.push_back(
        {.outcome = O::kNegative, .recognition_step = S::kDecided, .gain = {}});
    return result;
  }

  const Query& query_;
  const DayFacts& today_;
  int32_t index_ = 0;
  OccupationCode reference_;
  bool bars_ = false;
  bool is_degree_ = false;
};

}  // namespace

std::vector<StepResult> RecognitionSteps(const Query& query, const Mentee& mentee,
                                         const DayFacts& today) {
  std::vector<StepResult> steps;
  RecognitionCatalogue catalogue(query, today);
  const auto& qualifications = mentee.facts.qualifications;
  for (size_t i = 0; i < qualifications.size(); ++i) {
    if (!qualifications[i].valid.Holds(today.day)) continue;
    catalogue.Add(static_cast<int32_t>(i), qualifications[i], steps);
  }
  return steps;
}

}  // namespace passung
