// Relations between codes and what the regulated table says of one, sections 2, 3 and 5 of
// SCORING.md.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/support/oracle_knowledge.h"

namespace passung::oracle {
namespace {

std::string Digits(OccupationCode code) {
  std::string digits = absl::StrCat(code.number());
  digits.insert(0, 5 - digits.size(), '0');
  return digits;
}

bool Begins(const std::string& digits, const std::string& prefix) {
  return digits.compare(0, prefix.size(), prefix) == 0;
}

bool SameProfession(const OracleKnowledge& knowledge, OccupationCode a, OccupationCode b) {
  for (const RegulatedRow& row : knowledge.regulated) {
    const bool has_a = Has(row.occupations, a) || Has(row.helpers, a);
    const bool has_b = Has(row.occupations, b) || Has(row.helpers, b);
    if (has_a && has_b) return true;
  }
  return false;
}

bool Neighbours(const OracleKnowledge& knowledge, const std::string& a, const std::string& b) {
  for (const NeighbourPair& pair : knowledge.classification.neighbours) {
    if (Begins(a, pair.code) && Begins(b, pair.neighbour)) return true;
    if (Begins(b, pair.code) && Begins(a, pair.neighbour)) return true;
  }
  return false;
}

// The BA's Berufssegmente by main group.
int SegmentOf(const std::string& digits) {
  static const auto* const kSegments =
      new std::vector<std::vector<std::string>>{{"11", "12"},
                                                {"21", "22", "23", "24", "28", "93"},
                                                {"25", "26", "27"},
                                                {"31", "32", "33", "34"},
                                                {"29", "63"},
                                                {"81", "82"},
                                                {"83", "84", "91", "94"},
                                                {"61", "62"},
                                                {"71"},
                                                {"72", "73", "92"},
                                                {"41", "42", "43"},
                                                {"01", "02", "03", "53"},
                                                {"51", "52"},
                                                {"54"}};
  for (size_t s = 0; s < kSegments->size(); ++s) {
    for (const std::string& group : (*kSegments)[s]) {
      if (Begins(digits, group)) return static_cast<int>(s);
    }
  }
  return -1;
}

bool Barring(const RegulatedRow& row) {
  return row.kind == RegulationKind::kFull || row.kind == RegulationKind::kStaffing;
}

}  // namespace

bool Has(const std::vector<OccupationCode>& codes, OccupationCode code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool IsRelated(OccupationRelation relation) {
  return relation == OccupationRelation::kSame5 || relation == OccupationRelation::kSame4 ||
         relation == OccupationRelation::kSame3 || relation == OccupationRelation::kNeighbour;
}

OccupationRelation Relate(const OracleKnowledge& knowledge, OccupationCode a, OccupationCode b) {
  const std::string left = Digits(a);
  const std::string right = Digits(b);
  if (left == right) return OccupationRelation::kSame5;
  if (left.substr(0, 4) == right.substr(0, 4) || SameProfession(knowledge, a, b)) {
    return OccupationRelation::kSame4;
  }
  if (left.substr(0, 3) == right.substr(0, 3)) return OccupationRelation::kSame3;
  if (Neighbours(knowledge, left, right)) return OccupationRelation::kNeighbour;
  if (left.substr(0, 2) == right.substr(0, 2)) return OccupationRelation::kSame2;
  if (SegmentOf(left) == SegmentOf(right)) return OccupationRelation::kSegment;
  return OccupationRelation::kUnrelated;
}

const MeasuredWay* FindWay(const OracleKnowledge& knowledge, DistrictCode home, DistrictCode work) {
  for (const MeasuredWay& way : knowledge.matrix) {
    if (way.home == home && way.work == work) return &way;
  }
  return nullptr;
}

std::optional<int32_t> MinutesBetween(const OracleKnowledge& knowledge, DistrictCode home,
                                      DistrictCode work) {
  const MeasuredWay* way = FindWay(knowledge, home, work);
  return way == nullptr ? std::nullopt : way->minutes;
}

DistrictRelation Relate(const OracleKnowledge& knowledge, DistrictCode home, DistrictCode work) {
  if (home == work) return DistrictRelation::kSame;
  const MeasuredWay* measured = FindWay(knowledge, home, work);
  const bool is_counted = measured != nullptr && measured->commuters;
  if (is_counted && *measured->commuters >= 4000) return DistrictRelation::kStrong;
  for (const DistrictLink& link : knowledge.links) {
    if (is_counted) break;
    if (link.strong && link.home == home && link.work == work) return DistrictRelation::kStrong;
  }
  for (const DistrictLink& link : knowledge.links) {
    if (link.strong) continue;
    if ((link.home == home && link.work == work) || (link.home == work && link.work == home)) {
      return DistrictRelation::kBordering;
    }
  }
  const DistrictRow* home_row = nullptr;
  const DistrictRow* work_row = nullptr;
  for (const DistrictRow& row : knowledge.districts) {
    if (row.code == home) home_row = &row;
    if (row.code == work) work_row = &row;
  }
  if (home_row != nullptr && work_row != nullptr && !home_row->region.empty() &&
      home_row->region == work_row->region) {
    return DistrictRelation::kRegion;
  }
  return DistrictRelation::kFar;
}

bool Bars(const OracleKnowledge& knowledge, OccupationCode code, Date day) {
  for (const RegulatedRow& row : knowledge.regulated) {
    if (Barring(row) && row.valid.Holds(day) && Has(row.occupations, code)) return true;
  }
  return false;
}

bool Covers(const OracleKnowledge& knowledge, OccupationCode reference, OccupationCode code,
            Date day) {
  if (!Bars(knowledge, code, day)) return IsRelated(Relate(knowledge, reference, code));
  for (const RegulatedRow& row : knowledge.regulated) {
    if (Has(row.occupations, code) && Has(row.occupations, reference)) return true;
  }
  return false;
}

RegulatedAt RegulationAt(const OracleKnowledge& knowledge, OccupationCode code,
                         std::optional<DistrictCode> place, Date day) {
  std::vector<const RegulatedRow*> of_land;
  std::vector<const RegulatedRow*> federal;
  bool elsewhere = false;
  for (const RegulatedRow& row : knowledge.regulated) {
    if (!row.valid.Holds(day) || !Has(row.occupations, code)) continue;
    if (!row.land) {
      federal.push_back(&row);
    } else if (place && place->number() / 1000 == *row.land) {
      of_land.push_back(&row);
    } else {
      elsewhere = true;
    }
  }
  if (!of_land.empty()) return {of_land, false};
  if (!federal.empty()) return {federal, false};
  return {{}, elsewhere};
}

}  // namespace passung::oracle
