// The finite domains of unknown facts, the table of section 8 of SCORING.md.

#include "tests/support/oracle_interval.h"

namespace passung::oracle {
namespace {

constexpr int32_t kMainGroups[] = {1,  2,  3,  11, 12, 21, 22, 23, 24, 25, 26, 27, 28,
                                   29, 31, 32, 33, 34, 41, 42, 43, 51, 52, 53, 54, 61,
                                   62, 63, 71, 72, 73, 81, 82, 83, 84, 91, 92, 93, 94};

void AddQualifications(const Case& c, OccupationRelation relation, std::vector<Claim>& claims) {
  const int32_t lowest = relation == OccupationRelation::kSame5 ? c.level.value_or(1) : 1;
  for (int32_t level = lowest; level <= 4; ++level) {
    for (size_t s = 0; s < EnumCount<RecognitionStatus>(); ++s) {
      Claim claim;
      claim.kind = ClaimKind::kQualification;
      claim.relation = relation;
      claim.level = level;
      claim.status = static_cast<RecognitionStatus>(s);
      claim.reference_relation = relation;
      claim.covers =
          c.bars ? relation == OccupationRelation::kSame5 || relation == OccupationRelation::kSame4
                 : IsRelated(relation);
      claims.push_back(claim);
    }
  }
}

}  // namespace

std::vector<VacancyKind> KindDomain() {
  std::vector<VacancyKind> kinds;
  for (size_t k = 0; k < EnumCount<VacancyKind>(); ++k) {
    const auto kind = static_cast<VacancyKind>(k);
    if (kind != VacancyKind::kSelfEmployed) kinds.push_back(kind);
  }
  return kinds;
}

std::vector<OccupationCode> CodeDomain(const OracleKnowledge& knowledge) {
  std::vector<OccupationCode> codes;
  for (const OccupationTitle& title : knowledge.classification.titles) {
    if (title.code.size() == 5) codes.push_back(OccupationCode::FromNumber(std::stoi(title.code)));
  }
  if (!codes.empty()) return codes;
  for (int32_t group : kMainGroups) {
    for (int32_t middle = 0; middle < 100; ++middle) {
      for (int32_t level = 1; level <= 4; ++level) {
        codes.push_back(OccupationCode::FromNumber(1000 * group + 10 * middle + level));
      }
    }
  }
  return codes;
}

std::vector<Claim> ClaimDomain(const Case& c) {
  std::vector<Claim> claims;
  for (size_t r = 0; r < EnumCount<OccupationRelation>(); ++r) {
    const auto relation = static_cast<OccupationRelation>(r);
    AddQualifications(c, relation, claims);
    for (ClaimKind kind : {ClaimKind::kExperience36, ClaimKind::kExperience12,
                           ClaimKind::kExperience0, ClaimKind::kWish}) {
      Claim claim;
      claim.kind = kind;
      claim.relation = relation;
      claims.push_back(claim);
    }
  }
  return claims;
}

std::vector<DistrictRelation> RelationDomain() {
  return {DistrictRelation::kSame, DistrictRelation::kStrong, DistrictRelation::kBordering,
          DistrictRelation::kRegion, DistrictRelation::kFar};
}

std::vector<WeeklyHours> HoursDomain() {
  std::vector<WeeklyHours> domain;
  for (int32_t max = 1; max <= 48; ++max) {
    for (int32_t min = 1; min <= max; ++min) domain.push_back({min, max});
  }
  return domain;
}

std::vector<std::vector<SupportItem>> SupportDomain() {
  std::vector<std::vector<SupportItem>> sets;
  for (int bits = 0; bits < 32; ++bits) {
    std::vector<SupportItem> set;
    for (int i = 0; i < 5; ++i) {
      if ((bits >> i) % 2 == 1) set.push_back(static_cast<SupportItem>(i));
    }
    sets.push_back(set);
  }
  return sets;
}

}  // namespace passung::oracle
