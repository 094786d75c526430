// `passung replay`: an answer that a server logged, once more.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <memory>
#include <string>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/v1/admin_service.pb.h"
#include "proto/answer/read_file.h"

namespace passung::cli {
namespace {

struct ReplayOptions {
  ServerAccess server;
  OutputOptions output;
  int64_t number = 0;
  std::string described;  // file
  std::string to;         // file
};

absl::StatusOr<v1::ReplayAnswerRequest> RequestOf(const ReplayOptions& options) {
  v1::ReplayAnswerRequest request;
  request.set_number(options.number);
  if (options.described.empty()) return request;
  PASSUNG_ASSIGN_OR_RETURN(const std::string json, answer::ReadFile(options.described));
  const auto read =
      google::protobuf::util::JsonStringToMessage(json, request.mutable_inline_mentee());
  if (read.ok()) return request;
  return absl::InvalidArgumentError(
      absl::StrCat("--inline-mentee: \"", options.described,
                   "\" is no mentee in JSON: ", std::string(read.message())));
}

// The answer as a message; DataLoss where this program does not know it.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> AnswerIn(
    const v1::ReplayAnswerResponse& response) {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      response.answer_type());
  if (type != nullptr) {
    std::unique_ptr<google::protobuf::Message> message(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    if (message->ParseFromString(response.answer())) return message;
  }
  return absl::DataLossError(absl::StrCat("the server's answer is no ", response.answer_type(),
                                          " that this program knows"));
}

absl::Status WriteBytes(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.flush();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("--to: \"", path, "\" cannot be written"));
}

void PrintFacts(const v1::ReplayAnswerResponse& response, const ReplayOptions& options,
                Console& console) {
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get(
                     "phrase.replay_head",
                     {{{"number", absl::StrCat(options.number)},
                       {"method", response.method()},
                       {"time", absl::FormatTime("%Y-%m-%d %H:%M:%S UTC",
                                                 absl::FromUnixSeconds(response.time().seconds()),
                                                 absl::UTCTimeZone())}}})
              << "\n"
              << texts.Get("phrase.replay_same",
                           {{{"bytes", absl::StrCat(response.answer().size())},
                             {"code", response.answer_digest()}}})
              << "\n";
  if (response.others_purged()) console.out << texts.Get("phrase.replay_others_purged") << "\n";
}

absl::Status RunReplay(const ReplayOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const v1::ReplayAnswerRequest request, RequestOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, ConnectServer(options.server));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ReplayAnswerResponse response, source->Ask(request));
  if (!options.to.empty()) {
    PASSUNG_RETURN_IF_ERROR(WriteBytes(options.to, response.answer()));
  }
  if (options.output.format != Format::kJson) PrintFacts(response, options, console);
  if (!options.to.empty() && options.output.format != Format::kJson) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const auto answer, AnswerIn(response));
  console.out << ToJson(*answer);
  return absl::OkStatus();
}

}  // namespace

void AddReplayCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* command = app.add_subcommand(
      "replay", "Gives a logged answer again, byte by byte, from the data of that time");
  command->footer(
      "The number is that of the entry in the decision log of the server (decisions-*.jsonl, "
      "\"n\"),\n"
      "which outcomes name, too. What comes out is compared with the code in the log: it is what "
      "was\n"
      "answered, or the command says why it cannot be: somebody was purged, the history of rows is "
      "not\n"
      "kept that long (keep_history_days), or another version of the engine answered.\n\n"
      "Examples:\n"
      "  passung replay 17 --server localhost:50051\n"
      "  passung replay 17 --server localhost:50051 --format json\n"
      "  passung replay 17 --server localhost:50051 --to answer.bin");
  command->add_option("number", options->number, "Number of the entry, from 1")
      ->required()
      ->type_name("N");
  command
      ->add_option("--inline-mentee", options->described,
                   "The person, where one was only described: a mentee in JSON")
      ->type_name("FILE");
  command->add_option("--to", options->to, "Also writes the bytes of the answer to this file")
      ->type_name("FILE");
  command->add_option("--server", options->server.address, "The running passungd that answered")
      ->required()
      ->type_name("HOST:PORT");
  AddServerAccessOptions(*command, options->server);
  AddOutputOptions(*command, options->output, {{"text", Format::kText}, {"json", Format::kJson}},
                   "text or json, which prints the answer alone (default: text)");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunReplay(*options, console); };
  });
}

}  // namespace passung::cli
