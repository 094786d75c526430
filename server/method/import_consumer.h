// A file that comes in parts, as a client stream.
#ifndef PASSUNG_SERVER_METHOD_IMPORT_CONSUMER_H_
#define PASSUNG_SERVER_METHOD_IMPORT_CONSUMER_H_

#include <memory>

#include "proto/answer/import_answers.h"
#include "server/method/answer_methods.h"
#include "server/method/session.h"

namespace passung::server {

// ClientStream(OpenImport<answer::VacancyFile>)
template <class File>
class ImportConsumer final : public Consumer<typename File::Part, typename File::Response> {
 public:
  explicit ImportConsumer(const CallContext& context)
      : importer_(AnswerContextOf(context), [&context] { return context.IsOver(); }) {}
  absl::Status Take(const typename File::Part& part) override { return importer_.Add(part); }
  absl::StatusOr<typename File::Response> Finish() override { return importer_.Finish(); }

 private:
  answer::FileImporter<File> importer_;
};

template <class File>
absl::StatusOr<std::unique_ptr<Consumer<typename File::Part, typename File::Response>>> OpenImport(
    CallContext& context) {
  return std::make_unique<ImportConsumer<File>>(context);
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_IMPORT_CONSUMER_H_
