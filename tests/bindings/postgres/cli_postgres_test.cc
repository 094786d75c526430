// The command line on a PostgreSQL server does what it does on a file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/postgres_server.h"
#include "tests/support/program.h"

namespace passung::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Ran {
  int code = 0;
  std::string output;  // both streams
};

Ran RunPassung(std::vector<std::string> arguments) {
  const Program program(PASSUNG_BINARY, std::move(arguments));
  Ran ran;
  ran.output = program.ReadAll();
  ran.code = program.Wait();
  return ran;
}

class CliPostgresTest : public testing::Test {
 protected:
  CliPostgresTest() : file_(testing::TempDir() + "passung_cli_postgres.db") {
    PostgresServer::Shared().Clear();
    RemoveFile();
    for (const std::string& db : {file_, url_}) {
      const Ran made = RunPassung({"market", "--mentees", "20", "--vacancies", "300", "--seed", "1",
                                   "--today", "2026-02-15", "--db", db});
      EXPECT_EQ(made.code, 0) << made.output;
    }
  }
  ~CliPostgresTest() override { RemoveFile(); }

  const std::string& url() const { return url_; }
  const std::string& file() const { return file_; }

 private:
  void RemoveFile() const {
    for (const char* suffix : {"", "-wal", "-shm", "-acknowledged"})
      std::filesystem::remove(file_ + suffix);
  }

  const std::string url_ = PostgresServer::Shared().Url();
  const std::string file_;
};

TEST_F(CliPostgresTest, AnswersAreThoseOfAFile) {
  for (const std::vector<std::string>& question :
       {std::vector<std::string>{"rank", "mentees/m000001", "--limit", "5", "--explain"},
        {"list", "vacancies", "--page-size", "20", "--format", "csv"},
        {"list", "mentees", "--page-size", "20", "--format", "json"}}) {
    std::vector<std::string> of_file = question;
    of_file.insert(of_file.end(), {"--db", file()});
    std::vector<std::string> of_server = question;
    of_server.insert(of_server.end(), {"--db", url()});
    const Ran expected = RunPassung(of_file);
    const Ran found = RunPassung(of_server);
    EXPECT_EQ(expected.code, 0) << expected.output;
    EXPECT_EQ(found.code, 0) << found.output;
    EXPECT_EQ(found.output, expected.output);
  }
}

TEST_F(CliPostgresTest, DoctorCountsWhatIsThere) {
  const Ran ran = RunPassung({"doctor", "--db", url(), "--lang", "en"});
  EXPECT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("300"));
}

TEST_F(CliPostgresTest, FilledDatabaseIsNotReplacedUnasked) {
  const Ran ran = RunPassung({"market", "--mentees", "1", "--vacancies", "1", "--db", url()});
  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.output, HasSubstr("holds mentees or vacancies already"));
}

TEST_F(CliPostgresTest, BackupsAreLeftToTheDatabaseItself) {
  const Ran ran = RunPassung({"backup", "--db", url(), "--to", file() + ".backup"});
  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.output, HasSubstr("pg_dump"));
}

TEST_F(CliPostgresTest, NoCommandShowsThePassword) {
  const std::string address = "postgresql://somebody:geheim-4711@127.0.0.1:1/passung";
  for (const std::vector<std::string>& command : {std::vector<std::string>{"list", "mentees"},
                                                  {"doctor"},
                                                  {"rank", "mentees/m000001"},
                                                  {"market", "--mentees", "1", "--vacancies", "1"},
                                                  {"bench"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--db", address});
    const Ran ran = RunPassung(arguments);
    EXPECT_NE(ran.code, 0);
    EXPECT_THAT(ran.output, HasSubstr("127.0.0.1:1"));
    EXPECT_THAT(ran.output, Not(HasSubstr("geheim")));
  }
}

}  // namespace
}  // namespace passung::cli
