#ifndef PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// The messages of an import.
struct VacancyFile {
  using Options = v1::ImportOptions;
  using Part = v1::ImportVacanciesRequest;
  using Response = v1::ImportVacanciesResponse;
};
struct OfferFile {
  using Options = v1::OfferImportOptions;
  using Part = v1::ImportOffersRequest;
  using Response = v1::ImportOffersResponse;
};

// How much there may be of files that are being received. Thread-safe.
class ImportBudget {
 public:
  explicit ImportBudget(int64_t bytes) : left_(bytes) {}
  // That of all imports of this process, whose memory is one.
  static ImportBudget& OfProcess();

  // False, and nothing is taken, where there is less.
  bool Take(int64_t bytes);
  void GiveBack(int64_t bytes) { left_ += bytes; }

 private:
  std::atomic<int64_t> left_;
};

// A file that comes in parts: Add for each message of the stream, then Finish once. Used by one
// thread.
template <class File>
class FileImporter {
 public:
  static constexpr size_t kLargestFile = size_t{256} << 20;

  // `is_over`: whether nobody waits for the answer any more; may be empty.
  explicit FileImporter(const CallContext& context, std::function<bool()> is_over = nullptr,
                        ImportBudget& budget = ImportBudget::OfProcess())
      : context_(context), is_over_(std::move(is_over)), budget_(budget) {}
  ~FileImporter() { Forget(); }
  FileImporter(const FileImporter&) = delete;
  FileImporter& operator=(const FileImporter&) = delete;

  // InvalidArgument naming the field for data before the options, options that come again, and a language, format or
  // size in them that there is none of; ResourceExhausted with the reason FILE_TOO_LARGE, also where the size in the
  // options says so, or with IMPORTS_FULL and a time to try again.
  absl::Status Add(const typename File::Part& part);
  // Reads what came and stores what is good of it in one atomic write. InvalidArgument where nothing
  // can be read, or where it is not of the size that the options name; Cancelled, and nothing is stored,
  // where the call is over before.
  absl::StatusOr<typename File::Response> Finish();

 private:
  static absl::Status CheckOptions(const typename File::Options& options);
  absl::Status CheckIsWanted() const;
  absl::Status CheckSize() const;
  // What came of the file.
  void Forget();

  const CallContext context_;
  const std::function<bool()> is_over_;
  ImportBudget& budget_;
  std::optional<typename File::Options> options_;
  std::string content_;
};

using VacancyImporter = FileImporter<VacancyFile>;
using OfferImporter = FileImporter<OfferFile>;

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_
