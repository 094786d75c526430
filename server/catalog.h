// Mentees and vacancies as the server holds them: stored, and searchable at once.
#ifndef PASSUNG_SERVER_CATALOG_H_
#define PASSUNG_SERVER_CATALOG_H_

#include <cstdint>
#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "passung/engine.h"
#include "passung/repository.h"
#include "passung/snapshot.h"

namespace passung::server {

// Thread-safe. Writers wait for each other, readers for nobody. What another process writes into
// the same database becomes visible with the next write of this one.
class Catalog {
 public:
  // Reads and indexes everything the repository holds.
  static absl::StatusOr<std::unique_ptr<Catalog>> Open(std::unique_ptr<Repository> repository);

  const Repository& repository() const { return *repository_; }
  // Never null.
  std::shared_ptr<const Snapshot> snapshot() const { return engine_.Current(); }

  // Stores the batch as Repository::Write does and returns when the next question sees it. Builds a
  // whole new snapshot: some 10 µs for each stored vacancy.
  absl::StatusOr<int64_t> Write(const WriteBatch& batch);

 private:
  explicit Catalog(std::unique_ptr<Repository> repository) : repository_(std::move(repository)) {}
  absl::Status Publish();

  std::unique_ptr<Repository> repository_;
  Engine engine_;  // only holds the current snapshot here
  std::mutex writing_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CATALOG_H_
