#ifndef PASSUNG_ENGINE_INDEX_COLUMNS_H_
#define PASSUNG_ENGINE_INDEX_COLUMNS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/stable_vector.h"
#include "engine/index/dictionary.h"
#include "engine/index/keys.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vacancy.h"

namespace passung {

// The columns of the index; several rules and criteria may read one.
enum class ColumnId : uint8_t {
  kJob,
  kLanguage,
  kSkills,
  kPlace,
  kReach,
  kHours,
  kStart,
  kSupport,
  kAccess,
  kRegulated,
  kSchool,
  kLicence,
  kTrack,
  kObligation,
  kExclusion,
  kOpen,
};
inline constexpr int kColumnIdCount = 16;

struct Dictionaries {
  Dictionary<JobKey> job;
  Dictionary<LanguageKey> language;
  Dictionary<SkillsKey> skills;
  Dictionary<PlaceKey> place;
  Dictionary<ReachKey> reach;
  Dictionary<HoursKey> hours;
  Dictionary<StartKey> start;
  Dictionary<SupportKey> support;
  Dictionary<AccessKey> access;
  Dictionary<RegulatedKey> regulated;
  Dictionary<SchoolKey> school;
  Dictionary<LicenceKey> licence;
  Dictionary<TrackKey> track;
  Dictionary<ObligationKey> obligation;
  Dictionary<ExclusionKey> exclusion;
  Dictionary<OpenKey> open;
  Dictionary<std::string> skill_ids;     // no column: the skills that SkillsKey names by number
  Dictionary<std::string> employer_ids;  // no column: Columns::employer

  uint32_t size(ColumnId column) const;
};

using CodeTuple = std::array<uint32_t, kColumnIdCount>;

// One combination by its place in a vacancy.
struct Combination {
  int32_t occupation_index = 0;
  int32_t place_index = 0;
};

// A struct of arrays with one row per combination. Rows of one vacancy lie together, by occupation
// index, then place index. Rows are appended by one thread while others read those before.
struct Columns {
  Dictionaries dictionaries;
  std::array<base::StableVector<uint32_t>, kColumnIdCount> codes;  // [column][row]
  base::StableVector<uint32_t> first_row;  // [slot of a vacancy], with one more at the end
  base::StableVector<uint32_t> employer;   // [slot], a code of employer_ids; unknown: the empty id

  uint32_t row_count() const { return first_row.empty() ? 0 : first_row[first_row.size() - 1]; }
  CodeTuple Tuple(uint32_t row) const;
};

// Appends the rows of one vacancy; none for kind self_employed. Returns their number.
uint32_t AppendRows(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Columns& columns);

// The combination of the nth row of a vacancy.
Combination CombinationOf(const Vacancy& vacancy, uint32_t nth_row);

// engine/SCORING.md section 1; `level` 0 is unknown.
Column ColumnOf(std::optional<VacancyKind> kind, int level);
KindClass ClassOf(std::optional<VacancyKind> kind);
// Requirement level 1 … 4, 0 where it is unknown.
int RequirementLevelOf(const VacancyOccupation& occupation);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_COLUMNS_H_
