#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "engine/rules/registry.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

using RegulatedRows = absl::InlinedVector<const RegulatedRow*, 4>;

// What the regulated table says of an occupation in a Land: the rows of the Land, if any, else the
// federal ones.
struct Regulation {
  RegulatedRows rows;
  bool only_elsewhere = false;  // rows exist, but for other Länder
};

Regulation FindRegulation(const Query& query, OccupationCode code, int land) {
  RegulatedRows here;
  RegulatedRows federal;
  bool elsewhere = false;
  for (const int32_t index : query.knowledge.regulated().RowsOf(code)) {
    const RegulatedRow& row = query.knowledge.regulated().rows()[static_cast<size_t>(index)];
    if (!row.valid.Holds(query.as_of)) continue;
    if (row.land == 0) {
      federal.push_back(&row);
    } else if (row.land == land) {
      here.push_back(&row);
    } else {
      elsewhere = true;
    }
  }
  Regulation found{here.empty() ? federal : here, false};
  found.only_elsewhere = found.rows.empty() && elsewhere;
  return found;
}

// How far a covering recognition opens the profession; the highest counts.
enum class Standing { kNone, kRest, kUnknown, kPermitPending, kRecognised };

Standing StandingOf(std::optional<RecognitionStatus> status) {
  if (!status) return Standing::kUnknown;
  switch (*status) {
    case RecognitionStatus::kFull:
    case RecognitionStatus::kGerman:
    case RecognitionStatus::kTemporaryPermit:
      return Standing::kRecognised;
    case RecognitionStatus::kPermitPending:
      return Standing::kPermitPending;
    default:
      return Standing::kRest;
  }
}

Step NextStep(std::optional<RecognitionStatus> status) {
  switch (status.value_or(RecognitionStatus::kNone)) {
    case RecognitionStatus::kFiled:
    case RecognitionStatus::kFileComplete:
      return Step::kAwaitDecision;
    case RecognitionStatus::kCompensation:
    case RecognitionStatus::kPartial:
    case RecognitionStatus::kMeasureRunning:
    case RecognitionStatus::kPartialAccess:
      return Step::kTakeMeasure;
    default:
      return Step::kFileRecognition;
  }
}

// Of the recognitions that cover the code the one that stands best; of those that do not open it
// yet, the furthest along (the steps are listed in their order); the first of equal ones.
const DayFacts::Qualified* BestCovering(const Query& query, const DayFacts& facts,
                                        OccupationCode code) {
  const auto rank = [](const DayFacts::Qualified& qualification) {
    return std::pair(StandingOf(qualification.status), NextStep(qualification.status));
  };
  const DayFacts::Qualified* best = nullptr;
  for (const DayFacts::Qualified& qualification : facts.qualifications) {
    if (!query.knowledge.regulated().SharesRow(qualification.reference, code)) continue;
    if (best == nullptr || rank(qualification) > rank(*best)) best = &qualification;
  }
  return best;
}

// Equivalence is there, the permit to practise is not: it is issued once all proofs are, German
// among them (§ 2 no. 4 PflBG and its like).
Finding JudgePending(const DayFacts& facts, std::optional<LanguageLevel> needed) {
  if (needed) {
    const auto& german = facts.german;
    const auto is_short = [&](const auto& has) { return has && *has < *needed; };
    if (std::any_of(german.begin(), german.end(), is_short)) {
      return FindingWith(Verdict::kFail, Reason::kPermitPending, Step::kLearnGerman);
    }
    if (std::any_of(german.begin(), german.end(), [](const auto& has) { return !has; })) {
      return FindingWith(Verdict::kUnknown, Reason::kPermitPending);
    }
  }
  return FindingWith(Verdict::kPassAfter, Reason::kPermitPending, Step::kIssueOfPermit);
}

Finding JudgeBarring(const Query& query, const DayFacts& facts, OccupationCode code,
                     const RegulatedRow& row) {
  if (!facts.claims_known()) return FindingWith(Verdict::kUnknown, Reason::kClaimsUnknown);
  const DayFacts::Qualified* best = BestCovering(query, facts, code);
  switch (best == nullptr ? Standing::kNone : StandingOf(best->status)) {
    case Standing::kRecognised:
      return FindingWith(Verdict::kPass, Reason::kRecognised);
    case Standing::kPermitPending:
      return JudgePending(facts, row.german_by_law);
    case Standing::kUnknown:
      return FindingWith(Verdict::kUnknown, Reason::kRecognitionUnknown);
    default:
      break;
  }
  return FindingWith(Verdict::kFail, Reason::kRecognitionRequired,
                     NextStep(best == nullptr ? std::nullopt : best->status));
}

Finding JudgeRow(const Query& query, const DayFacts& facts, OccupationCode code,
                 const RegulatedRow& row) {
  switch (row.kind) {
    case RegulationKind::kTitle:
      return FindingWith(Verdict::kPass, Reason::kTitleOnly);
    case RegulationKind::kStaffing:
    case RegulationKind::kFull:
      return JudgeBarring(query, facts, code, row);
    default:
      return FindingWith(Verdict::kPass, Reason::kNotRegulated);
  }
}

// The row that decides and what it says: the worst verdict, of equal ones the stricter kind.
struct Decision {
  const RegulatedRow* row = nullptr;
  Finding finding;
};

Decision Decide(const Query& query, const DayFacts& facts, OccupationCode code,
                const Regulation& regulation) {
  Decision decision{nullptr, FindingWith(Verdict::kPass, Reason::kNotRegulated)};
  for (const RegulatedRow* row : regulation.rows) {
    const Finding finding = JudgeRow(query, facts, code, *row);
    const bool worse =
        decision.row == nullptr || finding.verdict > decision.finding.verdict ||
        (finding.verdict == decision.finding.verdict && row->kind > decision.row->kind);
    if (worse) decision = {row, finding};
  }
  return decision;
}

Finding JudgeWork(const Query& query, const DayFacts& facts, const RegulatedKey& key) {
  if (!key.code_known) return FindingWith(Verdict::kUnknown, Reason::kOccupationUnknown);
  if (!key.code) return FindingWith(Verdict::kPass, Reason::kNotRegulated);
  const Regulation regulation = FindRegulation(query, *key.code, key.land);
  if (regulation.only_elsewhere) return FindingWith(Verdict::kUnknown, Reason::kRegulationUnknown);
  return Decide(query, facts, *key.code, regulation).finding;
}

class RegulatedProfession final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kRegulatedProfession; }
  ColumnId column() const override { return ColumnId::kRegulated; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const RegulatedKey& key = query.dictionaries.regulated[code];
    if (key.kind == KindClass::kTraining || key.kind == KindClass::kBridge) {
      return FindingWith(Verdict::kPass, Reason::kNotRegulated);
    }
    const Finding finding = JudgeWork(query, facts, key);
    const bool may_not_be_work =
        key.kind == KindClass::kUnknown &&
        (finding.verdict == Verdict::kFail || finding.verdict == Verdict::kPassAfter);
    return may_not_be_work ? FindingWith(Verdict::kUnknown, Reason::kKindUnknown) : finding;
  }

  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    const RegulatedKey& key = query.dictionaries.regulated[code];
    if (key.kind == KindClass::kTraining || key.kind == KindClass::kBridge) return Verdict::kPass;
    if (!key.code_known) return Verdict::kUnknown;
    if (!key.code) return Verdict::kPass;
    return std::nullopt;
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding& finding,
                ParameterWriter& parameters) const override {
    const RegulatedKey& key = query.dictionaries.regulated[code];
    if (!key.code) return;
    const RegulatedRow* row =
        Decide(query, facts, *key.code, FindRegulation(query, *key.code, key.land)).row;
    if (row == nullptr) return;
    Add(parameters, ParameterName::kProfession, row->name_de);
    Add(parameters, ParameterName::kBody, row->body);
    Add(parameters, ParameterName::kLegalBasis, row->legal_basis);
    Add(parameters, ParameterName::kVacancy, ParameterValue::Of(*key.code));
    const DayFacts::Qualified* best = BestCovering(query, facts, *key.code);
    if (best != nullptr && best->status) Add(parameters, ParameterName::kState, *best->status);
    if (finding.reason != Reason::kPermitPending) return;
    Add(parameters, ParameterName::kMissing,
        finding.step == Step::kLearnGerman ? absl::StrCat("german:", Name(*row->german_by_law))
                                           : std::string("permit"));
  }
};

}  // namespace

std::unique_ptr<Rule> MakeRegulatedProfession() { return std::make_unique<RegulatedProfession>(); }

}  // namespace passung
