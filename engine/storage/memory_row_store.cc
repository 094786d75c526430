// The twin of the database: same rules, same bytes, no file.

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "engine/storage/row_store.h"

namespace passung::storage {
namespace {

struct Version {
  int64_t from = 0;
  int64_t to = kOpenEnd;
  std::string bytes;
  RowKeys keys;
};

// Versions of one id, oldest first.
using Versions = std::vector<Version>;
using Table = std::map<std::string, Versions>;

const Version* FindVersion(const Versions& versions, int64_t revision) {
  for (auto it = versions.rbegin(); it != versions.rend(); ++it) {
    if (it->from <= revision) return revision < it->to ? &*it : nullptr;
  }
  return nullptr;
}

bool IsWanted(const Version& version, const RowRange& range) {
  if (range.owner && version.keys.owner != *range.owner) return false;
  if (!range.expires_before) return true;
  return version.keys.expires && *version.keys.expires < *range.expires_before;
}

// The version of a row that a walk over `range` may give: who asks for those whose time was up asks for
// what is known of a row at last, also if it has ended.
const Version* FindInRange(const Versions& versions, const RowRange& range) {
  if (range.owner || !range.expires_before) return FindVersion(versions, range.revision);
  return versions.empty() ? nullptr : &versions.back();
}

struct Change {
  RowKind kind;
  std::string id;
  std::optional<std::string> bytes;  // absent: the row ends
  RowKeys keys;
  bool erase = false;  // the versions before go
};

class MemoryRowStore final : public RowStore {
 public:
  absl::StatusOr<std::unique_ptr<RowTransaction>> Begin() override;

  absl::StatusOr<int64_t> revision() const override {
    const std::shared_lock lock(mutex_);
    return revision_;
  }

  absl::StatusOr<std::optional<int64_t>> WrittenAt(int64_t revision) const override {
    const std::shared_lock lock(mutex_);
    if (revision < 1 || revision > revision_) return std::nullopt;
    return written_[static_cast<size_t>(revision - 1)];
  }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id,
                                  int64_t revision) const override {
    const std::shared_lock lock(mutex_);
    const auto row = table(kind).find(id);
    if (row == table(kind).end()) return NoSuchRow(kind, id);
    const Version* version = FindVersion(row->second, revision);
    if (version == nullptr) return NoSuchRow(kind, id);
    return version->bytes;
  }

  absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit) const override {
    const std::shared_lock lock(mutex_);
    int64_t left = range.limit;
    for (auto row = table(kind).upper_bound(range.after); row != table(kind).end() && left != 0;
         ++row) {
      const Version* version = FindInRange(row->second, range);
      if (version == nullptr || !IsWanted(*version, range)) continue;
      if (absl::Status status = visit(row->first, version->bytes); !status.ok()) return status;
      --left;
    }
    return absl::OkStatus();
  }

  absl::Status ScanVersions(RowKind kind, const std::string& id,
                            VersionVisitor visit) const override {
    const std::shared_lock lock(mutex_);
    const auto row = table(kind).find(id);
    if (row == table(kind).end()) return absl::OkStatus();
    for (const Version& version : row->second) {
      if (absl::Status status = visit(version.from, version.to, version.bytes); !status.ok()) {
        return status;
      }
    }
    return absl::OkStatus();
  }

  absl::Status Scrub() override { return absl::OkStatus(); }
  absl::Status CheckWritable() override { return absl::OkStatus(); }

  absl::StatusOr<int64_t> kept_from() const override {
    const std::shared_lock lock(mutex_);
    return kept_from_;
  }

 private:
  class Transaction;

  const Table& table(RowKind kind) const { return tables_[static_cast<size_t>(kind)]; }
  void Apply(Change change, int64_t revision);
  void Note(int64_t second);
  // The newest revision that was noted by then; 0: none.
  int64_t NotedUntil(int64_t second) const;
  int64_t Forget(int64_t end);

  std::mutex writer_;                // held by the open transaction
  mutable std::shared_mutex mutex_;  // guards what follows
  std::array<Table, kRowKindCount> tables_;
  int64_t revision_ = 0;
  int64_t kept_from_ = 0;
  std::map<int64_t, int64_t> revision_times_;    // by second
  std::vector<std::optional<int64_t>> written_;  // of the revisions from 1 on
};

// Collects the changes; readers see nothing of them before Commit.
class MemoryRowStore::Transaction final : public RowTransaction {
 public:
  explicit Transaction(MemoryRowStore& store) : store_(store), lock_(store.writer_) {
    const std::shared_lock lock(store_.mutex_);
    revision_ = store_.revision_ + 1;
  }

  int64_t revision() const override { return revision_; }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id) override {
    return store_.Get(kind, id, kLatest);
  }

  absl::Status Put(RowKind kind, const std::string& id, const std::string& bytes,
                   const RowKeys& keys) override {
    changes_.push_back(
        {.kind = kind, .id = id, .bytes = bytes, .keys = keys, .erase = !ShapeOf(kind).history});
    return absl::OkStatus();
  }

  absl::Status Delete(RowKind kind, const std::string& id) override {
    if (absl::Status status = store_.Get(kind, id, kLatest).status(); !status.ok()) return status;
    changes_.push_back({.kind = kind, .id = id, .bytes = std::nullopt, .keys = {}});
    return absl::OkStatus();
  }

  absl::Status Erase(RowKind kind, const std::string& id) override {
    changes_.push_back({.kind = kind, .id = id, .bytes = std::nullopt, .keys = {}, .erase = true});
    return absl::OkStatus();
  }

  absl::StatusOr<int64_t> EraseOwned(RowKind kind, const std::string& owner) override {
    return EraseAll(kind, {.owner = owner});
  }
  absl::StatusOr<int64_t> EraseExpired(RowKind kind, int64_t expires_before) override {
    return EraseAll(kind, {.expires_before = expires_before});
  }

  absl::Status NoteTime(int64_t second) override {
    noted_ = second;
    return absl::OkStatus();
  }
  absl::StatusOr<int64_t> ForgetVersions(int64_t second) override {
    const std::unique_lock lock(store_.mutex_);
    if (noted_) store_.Note(*std::exchange(noted_, std::nullopt));
    return store_.Forget(store_.NotedUntil(second));
  }

  absl::Status Commit(std::optional<int64_t> written) override {
    const std::unique_lock lock(store_.mutex_);
    ApplyAll();
    store_.revision_ = revision_;
    store_.written_.push_back(written);
    return absl::OkStatus();
  }

  absl::Status CommitBeside() override {
    const std::unique_lock lock(store_.mutex_);
    ApplyAll();
    return absl::OkStatus();
  }

 private:
  void ApplyAll() {
    if (noted_) store_.Note(*noted_);
    for (Change& change : changes_) store_.Apply(std::move(change), revision_);
  }

  int64_t EraseAll(RowKind kind, const RowRange& range) {
    const std::shared_lock lock(store_.mutex_);
    int64_t count = 0;
    for (const auto& [id, versions] : store_.table(kind)) {
      if (std::none_of(versions.begin(), versions.end(),
                       [&](const Version& version) { return IsWanted(version, range); })) {
        continue;
      }
      changes_.push_back(
          {.kind = kind, .id = id, .bytes = std::nullopt, .keys = {}, .erase = true});
      ++count;
    }
    return count;
  }

  MemoryRowStore& store_;
  std::unique_lock<std::mutex> lock_;
  int64_t revision_ = 0;
  std::vector<Change> changes_;
  std::optional<int64_t> noted_;
};

absl::StatusOr<std::unique_ptr<RowTransaction>> MemoryRowStore::Begin() {
  return std::make_unique<Transaction>(*this);
}

void MemoryRowStore::Apply(Change change, int64_t revision) {
  Table& rows = tables_[static_cast<size_t>(change.kind)];
  if (change.erase && !change.bytes) {
    rows.erase(change.id);
    return;
  }
  Versions& versions = rows[std::move(change.id)];
  const bool is_there = !versions.empty() && versions.back().to == kOpenEnd;
  if (is_there && change.bytes == versions.back().bytes) return;
  if (change.erase) {
    versions.clear();
  } else if (is_there) {
    versions.back().to = revision;
  }
  if (change.bytes) {
    versions.push_back({.from = revision,
                        .to = kOpenEnd,
                        .bytes = *std::move(change.bytes),
                        .keys = std::move(change.keys)});
  }
}

void MemoryRowStore::Note(int64_t second) {
  const bool known = !revision_times_.empty() && (revision_times_.rbegin()->first >= second ||
                                                  revision_times_.rbegin()->second >= revision_);
  if (!known) revision_times_.emplace(second, revision_);
}

int64_t MemoryRowStore::NotedUntil(int64_t second) const {
  const auto later = revision_times_.upper_bound(second);
  return later == revision_times_.begin() ? 0 : std::prev(later)->second;
}

// Forgetting is durable at once: nobody reads what goes.
int64_t MemoryRowStore::Forget(int64_t end) {
  int64_t count = 0;
  for (int kind = 0; kind < kRowKindCount; ++kind) {
    if (!ShapeOf(static_cast<RowKind>(kind)).history) continue;
    for (auto& [id, versions] : tables_[static_cast<size_t>(kind)]) {
      const bool keeps_last = static_cast<RowKind>(kind) == RowKind::kMenteeRecord;
      const auto last =
          versions.empty() || !keeps_last ? versions.end() : std::prev(versions.end());
      const auto kept =
          std::find_if(versions.begin(), last, [&](const Version& one) { return one.to > end; });
      count += std::distance(versions.begin(), kept);
      versions.erase(versions.begin(), kept);
    }
    std::erase_if(tables_[static_cast<size_t>(kind)],
                  [](const auto& row) { return row.second.empty(); });
  }
  kept_from_ = std::max(kept_from_, end);
  return count;
}

}  // namespace

std::unique_ptr<RowStore> NewMemoryRowStore() { return std::make_unique<MemoryRowStore>(); }

}  // namespace passung::storage
