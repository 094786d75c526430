#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_JUDGE_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_JUDGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/index/snapshot_internal.h"
#include "engine/search/card_facts.h"
#include "engine/search/mentee_jobs.h"
#include "engine/search/mentee_rules.h"
#include "engine/search/mentee_scores.h"
#include "engine/search/single_vacancy.h"
#include "engine/search/top_k.h"

namespace passung {

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
  // Has brought nearer what Judge looks at.
  void PrefetchJudging(uint32_t slot);

  // Which rows may be somebody's hit.
  enum class Rows : uint8_t {
    kAll,
    kPassing,  // that no rule fails which looks at parts; of those without such a card: all
  };
  // The best score of these rows; absent where there are none. REQUIRES: HasCard(slot).
  std::optional<int32_t> MostOf(uint32_t slot, Rows rows);

  // What BestFor finds, without working out what the other rows need, with slot and order.
  // A closed hit has its score and row only where `closed` is asked for.
  enum class Closed : uint8_t { kLeftOut, kAskedFor };
  Hit Judge(uint32_t slot, Closed closed);

 private:
  template <class ClassOfRow>
  Hit BestOf(const std::vector<int32_t>& scores, ClassOfRow&& class_of);
  Hit BestByCard(uint32_t slot);
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
  std::vector<uint32_t> rows_;  // of whom is being judged
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_JUDGE_H_
