#include <algorithm>
#include <utility>

#include "engine/rules/registry.h"
#include "engine/vocabulary/claims.h"
#include "engine/vocabulary/lead_times.h"

namespace passung {
namespace {

using Level = std::optional<LanguageLevel>;

Finding NotShort() { return {.reason = Reason::kLanguageEnough}; }

// One level demanded of one skill, failing from `limit` levels short.
Finding JudgeLevel(Level has, LanguageLevel required, int limit) {
  const int missing =
      static_cast<int>(required) - static_cast<int>(has.value_or(LanguageLevel::kNone));
  if (missing < limit) return NotShort();
  if (!has) return {.verdict = Verdict::kUnknown, .reason = Reason::kLanguageUnknown};
  return {.verdict = Verdict::kFail,
          .reason = Reason::kLanguageShort,
          .step = Step::kLearnGerman,
          .lead_days = LeadDays(Step::kLearnGerman)};
}

class LanguageFloor final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kLanguageFloor; }
  ColumnId column() const override { return ColumnId::kLanguage; }
  bool HasEvidence() const override { return true; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const LanguageKey& key = query.dictionaries.language[code];
    const Level row = ByRegulatedRow(query, key);
    const bool replaced = facts.Speaks(key.working_languages) != nullptr;
    Finding worst = NotShort();
    for (size_t skill = 0; skill < key.stated.size(); ++skill) {
      // Most people have one level in all skills, and most vacancies ask for one.
      const bool as_before = skill > 0 && key.stated[skill] == key.stated[skill - 1] &&
                             facts.german[skill] == facts.german[skill - 1];
      if (as_before) continue;
      TakeWorse(worst, JudgeSkill(query.profile().rules, key, row, replaced, key.stated[skill],
                                  facts.german[skill]));
    }
    return worst;
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                ParameterWriter& parameters) const override {
    const LanguageKey& key = query.dictionaries.language[code];
    const Level row = ByRegulatedRow(query, key);
    Level need = row;
    SkillLevels required;
    for (size_t skill = 0; skill < key.stated.size(); ++skill) {
      required[skill] = std::max(row, key.stated[skill]);
      need = std::max(need, required[skill]);
    }
    if (need) Add(parameters, ParameterName::kNeed, *need);
    const Level have = *std::min_element(facts.german.begin(), facts.german.end());
    if (have) Add(parameters, ParameterName::kHave, *have);
    ParameterValue missing = ParameterValue::Missing(facts.german, required);
    if (!missing.empty()) Add(parameters, ParameterName::kSkills, std::move(missing));
    if (need)
      Add(parameters, ParameterName::kStrength, row ? RequirementStrength::kByLaw : key.strength);
  }

  void AddEvidence(const Vacancy& vacancy, Reason, ParameterWriter& parameters) const override {
    if (!vacancy.german.phrase.empty())
      Add(parameters, ParameterName::kPhrase, vacancy.german.phrase);
  }

 private:
  static Level ByRegulatedRow(const Query& query, const LanguageKey& key) {
    if (!key.law_code) return std::nullopt;
    return GermanByLaw(query.knowledge, *key.law_code, query.as_of);
  }

  static Finding JudgeSkill(const RuleParameters& rules, const LanguageKey& key, Level row,
                            bool replaced, Level stated, Level has) {
    const bool stated_by_law = key.strength == RequirementStrength::kByLaw;
    const Level by_law = stated_by_law ? std::max(row, stated) : row;
    Finding worst = NotShort();
    if (by_law) TakeWorse(worst, JudgeLevel(has, *by_law, rules.language_short_by_law));
    if (replaced) return worst;
    if (stated && key.strength == RequirementStrength::kRequired) {
      TakeWorse(worst, JudgeLevel(has, *stated, rules.language_short_required));
    }
    // From C1 on, nothing that an advertisement leaves unsaid can bar.
    if (!stated && !row && !(has && *has >= LanguageLevel::kC1)) {
      TakeWorse(worst, {.verdict = Verdict::kUnknown, .reason = Reason::kLanguageNotStated});
    }
    return worst;
  }
};

}  // namespace

std::unique_ptr<Rule> MakeLanguageFloor() { return std::make_unique<LanguageFloor>(); }

}  // namespace passung
