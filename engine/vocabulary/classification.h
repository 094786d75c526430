#ifndef PASSUNG_ENGINE_VOCABULARY_CLASSIFICATION_H_
#define PASSUNG_ENGINE_VOCABULARY_CLASSIFICATION_H_

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"
#include "engine/vocabulary/crosswalk_tables.h"
#include "passung/knowledge.h"
#include "passung/vocabulary.h"

namespace passung {

// A main group (first two digits) of the KldB.
struct MainGroup {
  int code;
  absl::string_view title_de;
  int segment;  // 1 … 14, BA Berufssegment (engine/SCORING.md, section 2)
};
// All 37, by code.
std::span<const MainGroup> MainGroups();
bool IsMainGroup(int code);
// The segment of a main group; 0 for what is none.
int SegmentOfMainGroup(int code);

// The classification of occupations: the 37 main groups built in and, where imported, the official
// titles, neighbours and DKZ names. Immutable; copies are expensive, so it is only moved.
class Classification {
 public:
  Classification(Classification&&) = default;
  Classification& operator=(Classification&&) = default;

  // InvalidArgument naming the list, the row (from 1) and its value; withdrawn codes are left out or
  // read as their successors. Of several activities with one name the first counts.
  static absl::StatusOr<Classification> Create(const ClassificationRows& rows);

  bool imported() const { return imported_; }
  // Rising. Every five-digit code of the imported classification; without one, every code of a main
  // group with requirement level 1 to 4.
  std::span<const OccupationCode> AllCodes() const { return codes_; }
  bool Contains(OccupationCode code) const;

  // Title of the code, or of its nearest titled ancestor; empty for none.
  std::string TitleOf(OccupationCode code) const;
  const ActivityName* FindActivity(absl::string_view name) const;
  // Rising by name as bytes.
  std::vector<const ActivityName*> Activities() const;

  // An official pair of 3- or 4-digit groups has one of them containing `a` and the other `b`.
  bool Neighbours(OccupationCode a, OccupationCode b) const;
  // A group of 3 or 4 digits.
  struct Group {
    int digits = 0;
    int32_t value = 0;
  };
  // Calls `visit(Group)` for every group all of whose occupations are official neighbours of this
  // one; some maybe twice.
  template <class F>
  void ForEachNeighbourGroup(OccupationCode code, F&& visit) const {
    for (const int digits : {3, 4}) {
      const auto found = neighbours_of_.find(GroupKey(digits, code.Prefix(digits)));
      if (found == neighbours_of_.end()) continue;
      for (const Group& group : found->second) visit(group);
    }
  }
  static int Segment(OccupationCode code) { return SegmentOfMainGroup(code.Prefix(2)); }

  const CrosswalkTables& crosswalk() const { return crosswalk_; }

  // Of everything imported, in whatever order.
  const base::Digest128& digest() const { return digest_.value(); }

 private:
  Classification() = default;
  // A group as a key: its number behind its number of digits.
  static constexpr uint32_t GroupKey(int digits, int32_t value) {
    return static_cast<uint32_t>(digits * 100'000 + value);
  }
  absl::Status AddTitles(const std::vector<OccupationTitle>& titles);
  absl::Status AddNeighbours(const std::vector<NeighbourPair>& neighbours);
  absl::Status AddActivities(const std::vector<ActivityName>& activities);
  void AddBuiltInCodes();
  void MarkNeighbours(int digits, int32_t value);

  bool imported_ = false;
  std::vector<OccupationCode> codes_;
  absl::flat_hash_map<uint32_t, std::string> titles_;                // by GroupKey
  absl::flat_hash_set<uint64_t> neighbours_;                         // ordered pairs of GroupKey
  std::bitset<10'000> has_neighbours_;                               // by the first four digits
  absl::flat_hash_map<uint32_t, std::vector<Group>> neighbours_of_;  // by GroupKey, both ways
  absl::flat_hash_map<std::string, ActivityName> activities_;
  CrosswalkTables crosswalk_;
  base::DigestSum digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_CLASSIFICATION_H_
