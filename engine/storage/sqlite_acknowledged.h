// What was acknowledged last, kept beside the database. Its log loses what stands behind a damaged frame without a
// word, because that is how it knows a torn end; here it shows.
#ifndef PASSUNG_ENGINE_STORAGE_SQLITE_ACKNOWLEDGED_H_
#define PASSUNG_ENGINE_STORAGE_SQLITE_ACKNOWLEDGED_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace passung::storage {

// The file "<database>-acknowledged": two sealed places that are written in turn, so that one of them is whole at any
// moment. It is not synchronised with each write, which would make writes twice as slow: after a power cut it may be some
// seconds behind, and then it knows less, but nothing wrong.
class Acknowledged final {
 public:
  explicit Acknowledged(const std::string& db) : path_(PathOf(db)) {}
  ~Acknowledged();
  Acknowledged(const Acknowledged&) = delete;
  Acknowledged& operator=(const Acknowledged&) = delete;

  static std::string PathOf(const std::string& db);

  // The greatest revision that was noted; 0 where none was. DataLoss: neither place is whole.
  static absl::StatusOr<int64_t> Read(const std::string& db);

  // After the write is on the disk. What cannot be noted is not: the write was made all the same.
  void Note(int64_t revision);

 private:
  const std::string path_;
  int file_ = -1;
  int64_t noted_ = 0;
};

// DataLoss where `revision`, read from the database after `acknowledged`, is an earlier one.
absl::Status CheckAcknowledged(const std::string& db, int64_t acknowledged, int64_t revision);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_SQLITE_ACKNOWLEDGED_H_
