#include "engine/storage/sqlite_acknowledged.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"

namespace passung::storage {
namespace {

// A sector each, so that a torn write spoils one place only.
constexpr size_t kPlaceSize = 512;
constexpr int64_t kPlaces = 2;
constexpr absl::string_view kName = "passung-acknowledged-1 ";
constexpr size_t kNumberSize = 20;
constexpr size_t kSealedSize = kName.size() + kNumberSize + 1 + 32 + 1;

// "passung-acknowledged-1 00000000000000000007 " + 32 hexadecimal digits + "\n"; frozen.
std::string SealedPlace(int64_t revision) {
  const std::string text = absl::StrFormat("%s%020d ", kName, revision);
  return absl::StrCat(text, base::DigestOf(text).ToHex(), "\n");
}

std::optional<int64_t> RevisionIn(absl::string_view place) {
  int64_t revision = 0;
  if (place.size() < kSealedSize || !absl::StartsWith(place, kName) ||
      !absl::SimpleAtoi(place.substr(kName.size(), kNumberSize), &revision) ||
      SealedPlace(revision) != place.substr(0, kSealedSize)) {
    return std::nullopt;
  }
  return revision;
}

}  // namespace

std::string Acknowledged::PathOf(const std::string& db) { return db + "-acknowledged"; }

absl::StatusOr<int64_t> Acknowledged::Read(const std::string& db) {
  const std::string path = PathOf(db);
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return 0;
  char bytes[kPlaces * kPlaceSize] = {};
  const ssize_t size = file < 0 ? -1 : pread(file, bytes, sizeof(bytes), 0);
  if (file >= 0) close(file);
  if (size < 0) return absl::UnavailableError(absl::StrCat("\"", path, "\" cannot be read"));
  if (size == 0) return 0;  // just made
  std::optional<int64_t> newest;
  for (int64_t place = 0; place < kPlaces; ++place) {
    const auto found = RevisionIn({bytes + place * kPlaceSize, kPlaceSize});
    if (found) newest = std::max(newest.value_or(0), *found);
  }
  if (newest) return *newest;
  return absl::DataLossError(absl::StrCat(
      "\"", path, "\" is damaged: which write was acknowledged last is not known; remove that ",
      "file to go on with what the database holds"));
}

Acknowledged::~Acknowledged() {
  if (file_ < 0) return;
  fdatasync(file_);
  close(file_);
}

void Acknowledged::Note(int64_t revision) {
  if (file_ < 0) file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  // This process may have noted a later one already.
  if (file_ < 0 || revision <= noted_) return;
  std::string place = SealedPlace(revision);
  place.resize(kPlaceSize, '\0');
  const auto at = static_cast<off_t>(revision % kPlaces) * static_cast<off_t>(kPlaceSize);
  if (pwrite(file_, place.data(), place.size(), at) == static_cast<ssize_t>(place.size())) {
    noted_ = revision;
  }
}

absl::Status CheckAcknowledged(const std::string& db, int64_t acknowledged, int64_t revision) {
  if (revision >= acknowledged) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(
      "\"", db, "\" is damaged: it ends with revision ", revision, ", and revision ", acknowledged,
      " was acknowledged; restore a backup, or, where an older copy was put there on purpose, ",
      "remove \"", Acknowledged::PathOf(db), "\""));
}

}  // namespace passung::storage
