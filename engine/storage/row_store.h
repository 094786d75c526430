// Versioned rows of bytes: what a database has to offer for a Repository. It knows no mentee and no
// vacancy; RowRepository does the rest once for all of them.
#ifndef PASSUNG_ENGINE_STORAGE_ROW_STORE_H_
#define PASSUNG_ENGINE_STORAGE_ROW_STORE_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/repository.h"

namespace passung::storage {

absl::string_view RowKindName(RowKind kind);  // "mentee" and so on, also the name of its table

// Which keys the table of a kind has, and whether it keeps more than the present version.
struct RowShape {
  bool place = false;   // occupation and district
  bool lookup = false;  // owner and expires
  bool history = true;
};
RowShape ShapeOf(RowKind kind);

// A version holds for the revisions from <= r < to; the current one has `to` = kOpenEnd.
inline constexpr int64_t kOpenEnd = std::numeric_limits<int64_t>::max();
// As a revision to read at: whatever is current.
inline constexpr int64_t kLatest = kOpenEnd - 1;

// Kept beside the bytes. The first two are for people who look with SQL; nothing here reads them.
struct RowKeys {
  std::string occupation;          // main occupation, five digits; empty: unknown
  std::string district;            // of the first place, five digits; empty: unknown
  std::string owner;               // whose it is; empty: nobody's
  std::optional<int64_t> expires;  // second since 1970; absent: never
};

// What is kept of a version beside its bytes, as its checksum covers it.
struct VersionKeys {
  absl::string_view table;
  absl::string_view id;
  int64_t from = 0;
  int64_t to = kOpenEnd;
  absl::string_view first;   // occupation or owner; empty: none
  absl::string_view second;  // district, or the second of `expires` in digits; empty: none
};
// The checksum of a row is one over its bytes and one over its keys, joined by "exclusive or": the bytes need not be read
// again when a version ends. Half of an XXH3-128 digest each; stored, never to be changed.
int64_t ChecksumOfBytes(absl::string_view bytes);
int64_t ChecksumOfKeys(const VersionKeys& keys);

// Changes that become visible together with Commit, or not at all where it is destroyed before.
// Used by one thread. While it lives no other transaction can begin.
class RowTransaction {
 public:
  virtual ~RowTransaction() = default;
  // The revision that Commit makes.
  virtual int64_t revision() const = 0;
  // The bytes of the row as it is before this transaction; NotFound.
  virtual absl::StatusOr<std::string> Get(RowKind kind, const std::string& id) = 0;
  // Keeps the version there is if it has the same bytes. Of a kind without history the version
  // before is erased. REQUIRES: no change of this row before.
  virtual absl::Status Put(RowKind kind, const std::string& id, const std::string& bytes,
                           const RowKeys& keys) = 0;
  // NotFound if there is no such row now. REQUIRES: no change of this row before.
  virtual absl::Status Delete(RowKind kind, const std::string& id) = 0;
  // Removes all versions, if there are any. REQUIRES: no change of this row before.
  virtual absl::Status Erase(RowKind kind, const std::string& id) = 0;
  // … of all rows that belong to `owner`, or whose time was up before `expires_before`. REQUIRES: a
  // kind without history.
  virtual absl::StatusOr<int64_t> EraseOwned(RowKind kind, const std::string& owner) = 0;
  virtual absl::StatusOr<int64_t> EraseExpired(RowKind kind, int64_t expires_before) = 0;
  // Notes which revision is the newest at that second since 1970. Not among the versions: CommitBeside will do.
  virtual absl::Status NoteTime(int64_t second) = 0;
  // Removes the versions that had ended at the newest revision that was noted until `second`, and says from which
  // revision on everything is kept; how many. The last version of a record stays: it tells when a person who was
  // deleted is to be purged.
  virtual absl::StatusOr<int64_t> ForgetVersions(int64_t second) = 0;
  // After OK the changes are durable where the medium is. One of the two is called, at most once. `written`:
  // when that is, second since 1970; absent: the revision has no time.
  virtual absl::Status Commit(std::optional<int64_t> written) = 0;
  // Without making a revision. REQUIRES: no version was begun or ended of a kind with history.
  virtual absl::Status CommitBeside() = 0;
};

// A transaction of several revisions, whose changes are made one revision after the other.
class GroupedTransaction : public RowTransaction {
 public:
  // From here on TakeBack undoes. What "no change of this row before" says, it says of what came since.
  virtual absl::Status Mark() = 0;
  virtual absl::Status TakeBack() = 0;
  // Makes a revision of what came since Mark; the next one begins. `written` as of Commit.
  virtual absl::Status Seal(std::optional<int64_t> written) = 0;
  // As Commit, of all that was sealed. REQUIRES: nothing came since the last Seal or TakeBack.
  virtual absl::Status CommitSealed() = 0;
};

struct RowRange {
  std::string after;   // ids greater than this, as bytes
  int64_t limit = -1;  // negative: no limit
  int64_t revision = kLatest;
  // Only of kinds with these keys. `owner` is that of rows that are there; a row whose time was up before
  // `expires_before` is found by its newest version, also if it has ended.
  std::optional<std::string> owner;
  std::optional<int64_t> expires_before;
};

// Called with the revisions, which are those of RowVersion.
using VersionVisitor =
    absl::FunctionRef<absl::Status(int64_t from, int64_t to, absl::string_view bytes)>;

// Called with id and bytes, which are gone after the call; an error ends the walk and is its result.
// Must not call the store.
using RowVisitor = absl::FunctionRef<absl::Status(absl::string_view id, absl::string_view bytes)>;

// A row that was changed: as it is now; without bytes it is not there any more.
struct ChangedRow {
  RowKind kind = RowKind::kMentee;
  std::string id;
  std::optional<std::string> bytes;
};

// What is different at `revision`, which is the newest.
struct RowChanges {
  int64_t revision = 0;
  bool everything = false;  // it cannot be told row by row
  std::vector<ChangedRow> rows;
};

// What programs keep in memory and therefore follow.
bool IsFollowed(RowKind kind);
// So many revisions back a store tells what changed; who is further behind reads everything anew. Frozen:
// programs of all versions take it for granted.
inline constexpr int64_t kKeptChanges = 10'000;
// A revision that changed more rows says only that everything is to be read anew …
inline constexpr size_t kMostChanges = 20'000;
// … by this kind.
inline constexpr char kEverything[] = "*";
// The kind of that name; absent: that of a newer program, or kEverything.
std::optional<RowKind> RowKindNamed(absl::string_view name);
// Whether what changed after the revision `after` cannot be told row by row where `newest` is the newest: it is too
// long ago, or of a database that was put in the place of the one before.
inline bool IsTooLongAgo(int64_t after, int64_t newest) {
  return after < newest - kKeptChanges || after > newest;
}

// Thread-safe. DataLoss where a row is damaged, naming it; Unavailable where the medium fails or
// another process keeps it locked.
class RowStore {
 public:
  virtual ~RowStore() = default;
  // Waits for the transaction that is open.
  virtual absl::StatusOr<std::unique_ptr<RowTransaction>> Begin() = 0;
  // As Begin; null where waiting for the medium is nothing that several writes could share.
  virtual absl::StatusOr<std::unique_ptr<GroupedTransaction>> BeginGroup() { return nullptr; }
  virtual absl::StatusOr<int64_t> revision() const = 0;  // 0 where nothing was written yet
  // As of this revision and later ones everything is there; 0: nothing was ever forgotten.
  virtual absl::StatusOr<int64_t> kept_from() const = 0;
  // When the write of that revision was; absent: it did not say so, or there is no such revision.
  virtual absl::StatusOr<std::optional<int64_t>> WrittenAt(int64_t revision) const = 0;
  // The bytes of a row as of `revision`; NotFound.
  virtual absl::StatusOr<std::string> Get(RowKind kind, const std::string& id,
                                          int64_t revision) const = 0;
  // By id rising, all as of one revision.
  virtual absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit) const = 0;
  // All versions of a row, oldest first.
  virtual absl::Status ScanVersions(RowKind kind, const std::string& id,
                                    VersionVisitor visit) const = 0;
  // As Repository::Scrub and CheckWritable.
  virtual absl::Status Scrub() = 0;
  virtual absl::Status CheckWritable() = 0;
  // Of the kinds that servers keep in memory, what was changed after the revision `after`.
  virtual absl::StatusOr<RowChanges> ReadChanges(int64_t after) const;
  // As Repository::Watch.
  virtual std::unique_ptr<ChangeWatch> Watch() const { return nullptr; }
};

// DataLoss naming the row where a checksum that covers its bytes alone does not match them.
absl::Status CheckChecksum(RowKind kind, absl::string_view id, absl::string_view bytes,
                           int64_t checksum);

// `there is no vacancy "v1"`.
absl::Status NoSuchRow(RowKind kind, absl::string_view id);

// OutOfRange: versions of that revision may have been forgotten.
absl::Status CheckIsKept(int64_t revision, int64_t kept_from);

// What `store`, which outlives it, had at `revision`, to read only. Of kinds without history what is there now and was
// there then. OutOfRange once versions of then are forgotten.
std::unique_ptr<RowStore> NewPastRowStore(const RowStore& store, int64_t revision);

// Keeps everything in memory and forgets it when destroyed.
std::unique_ptr<RowStore> NewMemoryRowStore();

// Opens or creates the database at `path`; errors as of OpenRepository.
absl::StatusOr<std::unique_ptr<RowStore>> OpenSqliteRowStore(const std::string& path);

// Opens the database at `url`, which is as libpq reads it, and makes our schema in it; errors as of
// OpenRepository.
absl::StatusOr<std::unique_ptr<RowStore>> OpenPostgresRowStore(absl::string_view url);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_ROW_STORE_H_
