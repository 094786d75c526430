// The skeleton for a new criterion: a key in index/keys.h, points as a function of the person and
// of one key, a description for hits, a line in registry.cc, a test beside
// tests/engine/criteria/language_fit_test.cc.

#include "engine/criteria/language_fit.h"

#include <algorithm>
#include <utility>

#include "engine/criteria/registry.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

using Level = std::optional<LanguageLevel>;
constexpr size_t kSkills = 4;
constexpr int32_t kDivisor = kMaxPoints * static_cast<int32_t>(kSkills);

int32_t Short(LanguageLevel required, LanguageLevel has) {
  return std::max(0, static_cast<int>(required) - static_cast<int>(has));
}

// Points of one skill for one required level.
int32_t SkillPoints(const LanguageFitTable& table, Level has, LanguageLevel required) {
  if (!has) return table.unknown;
  return table.missing[static_cast<size_t>(std::min(4, Short(required, *has)))];
}

// 10 000 times the points that one skill is expected to have where its level is not stated.
int64_t ExpectedPoints(const LanguageFitTable& table, Level has, Column column) {
  const auto& prior = table.prior[Index(column)];
  int64_t sum = 0;
  for (size_t level = 0; level < prior.size(); ++level) {
    if (prior[level] == 0) continue;
    sum += int64_t{prior[level]} * SkillPoints(table, has, static_cast<LanguageLevel>(level));
  }
  return sum;
}

// What the law and the vacancy demand of each skill; absent where neither says anything.
SkillLevels Effective(const SkillLevels& stated, Level by_law) {
  SkillLevels effective = stated;
  for (Level& level : effective) level = std::max(level, by_law);
  return effective;
}

// Demanded by law: by the regulated row, or stated as such.
bool AnyByLaw(const LanguageKey& key, Level by_law) {
  if (by_law) return true;
  return key.strength == RequirementStrength::kByLaw &&
         std::any_of(key.stated.begin(), key.stated.end(),
                     [](const Level& level) { return level.has_value(); });
}

Level LawOf(const Query& query, const LanguageKey& key) {
  if (!key.law_code) return std::nullopt;
  return GermanByLaw(query.knowledge, *key.law_code, query.as_of);
}

// What each skill of a person is worth for every level that may be asked for, and where none is.
class PersonsSkills {
 public:
  PersonsSkills(const LanguageFitTable& table, const DayFacts& facts)
      : table_(table), german_(facts.german) {
    for (size_t skill = 0; skill < kSkills; ++skill) {
      for (size_t level = 0; level < stated_[skill].size(); ++level) {
        stated_[skill][level] =
            int64_t{kMaxPoints} *
            SkillPoints(table, german_[skill], static_cast<LanguageLevel>(level));
      }
    }
  }

  // 10 000 times the points of one skill.
  int64_t Of(size_t skill, Level required, Column column) {
    if (required) return stated_[skill][Index(*required)];
    std::optional<int64_t>& expected = expected_[Index(column)][skill];
    if (!expected) expected = ExpectedPoints(table_, german_[skill], column);
    return *expected;
  }

 private:
  const LanguageFitTable& table_;
  const SkillLevels& german_;
  std::array<std::array<int64_t, EnumCount<LanguageLevel>()>, kSkills> stated_;
  std::array<std::array<std::optional<int64_t>, kSkills>, kColumnCount> expected_;
};

class LanguageFit final : public Criterion {
 public:
  CriterionKey key() const override { return CriterionKey::kLanguageFit; }
  ColumnId column() const override { return ColumnId::kLanguage; }
  bool HasEvidence() const override { return true; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const LanguageKey& key = query.dictionaries.language[code];
    return PointsOf(query, facts, key, DemandOf(query, facts, key));
  }

  void Rate(const Query& query, const DayFacts& facts, std::span<const uint32_t> codes,
            std::span<int32_t> points) const override {
    PersonsSkills skills(query.profile().language_fit, facts);
    const bool speaks_others = !facts.other_languages->empty();
    for (size_t i = 0; i < codes.size(); ++i) {
      const LanguageKey& key = query.dictionaries.language[codes[i]];
      const Level by_law = LawOf(query, key);
      if (speaks_others && IsReplaced(facts, key, by_law)) {
        points[i] = kMaxPoints;
        continue;
      }
      int64_t sum = 0;
      for (size_t skill = 0; skill < kSkills; ++skill) {
        sum += skills.Of(skill, std::max(key.stated[skill], by_law), key.column);
      }
      points[i] = static_cast<int32_t>(sum / kDivisor);
    }
  }

  // The level of each skill, and which of the codes ask for another language that the person speaks.
  std::optional<Likeness> LikenessOf(const Query& query, const DayFacts& facts,
                                     std::span<const uint32_t> codes) const override {
    if (codes.size() > 64) return std::nullopt;
    Likeness likeness;
    for (const Level& level : facts.german) {
      likeness.facts = likeness.facts << 4U | (level ? Index(*level) + 1 : 0);
    }
    if (facts.other_languages->empty()) return likeness;
    for (size_t i = 0; i < codes.size(); ++i) {
      const LanguageKey& key = query.dictionaries.language[codes[i]];
      if (key.working_languages.empty() || !IsReplaced(facts, key, LawOf(query, key))) continue;
      likeness.codes |= uint64_t{1} << i;
    }
    return likeness;
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const LanguageKey& key = query.dictionaries.language[code];
    const Demand demand = DemandOf(query, facts, key);
    return {.points = PointsOf(query, facts, key, demand),
            .reason = Describe(query, facts, key, demand, parameters)};
  }

  void AddEvidence(const Vacancy& vacancy, Reason reason,
                   ParameterWriter& parameters) const override {
    const bool stated =
        reason != Reason::kWorkingLanguageSpoken && reason != Reason::kLanguageNotStated;
    if (stated && !vacancy.german.phrase.empty()) {
      Add(parameters, ParameterName::kPhrase, vacancy.german.phrase);
    }
  }

 private:
  // What a key asks of a person.
  struct Demand {
    Level by_law;
    bool is_replaced = false;  // by another language, which they speak
    SkillLevels levels;        // by law or stated
  };
  static Demand DemandOf(const Query& query, const DayFacts& facts, const LanguageKey& key) {
    const Level by_law = LawOf(query, key);
    return {by_law, IsReplaced(facts, key, by_law), Effective(key.stated, by_law)};
  }

  static int32_t PointsOf(const Query& query, const DayFacts& facts, const LanguageKey& key,
                          const Demand& demand) {
    if (demand.is_replaced) return kMaxPoints;
    const LanguageFitTable& table = query.profile().language_fit;
    int64_t sum = 0;
    int64_t points = 0;
    for (size_t skill = 0; skill < kSkills; ++skill) {
      const Level required = demand.levels[skill];
      const Level has = facts.german[skill];
      // Most people have one level in all skills, and most vacancies ask for one.
      const bool as_before =
          skill > 0 && required == demand.levels[skill - 1] && has == facts.german[skill - 1];
      if (!as_before) {
        points = required ? int64_t{kMaxPoints} * SkillPoints(table, has, *required)
                          : ExpectedPoints(table, has, key.column);
      }
      sum += points;
    }
    return static_cast<int32_t>(sum / kDivisor);
  }

  static Reason Describe(const Query& query, const DayFacts& facts, const LanguageKey& key,
                         const Demand& demand, ParameterWriter& parameters) {
    if (demand.is_replaced) {
      Add(parameters, ParameterName::kLanguage, *facts.Speaks(key.working_languages));
      return Reason::kWorkingLanguageSpoken;
    }
    const auto& levels = demand.levels;
    if (std::none_of(levels.begin(), levels.end(), [](const Level& l) { return !!l; })) {
      Add(parameters, ParameterName::kUsual, Usual(query.profile().language_fit, key.column));
      return Reason::kLanguageNotStated;
    }
    const Reason reason = DescribeStated(facts, levels, parameters);
    Add(parameters, ParameterName::kStrength,
        demand.by_law ? RequirementStrength::kByLaw : key.strength);
    return reason;
  }

  static bool IsReplaced(const DayFacts& facts, const LanguageKey& key, Level by_law) {
    return !key.working_languages.empty() && !AnyByLaw(key, by_law) &&
           facts.Speaks(key.working_languages) != nullptr;
  }

  // The most likely level where an advertisement is silent; the lower one of equals.
  static LanguageLevel Usual(const LanguageFitTable& table, Column column) {
    const auto& prior = table.prior[Index(column)];
    return static_cast<LanguageLevel>(std::max_element(prior.begin(), prior.end()) - prior.begin());
  }

  static Reason DescribeStated(const DayFacts& facts, const SkillLevels& effective,
                               ParameterWriter& parameters) {
    Level need;
    Level have = LanguageLevel::kC2;
    for (size_t i = 0; i < kSkills; ++i) {
      if (!effective[i]) continue;
      need = std::max(need, effective[i]);
      have = std::min(have, facts.german[i]);  // absent is below every level
    }
    ParameterValue missing = ParameterValue::Missing(facts.german, effective);
    const bool enough = missing.empty();
    if (!enough) Add(parameters, ParameterName::kSkills, std::move(missing));
    Add(parameters, ParameterName::kNeed, *need);
    if (!have) return Reason::kLanguageUnknown;
    Add(parameters, ParameterName::kHave, *have);
    return enough ? Reason::kLanguageEnough : Reason::kLanguageShort;
  }
};

// One skill: the person's level and the requirement, each known or any level.
PointsRange SkillRange(const LanguageFitTable& table, Level has, Level required) {
  const LanguageLevel best = has.value_or(LanguageLevel::kC2);
  const LanguageLevel worst = has.value_or(LanguageLevel::kNone);
  return {SkillPoints(table, worst, required.value_or(LanguageLevel::kC2)),
          SkillPoints(table, best, required.value_or(LanguageLevel::kNone))};
}

}  // namespace

PointsRange LanguageRange(const LanguageFitTable& table, const DayFacts& facts,
                          const LanguageKey& key, Level by_law) {
  if (!AnyByLaw(key, by_law) && facts.Speaks(key.working_languages) != nullptr) {
    return {kMaxPoints, kMaxPoints};
  }
  const SkillLevels effective = Effective(key.stated, by_law);
  PointsRange sum;
  for (size_t skill = 0; skill < kSkills; ++skill) {
    const PointsRange range = SkillRange(table, facts.german[skill], effective[skill]);
    sum.min += range.min;
    sum.max += range.max;
  }
  return {sum.min / static_cast<int32_t>(kSkills), sum.max / static_cast<int32_t>(kSkills)};
}

std::unique_ptr<Criterion> MakeLanguageFit() { return std::make_unique<LanguageFit>(); }

}  // namespace passung
