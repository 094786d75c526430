#ifndef PASSUNG_CONTACT_H_
#define PASSUNG_CONTACT_H_

#include <string>

#include "absl/status/status.h"
#include "passung/ids.h"

namespace passung {

// Who a mentee is. Kept in a table of its own, without history: what was corrected is gone. Nothing
// that ranks includes this header.
struct MenteeContact {
  MenteeId id;
  std::string display_name;  // at most 200 bytes
  std::string phone;         // at most 64 bytes
  std::string email;         // at most 254 bytes
  std::string address;       // at most 500 bytes, lines separated by \n
  friend bool operator==(const MenteeContact&, const MenteeContact&) = default;
};

// InvalidArgument naming the field, never quoting it.
absl::Status Validate(const MenteeContact& contact);

}  // namespace passung

#endif  // PASSUNG_CONTACT_H_
