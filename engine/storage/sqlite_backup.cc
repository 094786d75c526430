// Backups: SQLite copies page by page within one read transaction, so that the copy is of one revision; then the copy
// is read again, sealed with a checksum and given its name.
#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/base/digest.h"
#include "engine/base/status_macros.h"
#include "engine/storage/sqlite_acknowledged.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_rows.h"
#include "passung/backup.h"

namespace passung {
namespace {

namespace fs = std::filesystem;
using storage::SqliteHandle;

// "\npassung-backup-1 " + 32 hexadecimal digits + "\n"; frozen.
constexpr absl::string_view kSealName = "\npassung-backup-1 ";
constexpr size_t kSealSize = kSealName.size() + 32 + 1;
constexpr char kAside[] = ".before-restore";

absl::Status Failed(const std::string& path, int error) {
  const std::string message =
      absl::StrCat("\"", path, "\": ", std::generic_category().message(error));
  if (error == EEXIST) return absl::AlreadyExistsError(message);
  if (error == ENOSPC || error == EDQUOT) return absl::ResourceExhaustedError(message);
  return absl::UnavailableError(message);
}

absl::Status Damaged(const std::string& path, absl::string_view why) {
  return absl::DataLossError(
      absl::StrCat("\"", path, "\" is no whole backup: ", why, "; take an older one"));
}

// Digest of the first `size` bytes, part by part: a database may be larger than the memory.
absl::StatusOr<std::string> SealOf(const std::string& path, int64_t size) {
  std::ifstream file(path, std::ios::binary);
  base::Digest digest;
  std::string part(1 << 20, '\0');
  for (int64_t left = size; left > 0;) {
    const auto wanted = std::min(left, static_cast<int64_t>(part.size()));
    if (!file.read(part.data(), wanted)) {
      return absl::UnavailableError(absl::StrCat("\"", path, "\" cannot be read"));
    }
    digest.Update(absl::string_view(part).substr(0, static_cast<size_t>(wanted)));
    left -= wanted;
  }
  return absl::StrCat(kSealName, digest.ToHex(), "\n");
}

// Writes behind what is there and waits for the disk.
absl::Status AppendDurably(const std::string& path, absl::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) return Failed(path, errno);
  const absl::Cleanup close_file = [file] { close(file); };
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0) return Failed(path, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0 ? absl::OkStatus() : Failed(path, errno);
}

absl::Status SyncFolderOf(const std::string& path) {
  const std::string folder = fs::absolute(path).parent_path().string();
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return Failed(folder, errno);
  const absl::Cleanup close_file = [file] { close(file); };
  return fsync(file) == 0 ? absl::OkStatus() : Failed(folder, errno);
}

// Empty, and for its owner only from the start.
absl::Status CreateNew(const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Failed(path, errno);
  close(file);
  return absl::OkStatus();
}

// Gives a whole file its name, unless something has it.
absl::Status GiveName(const std::string& part, const std::string& name) {
  if (link(part.c_str(), name.c_str()) != 0) return Failed(name, errno);
  if (unlink(part.c_str()) != 0) return Failed(part, errno);
  return SyncFolderOf(name);
}

// Every page, every index and every row.
absl::StatusOr<BackupState> CheckContent(const std::string& path) {
  return storage::WithoutThrow(path, [&]() -> absl::StatusOr<BackupState> {
    // "immutable": no log and no lock beside it, and no other program that would change it.
    SQLite::Database database(absl::StrCat("file:", path, "?immutable=1"),
                              SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    PASSUNG_RETURN_IF_ERROR(storage::CheckIdentity(path, database));
    SQLite::Statement check(database, "PRAGMA integrity_check(1)");
    const std::string finding = check.executeStep() ? check.getColumn(0).getString() : "no answer";
    if (finding != "ok")
      return absl::DataLossError(absl::StrCat("\"", path, "\" is damaged: ", finding));
    BackupState state;
    state.schema_version = storage::QueryNumber(database, "PRAGMA user_version");
    state.bytes = static_cast<int64_t>(fs::file_size(path));
    if (state.schema_version == 0) return state;  // empty: no tables yet
    state.revision = storage::QueryNumber(database, "SELECT max(revision) FROM revision");
    PASSUNG_ASSIGN_OR_RETURN(state.rows, storage::CheckEveryRow(database, state.schema_version));
    return state;
  });
}

absl::Status CopyPages(const std::string& db, const std::string& to) {
  return storage::WithoutThrow(db, [&]() -> absl::Status {
    PASSUNG_ASSIGN_OR_RETURN(const SqliteHandle source, storage::OpenForReading(db));
    PASSUNG_RETURN_IF_ERROR(storage::CheckIdentity(db, *source));
    return storage::WithoutThrow(to, [&]() -> absl::Status {
      SQLite::Database target(to, SQLite::OPEN_READWRITE);
      SQLite::Backup backup(target, *source);
      // In one go: one read transaction, and nothing that is written meanwhile makes it begin again.
      const int code = backup.executeStep(-1);
      if (code != SQLITE_DONE) {
        return absl::UnavailableError(
            absl::StrCat("\"", db, "\" is locked: ", sqlite3_errstr(code)));
      }
      // One file, without a log beside it.
      target.exec("PRAGMA journal_mode = DELETE");
      return absl::OkStatus();
    });
  });
}

absl::StatusOr<BackupState> WriteBackup(const std::string& db, const std::string& part) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t acknowledged, storage::Acknowledged::Read(db));
  PASSUNG_RETURN_IF_ERROR(CopyPages(db, part));
  PASSUNG_ASSIGN_OR_RETURN(const BackupState copied, CheckContent(part));
  PASSUNG_RETURN_IF_ERROR(storage::CheckAcknowledged(db, acknowledged, copied.revision));
  PASSUNG_ASSIGN_OR_RETURN(const std::string seal,
                           SealOf(part, static_cast<int64_t>(fs::file_size(part))));
  PASSUNG_RETURN_IF_ERROR(AppendDurably(part, seal));
  return VerifyBackup(part);
}

// The backup without its seal, as a database of its own.
absl::Status Unseal(const std::string& backup, const std::string& part) {
  PASSUNG_RETURN_IF_ERROR(CreateNew(part));
  std::error_code error;
  fs::copy_file(backup, part, fs::copy_options::overwrite_existing, error);
  if (error) return Failed(part, error.value());
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, error);
  if (!error) fs::resize_file(part, fs::file_size(backup) - kSealSize, error);
  if (error) return Failed(part, error.value());
  return AppendDurably(part, "");
}

// Brings the log of the database into it, so that the file alone is all of it, and sees that nobody writes.
absl::Status EmptyLog(const std::string& db) {
  return storage::WithoutThrow(db, [&]() -> absl::Status {
    SQLite::Database database(db, SQLite::OPEN_READWRITE);
    // Needs the file for itself alone.
    database.exec("PRAGMA journal_mode = DELETE");
    return absl::OkStatus();
  });
}

absl::Status SetAside(const std::string& db) {
  const std::string aside = db + kAside;
  std::error_code error;
  if (fs::exists(aside, error)) {
    return absl::AlreadyExistsError(absl::StrCat(
        "\"", aside, "\" is there already, from a restore before; move it away first"));
  }
  const absl::Status emptied = EmptyLog(db);
  if (absl::IsUnavailable(emptied)) return emptied;
  // A damaged database is what backups are for: kept as it is, with its log.
  for (const char* suffix : {"-wal", "-shm", "-acknowledged"}) {
    if (!fs::exists(db + suffix, error)) continue;
    fs::rename(db + suffix, aside + suffix, error);
    if (error) return Failed(db + suffix, error.value());
  }
  fs::rename(db, aside, error);
  return error ? Failed(aside, error.value()) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<BackupState> VerifyBackup(const std::string& backup) {
  std::error_code error;
  const auto size = static_cast<int64_t>(fs::file_size(backup, error));
  if (error) return Failed(backup, error.value());
  constexpr auto kSeal = static_cast<int64_t>(kSealSize);
  if (size <= kSeal) return Damaged(backup, "it is too short");
  std::ifstream file(backup, std::ios::binary);
  std::string seal(kSealSize, '\0');
  if (!file.seekg(size - kSeal) || !file.read(seal.data(), kSeal)) {
    return absl::UnavailableError(absl::StrCat("\"", backup, "\" cannot be read"));
  }
  if (!absl::StartsWith(seal, kSealName)) {
    return Damaged(backup, "its last line is not that of a backup made by \"passung backup\"");
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::string computed, SealOf(backup, size - kSeal));
  if (computed != seal) return Damaged(backup, "it does not match its checksum");
  return CheckContent(backup);
}

absl::StatusOr<BackupState> BackUpDatabase(const std::string& db, const std::string& to) {
  std::error_code ignored;
  if (fs::exists(to, ignored)) return Failed(to, EEXIST);
  if (!fs::exists(db, ignored)) return Failed(db, ENOENT);
  const std::string part = absl::StrCat(to, ".part-", getpid());
  PASSUNG_RETURN_IF_ERROR(CreateNew(part));
  const absl::Cleanup remove = [&] { fs::remove(part, ignored); };
  PASSUNG_ASSIGN_OR_RETURN(const BackupState state, WriteBackup(db, part));
  PASSUNG_RETURN_IF_ERROR(GiveName(part, to));
  return state;
}

absl::StatusOr<BackupState> RestoreDatabase(const std::string& backup, const std::string& db,
                                            const RestoreOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const BackupState state, VerifyBackup(backup));
  std::error_code ignored;
  const bool there = fs::exists(db, ignored);
  if (there && !options.replace) return Failed(db, EEXIST);
  if (!there && fs::exists(db + "-wal", ignored)) return Failed(db + "-wal", EEXIST);
  const std::string part = absl::StrCat(db, ".part-", getpid());
  const absl::Cleanup remove = [&] { fs::remove(part, ignored); };
  PASSUNG_RETURN_IF_ERROR(Unseal(backup, part));
  if (there) PASSUNG_RETURN_IF_ERROR(SetAside(db));
  // Of a database that was there before.
  fs::remove(storage::Acknowledged::PathOf(db), ignored);
  PASSUNG_RETURN_IF_ERROR(GiveName(part, db));
  return state;
}

}  // namespace passung
