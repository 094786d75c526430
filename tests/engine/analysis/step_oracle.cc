#include "tests/engine/analysis/step_oracle.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

bool IsListed(HitClass hit_class) { return hit_class != HitClass::kClosed; }

HitClass ClassOfVerdict(Verdict worst) { return static_cast<HitClass>(worst); }

std::string Text(const ChangeExample& example) {
  return absl::StrCat(example.vacancy.value, " ", example.score_before, "→", example.score_after,
                      " ", Name(example.class_before), "→", Name(example.class_after), " #",
                      example.rank_after);
}

}  // namespace

StepOracle::StepOracle(const oracle::OracleKnowledge& knowledge,
                       const std::vector<Vacancy>& vacancies, const Mentee& mentee,
                       const StepOptions& options)
    : oracle_(knowledge, options.match),
      vacancies_(vacancies),
      mentee_(mentee),
      options_(options),
      before_(JudgeAll(mentee, {})),
      top_before_(TopOf(before_)) {}

std::vector<StepOracle::Judged> StepOracle::JudgeAll(const Mentee& mentee,
                                                     const std::vector<Step>& acts) const {
  std::vector<Judged> result;
  for (const Vacancy& vacancy : vacancies_) {
    Judged judged{.vacancy = &vacancy, .all = oracle_.JudgeAll(mentee, vacancy)};
    if (judged.all.empty()) continue;
    for (size_t i = 0; i < judged.all.size(); ++i) {
      oracle::Judgement& one = judged.all[i];
      Verdict worst = Verdict::kPass;
      for (size_t r = 0; r < kRuleCount; ++r) {
        if (!one.outcomes[r]) continue;
        oracle::Outcome& outcome = *one.outcomes[r];
        const bool granted = std::find(acts.begin(), acts.end(), outcome.step) != acts.end();
        if (granted && outcome.verdict == Verdict::kPassAfter && !outcome.from) outcome = {};
        if (oracle_.profile().switches[r] != RuleSwitch::kEnforce) continue;
        worst = std::max(worst, outcome.verdict);
      }
      one.hit_class = ClassOfVerdict(worst);
      const bool better = i == 0 || (IsListed(one.hit_class) != IsListed(judged.hit_class)
                                         ? IsListed(one.hit_class)
                                         : one.score > judged.score);
      if (!better) continue;
      judged.score = one.score;
      judged.hit_class = one.hit_class;
      judged.combination = i;
    }
    result.push_back(std::move(judged));
  }
  return result;
}

std::vector<size_t> StepOracle::TopOf(const std::vector<Judged>& judged) const {
  std::vector<size_t> top;
  for (size_t i = 0; i < judged.size(); ++i) {
    if (IsListed(judged[i].hit_class)) top.push_back(i);
  }
  std::sort(top.begin(), top.end(), [&](size_t a, size_t b) {
    if (judged[a].score != judged[b].score) return judged[a].score > judged[b].score;
    return judged[a].vacancy->id.value < judged[b].vacancy->id.value;
  });
  top.resize(std::min(top.size(), static_cast<size_t>(options_.match.limit)));
  return top;
}

bool StepOracle::IsFurthered(const Judged& before, const Judged& after) const {
  const oracle::Judgement& was = before.all[before.combination];
  const oracle::Judgement& is = after.all[before.combination];
  for (size_t r = 0; r < kRuleCount; ++r) {
    if (oracle_.profile().switches[r] != RuleSwitch::kEnforce) continue;
    const Verdict then = was.outcomes[r]->verdict;
    const Verdict now = is.outcomes[r]->verdict;
    if (now < then) return true;
    if (then == Verdict::kFail && is.outcomes[r]->step != was.outcomes[r]->step) return true;
  }
  return false;
}

ClassCounts StepOracle::Before() const {
  ClassCounts counts;
  for (const Judged& judged : before_) {
    if (judged.hit_class == HitClass::kOpen) ++counts.open;
    if (judged.hit_class == HitClass::kLater) ++counts.later;
    if (judged.hit_class == HitClass::kUnclear) ++counts.unclear;
    if (judged.hit_class == HitClass::kClosed) ++counts.closed;
  }
  return counts;
}

ChangeGain StepOracle::GainOf(const SingleStep& step) const {
  const Mentee after = AfterStep(mentee_, step, options_.match.as_of);
  return GainOf(after, {step.act});
}

ChangeGain StepOracle::GainOf(const Mentee& mentee, const std::vector<Step>& acts) const {
  // Of these the facts change, and rules may still ask for them.
  std::vector<Step> granted;
  for (const Step act : acts) {
    if (act == Step::kAskForeignersOffice || act == Step::kAskForeignersOfficeAndBa ||
        act == Step::kLiftResidenceObligation) {
      granted.push_back(act);
    }
  }
  const std::vector<Judged> after = JudgeAll(mentee, granted);
  const std::vector<size_t> top = TopOf(after);
  const auto better = [&](size_t a, size_t b) {
    if (after[a].score != after[b].score) return after[a].score > after[b].score;
    return after[a].vacancy->id.value < after[b].vacancy->id.value;
  };
  ChangeGain gain;
  std::vector<size_t> opened;
  std::vector<size_t> above;
  for (size_t i = 0; i < after.size(); ++i) {
    const bool was = IsListed(before_[i].hit_class);
    const bool is = IsListed(after[i].hit_class);
    const bool listed = is && !was;
    const bool open =
        before_[i].hit_class != HitClass::kOpen && after[i].hit_class == HitClass::kOpen;
    if (listed) ++gain.becomes_listed;
    if (open) ++gain.becomes_open;
    if (listed || open) opened.push_back(i);
    if (was && !is) ++gain.no_longer_listed;
    const bool may_be_furthered =
        !listed && !open && was == is && before_[i].hit_class != HitClass::kOpen;
    if (may_be_furthered && IsFurthered(before_[i], after[i])) ++gain.furthers;
    if (is && after[i].score >= options_.bar && !(was && before_[i].score >= options_.bar)) {
      above.push_back(i);
    }
  }
  gain.opens = static_cast<int64_t>(opened.size());
  gain.enters_bar = static_cast<int64_t>(above.size());
  std::vector<size_t> entering;
  for (const size_t i : top) {
    gain.top_gain += after[i].score;
    if (std::find(top_before_.begin(), top_before_.end(), i) == top_before_.end()) {
      entering.push_back(i);
    }
  }
  for (const size_t i : top_before_) gain.top_gain -= before_[i].score;
  gain.enters_top = static_cast<int64_t>(entering.size());

  std::sort(opened.begin(), opened.end(), better);
  std::sort(above.begin(), above.end(), better);
  std::vector<size_t> shown;
  for (const auto& list : {opened, entering, above}) {
    for (const size_t i : list) {
      const bool is_new = std::find(shown.begin(), shown.end(), i) == shown.end();
      if (is_new && shown.size() < static_cast<size_t>(options_.examples)) shown.push_back(i);
    }
  }
  for (const size_t i : shown) {
    const auto at = std::find(top.begin(), top.end(), i);
    gain.examples.push_back(
        {.mentee = mentee_.id,
         .vacancy = after[i].vacancy->id,
         .score_before = before_[i].score,
         .score_after = after[i].score,
         .class_before = before_[i].hit_class,
         .class_after = after[i].hit_class,
         .rank_after = at == top.end() ? 0 : static_cast<int32_t>(at - top.begin()) + 1});
  }
  return gain;
}

std::vector<std::string> GainDifferences(const ChangeGain& engine, const ChangeGain& oracle) {
  std::vector<std::string> lines;
  const auto compare = [&](absl::string_view what, int64_t a, int64_t b) {
    if (a != b) lines.push_back(absl::StrCat(what, ": engine ", a, ", oracle ", b));
  };
  compare("becomes_listed", engine.becomes_listed, oracle.becomes_listed);
  compare("becomes_open", engine.becomes_open, oracle.becomes_open);
  compare("opens", engine.opens, oracle.opens);
  compare("no_longer_listed", engine.no_longer_listed, oracle.no_longer_listed);
  compare("furthers", engine.furthers, oracle.furthers);
  compare("enters_bar", engine.enters_bar, oracle.enters_bar);
  compare("enters_top", engine.enters_top, oracle.enters_top);
  compare("top_gain", engine.top_gain, oracle.top_gain);
  compare("examples", static_cast<int64_t>(engine.examples.size()),
          static_cast<int64_t>(oracle.examples.size()));
  for (size_t i = 0; i < std::min(engine.examples.size(), oracle.examples.size()); ++i) {
    if (engine.examples[i] == oracle.examples[i]) continue;
    lines.push_back(absl::StrCat("example ", i, ": engine ", Text(engine.examples[i]), ", oracle ",
                                 Text(oracle.examples[i])));
  }
  return lines;
}

std::string Describe(const SingleStep& step) {
  std::string text(Name(step.act));
  if (step.skill) absl::StrAppend(&text, " ", Name(*step.skill));
  if (step.level) absl::StrAppend(&text, " ", Name(*step.level));
  if (step.qualification) absl::StrAppend(&text, " of ", *step.qualification);
  if (step.outcome) absl::StrAppend(&text, " ", Name(*step.outcome));
  if (step.certificate) absl::StrAppend(&text, " ", Name(*step.certificate));
  if (step.licence) absl::StrAppend(&text, " ", Name(*step.licence));
  if (!step.skill_id.empty()) absl::StrAppend(&text, " ", step.skill_id);
  if (step.minutes) absl::StrAppend(&text, " ", *step.minutes, " min");
  if (step.district) absl::StrAppend(&text, " ", step.district->ToString());
  if (step.hours) absl::StrAppend(&text, " ", step.hours->min, "-", step.hours->max);
  for (const TimeWindow& window : step.windows) {
    absl::StrAppend(&text, " ", window.weekday, ":", window.from_minute, "-", window.to_minute);
  }
  if (step.day) absl::StrAppend(&text, " ", step.day->ToString());
  return text;
}

}  // namespace passung
