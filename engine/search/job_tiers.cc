#include "engine/search/job_tiers.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <optional>
#include <span>

#include "engine/search/related_groups.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

constexpr auto kUnrelated = static_cast<uint8_t>(OccupationRelation::kUnrelated);
// So many relations are looked at together.
constexpr size_t kLanes = 16;

// In blocks of a fixed length, which compilers make few instructions of.
void TakeNearer(const uint8_t* __restrict relations, uint8_t* __restrict nearest, size_t size) {
  for (size_t first = 0; first < size; first += kLanes) {
    for (size_t i = first; i < first + kLanes; ++i) nearest[i] = std::min(nearest[i], relations[i]);
  }
}

// Whether each of eight relations is as far as `relation` or farther. They have three bits: what is added carries
// into the fourth.
bool AreAllAsFar(const uint8_t* eight, OccupationRelation relation) {
  constexpr uint64_t kInEach = 0x0101010101010101;
  uint64_t relations = 0;
  std::memcpy(&relations, eight, sizeof(relations));
  return ((relations + kInEach * (8 - Index(relation))) & (kInEach * 8)) == kInEach * 8;
}

// The positions of all that are related nearer than that, rising; most of the others lie in stretches.
// Valid as long as `memory`.
std::span<const uint32_t> FindNearer(const std::vector<uint8_t>& nearest, OccupationRelation than,
                                     std::vector<uint32_t>& memory) {
  constexpr size_t kTogether = 8;
  if (memory.size() < nearest.size()) memory.resize(nearest.size());
  uint32_t* const positions = memory.data();
  size_t count = 0;
  for (size_t first = 0; first < nearest.size(); first += kTogether) {
    if (AreAllAsFar(&nearest[first], than)) continue;
    for (size_t i = first; i < first + kTogether; ++i) {
      positions[count] = static_cast<uint32_t>(i);
      count += nearest[i] < Index(than) ? 1 : 0;
    }
  }
  return {positions, count};
}

}  // namespace

JobTiers::JobTiers(const JobOrder& order, const Judge& judge, Workspace& workspace)
    : order_(order), judge_(judge), knowledge_(judge.query().knowledge), workspace_(workspace) {
  unrelated_parts_.fill(kNotYet);
  occupations_ = OccupationsOf(judge.person().today);
  stride_ = (order.size() / kLanes + 1) * kLanes;
  workspace_.relations.resize((occupations_.size() + 1) * stride_);  // also where there are none
  workspace_.relation.assign(stride_, kUnrelated);
  for (size_t n = 0; n < occupations_.size(); ++n) {
    uint8_t* const relations = &workspace_.relations[n * stride_];
    Relate(occupations_[n], relations);
    TakeNearer(relations, workspace_.relation.data(), stride_);
  }
  SortIntoTiers();
}

// Groups come from the farthest to the nearest, so that each may overwrite what was there.
void JobTiers::Relate(OccupationCode occupation, uint8_t* relations) const {
  std::memset(relations, kUnrelated, stride_);
  ForEachRelatedGroup(
      knowledge_, occupation, [&](int32_t group, int digits, OccupationRelation relation) {
        const JobOrder::Range range = digits == 5
                                          ? order_.WithCode(OccupationCode::FromNumber(group))
                                          : order_.WithPrefix(group, digits);
        std::memset(relations + range.first, static_cast<int>(relation), range.last - range.first);
      });
}

// A counting sort of those that are near.
void JobTiers::SortIntoTiers() {
  const std::span<const uint32_t> near =
      FindNearer(workspace_.relation, kFirstFar, workspace_.near);
  const auto tier_of = [this](uint32_t position) {
    return TierOf(static_cast<OccupationRelation>(workspace_.relation[position]),
                  order_.column_at(position));
  };
  for (const uint32_t position : near) ++begin_[tier_of(position) + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::array<uint32_t, kTiers + 1> next = begin_;
  workspace_.tiers.resize(near.size());
  for (const uint32_t position : near) {
    workspace_.tiers[next[tier_of(position)]++] = position;
  }
}

int32_t JobTiers::JobPart(uint32_t position) {
  const JobKey& job = judge_.query().dictionaries.job[order_.code_at(position)];
  if (workspace_.relation[position] != kUnrelated) return WorkOut(position, job);
  int32_t& part = unrelated_parts_[KindOf(job)];
  if (part == kNotYet) part = WorkOut(position, job);
  return part;
}

size_t JobTiers::KindOf(const JobKey& job) const {
  const bool bars = job.code && knowledge_.regulated().Bars(*job.code, judge_.person().today.day);
  return Index(job.column) * 8 + (job.adaptation ? 4U : 0) + (job.code ? 2U : 0) + (bars ? 1U : 0);
}

// Of many occupations, looking for one among them takes longer than asking how it is related.
std::optional<JobRelations> JobTiers::RelationsOf(uint32_t position, const JobKey& job) const {
  constexpr size_t kMostKnown = 24;
  if (!job.code) return std::nullopt;
  if (occupations_.size() > kMostKnown) return JobRelations(knowledge_, *job.code);
  return JobRelations(knowledge_, *job.code, occupations_, &workspace_.relations[position],
                      stride_);
}

int32_t JobTiers::WorkOut(uint32_t position, const JobKey& job) const {
  const std::optional<JobRelations> relations = RelationsOf(position, job);
  int32_t part = 0;
  for (const Judge::Weighted& of : judge_.job_criteria()) {
    const auto& criterion = static_cast<const JobCriterion&>(*of.criterion);
    part += of.weight * criterion.PointsOf(judge_.query(), judge_.person().today, job, relations);
  }
  return part;
}

}  // namespace passung
