#include "server/audit/pseudonyms.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "server/audit/mark.h"

namespace passung::server {
namespace {

// Half of the code (RFC 2104, section 5): as hard to meet by chance as the digests beside it.
constexpr size_t kDigits = 32;

constexpr int kKeysPerRead = 1000;

absl::StatusOr<std::optional<std::string>> FindOne(const Repository& repository,
                                                   const MenteeId& id) {
  const absl::StatusOr<std::string> key = repository.GetPseudonymKey(id);
  if (absl::IsNotFound(key.status())) return std::optional<std::string>();
  PASSUNG_RETURN_IF_ERROR(key.status());
  return std::optional<std::string>(PseudonymUnder(*key, id));
}

// Whether anything is stored of the person. Asked of a reader, so that whoever names an id that is nobody's
// does not wait for the writer.
absl::StatusOr<bool> IsStored(const Repository& repository, const MenteeId& id) {
  for (const absl::Status& found :
       {repository.GetMenteeRecord(id).status(), repository.GetMentee(id).status(),
        repository.GetMenteeContact(id).status()}) {
    if (found.ok()) return true;
    if (!absl::IsNotFound(found)) return found;
  }
  return false;
}

}  // namespace

std::string PseudonymUnder(absl::string_view key, const MenteeId& id) {
  return MarkOf(key, id.value).substr(0, kDigits);
}

absl::StatusOr<std::vector<std::optional<std::string>>> Pseudonyms::Find(
    const std::vector<MenteeId>& ids) const {
  std::vector<std::optional<std::string>> found;
  found.reserve(ids.size());
  for (const MenteeId& id : ids) {
    PASSUNG_ASSIGN_OR_RETURN(found.emplace_back(), FindOne(backend_.repository(), id));
  }
  return found;
}

absl::StatusOr<absl::flat_hash_map<std::string, MenteeId>> Pseudonyms::All() const {
  absl::flat_hash_map<std::string, MenteeId> all;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(const Page<PseudonymKey> page,
                             backend_.repository().ListPseudonymKeys(after, kKeysPerRead));
    for (const PseudonymKey& key : page.items) {
      all.emplace(PseudonymUnder(key.key, key.mentee), key.mentee);
    }
    after = page.next_key;
  } while (!after.empty());
  return all;
}

absl::StatusOr<std::vector<std::optional<std::string>>> Pseudonyms::Give(
    const std::vector<MenteeId>& ids) {
  PASSUNG_ASSIGN_OR_RETURN(auto found, Find(ids));
  std::vector<PseudonymKey> keys;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (found[i]) continue;
    PASSUNG_ASSIGN_OR_RETURN(const bool stored, IsStored(backend_.repository(), ids[i]));
    if (!stored) continue;
    PASSUNG_ASSIGN_OR_RETURN(std::string key, RandomKey());
    keys.push_back({.mentee = ids[i], .key = std::move(key)});
  }
  if (keys.empty()) return found;
  PASSUNG_RETURN_IF_ERROR(backend_.AddPseudonymKeys(keys));
  // Another call may have given one in between; that one holds.
  return Find(ids);
}

}  // namespace passung::server
