// Profile files.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "proto/wire/profile_wire.h"

namespace passung::wire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// Longer rows are easier to read as a column.
constexpr int kLongestRow = 7;

// Keeps the first complaint of the parser.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!text_.empty()) return;
    text_ = line < 0 ? message
                     : absl::StrCat("line ", line + 1, ", column ", column + 1, ": ", message);
  }
  void AddWarning(int line, google::protobuf::io::ColumnNumber column,
                  const std::string& message) override {
    AddError(line, column, message);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Writes all fields of a message on one line: `level_1: 3500 level_2: 0 …`.
class RowPrinter final : public TextFormat::MessagePrinter {
 public:
  void Print(const Message& message, bool single_line_mode,
             TextFormat::BaseTextGenerator* generator) const override {
    TextFormat::Printer printer;
    printer.SetSingleLineMode(true);
    std::string row;
    printer.PrintToString(message, &row);
    while (!row.empty() && row.back() == ' ') row.pop_back();
    row.push_back(single_line_mode ? ' ' : '\n');
    generator->PrintString(row);
  }
};

// A short message of numbers only: a row of a table.
bool IsRow(const Descriptor& type) {
  if (type.field_count() > kLongestRow) return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.is_repeated() || field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return false;
  }
  return true;
}

void RegisterRows(const Descriptor& type, TextFormat::Printer& printer) {
  for (int i = 0; i < type.field_count(); ++i) {
    const Descriptor* below = type.field(i)->message_type();
    if (below == nullptr) continue;
    if (!IsRow(*below)) {
      RegisterRows(*below, printer);
      continue;
    }
    auto row = std::make_unique<RowPrinter>();
    // False where another field of the same type came first; then the printer stays ours.
    if (printer.RegisterMessagePrinter(below, row.get())) row.release();
  }
}

}  // namespace

std::string ProfileToText(const ScoringProfile& profile) {
  TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  RegisterRows(*v1::ScoringProfile::descriptor(), printer);
  std::string text;
  printer.PrintToString(ToProto(profile), &text);
  return text;
}

absl::StatusOr<ScoringProfile> ProfileFromText(absl::string_view text) {
  v1::ScoringProfile message;
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (!parser.ParseFromString(std::string(text), &message)) {
    return absl::InvalidArgumentError(
        error.text().empty() ? "not the text form of a scoring profile" : error.text());
  }
  PASSUNG_ASSIGN_OR_RETURN(ScoringProfile profile, FromProto(message));
  PASSUNG_RETURN_IF_ERROR(Validate(profile));
  return profile;
}

}  // namespace passung::wire
