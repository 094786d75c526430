// `passung image write|show|verify`: vacancies with their index in one file.
#include <memory>
#include <string>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/options.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/snapshot_image.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/imaged.h"
#include "proto/answer/loading.h"

namespace passung::cli {
namespace {

struct ImageOptions {
  SourceOptions source;
  std::string file;
};

void Say(absl::string_view what, const ImageFacts& facts, Console& console) {
  console.out << absl::StrCat(
      what, ": revision ", facts.revision, ", ", facts.vacancies, " vacancies, ", facts.rows,
      " rows, ", facts.bytes, " bytes, version ", facts.engine_version, "\n", "vacancies ",
      facts.vacancies_digest, "\n", "tables    ", facts.knowledge_digest, "\n");
}

absl::Status RunWrite(const ImageOptions& options, Console& console) {
  KnowledgeFiles tables;
  if (!options.source.data.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(tables, answer::ReadDataFolder(options.source.data));
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto repository, OpenStored(options.source.db));
  PASSUNG_ASSIGN_OR_RETURN(const auto snapshot, answer::LoadSnapshot(*repository, tables));
  PASSUNG_ASSIGN_OR_RETURN(const ImageFacts facts,
                           answer::WriteImageOf(*repository, *snapshot, options.file));
  Say(absl::StrCat("written ", options.file), facts, console);
  return absl::OkStatus();
}

absl::Status RunShow(const ImageOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto image, SnapshotImage::Open(options.file));
  Say(absl::StrCat("whole: ", options.file), image->facts(), console);
  for (const ActiveProfile& active : image->extras().active) {
    console.out << absl::StrCat("profile   ", active.id, " version ", active.version,
                                " is active\n");
  }
  return absl::OkStatus();
}

absl::Status RunVerify(const ImageOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto image, SnapshotImage::Open(options.file));
  PASSUNG_RETURN_IF_ERROR(image->VerifyVacancies());
  Say(absl::StrCat("every vacancy can be read: ", options.file), image->facts(), console);
  return absl::OkStatus();
}

using ImageStep = absl::Status (*)(const ImageOptions&, Console&);

CLI::App* Add(CLI::App& app, const char* name, const char* about,
              const std::shared_ptr<ImageOptions>& options, ImageStep run, Action& chosen) {
  CLI::App* command = app.add_subcommand(name, about);
  command->callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
  return command;
}

void AddFile(CLI::App& command, ImageOptions& options) {
  command.add_option("file", options.file, "Made by \"passung image write\"")
      ->required()
      ->type_name("FILE");
}

}  // namespace

void AddImageCommand(CLI::App& app, Action& chosen) {
  CLI::App* images = app.add_subcommand(
      "image", "Vacancies with their index in one file, to be searched without being built");
  images->require_subcommand(1);
  images->footer(
      "A server that is given the file (--image) is ready sooner, and a batch takes it to other\n"
      "machines. It holds no person. Only the version that wrote it reads it.\n\n"
      "Examples:\n"
      "  passung image write --db market.db --to market.image\n"
      "  passung image show market.image");
  auto options = std::make_shared<ImageOptions>();
  CLI::App* write =
      Add(*images, "write", "Writes the image of a database, in the place of one there", options,
          RunWrite, chosen);
  AddLocalOptions(*write, options->source);
  write->add_option("--to", options->file, "File that is made")->required()->type_name("FILE");
  AddFile(*Add(*images, "show", "Checks the seal of an image and says what it holds", options,
               RunShow, chosen),
          *options);
  AddFile(*Add(*images, "verify", "Also reads every vacancy in it", options, RunVerify, chosen),
          *options);
}

}  // namespace passung::cli
