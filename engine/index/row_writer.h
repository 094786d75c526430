#ifndef PASSUNG_ENGINE_INDEX_ROW_WRITER_H_
#define PASSUNG_ENGINE_INDEX_ROW_WRITER_H_

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/index/code_memory.h"
#include "engine/index/columns.h"
#include "engine/index/record_store.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vacancy.h"

namespace passung {

// Appends the rows of vacancies to columns: one for each occupation at each place, or of an unknown
// occupation at an unknown place. What a vacancy, an occupation, a place decides alone is coded
// once. Belongs to the thread that appends.
//
// REQUIRES of all vacancies: valid, and there is room for their codes (IsFull).
class RowWriter {
 public:
  // The first two must outlive it. Codes keep their keys as long as it lives.
  RowWriter(const KnowledgeImpl& knowledge, Columns& columns, CodeMemory memory)
      : knowledge_(knowledge), columns_(columns), memory_(std::move(memory)) {}

  // Returns the number of its rows.
  uint32_t Append(const Vacancy& vacancy);
  // The same in two steps: what the second one needs of memory is on its way meanwhile. The vacancy
  // must stay where it is until then.
  void Start(const Vacancy& vacancy);
  uint32_t Complete();
  // Calls `visit(code)` for each job that the vacancy names and that has a code.
  template <class F>
  void ForEachKnownJob(const Vacancy& vacancy, F&& visit) const {
    for (const VacancyOccupation& occupation : OccupationsOf(vacancy)) {
      const auto code = columns_.dictionaries.job.Find(JobOf(vacancy, occupation));
      if (code) visit(*code);
    }
  }
  // The same for slots first … last - 1. Keys of skills and ids of employers are so many that they
  // lie far away: those of several vacancies are fetched before the first is looked at.
  void Append(const RecordStore<Vacancy>& vacancies, uint32_t first, uint32_t last);

 private:
  // A vacancy of which the keys are made that take long to look up.
  struct Draft {
    const Vacancy* vacancy = nullptr;
    SkillsKey skills;
    uint32_t skills_hash = 0;
    uint32_t employer_hash = 0;
  };
  struct PlaceCodes {
    uint32_t place;
    uint32_t reach;
    uint32_t obligation;
  };

  static const std::vector<VacancyOccupation>& OccupationsOf(const Vacancy& vacancy);
  static JobKey JobOf(const Vacancy& vacancy, const VacancyOccupation& occupation);
  void Begin(const Vacancy& vacancy, Draft& draft);
  uint32_t Finish(const Draft& draft);
  void SetVacancy(const Draft& draft);
  void SetPlaces(const Vacancy& vacancy);
  void SetOccupation(const Vacancy& vacancy, const VacancyOccupation& occupation);
  void SetLanguage(const VacancyOccupation& occupation, Column column);
  void AppendAtAllPlaces(const Vacancy& vacancy, const VacancyOccupation& occupation);
  void SetAccessAndLicence(const Vacancy& vacancy, const VacancyOccupation& occupation, int level);

  void Set(ColumnId column, uint32_t code) { row_[Index(column)] = code; }
  // Of a key that is one word.
  template <class Key>
  uint32_t CodeOf(ColumnId column, Dictionary<Key>& dictionary, const Key& key) {
    return memory_.Get(column, key.HashBits(), [&] { return dictionary.Code(key); });
  }

  const KnowledgeImpl& knowledge_;
  Columns& columns_;
  CodeMemory memory_;
  std::vector<Draft> drafts_;
  // Of the vacancy whose rows are being made, and the occupation of it; filled in where they are. To
  // return a key or to copy it reads as a whole what was written bit by bit a moment before, and the
  // processor waits until all of it has left for memory.
  HoursKey hours_;
  bool odd_hours_ = false;
  bool is_work_ = false;
  SupportKey support_;
  SchoolKey school_;
  OpenKey open_;
  LanguageKey language_;
  TrackKey track_;
  AccessKey access_;
  LicenceKey licence_;
  ExclusionKey exclusion_;
  StartKey start_;
  std::vector<PlaceCodes> places_;
  CodeTuple row_{};  // the one being made
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_WRITER_H_
