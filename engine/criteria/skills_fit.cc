#include <algorithm>

#include "absl/strings/str_join.h"
#include "engine/criteria/registry.h"

namespace passung {
namespace {

constexpr int32_t kRequiredWeight = 2;
constexpr int32_t kDesirableWeight = 1;

Met MetBySkill(const DayFacts& facts, absl::string_view id) {
  if (!facts.skills_known) return Met::kUndecided;
  return std::binary_search(facts.skills.begin(), facts.skills.end(), id) ? Met::kYes : Met::kNo;
}

Met MetByLicence(const DayFacts& facts, LicenceKind kind) {
  if (!facts.licences_known) return Met::kUndecided;
  return (facts.licences_held & LicenceBit(kind)) != 0 ? Met::kYes : Met::kNo;
}

struct Tally {
  int32_t named = 0;  // weights
  int32_t met = 0;
  int32_t undecided = 0;
  std::vector<std::string> missing;  // items that are not met

  void Count(Met is_met, bool required, absl::string_view item) {
    const int32_t weight = required ? kRequiredWeight : kDesirableWeight;
    named += weight;
    if (is_met == Met::kYes) met += weight;
    if (is_met == Met::kUndecided) undecided += weight;
    if (is_met == Met::kNo) missing.emplace_back(item);
  }
  int32_t Points(int32_t counted) const { return kMaxPoints * counted / named; }
};

Tally CountItems(const DayFacts& facts, const SkillsKey& key) {
  Tally tally;
  for (const SkillItem& item : key.skills) {
    tally.Count(MetBySkill(facts, item.id), item.required, item.id);
  }
  if (key.school) {
    tally.Count(MetBySchool(facts, key.school->certificate, key.school->or_years),
                key.school->required, Name(key.school->certificate));
  }
  for (const auto& [kind, required] : key.licences) {
    tally.Count(MetByLicence(facts, kind), required, Name(kind));
  }
  return tally;
}

class SkillsFit final : public SeparateCriterion {
 public:
  CriterionKey key() const override { return CriterionKey::kSkillsFit; }
  ColumnId column() const override { return ColumnId::kSkills; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const Tally tally = CountItems(facts, query.dictionaries.skills[code]);
    if (tally.named == 0) return query.profile().skills_fit.none_named;
    if (tally.undecided > 0) return query.profile().skills_fit.unknown;
    return tally.Points(tally.met);
  }

  PointsRange Range(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const Tally tally = CountItems(facts, query.dictionaries.skills[code]);
    if (tally.named == 0) {
      const int32_t points = query.profile().skills_fit.none_named;
      return {points, points};
    }
    return {tally.Points(tally.met), tally.Points(tally.met + tally.undecided)};
  }

  void Describe(const Query& query, const DayFacts& facts, const Where& where,
                Contribution& contribution) const override {
    const Tally tally = CountItems(facts, query.dictionaries.skills[where.code(column())]);
    if (tally.named == 0) {
      contribution.reason = Reason::kSkillsNoneNamed;
      return;
    }
    contribution.reason = tally.undecided > 0 ? Reason::kSkillsUnknown : Reason::kSkillsMatched;
    Add(contribution.parameters, "met", tally.met);
    Add(contribution.parameters, "named", tally.named);
    if (!tally.missing.empty()) {
      Add(contribution.parameters, "missing", absl::StrJoin(tally.missing, ","));
    }
  }
};

}  // namespace

std::unique_ptr<SeparateCriterion> MakeSkillsFit() { return std::make_unique<SkillsFit>(); }

}  // namespace passung
