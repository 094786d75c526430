#include "proto/answer/import_answers.h"

#include <chrono>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "passung/ingest.h"
#include "proto/answer/request_id.h"
#include "proto/wire/field_error.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

constexpr int64_t kMostReceived = int64_t{512} << 20;
constexpr std::chrono::seconds kRetry(5);

absl::Status ImportFault(absl::string_view field, absl::string_view description) {
  return wire::FieldErrorStatus(
      {{.field = std::string(field), .description = std::string(description)}});
}

absl::Status CheckFormat(v1::ImportFormat asked, absl::string_view found) {
  switch (asked) {
    case v1::IMPORT_FORMAT_UNSPECIFIED:
      return absl::OkStatus();
    case v1::IMPORT_FORMAT_CSV:
      if (absl::StartsWith(found, "csv")) return absl::OkStatus();
      break;
    case v1::IMPORT_FORMAT_BA_JOBDETAILS:
      if (absl::StartsWith(found, "ba_jobdetails")) return absl::OkStatus();
      break;
    default:
      return ImportFault("options.format", absl::StrCat(asked, " is not a value of ImportFormat"));
  }
  return ImportFault("options.format", absl::StrCat("the file is ", found));
}

}  // namespace

ImportBudget& ImportBudget::OfProcess() {
  static ImportBudget budget(kMostReceived);
  return budget;
}

bool ImportBudget::Take(int64_t bytes) {
  if (left_.fetch_sub(bytes) >= bytes) return true;
  left_ += bytes;
  return false;
}

void VacancyImporter::Forget() {
  budget_.GiveBack(static_cast<int64_t>(content_.size()));
  content_ = std::string();
}

absl::Status VacancyImporter::Add(const v1::ImportVacanciesRequest& part) {
  if (part.has_options()) {
    if (options_) return ImportFault("options", "come once, in the first message");
    options_ = part.options();
    return absl::OkStatus();
  }
  if (!part.has_data()) return ImportFault("part", "must be given");
  if (!options_) return ImportFault("data", "comes after the options");
  if (content_.size() + part.data().size() > kLargestFile) {
    return wire::WithReason(absl::ResourceExhaustedError(absl::StrCat("the file is larger than ",
                                                                      kLargestFile >> 20, " MiB")),
                            "FILE_TOO_LARGE");
  }
  if (!budget_.Take(static_cast<int64_t>(part.data().size()))) {
    return wire::WithReason(
        wire::WithRetry(absl::ResourceExhaustedError("too many files are being received"), kRetry),
        "IMPORTS_FULL");
  }
  content_.append(part.data());
  return absl::OkStatus();
}

// A client that is gone and one that has sent everything look alike at first: what was cut off must not be
// stored as if it were all.
absl::Status VacancyImporter::CheckIsWanted() const {
  if (!is_over_ || !is_over_()) return absl::OkStatus();
  return absl::CancelledError("nobody waits for the answer any more; nothing was stored");
}

absl::Status VacancyImporter::CheckSize() const {
  if (!options_->has_size() || options_->size() == static_cast<int64_t>(content_.size())) {
    return absl::OkStatus();
  }
  return ImportFault(
      "options.size",
      absl::StrCat(options_->size(), " is not what came: ", content_.size(), " bytes"));
}

absl::StatusOr<v1::ImportVacanciesResponse> VacancyImporter::Finish() {
  if (!options_) return ImportFault("options", "must be given");
  PASSUNG_RETURN_IF_ERROR(CheckSize());
  // The request is the file with its options.
  v1::ImportVacanciesRequest digest_of;
  *digest_of.mutable_options() = *options_;
  digest_of.set_data(FingerprintOf(absl::StrCat(options_->SerializeAsString(), "\n", content_)));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(digest_of, options_->request_id(), context_));
  v1::ImportVacanciesResponse response;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(response));
  if (answered) return response;
  auto import = passung::ImportVacancies(content_, context_.backend.snapshot()->knowledge());
  if (!import.ok()) return wire::UnderField("data", import.status());
  Forget();
  PASSUNG_RETURN_IF_ERROR(CheckIsWanted());
  PASSUNG_RETURN_IF_ERROR(CheckFormat(options_->format(), import->report.format));
  *response.mutable_report() = wire::ToProto(import->report);
  if (options_->validate_only() || import->vacancies.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context_.backend.repository().revision());
    response.set_revision(revision);
    return response;
  }
  WriteBatch batch;
  batch.upsert_vacancies = std::move(import->vacancies);
  PASSUNG_RETURN_IF_ERROR(CheckIsWanted());
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), "", response));
  return response;
}

}  // namespace passung::answer
