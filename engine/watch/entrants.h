#ifndef PASSUNG_ENGINE_WATCH_ENTRANTS_H_
#define PASSUNG_ENGINE_WATCH_ENTRANTS_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/crew.h"
#include "engine/base/large_memory.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/mentee_judge.h"
#include "engine/search/top_k.h"
#include "engine/watch/thresholds.h"
#include "passung/watch.h"

namespace passung {

// Somebody who is compared with every vacancy by themselves.
struct SingleMentee {
  uint32_t slot = 0;
  int32_t needed = 0;  // as Thresholds have it
};

// Into whose lists one vacancy may come.
struct EntrantQuestion {
  const SnapshotImpl& snapshot;
  const AppliedProfile& applied;
  Date as_of;
  bool frozen = false;
  std::array<bool, 4> classes{};  // that are listed, by HitClass; never closed ones
};

// Looks for those of whom one vacancy scores at least what they need, and is listed by its class: among
// all that have thresholds, and some by themselves. Keeps its memory from one vacancy to the next.
class EntrantSearch {
 public:
  // On all threads of the crew, which must outlive it, where there are thresholds; else on the caller's
  // alone.
  explicit EntrantSearch(Crew& crew);

  // A Hit for each: `index` is the mentee's slot, `row` the vacancy's row from 0; by slot rising. Valid
  // until called again. `thresholds` may be null: nobody has any; they become tighter.
  std::span<const Hit> Find(const EntrantQuestion& question, const Vacancy& vacancy,
                            Thresholds* thresholds, std::span<const SingleMentee> singles);

  // Since this was made.
  WatchWork work() const;

 private:
  class Seeker;
  class Groups;

  // In which somebody may be reached.
  struct OpenGroup {
    uint32_t occupation;
    uint32_t home;
  };
  // By claims and way.
  struct Reached {
    uint32_t entry;  // position
    int32_t needed;
    int32_t by_claims;  // and way
  };
  // Somebody who is judged.
  struct InWave {
    SingleMentee of;
    uint32_t kept = MenteeJudge::kNothing;
  };
  // What one thread keeps from one vacancy to the next.
  struct Memory {
    std::vector<OpenGroup> groups;  // of the occupations that are looked at
    std::vector<Reached> reached;
    std::vector<SingleMentee> near;  // may reach what they need by all that bounds them
    std::vector<InWave> wave;        // those of `near` who are judged at a time
    std::vector<Hit> entrants;
    WatchWork work;

    void BeginVacancy() {
      near.clear();
      entrants.clear();
    }
  };

  // Occupations of one class that one thread looks at together.
  struct Part {
    size_t job_class;
    size_t first;  // position among those of the class
    size_t count;
  };

  static std::vector<Part> PartsOf(const std::vector<MenteeJobs::Class>& classes);
  void TakeNear(uint32_t slots);
  void BeginSeen(uint32_t slots);
  std::span<const Hit> Entrants();

  Crew& crew_;
  std::vector<Memory> memory_;      // by thread
  std::vector<SingleMentee> near_;  // whom threads found, everybody once
  std::vector<Hit> entrants_;
  std::vector<uint32_t, base::LargeAllocator<uint32_t>>
      seen_;  // by slot: number of the vacancy that they were found for
  uint32_t number_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_ENTRANTS_H_
