// People as logs name them.
#ifndef PASSUNG_SERVER_AUDIT_PSEUDONYMS_H_
#define PASSUNG_SERVER_AUDIT_PSEUDONYMS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/ids.h"
#include "proto/answer/backend.h"

namespace passung::server {

// That of a person under their key.
std::string PseudonymUnder(absl::string_view key, const MenteeId& id);

// A pseudonym is HMAC-SHA256 of the id, cut to 32 hexadecimal digits, under a key that is the person's own
// and lies beside their record: it is always the same, and when the key is purged nobody can make it
// again, not even by trying all ids. Thread-safe.
class Pseudonyms {
 public:
  // `backend` outlives it.
  explicit Pseudonyms(answer::Backend& backend) : backend_(backend) {}

  // Of each in the order of `ids`; nothing for who has none yet.
  absl::StatusOr<std::vector<std::optional<std::string>>> Find(
      const std::vector<MenteeId>& ids) const;
  // Ids by pseudonym, of everybody who has one: it cannot be turned back.
  absl::StatusOr<absl::flat_hash_map<std::string, MenteeId>> All() const;
  // Whoever has none is given one; nothing for those of whom nothing is stored.
  absl::StatusOr<std::vector<std::optional<std::string>>> Give(const std::vector<MenteeId>& ids);

 private:
  answer::Backend& backend_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_PSEUDONYMS_H_
