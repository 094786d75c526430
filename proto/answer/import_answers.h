#ifndef PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_

#include <cstddef>
#include <optional>
#include <string>

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

// A file that comes in parts: Add for each message of the stream, then Finish once. Used by one
// thread.
template <class File>
class FileImporter {
 public:
  static constexpr size_t kLargestFile = size_t{256} << 20;

  explicit FileImporter(const CallContext& context) : context_(context) {}

  // InvalidArgument naming the field for data before the options or options that come again;
  // ResourceExhausted with the reason FILE_TOO_LARGE.
  absl::Status Add(const typename File::Part& part);
  // Reads what came and stores what is good of it in one atomic write. InvalidArgument where nothing
  // can be read.
  absl::StatusOr<typename File::Response> Finish();

 private:
  const CallContext context_;
  std::optional<typename File::Options> options_;
  std::string content_;
};

using VacancyImporter = FileImporter<VacancyFile>;
using OfferImporter = FileImporter<OfferFile>;

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_
