#include "engine/image/sealed_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/image/archive.h"

namespace passung::image {
namespace {

constexpr absl::string_view kName = "PASSUNG IMAGE\n";
constexpr size_t kHeadSize = kName.size() + sizeof(kFormat);
constexpr size_t kAlignment = 64;
constexpr size_t kPiece = size_t{4} << 20U;

// The last bytes of a file.
struct Footer {
  uint64_t trailer_at = 0;
  uint64_t trailer_size = 0;
  base::Digest128 trailer_digest;
  std::array<char, 16> spare{};
  std::array<char, kHeadSize> head{};
};
static_assert(sizeof(Footer) == kAlignment && kHeadSize == 16);

std::array<char, kHeadSize> Head() {
  std::array<char, kHeadSize> head{};
  std::copy(kName.begin(), kName.end(), head.begin());
  std::memcpy(head.data() + kName.size(), &kFormat, sizeof(kFormat));
  return head;
}

absl::Status Failed(const std::string& path, int error) {
  const std::string message =
      absl::StrCat("\"", path, "\": ", std::generic_category().message(error));
  if (error == ENOENT) return absl::NotFoundError(message);
  if (error == ENOSPC || error == EDQUOT) return absl::ResourceExhaustedError(message);
  return absl::UnavailableError(message);
}

absl::Status SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::absolute(path).parent_path().string();
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return Failed(folder, errno);
  const absl::Cleanup close_file = [file] { close(file); };
  return fsync(file) == 0 ? absl::OkStatus() : Failed(folder, errno);
}

// Opens the file and holds it against other writers until it is closed, also by the end of the process. What
// somebody left there half written is gone.
absl::StatusOr<int> OpenForOne(const std::string& path, const std::string& part) {
  const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    // A folder that is not there is no file that is not there.
    const absl::Status status = Failed(path, errno);
    return absl::IsNotFound(status) ? absl::UnavailableError(status.message()) : status;
  }
  absl::Cleanup close_file = [file] { close(file); };
  const bool held = flock(file, LOCK_EX | LOCK_NB) == 0;
  if (!held && errno != EWOULDBLOCK) return Failed(path, errno);
  struct stat of_file {};
  struct stat of_name {};
  // Between opening and holding it another writer may have finished: then this is its file, under its last name.
  const bool still_named = held && fstat(file, &of_file) == 0 &&
                           stat(part.c_str(), &of_name) == 0 && of_file.st_ino == of_name.st_ino;
  if (!still_named) {
    return absl::UnavailableError(absl::StrCat("\"", path, "\" is being written by somebody else"));
  }
  if (ftruncate(file, 0) != 0) return Failed(path, errno);
  std::move(close_file).Cancel();
  return file;
}

size_t PiecesOf(size_t size) { return (size + kPiece - 1) / kPiece; }

}  // namespace

// ---- Writing ------------------------------------------------------------------------------------

absl::StatusOr<std::unique_ptr<SealedFileWriter>> SealedFileWriter::Create(
    const std::string& path) {
  const std::string part = absl::StrCat(path, ".part");
  PASSUNG_ASSIGN_OR_RETURN(const int file, OpenForOne(path, part));
  std::unique_ptr<SealedFileWriter> writer(new SealedFileWriter(path, part, file));
  const auto head = Head();
  writer->Append({head.data(), head.size()});
  return writer;
}

SealedFileWriter::~SealedFileWriter() {
  if (file_ < 0) return;
  // As long as it is held, the name is that of this file.
  unlink(part_.c_str());
  close(file_);
}

void SealedFileWriter::Append(absl::string_view bytes) {
  while (!bytes.empty()) {
    const size_t fit = std::min(bytes.size(), kPiece - buffer_.size());
    buffer_.append(bytes.data(), fit);
    bytes.remove_prefix(fit);
    if (buffer_.size() == kPiece) Flush();
  }
}

void SealedFileWriter::Flush() {
  pieces_.push_back(base::DigestOf(buffer_));
  absl::string_view left = buffer_;
  while (status_.ok() && !left.empty()) {
    const ssize_t count = write(file_, left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      status_ = Failed(path_, errno);
    } else {
      left.remove_prefix(static_cast<size_t>(count));
    }
  }
  written_ += buffer_.size();
  buffer_.clear();
}

void SealedFileWriter::CloseSection() {
  const uint64_t at = written_ + buffer_.size();
  if (!sections_.empty()) sections_.back() = at - sections_[sections_.size() - 2];
  Append(std::string((kAlignment - at % kAlignment) % kAlignment, '\0'));
}

void SealedFileWriter::BeginSection() {
  CloseSection();
  sections_.push_back(written_ + buffer_.size());
  sections_.push_back(0);
}

absl::StatusOr<int64_t> SealedFileWriter::Finish(absl::string_view text) {
  CloseSection();
  Footer footer;
  footer.trailer_at = written_ + buffer_.size();
  if (!buffer_.empty()) Flush();
  ArchiveWriter trailer;
  trailer(static_cast<uint32_t>(pieces_.size()));
  trailer.Raw(pieces_.data(), pieces_.size());
  trailer(sections_, std::string(text));
  footer.trailer_size = trailer.bytes().size();
  footer.trailer_digest = base::DigestOf(trailer.bytes());
  footer.head = Head();
  Append(trailer.bytes());
  Append({reinterpret_cast<const char*>(&footer), sizeof(footer)});
  if (!buffer_.empty()) Flush();
  PASSUNG_RETURN_IF_ERROR(status_);
  if (fsync(file_) != 0 || rename(part_.c_str(), path_.c_str()) != 0) return Failed(path_, errno);
  close(std::exchange(file_, -1));
  PASSUNG_RETURN_IF_ERROR(SyncFolderOf(path_));
  return static_cast<int64_t>(written_);
}

// ---- Reading ------------------------------------------------------------------------------------

absl::StatusOr<std::shared_ptr<const SealedFile>> SealedFile::Open(const std::string& path,
                                                                   int threads) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Failed(path, errno);
  const absl::Cleanup close_file = [file] { close(file); };
  struct stat state {};
  if (fstat(file, &state) != 0) return Failed(path, errno);
  if (!S_ISREG(state.st_mode)) {
    return absl::UnavailableError(absl::StrCat("\"", path, "\" is not a file"));
  }
  const auto size = static_cast<size_t>(state.st_size);
  void* const memory = size == 0 ? nullptr : mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) return Failed(path, errno);
  std::shared_ptr<SealedFile> sealed(
      new SealedFile(path, {static_cast<const char*>(memory), size}, size != 0));
  PASSUNG_RETURN_IF_ERROR(sealed->Check(threads));
  return sealed;
}

absl::StatusOr<std::shared_ptr<const SealedFile>> SealedFile::Of(absl::string_view bytes,
                                                                 const std::string& path,
                                                                 int threads) {
  std::shared_ptr<SealedFile> sealed(new SealedFile(path, bytes, false));
  PASSUNG_RETURN_IF_ERROR(sealed->Check(threads));
  return sealed;
}

std::shared_ptr<const SealedFile> SealedFile::Unsealed(std::vector<absl::string_view> sections,
                                                       absl::string_view text) {
  std::shared_ptr<SealedFile> file(new SealedFile("unsealed", {}, false));
  file->sections_ = std::move(sections);
  file->text_ = text;
  return file;
}

SealedFile::~SealedFile() {
  if (is_mapped_) munmap(const_cast<char*>(bytes_.data()), bytes_.size());  // NOLINT(*-const-cast)
}

absl::Status SealedFile::Damaged(absl::string_view why) const {
  return absl::DataLossError(
      absl::StrCat("\"", path_, "\" is no whole image: ", why, "; have it written anew"));
}

absl::Status SealedFile::CheckFormat() const {
  if (!absl::StartsWith(bytes_, kName) || bytes_.size() < kHeadSize + sizeof(Footer)) {
    return Damaged("it does not begin as one");
  }
  uint16_t format = 0;
  std::memcpy(&format, bytes_.data() + kName.size(), sizeof(format));
  if (format == kFormat) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("\"", path_, "\" has format ", format,
                                                    "; this program reads ", kFormat,
                                                    ": have it written anew"));
}

absl::Status SealedFile::Check(int threads) {
  PASSUNG_RETURN_IF_ERROR(CheckFormat());
  Footer footer;
  std::memcpy(&footer, bytes_.data() + bytes_.size() - sizeof(footer), sizeof(footer));
  const size_t before = bytes_.size() - sizeof(footer);
  if (footer.head != Head() || footer.spare != Footer().spare || footer.trailer_at > before ||
      footer.trailer_size != before - footer.trailer_at) {
    return Damaged("its end is missing");
  }
  const absl::string_view trailer = bytes_.substr(footer.trailer_at, footer.trailer_size);
  if (base::DigestOf(trailer) != footer.trailer_digest) return Damaged("its trailer was changed");
  ArchiveReader reader(trailer);
  uint32_t count = 0;
  reader(count);
  const absl::string_view body = bytes_.substr(0, footer.trailer_at);
  if (count != PiecesOf(body.size())) return Damaged("its trailer is of another file");
  std::vector<base::Digest128> pieces(count);
  reader.Raw(pieces.data(), pieces.size());
  std::vector<uint64_t> sections;
  std::string text;
  reader(sections, text);
  if (!reader.AtEnd() || sections.size() % 2 != 0) return Damaged("its trailer is none");
  std::vector<char> whole(count);
  ParallelFor(count, threads, [&](size_t nth) {
    whole[nth] = base::DigestOf(body.substr(nth * kPiece, kPiece)) == pieces[nth] ? 1 : 0;
  });
  const auto changed = std::find(whole.begin(), whole.end(), 0);
  if (changed != whole.end()) {
    return Damaged(
        absl::StrCat("bytes were changed from ", (changed - whole.begin()) * kPiece, " on"));
  }
  for (size_t i = 0; i < sections.size(); i += 2) {
    const bool lies_within = sections[i] % kAlignment == 0 && sections[i] <= body.size() &&
                             sections[i + 1] <= body.size() - sections[i];
    if (!lies_within) return Damaged("a section lies outside of it");
    sections_.push_back(body.substr(sections[i], sections[i + 1]));
  }
  text_ = trailer.substr(trailer.size() - text.size());
  return absl::OkStatus();
}

}  // namespace passung::image
