#ifndef PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/v1/catalog_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// A file of vacancies that comes in parts: Add for each message of the stream, then Finish once.
// Used by one thread.
class VacancyImporter {
 public:
  static constexpr size_t kLargestFile = size_t{256} << 20;

  explicit VacancyImporter(const CallContext& context) : context_(context) {}

  // InvalidArgument naming the field for data before the options or options that come again;
  // ResourceExhausted with the reason FILE_TOO_LARGE.
  absl::Status Add(const v1::ImportVacanciesRequest& part);
  // Reads what came and stores what is good of it in one atomic write. InvalidArgument where nothing
  // can be read.
  absl::StatusOr<v1::ImportVacanciesResponse> Finish();

 private:
  const CallContext context_;
  std::optional<v1::ImportOptions> options_;
  std::string content_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_IMPORT_ANSWERS_H_
