#ifndef PASSUNG_PARTNER_H_
#define PASSUNG_PARTNER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "passung/ids.h"
#include "passung/vacancy.h"
#include "passung/vocabulary.h"

// Whom the programme works with. Nothing here is scored.

namespace passung {

struct Employer {
  EmployerId id;
  std::string display_name;   // at most 200 bytes
  std::vector<Place> places;  // of work, at most 16
  std::string website;        // at most 300 bytes
  std::string source;         // where it came from: "csv", "market" …
  std::string source_reference;
  bool test_data = false;
  friend bool operator==(const Employer&, const Employer&) = default;
};

struct Mentor {
  MentorId id;
  std::string display_name;             // at most 200 bytes
  std::vector<DistrictCode> districts;  // where the mentor works, at most 64
  bool retired = false;                 // takes on nobody any more
  // What pairing looks at (passung/pairing.h).
  std::vector<std::string> languages;    // spoken beside German, ISO 639-1; at most 64
  std::vector<OccupationPrefix> fields;  // known well; empty: none more than others. At most 64
  std::optional<int32_t> capacity;       // mentees at the same time, 1 … 1 000; absent: unknown
  friend bool operator==(const Mentor&, const Mentor&) = default;
};

// InvalidArgument naming the field and value.
absl::Status Validate(const Employer& employer);
absl::Status Validate(const Mentor& mentor);

}  // namespace passung

#endif  // PASSUNG_PARTNER_H_
