// Mentees and vacancies as the server holds them: stored, and searchable at once.
#ifndef PASSUNG_SERVER_CATALOG_H_
#define PASSUNG_SERVER_CATALOG_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"
#include "passung/engine.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "passung/snapshot.h"
#include "passung/snapshot_writer.h"

namespace passung::server {

// Thread-safe. Writers wait for each other, readers for nobody. What another process writes into
// the same database becomes visible with the next write of this one.
class Catalog {
 public:
  // Reads and indexes everything the repository holds, with the tables of `tables`.
  static absl::StatusOr<std::unique_ptr<Catalog>> Open(std::unique_ptr<Repository> repository,
                                                       KnowledgeFiles tables);

  const Repository& repository() const { return *repository_; }
  // Never null.
  std::shared_ptr<const Snapshot> snapshot() const { return engine_.Current(); }

  // When the snapshot became what it is.
  std::chrono::steady_clock::time_point published() const { return published_.load(); }

  // Stores the batch as Repository::Write does and returns when the next question sees it.
  absl::StatusOr<int64_t> Write(const WriteBatch& batch);

 private:
  Catalog(std::unique_ptr<Repository> repository, KnowledgeFiles tables)
      : repository_(std::move(repository)), tables_(std::move(tables)) {}
  absl::Status Reload();
  absl::Status TakeOver(const WriteBatch& batch, int64_t revision);
  void Publish(std::shared_ptr<const Snapshot> snapshot);

  std::unique_ptr<Repository> repository_;
  const KnowledgeFiles tables_;
  Engine engine_;  // only holds the current snapshot here
  std::atomic<std::chrono::steady_clock::time_point> published_{};
  std::mutex writing_;
  std::unique_ptr<SnapshotWriter> writer_;  // guarded by writing_
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CATALOG_H_
