// What the oracle knows of codes: its own reading of the files of engine/data and its own relations,
// as plain rows and loops. Nothing of the engine's implementation is used.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_KNOWLEDGE_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_KNOWLEDGE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/knowledge.h"
#include "passung/residence.h"
#include "passung/vocabulary.h"

namespace passung::oracle {

// The same day of the month `months` later, or the last day of a shorter month.
Date AddMonths(Date day, int32_t months);
// The largest n with AddMonths(from, n) <= to.
int32_t FullMonths(Date from, Date to);

struct RegulatedRow {
  std::string profession;
  RegulationKind kind = RegulationKind::kNone;
  std::optional<int32_t> land;  // absent: federal
  std::vector<OccupationCode> occupations;
  std::vector<OccupationCode> helpers;
  SkillLevels german;  // demanded by law
  std::optional<LicenceKind> certificate;
  Validity valid;
};

enum class AccessColumn : uint8_t {
  kHelperJob,
  kQualifiedJob,
  kDualTraining,
  kSchoolTraining,
  kEqInternship,
  kAgency
};
struct WorkAccessRow {
  ResidenceStatus status = ResidenceStatus::kGerman;
  std::optional<Housing> housing;    // absent: any
  std::optional<AccessBar> bar;      // absent: any
  int32_t months_from = 0;           // full months of stay
  std::optional<int32_t> months_to;  // absent: for ever; else below this
  std::array<char, 6> cells{};       // order of AccessColumn: P A B D N ?
  Validity valid;
};

struct DistrictRow {
  DistrictCode code;
  std::string region;
};
struct DistrictLink {
  DistrictCode home, work;
  bool strong = false;  // else a border
};

struct MeasuredWay {  // of the operator's matrix
  DistrictCode home, work;
  std::optional<int32_t> minutes;
  std::optional<int32_t> commuters;
};

struct OracleKnowledge {
  std::vector<RegulatedRow> regulated;
  std::vector<WorkAccessRow> work_access;
  std::vector<DistrictRow> districts;
  std::vector<DistrictLink> links;
  std::vector<MeasuredWay> matrix;
  ClassificationRows classification;
};

// Ends the test program on a malformed file. Empty texts mean the files of engine/data.
OracleKnowledge ReadKnowledge(const KnowledgeFiles& files, const ClassificationRows& rows);

OccupationRelation Relate(const OracleKnowledge& knowledge, OccupationCode a, OccupationCode b);
DistrictRelation Relate(const OracleKnowledge& knowledge, DistrictCode home, DistrictCode work);
// Of the matrix; absent: not measured.
std::optional<int32_t> MinutesBetween(const OracleKnowledge& knowledge, DistrictCode home,
                                      DistrictCode work);

// same_5, same_4, same_3 or neighbour.
bool IsRelated(OccupationRelation relation);
bool Has(const std::vector<OccupationCode>& codes, OccupationCode code);

// The code stands among the occupations of a row of kind full or staffing that holds on the day.
bool Bars(const OracleKnowledge& knowledge, OccupationCode code, Date day);
// Whether a recognition about `reference` covers `code`.
bool Covers(const OracleKnowledge& knowledge, OccupationCode reference, OccupationCode code,
            Date day);

// The rows that speak of the code at a place on a day: those of the place's Land, else federal ones.
struct RegulatedAt {
  std::vector<const RegulatedRow*> rows;
  bool only_elsewhere = false;  // there are rows, but of other Länder or of an unknown place's
};
RegulatedAt RegulationAt(const OracleKnowledge& knowledge, OccupationCode code,
                         std::optional<DistrictCode> place, Date day);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_KNOWLEDGE_H_
