#include "engine/search/mentee_judge.h"

#include <algorithm>
#include <numeric>

#include "engine/base/prefetch.h"
#include "engine/search/person.h"

namespace passung {
namespace {

MenteeJudgeMemory& ThisThreadsJudgeMemory() {
  thread_local MenteeJudgeMemory memory;
  return memory;
}

}  // namespace

MenteeJudge::MenteeJudge(const Query& query, const SingleVacancy& single,
                         const SnapshotImpl& snapshot, CardFacts& facts, MenteeRules& rules)
    : query_(query),
      single_(single),
      snapshot_(snapshot),
      index_(snapshot.mentee_index()),
      cards_(snapshot.mentees().base_size()),
      facts_(facts),
      rules_(rules),
      jobs_(query, index_),
      scores_(query, single, index_, facts, jobs_),
      memory_(ThisThreadsJudgeMemory()) {
  memory_.kept.clear();
}

void MenteeJudge::PrefetchJudging(uint32_t slot) {
  base::Prefetch(snapshot_.mentees()[slot].residence.titles.data());
  if (HasCard(slot) && index_.card(slot).regular) rules_.Prefetch(index_.card(slot));
}

std::optional<MenteeJudge::Most> MenteeJudge::MostOf(uint32_t slot, Rows rows) {
  const MenteeIndex::Card& card = index_.card(slot);
  if (!card.regular) {
    const auto& scores = scores_.Of(Person(query_, snapshot_.mentees()[slot]));
    return Most{.score = *std::max_element(scores.begin(), scores.end())};
  }
  facts_.Take(card);
  rows == Rows::kPassing ? TakePassingRows(slot) : TakeAllRows();
  if (rows_.empty()) return std::nullopt;
  const std::vector<int32_t>& scores = scores_.OfCard();
  Most most{.kept = static_cast<uint32_t>(memory_.kept.size())};
  memory_.kept.insert(memory_.kept.end(), scores.begin(), scores.end());
  for (const uint32_t row : rows_) most.score = std::max(most.score, scores[row]);
  return most;
}

void MenteeJudge::TakeAllRows() {
  rows_.resize(single_.columns.row_count());
  std::iota(rows_.begin(), rows_.end(), 0U);
}

void MenteeJudge::TakePassingRows(uint32_t slot) {
  const std::span<const uint32_t> passing = rules_.RowsThatMayPass(slot);
  rows_.assign(passing.begin(), passing.end());
}

Hit MenteeJudge::Judge(uint32_t slot, Closed closed, uint32_t kept) {
  const bool by_card = closed == Closed::kLeftOut && HasCard(slot) && index_.card(slot).regular;
  Hit hit = by_card ? BestByCard(slot, kept) : BestByFacts(slot);
  hit.index = slot;
  hit.order = snapshot_.mentees().OrderOf(slot);
  return hit;
}

// Of the rows that were taken, the first of equal ones.
template <class ClassOfRow>
Hit MenteeJudge::BestOf(const int32_t* scores, ClassOfRow&& class_of) {
  std::sort(rows_.begin(), rows_.end(), [&](uint32_t a, uint32_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
  });
  for (const uint32_t row : rows_) {
    const HitClass of = class_of(row);
    if (of != HitClass::kClosed) return {.score = scores[row], .row = row, .hit_class = of};
  }
  return {.score = scores[rows_[0]], .row = rows_[0], .hit_class = HitClass::kClosed};
}

Hit MenteeJudge::BestByCard(uint32_t slot, uint32_t kept) {
  facts_.Take(index_.card(slot));
  TakePassingRows(slot);
  if (rows_.empty()) return {.hit_class = HitClass::kClosed};
  const int32_t* scores = kept == kNothing ? scores_.OfCard().data() : memory_.kept.data() + kept;
  return BestOf(scores, [&](uint32_t row) { return rules_.ClassOf(slot, row); });
}

Hit MenteeJudge::BestByFacts(uint32_t slot) {
  const Person person(query_, snapshot_.mentees()[slot]);
  TakeAllRows();
  return BestOf(scores_.Of(person).data(),
                [&](uint32_t row) { return ClassOf(query_, person, single_.columns.Tuple(row)); });
}

}  // namespace passung
