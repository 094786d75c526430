#include "engine/search/job_tiers.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <span>

#include "engine/base/sort_unique.h"
#include "engine/search/related_groups.h"

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
  parts_.reserve(16);  // as many as most questions need
  const DayFacts& facts = judge.person().today;
  occupations_.reserve(facts.claims.size() + 2 * facts.qualifications.size());
  for (const DayFacts::Claim& claim : facts.claims) occupations_.push_back(claim.occupation);
  for (const auto& qualification : facts.qualifications) {
    occupations_.push_back(qualification.occupation);
    occupations_.push_back(qualification.reference);
  }
  base::SortUnique(occupations_);
  alike_ = occupations_.size() <= kMostOccupations;
  stride_ = (order.size() + kLanes - 1) / kLanes * kLanes;
  workspace_.relations.resize((alike_ ? occupations_.size() : 1) * stride_);
  workspace_.relation.assign(stride_, kUnrelated);
  for (size_t n = 0; n < occupations_.size(); ++n) {
    Relate(occupations_[n], RelationsTo(n));
    TakeNearer(RelationsTo(n), workspace_.relation.data(), stride_);
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
  const uint32_t code = order_.code_at(position);
  const JobKey& job = judge_.query().dictionaries.job[code];
  const uint32_t kind = KindOf(job);
  if (workspace_.relation[position] == kUnrelated) {
    int32_t& part = unrelated_parts_[kind];
    if (part == kNotYet) part = WorkOut(code);
    return part;
  }
  if (!alike_) return WorkOut(code);
  const Likeness likeness = LikenessOf(position, job, kind);
  const auto known = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const KnownPart& part) { return part.likeness == likeness; });
  if (known != parts_.end()) return known->part;
  parts_.push_back({likeness, WorkOut(code)});
  return parts_.back().part;
}

uint32_t JobTiers::KindOf(const JobKey& job) const {
  const bool bars = job.code && knowledge_.regulated().Bars(*job.code, judge_.person().today.day);
  return static_cast<uint32_t>(Index(job.column)) * 8 + (job.adaptation ? 4U : 0) +
         (job.code ? 2U : 0) + (bars ? 1U : 0);
}

// Whoever shares a row is of one profession (RegulatedOccupations), so that others need not be asked for.
JobTiers::Likeness JobTiers::LikenessOf(uint32_t position, const JobKey& job, uint32_t kind) {
  Likeness likeness{.kind = kind};
  const bool bars = (kind & 1U) != 0;
  for (size_t n = 0; n < occupations_.size(); ++n) {
    const uint8_t relation = RelationsTo(n)[position];
    likeness.kinship = likeness.kinship << kKinshipBits | relation;
    if (bars && relation <= Index(OccupationRelation::kSame4) &&
        knowledge_.regulated().SharesRow(occupations_[n], *job.code)) {
      likeness.shares_row |= uint32_t{1} << n;
    }
  }
  return likeness;
}

int32_t JobTiers::WorkOut(uint32_t code) const {
  int32_t part = 0;
  for (const Judge::Weighted& of : judge_.job_criteria()) part += judge_.Contribution(of, code);
  return part;
}

}  // namespace passung
