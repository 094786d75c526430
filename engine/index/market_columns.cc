#include "engine/index/market_columns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/parallel.h"
#include "engine/index/code_memory.h"
#include "engine/index/row_writer.h"

namespace passung {
namespace {

// Fewer vacancies are not worth a thread of their own.
constexpr uint32_t kFewestInPart = 4096;

// What most words of a market find place in; it stays in the nearer memory.
constexpr uint32_t kMostRemembered = 1U << 15U;
// Vacancies of a market for each word that they are likely to bring.
constexpr uint32_t kVacanciesOfWord = 4;

CodeMemory MemoryFor(uint32_t vacancies) {
  return CodeMemory(std::bit_ceil(std::clamp(vacancies / kVacanciesOfWord, 64U, kMostRemembered)));
}

// Slots first … last - 1. Returns the first one without rows.
uint32_t AppendSlots(const RecordStore<Vacancy>& vacancies, const KnowledgeImpl& knowledge,
                     uint32_t first, uint32_t last, Columns& columns) {
  RowWriter writer(knowledge, columns, MemoryFor(last - first));
  while (first < last) {
    const uint32_t fit = VacanciesThatFit(columns.dictionaries);
    if (fit == 0) break;
    const uint32_t next = first + std::min(fit, last - first);
    writer.Append(vacancies, first, next);
    first = next;
  }
  return first;
}

// New codes by old ones.
using Recoding = std::vector<uint32_t>;

template <class Key>
Recoding Recode(Dictionary<Key>& from, Dictionary<Key>& into) {
  Recoding recoding(from.size());
  for (uint32_t code = 0; code < from.size(); ++code) recoding[code] = into.Code(from.Take(code));
  return recoding;
}

// Of keys that name skills by number.
Recoding RecodeSkills(Dictionary<SkillsKey>& from, const Recoding& skill_ids,
                      Dictionary<SkillsKey>& into) {
  Recoding recoding(from.size());
  for (uint32_t code = 0; code < from.size(); ++code) {
    SkillsKey key = from.Take(code);
    for (SkillItem& item : key.skills) item.number = skill_ids[item.number];
    std::sort(key.skills.begin(), key.skills.end());
    recoding[code] = into.Code(std::move(key));
  }
  return recoding;
}

// Appends the rows of one part of a market. Codes are given in the order of first use, in a part as
// in the whole: so they become what they would be if the part's rows had been appended one by one.
class PartTaker {
 public:
  PartTaker(Columns& part, Columns& into) : part_(part), into_(into) {
    Dictionaries& from = part.dictionaries;
    Dictionaries& to = into.dictionaries;
    const auto set = [&](ColumnId column, Recoding recoding) {
      recodings_[Index(column)] = std::move(recoding);
    };
    set(ColumnId::kJob, Recode(from.job, to.job));
    set(ColumnId::kLanguage, Recode(from.language, to.language));
    set(ColumnId::kSkills,
        RecodeSkills(from.skills, Recode(from.skill_ids, to.skill_ids), to.skills));
    set(ColumnId::kPlace, Recode(from.place, to.place));
    set(ColumnId::kReach, Recode(from.reach, to.reach));
    set(ColumnId::kHours, Recode(from.hours, to.hours));
    set(ColumnId::kStart, Recode(from.start, to.start));
    set(ColumnId::kSupport, Recode(from.support, to.support));
    set(ColumnId::kAccess, Recode(from.access, to.access));
    set(ColumnId::kRegulated, Recode(from.regulated, to.regulated));
    set(ColumnId::kSchool, Recode(from.school, to.school));
    set(ColumnId::kLicence, Recode(from.licence, to.licence));
    set(ColumnId::kTrack, Recode(from.track, to.track));
    set(ColumnId::kObligation, Recode(from.obligation, to.obligation));
    set(ColumnId::kExclusion, Recode(from.exclusion, to.exclusion));
    set(ColumnId::kOpen, Recode(from.open, to.open));
    employers_ = Recode(from.employer_ids, to.employer_ids);
  }

  void Take() const {
    const uint32_t before = into_.row_count();
    for (uint32_t row = 0; row < part_.row_count(); ++row) {
      CodeTuple codes = part_.Tuple(row);
      for (size_t column = 0; column < codes.size(); ++column) {
        codes[column] = recodings_[column][codes[column]];
      }
      into_.AppendRow(codes);
    }
    for (uint32_t slot = 0; slot < part_.employer.size(); ++slot) {
      into_.first_row.Append(before + part_.first_row[slot + 1]);
      into_.employer.Append(employers_[part_.employer[slot]]);
    }
  }

 private:
  const Columns& part_;
  Columns& into_;
  std::array<Recoding, kColumnIdCount> recodings_;
  Recoding employers_;
};

}  // namespace

uint32_t AppendMarket(const RecordStore<Vacancy>& vacancies, const KnowledgeImpl& knowledge,
                      int threads, Columns& columns) {
  columns.first_row.Append(0U);
  const uint32_t size = vacancies.size();
  const uint32_t count =
      std::min(static_cast<uint32_t>(std::max(1, threads)), 1 + size / kFewestInPart);
  std::vector<std::unique_ptr<Columns>> parts(count);
  const auto begin_of = [&](size_t part) {
    return static_cast<uint32_t>(uint64_t{size} * part / count);
  };
  ParallelFor(count, threads, [&](size_t part) {
    if (part != 0) parts[part] = std::make_unique<Columns>();
    AppendSlots(vacancies, knowledge, begin_of(part), begin_of(part + 1),
                part == 0 ? columns : *parts[part]);
  });
  for (size_t part = 1; part < count; ++part) {
    // Where codes might run out they are given one by one, up to the vacancy that finds none.
    const uint32_t taken = columns.employer.size();
    const bool is_whole = parts[part]->employer.size() == begin_of(part + 1) - begin_of(part);
    if (taken != begin_of(part) || !is_whole ||
        !HaveRoomFor(parts[part]->dictionaries, columns.dictionaries)) {
      break;
    }
    PartTaker(*parts[part], columns).Take();
    parts[part].reset();
  }
  return AppendSlots(vacancies, knowledge, columns.employer.size(), size, columns);
}

}  // namespace passung
