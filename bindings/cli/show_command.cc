// `passung show NAME` and `passung delete NAME`: one resource.
#include <google/protobuf/descriptor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

struct ShowOptions {
  std::vector<std::string> names;
  SourceOptions source;
  OutputOptions output;
};

struct DeleteOptions {
  std::string name;
  SourceOptions source;
  bool dry_run = false;
  OutputOptions output;
};

// A line for each value that a message holds, under its path as masks and errors name it.
class Values {
 public:
  void AddAll(const std::string& path, const Message& message) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      const std::string place = absl::StrCat(path, path.empty() ? "" : ".", field->name());
      if (!field->is_repeated()) {
        Add(place, message, *field, kSingle);
        continue;
      }
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        Add(absl::StrCat(place, "[", i, "]"), message, *field, i);
      }
    }
  }
  const std::vector<std::vector<std::string>>& rows() const { return rows_; }

 private:
  static constexpr int kSingle = -1;

  void Add(const std::string& path, const Message& message, const FieldDescriptor& field,
           int index) {
    const auto& reflection = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return AddPart(path, index == kSingle
                               ? reflection.GetMessage(message, &field)
                               : reflection.GetRepeatedMessage(message, &field, index));
    }
    std::string text;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      text = index == kSingle ? reflection.GetString(message, &field)
                              : reflection.GetRepeatedString(message, &field, index);
    } else {
      google::protobuf::TextFormat::PrintFieldValueToString(message, &field, index, &text);
    }
    rows_.push_back({path, std::move(text)});
  }
  void AddPart(const std::string& path, const Message& part) {
    if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&part)) {
      rows_.push_back({path, google::protobuf::util::TimeUtil::ToString(*time)});
      return;
    }
    const size_t before = rows_.size();
    AddAll(path, part);
    // That it is there is all it says.
    if (rows_.size() == before) rows_.push_back({path, "{}"});
  }

  std::vector<std::vector<std::string>> rows_;
};

// One resource of any kind, or several vacancies with since when they are known.
absl::StatusOr<Resource> Find(const std::vector<std::string>& names, Source& source) {
  if (names.size() == 1) return source.Get(names.front());
  v1::BatchGetVacanciesRequest request;
  for (const std::string& name : names) {
    if (!IsOf(wire::kVacancies, name)) {
      return UsageError(
          absl::StrCat("name: \"", name, "\" is no vacancy; several names are those of vacancies"));
    }
    request.add_names(name);
  }
  PASSUNG_ASSIGN_OR_RETURN(v1::BatchGetVacanciesResponse found, source.Ask(request));
  return Resource(std::make_unique<v1::BatchGetVacanciesResponse>(std::move(found)));
}

absl::Status RunShow(const ShowOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const auto resource, Find(options.names, *source));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(*resource);
    return absl::OkStatus();
  }
  Values values;
  values.AddAll("", *resource);
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine({"field", "value"});
    for (const auto& row : values.rows()) console.out << CsvLine(row);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  Table table({{texts.Get("table.field")}, {texts.Get("table.value")}}, console.width);
  for (const auto& row : values.rows()) table.Add(row);
  table.Print(console.out);
  return absl::OkStatus();
}

absl::Status RunDelete(const DeleteOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_RETURN_IF_ERROR(source->Delete(options.name, options.dry_run));
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get(options.dry_run ? "phrase.would_delete" : "phrase.deleted",
                           {{{"name", options.name}}})
              << "\n";
  if (IsOf(wire::kMentees, options.name)) console.out << texts.Get("note.deleted_mentee") << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddShowCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("show", "One mentee, vacancy, employer, mentor, profile");
  command->footer(
      "Examples:\n"
      "  passung show mentees/m000001 --db market.db\n"
      "  passung show vacancies/v0000001 --db market.db --format json\n"
      "  passung show vacancies/v0000001 vacancies/v0000002 --db market.db    # with their age\n"
      "  passung show mentees/m000001/contact --server localhost:50051 --ca ca.pem --purpose "
      "contact");
  auto options = std::make_shared<ShowOptions>();
  command
      ->add_option("name", options->names,
                   "mentees/ID, mentees/ID/contact, vacancies/ID …; several: vacancies only")
      ->required();
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunShow(*options, console); };
  });
}

void AddDeleteCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("delete", "Deletes one mentee, vacancy, employer, mentor");
  command->footer(
      "Earlier versions stay, so that answers can be replayed; of a person only a purge removes\n"
      "everything (AdminService.PurgePerson).\n\n"
      "Examples:\n"
      "  passung delete vacancies/v0000001 --db market.db --dry-run\n"
      "  passung delete mentees/m000001 --db market.db");
  auto options = std::make_shared<DeleteOptions>();
  command
      ->add_option("name", options->name,
                   "mentees/ID, vacancies/ID, employers/ID, mentors/ID or offers/ID")
      ->required();
  AddSourceOptions(*command, options->source);
  command->add_flag("--dry-run", options->dry_run, "Check only, delete nothing");
  AddOutputOptions(*command, options->output, {{"table", Format::kTable}}, "table");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunDelete(*options, console); };
  });
}

}  // namespace passung::cli
