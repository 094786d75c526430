#ifndef PASSUNG_PAIRING_H_
#define PASSUNG_PAIRING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/partner.h"
#include "passung/suggestion.h"

// Which mentor could look after a mentee: by district, language, field and room.

namespace passung {

// A mentor and how many people they are responsible for now.
struct MentorLoad {
  Mentor mentor;
  int32_t mentees = 0;  // 0 and more
};

struct MentorQuestion {
  Date as_of;
  int32_t limit = 20;         // 1 … 1 000
  bool include_full = false;  // also those who have no room
};

struct MentorSuggestion {
  MentorId mentor;
  int32_t score = 0;                  // Σ contribution, 0 … 100 000 000
  bool full = false;                  // as many mentees as the capacity, or more
  int32_t mentees = 0;                // as asked with
  std::vector<SuggestionPart> parts;  // in the order of SuggestionCriterion
  friend bool operator==(const MentorSuggestion&, const MentorSuggestion&) = default;
};

struct MentorRanking {
  std::vector<MentorSuggestion> mentors;  // by score falling, then by id rising as bytes
  int32_t full = 0;                       // left out because they have no room
};

// Mentors who are retired are never listed. The tables are in engine/offers/README.md. InvalidArgument
// naming the field of the question or the mentee. REQUIRES: valid mentors, no id twice. Thread-safe; cost:
// one look at each mentor.
absl::StatusOr<MentorRanking> RankMentors(const Knowledge& knowledge, const Mentee& mentee,
                                          std::span<const MentorLoad> mentors,
                                          const MentorQuestion& question);

}  // namespace passung

#endif  // PASSUNG_PAIRING_H_
