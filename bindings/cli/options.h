// Options that several commands share.
#ifndef PASSUNG_BINDINGS_CLI_OPTIONS_H_
#define PASSUNG_BINDINGS_CLI_OPTIONS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "bindings/cli/server_access.h"
#include "proto/text/text.h"

namespace passung::cli {

enum class Format : uint8_t { kTable, kJson, kCsv, kText, kMarkdown };

struct OutputOptions {
  Format format = Format::kTable;
  std::string lang;  // empty: not given

  // Tables are in German unless told otherwise.
  const text::Texts& texts() const;
  // What a request asks for: tables need sentences, data only if a language was named.
  std::string locale() const;
};
void AddOutputOptions(CLI::App& command, OutputOptions& output);
// The same with other formats, which `help` describes.
void AddOutputOptions(CLI::App& command, OutputOptions& output,
                      const std::map<std::string, Format>& formats, const char* help);

// Exactly one of database and server.
struct SourceOptions {
  std::string db;
  ServerAccess server;
  std::string data;  // folder with tables; with a database only

  // "--db FILE --data DIR" or "--server HOST:PORT …", as it was given.
  std::string ToArguments() const;
};
void AddSourceOptions(CLI::App& command, SourceOptions& source);
// At most one of both, for commands that can do without.
CLI::Option_group* AddOptionalSourceOptions(CLI::App& command, SourceOptions& source);
void AddDatabaseOption(CLI::App& command, std::string& db);
// A database that is there, and tables: --db and --data.
void AddLocalOptions(CLI::App& command, SourceOptions& source);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_OPTIONS_H_
