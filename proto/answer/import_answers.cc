#include "proto/answer/import_answers.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "passung/codec.h"
#include "passung/ingest.h"
#include "proto/answer/request_id.h"
#include "proto/answer/shown_report.h"
#include "proto/answer/texts_for.h"
#include "proto/wire/field_error.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

constexpr int64_t kMostReceived = int64_t{512} << 20;
constexpr std::chrono::seconds kRetry(5);

absl::Status ImportFault(absl::string_view field, absl::string_view description) {
  return wire::FieldErrorStatus(
      {{.field = std::string(field), .description = std::string(description)}});
}

// What a file was read to: rows to write, if any, and the report.
struct ReadFileRows {
  WriteBatch batch;
  bool has_rows = false;
  ImportReport report;
};

absl::StatusOr<ReadFileRows> ReadRowsOf(const VacancyFile& /*file*/, absl::string_view content,
                                        const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(VacancyImport import, passung::ImportVacancies(content, knowledge));
  ReadFileRows read = {.has_rows = !import.vacancies.empty(), .report = std::move(import.report)};
  read.batch.upsert_vacancies = std::move(import.vacancies);
  return read;
}

absl::StatusOr<ReadFileRows> ReadRowsOf(const OfferFile& /*file*/, absl::string_view content,
                                        const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(OfferImport import, passung::ImportOffers(content, knowledge));
  ReadFileRows read = {.has_rows = !import.offers.empty(), .report = std::move(import.report)};
  read.batch.upsert_offers = std::move(import.offers);
  return read;
}

// How the report names the format; empty for any, absent for a number that is no format.
std::optional<absl::string_view> NameOf(v1::ImportFormat format) {
  switch (format) {
    case v1::IMPORT_FORMAT_UNSPECIFIED:
      return "";
    case v1::IMPORT_FORMAT_CSV:
      return "csv";
    case v1::IMPORT_FORMAT_BA_JOBDETAILS:
      return "ba_jobdetails";
    default:
      return std::nullopt;
  }
}

std::optional<absl::string_view> NameOf(v1::OfferFormat format) {
  switch (format) {
    case v1::OFFER_FORMAT_UNSPECIFIED:
      return "";
    case v1::OFFER_FORMAT_CSV:
      return "csv";
    case v1::OFFER_FORMAT_BERUFSSPRACHKURSSUCHE:
      return "berufssprachkurssuche";
    default:
      return std::nullopt;
  }
}

// "7 is none of 0 (IMPORT_FORMAT_UNSPECIFIED), 1 (IMPORT_FORMAT_CSV) …".
template <class Format>
absl::Status NoFormat(Format asked) {
  std::vector<std::string> allowed;
  const google::protobuf::EnumDescriptor& formats = *google::protobuf::GetEnumDescriptor<Format>();
  allowed.reserve(static_cast<size_t>(formats.value_count()));
  for (int i = 0; i < formats.value_count(); ++i) {
    allowed.push_back(
        absl::StrCat(formats.value(i)->number(), " (", formats.value(i)->name(), ")"));
  }
  return ImportFault("options.format", absl::StrCat(static_cast<int>(asked), " is none of ",
                                                    absl::StrJoin(allowed, ", ")));
}

// REQUIRES: it has a name.
template <class Format>
absl::Status CheckFormat(Format asked, absl::string_view found) {
  if (absl::StartsWith(found, *NameOf(asked))) return absl::OkStatus();
  return ImportFault("options.format", absl::StrCat("the file is ", found));
}

absl::Status TooLarge(size_t most) {
  return wire::WithReason(
      absl::ResourceExhaustedError(absl::StrCat("the file is larger than ", most >> 20U, " MiB")),
      "FILE_TOO_LARGE");
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

// Of what can be said before a long file has come.
template <class File>
absl::Status FileImporter<File>::CheckOptions(const typename File::Options& options) {
  const auto texts = TextsFor(options.locale());
  if (!texts.ok()) return wire::UnderField("options", texts.status());
  if (!NameOf(options.format())) return NoFormat(options.format());
  if (options.has_size() && options.size() < 0) {
    return ImportFault("options.size", absl::StrCat(options.size(), " is not 0 or more bytes"));
  }
  if (options.size() > static_cast<int64_t>(kLargestFile)) return TooLarge(kLargestFile);
  return absl::OkStatus();
}

template <class File>
void FileImporter<File>::Forget() {
  budget_.GiveBack(static_cast<int64_t>(content_.size()));
  content_ = std::string();
}

template <class File>
absl::Status FileImporter<File>::Add(const typename File::Part& part) {
  if (part.has_options()) {
    if (options_) return ImportFault("options", "come once, in the first message");
    PASSUNG_RETURN_IF_ERROR(CheckOptions(part.options()));
    options_ = part.options();
    return absl::OkStatus();
  }
  if (!part.has_data()) return ImportFault("part", "must be given");
  if (!options_) return ImportFault("data", "comes after the options");
  if (content_.size() + part.data().size() > kLargestFile) return TooLarge(kLargestFile);
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
template <class File>
absl::Status FileImporter<File>::CheckIsWanted() const {
  if (!is_over_ || !is_over_()) return absl::OkStatus();
  return absl::CancelledError("nobody waits for the answer any more; nothing was stored");
}

template <class File>
absl::Status FileImporter<File>::CheckSize() const {
  if (!options_->has_size() || options_->size() == static_cast<int64_t>(content_.size())) {
    return absl::OkStatus();
  }
  return ImportFault(
      "options.size",
      absl::StrCat(options_->size(), " is not what came: ", content_.size(), " bytes"));
}

template <class File>
absl::StatusOr<typename File::Response> FileImporter<File>::Finish() {
  if (!options_) return ImportFault("options", "must be given");
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* const texts, TextsFor(options_->locale()));
  PASSUNG_RETURN_IF_ERROR(CheckSize());
  // The request is the file with its options.
  typename File::Part digest_of;
  *digest_of.mutable_options() = *options_;
  digest_of.set_data(FingerprintOf(absl::StrCat(options_->SerializeAsString(), "\n", content_)));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(digest_of, options_->request_id(), context_));
  typename File::Response response;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(response));
  if (answered) return response;
  auto read = ReadRowsOf(File(), content_, context_.backend.snapshot()->knowledge());
  if (!read.ok()) return wire::UnderField("data", read.status());
  Forget();
  PASSUNG_RETURN_IF_ERROR(CheckIsWanted());
  PASSUNG_RETURN_IF_ERROR(CheckFormat(options_->format(), read->report.format));
  *response.mutable_report() = ShownReport(read->report, texts);
  if (options_->validate_only() || !read->has_rows) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context_.backend.repository().revision());
    response.set_revision(revision);
    return response;
  }
  PASSUNG_RETURN_IF_ERROR(CheckIsWanted());
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(read->batch), "", response));
  return response;
}

template class FileImporter<VacancyFile>;
template class FileImporter<OfferFile>;

}  // namespace passung::answer
