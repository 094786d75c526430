// Rows as they were at one revision, over the store that still has them.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_store.h"

namespace passung::storage {
namespace {

absl::Status NotToBeChanged() {
  return absl::FailedPreconditionError("what was at an earlier revision cannot be changed");
}

class PastRowStore final : public RowStore {
 public:
  PastRowStore(const RowStore& store, int64_t revision) : store_(store), revision_(revision) {}

  absl::StatusOr<std::unique_ptr<RowTransaction>> Begin() override { return NotToBeChanged(); }
  absl::StatusOr<int64_t> revision() const override { return revision_; }
  absl::StatusOr<int64_t> kept_from() const override { return store_.kept_from(); }
  absl::StatusOr<std::optional<int64_t>> WrittenAt(int64_t revision) const override {
    return store_.WrittenAt(revision);
  }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id,
                                  int64_t revision) const override {
    auto bytes = store_.Get(kind, id, std::min(revision, revision_));
    PASSUNG_RETURN_IF_ERROR(CheckKept());
    return bytes;
  }
  absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit) const override {
    RowRange past = range;
    past.revision = std::min(range.revision, revision_);
    PASSUNG_RETURN_IF_ERROR(store_.Scan(kind, past, visit));
    return CheckKept();
  }
  absl::Status ScanVersions(RowKind kind, const std::string& id,
                            VersionVisitor visit) const override {
    PASSUNG_RETURN_IF_ERROR(store_.ScanVersions(
        kind, id, [&](int64_t from, int64_t to, absl::string_view bytes) -> absl::Status {
          if (from > revision_) return absl::OkStatus();
          return visit(from, to > revision_ ? kOpenEnd : to, bytes);
        }));
    return CheckKept();
  }
  absl::Status Scrub() override { return NotToBeChanged(); }
  absl::Status CheckWritable() override { return NotToBeChanged(); }

 private:
  // After reading: what was forgotten meanwhile was not seen.
  absl::Status CheckKept() const {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t kept_from, store_.kept_from());
    return CheckIsKept(revision_, kept_from);
  }

  const RowStore& store_;
  const int64_t revision_;
};

}  // namespace

absl::Status CheckIsKept(int64_t revision, int64_t kept_from) {
  if (revision >= kept_from) return absl::OkStatus();
  return absl::OutOfRangeError(absl::StrCat(
      "revision ", revision, " is too old: history is kept from revision ", kept_from, " on"));
}

std::unique_ptr<RowStore> NewPastRowStore(const RowStore& store, int64_t revision) {
  return std::make_unique<PastRowStore>(store, revision);
}

}  // namespace passung::storage
