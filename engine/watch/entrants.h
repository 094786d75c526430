#ifndef PASSUNG_ENGINE_WATCH_ENTRANTS_H_
#define PASSUNG_ENGINE_WATCH_ENTRANTS_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

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
  // A Hit for each: `index` is the mentee's slot, `row` the vacancy's row from 0; by slot rising. Valid
  // until called again. `thresholds` may be null: nobody has any; they become tighter.
  std::span<const Hit> Find(const EntrantQuestion& question, const Vacancy& vacancy,
                            Thresholds* thresholds, std::span<const SingleMentee> singles);

  // Since this was made.
  const WatchWork& work() const { return work_; }

 private:
  class Groups;
  void BeginSeen(uint32_t slots);
  // Leaves of those in wave_ who are entrants.
  void JudgeWave(const EntrantQuestion& question, MenteeJudge& judge, const MenteeIndex& index);

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

  std::vector<Hit> entrants_;
  struct InWave {
    SingleMentee of;
    uint32_t kept = MenteeJudge::kNothing;
  };
  std::vector<InWave> wave_;
  std::vector<uint32_t, base::LargeAllocator<uint32_t>>
      seen_;  // by slot: number of the vacancy that they were found for
  uint32_t number_ = 0;
  std::vector<OpenGroup> groups_;  // of the class of occupations that is looked at
  std::vector<Reached> reached_;
  std::vector<SingleMentee> near_;  // may reach what they need by all that bounds them
  WatchWork work_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_ENTRANTS_H_
