#include "engine/index/columns.h"

#include <algorithm>
#include <atomic>

#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

constexpr int kDefaultWorkLevel = 2;
// Of the codes of a column, so many are left to representatives of bins.
constexpr uint32_t kLeftToBins = 4096;
constexpr uint32_t kMostCodes = Columns::kLargestCode - kLeftToBins;

}  // namespace

uint64_t Dictionaries::NextNumber() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

uint32_t Dictionaries::size(ColumnId column) const {
  switch (column) {
    case ColumnId::kJob:
      return job.size();
    case ColumnId::kLanguage:
      return language.size();
    case ColumnId::kSkills:
      return skills.size();
    case ColumnId::kPlace:
      return place.size();
    case ColumnId::kReach:
      return reach.size();
    case ColumnId::kHours:
      return hours.size();
    case ColumnId::kStart:
      return start.size();
    case ColumnId::kSupport:
      return support.size();
    case ColumnId::kAccess:
      return access.size();
    case ColumnId::kRegulated:
      return regulated.size();
    case ColumnId::kSchool:
      return school.size();
    case ColumnId::kLicence:
      return licence.size();
    case ColumnId::kTrack:
      return track.size();
    case ColumnId::kObligation:
      return obligation.size();
    case ColumnId::kExclusion:
      return exclusion.size();
    case ColumnId::kOpen:
      return open.size();
  }
  return 0;
}

void Dictionaries::ForgetReaders() {
  const auto forget = [](auto&... all) { (all.ForgetReaders(), ...); };
  forget(job, language, skills, place, reach, hours, start, support, access, regulated, school,
         licence, track, obligation, exclusion, open, skill_ids, employer_ids);
}

std::vector<uint32_t> Columns::CodesOf(ColumnId column) const {
  std::vector<uint32_t> codes;
  codes.reserve(row_count());
  ForEachRun(0, row_count(), [&](const Run& run) {
    run.ForEachCode(column, [&](uint32_t, uint32_t code) { codes.push_back(code); });
  });
  return codes;
}

void Columns::AppendRow(const CodeTuple& codes) {
  LowCodes low;
  for (size_t i = 0; i < codes.size(); ++i) low[i] = static_cast<uint16_t>(codes[i]);
  uint32_t any = 0;
  for (const uint32_t code : codes) any |= code;
  const uint32_t before = has_high_.bits();
  const uint32_t seen = any >> kLowBits == 0 ? before : before | HighColumnsOf(codes);
  for (uint32_t left = seen; left != 0; left &= left - 1) {
    const auto i = static_cast<size_t>(std::countr_zero(left));
    base::StableVector<uint8_t>& high = high_[i];
    while (high.size() < row_count()) high.Append(uint8_t{0});
    high.Append(static_cast<uint8_t>(codes[i] >> kLowBits));
  }
  if (seen != before) has_high_.Set(seen);
  low_.Append(low);
}

void Columns::TakeRows(std::span<const LowCodes> low,
                       const std::array<std::span<const uint8_t>, kColumnIdCount>& high) {
  uint32_t seen = 0;
  for (size_t i = 0; i < high.size(); ++i) {
    high_[i].AppendAll(high[i].data(), static_cast<uint32_t>(high[i].size()));
    seen |= uint32_t{!high[i].empty()} << i;
  }
  has_high_.Set(seen);
  low_.AppendAll(low.data(), static_cast<uint32_t>(low.size()));
}

uint32_t Columns::HighColumnsOf(const CodeTuple& codes) {
  uint32_t columns = 0;
  for (size_t i = 0; i < codes.size(); ++i) columns |= uint32_t{codes[i] >> kLowBits != 0} << i;
  return columns;
}

bool IsFull(const Dictionaries& dictionaries) { return VacanciesThatFit(dictionaries) == 0; }

uint32_t VacanciesThatFit(const Dictionaries& dictionaries) {
  constexpr uint32_t kMostRows = kMaxVacancyOccupations * kMaxVacancyPlaces;
  uint32_t most = 0;
  for (int i = 0; i < kColumnIdCount; ++i) {
    most = std::max(most, dictionaries.size(static_cast<ColumnId>(i)));
  }
  return most > kMostCodes ? 0 : (kMostCodes - most) / kMostRows + 1;
}

bool HaveRoomFor(const Dictionaries& part, const Dictionaries& whole) {
  for (int i = 0; i < kColumnIdCount; ++i) {
    const auto column = static_cast<ColumnId>(i);
    if (part.size(column) + whole.size(column) > kMostCodes) return false;
  }
  return true;
}

Combination CombinationOf(const Vacancy& vacancy, uint32_t nth_row) {
  const auto places = static_cast<uint32_t>(std::max<size_t>(1, vacancy.places.size()));
  return {static_cast<int32_t>(nth_row / places), static_cast<int32_t>(nth_row % places)};
}

Column ColumnOf(std::optional<VacancyKind> kind, int level) {
  switch (ClassOf(kind)) {
    case KindClass::kTraining:
      return Column::kTraining;
    case KindClass::kBridge:
      return Column::kBridge;
    default:
      return static_cast<Column>((level == 0 ? kDefaultWorkLevel : level) - 1);
  }
}

KindClass ClassOf(std::optional<VacancyKind> kind) {
  if (!kind) return KindClass::kUnknown;
  switch (*kind) {
    case VacancyKind::kTrainingDual:
    case VacancyKind::kTrainingSchool:
    case VacancyKind::kRetraining:
      return KindClass::kTraining;
    case VacancyKind::kEntryQualification:
    case VacancyKind::kInternship:
    case VacancyKind::kAdaptation:
    case VacancyKind::kPartQualification:
      return KindClass::kBridge;
    default:
      return KindClass::kWork;
  }
}

int RequirementLevelOf(const VacancyOccupation& occupation) {
  if (occupation.activity_level) return *occupation.activity_level;
  return occupation.code ? occupation.code->requirement_level() : 0;
}

}  // namespace passung
