#ifndef PASSUNG_IDS_H_
#define PASSUNG_IDS_H_

#include <compare>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace passung {

// Ids are 1 to 63 characters of [A-Za-z0-9._-] and are ordered as bytes. They are pseudonyms: no
// name and no number of an authority belongs in one.
absl::Status ValidateId(absl::string_view what, absl::string_view id);

// One distinct type per kind of id, so that a vacancy's id cannot be passed for a mentee's.
template <class Tag>
struct Id {
  std::string value;

  friend auto operator<=>(const Id&, const Id&) = default;
  template <class H>
  friend H AbslHashValue(H state, const Id& id) {
    return H::combine(std::move(state), id.value);
  }
};

using MenteeId = Id<struct MenteeIdTag>;
using VacancyId = Id<struct VacancyIdTag>;
using EmployerId = Id<struct EmployerIdTag>;
using MentorId = Id<struct MentorIdTag>;

}  // namespace passung

#endif  // PASSUNG_IDS_H_
