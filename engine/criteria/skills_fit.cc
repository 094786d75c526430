#include "engine/criteria/skills_fit.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "engine/criteria/registry.h"
#include "engine/index/favourable.h"

namespace passung {
namespace {

Met MetBySkill(const DayFacts& facts, uint32_t number) {
  if (!facts.skills_known) return Met::kUndecided;
  if (number == kAnySkill) return Met::kYes;
  const auto& numbers = facts.skill_numbers;  // few: looking at all beats searching
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end() ? Met::kYes : Met::kNo;
}

Met MetByLicence(const DayFacts& facts, LicenceKind kind) {
  if (!facts.licences_known) return Met::kUndecided;
  return (facts.licences_held & LicenceBit(kind)) != 0 ? Met::kYes : Met::kNo;
}

struct Tally {
  int32_t named = 0;  // weights
  int32_t met = 0;
  int32_t undecided = 0;

  int32_t Points(int32_t counted) const { return kMaxPoints * counted / named; }
};

// Calls `visit(met, required, item)` for everything that a vacancy names.
template <class F>
void ForEachItem(const DayFacts& facts, const SkillsKey& key, F&& visit) {
  for (const SkillItem& item : key.skills) {
    visit(MetBySkill(facts, item.number), item.required, item);
  }
  if (key.school) {
    visit(MetBySchool(facts, key.school->certificate, key.school->or_years), key.school->required,
          key.school->certificate);
  }
  for (const auto& [kind, required] : key.licences) {
    visit(MetByLicence(facts, kind), required, kind);
  }
}

Tally CountItems(const DayFacts& facts, const SkillsKey& key) {
  Tally tally;
  ForEachItem(facts, key, [&](Met is_met, bool required, const auto&) {
    const int32_t weight = ItemWeight(required);
    tally.named += weight;
    if (is_met == Met::kYes) tally.met += weight;
    if (is_met == Met::kUndecided) tally.undecided += weight;
  });
  return tally;
}

using Items = absl::InlinedVector<absl::string_view, 8>;

// Skills by id, then certificate and licences.
Items MissingItems(const DayFacts& facts, const SkillsKey& key,
                   const Dictionary<std::string>& skill_ids) {
  Items skills;
  Items others;
  ForEachItem(facts, key, [&](Met is_met, bool, const auto& item) {
    if (is_met != Met::kNo) return;
    if constexpr (std::is_same_v<decltype(item), const SkillItem&>) {
      skills.push_back(skill_ids[item.number]);
    } else {
      others.push_back(Name(item));
    }
  });
  std::sort(skills.begin(), skills.end());
  skills.insert(skills.end(), others.begin(), others.end());
  return skills;
}

class SkillsFit final : public Criterion {
 public:
  CriterionKey key() const override { return CriterionKey::kSkillsFit; }
  ColumnId column() const override { return ColumnId::kSkills; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    return PointsOf(query, CountItems(facts, query.dictionaries.skills[code]));
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const SkillsKey& key = query.dictionaries.skills[code];
    const Tally tally = CountItems(facts, key);
    const int32_t points = PointsOf(query, tally);
    if (tally.named == 0) return Told::Known(points, Reason::kSkillsNoneNamed);
    Add(parameters, ParameterName::kMet, tally.met);
    Add(parameters, ParameterName::kNamed, tally.named);
    if (tally.met + tally.undecided < tally.named) {
      const auto missing = MissingItems(facts, key, query.dictionaries.skill_ids);
      Add(parameters, ParameterName::kMissing, absl::StrJoin(missing, ","));
    }
    return {points,
            tally.undecided > 0 ? Reason::kSkillsUnknown : Reason::kSkillsMatched,
            {tally.Points(tally.met), tally.Points(tally.met + tally.undecided)}};
  }

 private:
  static int32_t PointsOf(const Query& query, const Tally& tally) {
    if (tally.named == 0) return query.profile().skills_fit.none_named;
    if (tally.undecided > 0) return query.profile().skills_fit.unknown;
    return tally.Points(tally.met);
  }
};

}  // namespace

SkillsCeiling::SkillsCeiling(const Query& query, const DayFacts& facts)
    : none_named_(query.profile().skills_fit.none_named),
      unknown_(query.profile().skills_fit.unknown),
      skills_known_(facts.skills_known),
      others_known_(facts.licences_known && facts.school && facts.school_years) {
  for (const uint32_t number : facts.skill_numbers) has_ |= SkillSketch::BitsOf(number);
}

std::unique_ptr<Criterion> MakeSkillsFit() { return std::make_unique<SkillsFit>(); }

}  // namespace passung
