// A file of several sections that is either whole or refused: digests of all its bytes stand at its end.
//
//   "PASSUNG IMAGE\n" and the format, two bytes, lowest first; then the sections, each from a multiple of
//   64 on; then the trailer: digests (XXH3-128) of the file before it in pieces of 4 MiB, where the sections
//   lie, and a text of the writer; then 64 bytes: where the trailer begins, how long it is, its digest,
//   the format and "PASSUNG IMAGE\n" again.
//
// Numbers are written lowest byte first.
#ifndef PASSUNG_ENGINE_IMAGE_SEALED_FILE_H_
#define PASSUNG_ENGINE_IMAGE_SEALED_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"

namespace passung::image {

// Of everything an image has; changes with whatever a reader of today would misunderstand.
inline constexpr uint16_t kFormat = 1;

// Writes sections one after the other, as PATH.part until all is on the disk. That file is held (flock) as long as
// this lives: a second writer, of this process or another, is told Unavailable. Errors are ResourceExhausted where
// there is no space, else Unavailable, with the path; nothing is left behind where it is destroyed before Finish.
class SealedFileWriter {
 public:
  static absl::StatusOr<std::unique_ptr<SealedFileWriter>> Create(const std::string& path);
  ~SealedFileWriter();
  SealedFileWriter(const SealedFileWriter&) = delete;
  SealedFileWriter& operator=(const SealedFileWriter&) = delete;

  // What is appended from now on is the next section.
  void BeginSection();
  void Append(absl::string_view bytes);
  // Seals the file, waits for the disk and gives it its name, which any other of that name loses.
  // Returns its size.
  absl::StatusOr<int64_t> Finish(absl::string_view text);

 private:
  SealedFileWriter(std::string path, std::string part, int file)
      : path_(std::move(path)), part_(std::move(part)), file_(file) {}
  void Flush();
  void CloseSection();

  const std::string path_;
  const std::string part_;
  int file_;
  absl::Status status_;  // of the first thing that went wrong
  std::string buffer_;   // the piece that is being filled
  uint64_t written_ = 0;
  std::vector<base::Digest128> pieces_;
  std::vector<uint64_t> sections_;  // begin and size of each
};

// A sealed file, mapped for reading as long as this lives.
class SealedFile {
 public:
  // Errors as of SnapshotImage::Open. Reads all of it, on so many threads.
  static absl::StatusOr<std::shared_ptr<const SealedFile>> Open(const std::string& path,
                                                                int threads);
  // The same of bytes in memory, which must outlive it; `path` is what errors call them.
  static absl::StatusOr<std::shared_ptr<const SealedFile>> Of(absl::string_view bytes,
                                                              const std::string& path, int threads);
  // One of these sections, without a seal: for whoever tries what readers do with bytes that no writer
  // writes. All must outlive it.
  static std::shared_ptr<const SealedFile> Unsealed(std::vector<absl::string_view> sections,
                                                    absl::string_view text);
  ~SealedFile();
  SealedFile(const SealedFile&) = delete;
  SealedFile& operator=(const SealedFile&) = delete;

  const std::string& path() const { return path_; }
  int64_t size() const { return static_cast<int64_t>(bytes_.size()); }
  size_t section_count() const { return sections_.size(); }
  // Aligned to 64 bytes.
  absl::string_view section(size_t nth) const { return sections_[nth]; }
  absl::string_view text() const { return text_; }

 private:
  SealedFile(std::string path, absl::string_view bytes, bool is_mapped)
      : path_(std::move(path)), bytes_(bytes), is_mapped_(is_mapped) {}
  absl::Status Check(int threads);
  absl::Status CheckFormat() const;
  absl::Status Damaged(absl::string_view why) const;

  const std::string path_;
  const absl::string_view bytes_;
  const bool is_mapped_;
  std::vector<absl::string_view> sections_;
  absl::string_view text_;
};

}  // namespace passung::image

#endif  // PASSUNG_ENGINE_IMAGE_SEALED_FILE_H_
