// A disk that can be made to fail: SQLite's own VFS, with two things added. It writes down in which order what was
// written and synchronised, so that the files can be made as a power cut would leave them; and the k-th operation can
// be told to fail.
#ifndef PASSUNG_TESTS_SUPPORT_DISK_FAULT_VFS_H_
#define PASSUNG_TESTS_SUPPORT_DISK_FAULT_VFS_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace passung::storage {

struct DiskEvent {
  enum class Kind : uint8_t { kCreate, kWrite, kTruncate, kSync, kDelete, kAcknowledged };
  Kind kind = Kind::kWrite;
  std::string file;    // name without its folder
  int64_t offset = 0;  // of a write; size of a truncation; number of an acknowledgement
  std::string bytes;
  bool folder_synced = false;  // of a deletion
};

enum class Fault : uint8_t {
  kIoErrorOnce,      // the k-th operation only
  kIoErrorFromThen,  // and all after it
  kDiskFull,         // from the k-th that needs space on; half of the first write is made
};

// Is SQLite's VFS while it lives. One at a time; connections end before it does.
class FaultVfs final {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  const std::vector<DiskEvent>& events() const;
  void Acknowledge(int64_t number);  // among the events, at this place

  void FailAt(int64_t k, Fault fault);  // counted from now, from 1
  void Heal();
  bool struck() const;  // whether an operation failed since FailAt
};

using DiskImage = std::map<std::string, std::string>;

// The files after a power cut behind the first `count` events: what was not synchronised is there or not in sectors of
// 512 bytes, each by chance; `keep` of 100.
DiskImage ImageAfterCut(const std::vector<DiskEvent>& events, size_t count, int keep,
                        std::mt19937_64& random);

}  // namespace passung::storage

#endif  // PASSUNG_TESTS_SUPPORT_DISK_FAULT_VFS_H_
