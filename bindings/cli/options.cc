#include "bindings/cli/options.h"

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"

namespace passung::cli {
namespace {

constexpr char kDbHelp[] =
    "Database file (made by `passung market` or `passung import`), or\n"
    "postgresql://USER@HOST/DATABASE";

void AddDataOption(CLI::App& command, std::string& data) {
  command
      .add_option("--data", data,
                  "Folder with tables of law and districts (work_access.csv …) that replace those\n"
                  "built in; with --db")
      ->type_name("DIR");
}

CLI::Option_group* AddWhere(CLI::App& command, const char* how_many, SourceOptions& source) {
  CLI::Option_group* group = command.add_option_group("Where", how_many);
  group->add_option("--db", source.db, kDbHelp)->type_name("FILE");
  group->add_option("--server", source.server.address, "A running passungd")
      ->type_name("HOST:PORT");
  AddServerAccessOptions(command, source.server);
  return group;
}

}  // namespace

const text::Texts& OutputOptions::texts() const {
  return text::Texts::For(lang == "en" ? text::Locale::kEn : text::Locale::kDe);
}

std::string OutputOptions::locale() const {
  if (format != Format::kTable) return lang;
  return lang.empty() ? "de" : lang;
}

void AddOutputOptions(CLI::App& command, OutputOptions& output) {
  AddOutputOptions(command, output,
                   {{"table", Format::kTable}, {"json", Format::kJson}, {"csv", Format::kCsv}},
                   "table, json or csv (default: table)");
}

void AddOutputOptions(CLI::App& command, OutputOptions& output,
                      const std::map<std::string, Format>& formats, const char* help) {
  command.add_option("--format", output.format, help)
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORMAT");
  command.add_option("--lang", output.lang, "Language of the texts: de or en (tables: de)")
      ->check(CLI::IsMember({"de", "en"}).description(""))
      ->type_name("LANG");
}

std::string SourceOptions::ToArguments() const {
  if (!server.address.empty()) return server.ToArguments();
  return absl::StrCat("--db ", db, data.empty() ? "" : " --data ", data);
}

void AddSourceOptions(CLI::App& command, SourceOptions& source) {
  AddWhere(command, "exactly one of", source)->require_option(1);
  AddDataOption(command, source.data);
}

CLI::Option_group* AddOptionalSourceOptions(CLI::App& command, SourceOptions& source) {
  CLI::Option_group* group = AddWhere(command, "at most one of", source);
  group->require_option(0, 1);
  return group;
}

void AddLocalOptions(CLI::App& command, SourceOptions& source) {
  command.add_option("--db", source.db, kDbHelp)->required()->type_name("FILE");
  AddDataOption(command, source.data);
}

void AddDatabaseOption(CLI::App& command, std::string& db) {
  command
      .add_option("--db", db,
                  "Database file, which is created if it is not there, or\n"
                  "postgresql://USER@HOST/DATABASE")
      ->required()
      ->type_name("FILE");
}

}  // namespace passung::cli
