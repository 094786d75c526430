#include "tests/support/disk/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>

#include "absl/strings/match.h"

namespace passung::storage {
namespace {

struct DiskState {
  std::mutex mutex;
  std::vector<DiskEvent> events;
  int64_t left = 0;  // operations until the fault; 0: none is set
  Fault fault = Fault::kIoErrorOnce;
  bool struck = false;
};
DiskState* mounted = nullptr;
sqlite3_vfs* real_vfs = nullptr;

// Whether the operation at hand fails.
bool Strikes(bool needs_space) {
  const std::lock_guard lock(mounted->mutex);
  if (mounted->left == 0 || (mounted->fault == Fault::kDiskFull && !needs_space)) return false;
  if (mounted->left > 1) {
    --mounted->left;
    return false;
  }
  if (mounted->fault == Fault::kIoErrorOnce) mounted->left = 0;
  mounted->struck = true;
  return true;
}

void Note(DiskEvent event) {
  const std::lock_guard lock(mounted->mutex);
  mounted->events.push_back(std::move(event));
}

struct ShimFile {
  sqlite3_file base;
  std::string* name;  // empty: a temporary file, which no power cut concerns
  sqlite3_file* real;
};
ShimFile& Shim(sqlite3_file* file) { return *reinterpret_cast<ShimFile*>(file); }
sqlite3_file* Real(sqlite3_file* file) { return Shim(file).real; }
const sqlite3_io_methods& Methods(sqlite3_file* file) { return *Real(file)->pMethods; }

void NoteOf(sqlite3_file* file, DiskEvent event) {
  if (Shim(file).name->empty()) return;
  event.file = *Shim(file).name;
  Note(std::move(event));
}

int Close(sqlite3_file* file) {
  const int code = Methods(file).xClose(Real(file));
  delete Shim(file).name;
  return code;
}
int Read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  if (Strikes(false)) return SQLITE_IOERR_READ;
  return Methods(file).xRead(Real(file), to, size, at);
}
int Write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  const bool strikes = Strikes(true);
  if (strikes) size /= 2;
  const int code = Methods(file).xWrite(Real(file), from, size, at);
  if (code == SQLITE_OK) {
    NoteOf(file, {.kind = DiskEvent::Kind::kWrite,
                  .file = "",
                  .offset = at,
                  .bytes = std::string(static_cast<const char*>(from), static_cast<size_t>(size))});
  }
  if (!strikes) return code;
  return mounted->fault == Fault::kDiskFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (Strikes(false)) return SQLITE_IOERR_TRUNCATE;
  NoteOf(file, {.kind = DiskEvent::Kind::kTruncate, .file = "", .offset = size, .bytes = ""});
  return Methods(file).xTruncate(Real(file), size);
}
int Sync(sqlite3_file* file, int flags) {
  if (Strikes(false)) return SQLITE_IOERR_FSYNC;
  NoteOf(file, {.kind = DiskEvent::Kind::kSync, .file = "", .offset = 0, .bytes = ""});
  return Methods(file).xSync(Real(file), flags);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  if (Strikes(false)) return SQLITE_IOERR_FSTAT;
  return Methods(file).xFileSize(Real(file), size);
}
int Lock(sqlite3_file* file, int level) { return Methods(file).xLock(Real(file), level); }
int Unlock(sqlite3_file* file, int level) { return Methods(file).xUnlock(Real(file), level); }
int CheckReservedLock(sqlite3_file* file, int* out) {
  return Methods(file).xCheckReservedLock(Real(file), out);
}
int FileControl(sqlite3_file* file, int operation, void* argument) {
  return Methods(file).xFileControl(Real(file), operation, argument);
}
int SectorSize(sqlite3_file* file) { return Methods(file).xSectorSize(Real(file)); }
int Characteristics(sqlite3_file* file) { return Methods(file).xDeviceCharacteristics(Real(file)); }
int ShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  if (Strikes(false)) return SQLITE_IOERR_SHMMAP;
  return Methods(file).xShmMap(Real(file), page, size, extend, out);
}
int ShmLock(sqlite3_file* file, int offset, int n, int flags) {
  return Methods(file).xShmLock(Real(file), offset, n, flags);
}
void ShmBarrier(sqlite3_file* file) { Methods(file).xShmBarrier(Real(file)); }
int ShmUnmap(sqlite3_file* file, int remove) { return Methods(file).xShmUnmap(Real(file), remove); }

// Version 2: without memory maps, which no method would see.
const sqlite3_io_methods& ShimMethods() {
  static const auto& methods = *new sqlite3_io_methods{2,
                                                       Close,
                                                       Read,
                                                       Write,
                                                       Truncate,
                                                       Sync,
                                                       FileSize,
                                                       Lock,
                                                       Unlock,
                                                       CheckReservedLock,
                                                       FileControl,
                                                       SectorSize,
                                                       Characteristics,
                                                       ShmMap,
                                                       ShmLock,
                                                       ShmBarrier,
                                                       ShmUnmap,
                                                       nullptr,
                                                       nullptr};
  return methods;
}

std::string NameOf(const char* path) {
  const std::string whole(path == nullptr ? "" : path);
  return whole.substr(whole.rfind('/') + 1);
}

int Open(sqlite3_vfs* /*vfs*/, const char* path, sqlite3_file* file, int flags, int* out) {
  file->pMethods = nullptr;
  if (Strikes(false)) return SQLITE_CANTOPEN;
  int before = 0;
  if (path != nullptr) real_vfs->xAccess(real_vfs, path, SQLITE_ACCESS_EXISTS, &before);
  auto* real = reinterpret_cast<sqlite3_file*>(&Shim(file) + 1);
  const int code = real_vfs->xOpen(real_vfs, path, real, flags, out);
  if (code != SQLITE_OK) return code;
  const bool stays =
      (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  Shim(file).name = new std::string(stays ? NameOf(path) : "");
  Shim(file).real = real;
  file->pMethods = &ShimMethods();
  if (before == 0) NoteOf(file, {.kind = DiskEvent::Kind::kCreate, .file = "", .bytes = ""});
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* /*vfs*/, const char* path, int sync_folder) {
  if (Strikes(false)) return SQLITE_IOERR_DELETE;
  const int code = real_vfs->xDelete(real_vfs, path, sync_folder);
  if (code == SQLITE_OK) {
    Note({.kind = DiskEvent::Kind::kDelete,
          .file = NameOf(path),
          .offset = 0,
          .bytes = "",
          .folder_synced = sync_folder != 0});
  }
  return code;
}

sqlite3_vfs& ShimVfs() {
  static auto& vfs = *new sqlite3_vfs(*real_vfs);
  vfs.zName = "passung-fault";
  vfs.pNext = nullptr;
  vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + real_vfs->szOsFile;
  vfs.xOpen = Open;
  vfs.xDelete = Delete;
  return vfs;
}

// ---- Power cuts ---------------------------------------------------------------------------------

// A file as it is for sure, and what was done to it since.
struct FileOnDisk {
  std::string durable;
  std::vector<const DiskEvent*> pending;
  bool entered = false;  // whether the folder knows it for sure
  bool deleted = false;  // but the folder may know it still
};

void WriteAt(std::string& content, size_t at, absl::string_view bytes) {
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size(), '\0');
  content.replace(at, bytes.size(), bytes.data(), bytes.size());
}

void Apply(std::string& content, const DiskEvent& event) {
  if (event.kind == DiskEvent::Kind::kTruncate) {
    content.resize(static_cast<size_t>(event.offset), '\0');
  } else {
    WriteAt(content, static_cast<size_t>(event.offset), event.bytes);
  }
}

template <class Chance>
void ApplyInSectors(std::string& content, const DiskEvent& event, Chance chance) {
  if (event.kind == DiskEvent::Kind::kTruncate) {
    if (chance()) Apply(content, event);
    return;
  }
  constexpr size_t kSector = 512;
  for (size_t done = 0; done < event.bytes.size();) {
    const size_t at = static_cast<size_t>(event.offset) + done;
    const size_t size = std::min(kSector - at % kSector, event.bytes.size() - done);
    if (chance()) WriteAt(content, at, absl::string_view(event.bytes).substr(done, size));
    done += size;
  }
}

using Files = std::map<std::string, FileOnDisk>;

void Synchronise(Files& files, const std::string& name) {
  FileOnDisk& file = files[name];
  for (const DiskEvent* event : file.pending) Apply(file.durable, *event);
  file.pending.clear();
  // Of a new journal or log SQLite synchronises the folder as well, and with it whatever lies there.
  if (!absl::EndsWith(name, "-wal") && !absl::EndsWith(name, "-journal")) return;
  if (file.entered) return;
  std::erase_if(files, [](const auto& entry) { return entry.second.deleted; });
  for (auto& [ignored, other] : files) other.entered = true;
}

void Play(Files& files, const DiskEvent& event) {
  switch (event.kind) {
    case DiskEvent::Kind::kCreate:
      files[event.file] = {};
      break;
    case DiskEvent::Kind::kWrite:
    case DiskEvent::Kind::kTruncate:
      files[event.file].pending.push_back(&event);
      break;
    case DiskEvent::Kind::kSync:
      Synchronise(files, event.file);
      break;
    case DiskEvent::Kind::kDelete:
      files[event.file].deleted = true;
      if (event.folder_synced) files.erase(event.file);
      break;
    case DiskEvent::Kind::kAcknowledged:
      break;
  }
}

}  // namespace

FaultVfs::FaultVfs() {
  mounted = new DiskState;
  real_vfs = sqlite3_vfs_find("unix");
  sqlite3_vfs_register(&ShimVfs(), 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&ShimVfs());
  sqlite3_vfs_register(real_vfs, 1);
  delete mounted;
  mounted = nullptr;
}

const std::vector<DiskEvent>& FaultVfs::events() const { return mounted->events; }

void FaultVfs::Acknowledge(int64_t number) {
  Note({.kind = DiskEvent::Kind::kAcknowledged, .file = "", .offset = number, .bytes = ""});
}

void FaultVfs::FailAt(int64_t k, Fault fault) {
  const std::lock_guard lock(mounted->mutex);
  mounted->left = k;
  mounted->fault = fault;
  mounted->struck = false;
}

void FaultVfs::Heal() {
  const std::lock_guard lock(mounted->mutex);
  mounted->left = 0;
}

bool FaultVfs::struck() const {
  const std::lock_guard lock(mounted->mutex);
  return mounted->struck;
}

DiskImage ImageAfterCut(const std::vector<DiskEvent>& events, size_t count, int keep,
                        std::mt19937_64& random) {
  Files files;
  for (size_t i = 0; i < count; ++i) Play(files, events[i]);
  const auto chance = [&] { return static_cast<int>(random() % 100) < keep; };
  DiskImage image;
  for (auto& [name, file] : files) {
    if (file.deleted ? chance() : (!file.entered && !chance())) continue;
    for (const DiskEvent* event : file.pending) ApplyInSectors(file.durable, *event, chance);
    image[name] = file.durable;
  }
  return image;
}

}  // namespace passung::storage
