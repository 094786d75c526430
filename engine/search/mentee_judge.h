#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_JUDGE_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_JUDGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/prefetch.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/card_facts.h"
#include "engine/search/mentee_jobs.h"
#include "engine/search/mentee_rules.h"
#include "engine/search/mentee_scores.h"
#include "engine/search/single_vacancy.h"
#include "engine/search/top_k.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeJudgeMemory {
  std::vector<int32_t> kept;  // scores of rows, of one mentee after the other
};

// What one vacancy is to one mentee of a snapshot after the other: by their cards where they have
// one, else by all their facts. Uses this thread's memory as long as it lives: one at a time on each.
class MenteeJudge {
 public:
  // All referents must outlive it.
  MenteeJudge(const Query& query, const SingleVacancy& single, const SnapshotImpl& snapshot,
              CardFacts& facts, MenteeRules& rules);

  MenteeJobs& jobs() { return jobs_; }
  MenteeScores& scores() { return scores_; }

  // Whether somebody has a card, be it of use or not: those who came later have none.
  bool HasCard(uint32_t slot) const { return slot < cards_; }
  // Have brought nearer what Judge looks at: the second finds what it asks for in what the first did.
  void PrefetchResidence(uint32_t slot) const {
    base::Prefetch(&snapshot_.mentees()[slot].residence);
  }
  void PrefetchJudging(uint32_t slot);

  // Which rows may be somebody's hit.
  enum class Rows : uint8_t {
    kAll,
    kPassing,  // that no rule fails which looks at parts; of those without such a card: all
  };
  static constexpr uint32_t kNothing = UINT32_MAX;
  struct Most {
    int32_t score = 0;
    uint32_t kept = kNothing;  // where scores are that Judge need not work out again
  };
  // The best score of these rows; absent where there are none. REQUIRES: HasCard(slot).
  std::optional<Most> MostOf(uint32_t slot, Rows rows);

  // What BestFor finds, without working out what the other rows need, with slot and order.
  // A closed hit has its score and row only where `closed` is asked for. `kept`: as MostOf has it of this
  // mentee.
  enum class Closed : uint8_t { kLeftOut, kAskedFor };
  Hit Judge(uint32_t slot, Closed closed, uint32_t kept = kNothing);

 private:
  template <class ClassOfRow>
  Hit BestOf(const int32_t* scores, ClassOfRow&& class_of);
  Hit BestByCard(uint32_t slot, uint32_t kept);
  Hit BestByFacts(uint32_t slot);
  void TakeAllRows();
  void TakePassingRows(uint32_t slot);

  const Query& query_;
  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  const MenteeIndex& index_;
  const uint32_t cards_;
  CardFacts& facts_;
  MenteeRules& rules_;
  MenteeJobs jobs_;
  MenteeScores scores_;
  MenteeJudgeMemory& memory_;
  std::vector<uint32_t> rows_;  // of whom is being judged
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_JUDGE_H_
