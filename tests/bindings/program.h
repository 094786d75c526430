// Runs the real `passung` in a folder of its own.
#ifndef PASSUNG_TESTS_BINDINGS_PROGRAM_H_
#define PASSUNG_TESTS_BINDINGS_PROGRAM_H_

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"

namespace passung::cli {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

// Every field of the JSON must be one of the message.
template <class Message>
Message FromJson(const std::string& json) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &message);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << json.substr(0, 500);
  return message;
}

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) /
              absl::StrCat("passung_", test->test_suite_name(), "_", test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ProgramTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  std::string Write(const std::string& name, const std::string& content) const {
    std::ofstream(Path(name), std::ios::binary) << content;
    return Path(name);
  }
  static std::string Read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    return content.str();
  }

  // `arguments` go through a shell. Standard output is no terminal.
  Outcome Run(const std::string& arguments) const {
    const std::string command = absl::StrCat(PASSUNG_BINARY, " ", arguments, " >", Path("out"),
                                             " 2>", Path("err"), " </dev/null");
    const int state = std::system(command.c_str());
    return {.code = WIFEXITED(state) ? WEXITSTATUS(state) : -1,
            .out = Read(Path("out")),
            .err = Read(Path("err"))};
  }
  Outcome MustRun(const std::string& arguments) const {
    Outcome outcome = Run(arguments);
    EXPECT_EQ(outcome.code, 0) << arguments << "\n" << outcome.err;
    return outcome;
  }

  // A small market in "m.db", always the same.
  std::string MakeMarket() const {
    MustRun(absl::StrCat("market --mentees 20 --vacancies 300 --seed 7 --today 2026-02-15 --db ",
                         Path("m.db")));
    return absl::StrCat(" --db ", Path("m.db"));
  }

  std::filesystem::path folder_;
};

}  // namespace passung::cli

#endif  // PASSUNG_TESTS_BINDINGS_PROGRAM_H_
