#include "tests/support/postgres_server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

namespace fs = std::filesystem;

constexpr char kUser[] = "postgres";
constexpr int kMostTries = 3'000;
constexpr int kBetweenTries = 10;  // milliseconds

// Where Debian has the programs of the server, which are in no PATH.
std::string ProgramNamed(const std::string& name) {
  std::string newest;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    const fs::path program = version.path() / "bin" / name;
    if (fs::exists(program, error) && program.string() > newest) newest = program.string();
  }
  return newest.empty() ? name : newest;
}

const passwd* OtherUser() { return geteuid() == 0 ? getpwnam(kUser) : nullptr; }

// As the user of the server, with its output in `log`; ends with this program.
pid_t Spawn(std::vector<std::string> arguments, const std::string& log) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const passwd* user = OtherUser();
  const pid_t pid = fork();
  if (pid != 0) return pid;
  const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  if (user != nullptr && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  execvp(argv[0], argv.data());
  _exit(127);
}

int WaitFor(pid_t pid) {
  int state = 0;
  waitpid(pid, &state, 0);
  return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

}  // namespace

PostgresServer::PostgresServer(std::vector<std::string> settings) : settings_(std::move(settings)) {
  std::string pattern = "/tmp/passung_postgres_XXXXXX";
  folder_ = mkdtemp(pattern.data());
  if (const passwd* user = OtherUser()) {
    EXPECT_EQ(chown(folder_.c_str(), user->pw_uid, user->pw_gid), 0);
  }
  MakeCluster();
  Start();
}

PostgresServer::~PostgresServer() {
  if (pid_ != 0) Stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

PostgresServer& PostgresServer::Shared() {
  static PostgresServer server;
  return server;
}

std::string PostgresServer::Url() const {
  return absl::StrCat("postgresql://", kUser, "@/postgres?host=", folder_);
}

void PostgresServer::MakeCluster() {
  const int code =
      WaitFor(Spawn({ProgramNamed("initdb"), "--pgdata", folder_ + "/data", "--username", kUser,
                     "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"},
                    folder_ + "/log"));
  ASSERT_EQ(code, 0) << "initdb of PostgreSQL 15 could not be run; ./dev setup installs it; "
                     << folder_ << "/log";
}

void PostgresServer::Start() {
  std::vector<std::string> arguments = {ProgramNamed("postgres"), "-D", folder_ + "/data"};
  for (const std::string& setting :
       {std::string("listen_addresses="), "unix_socket_directories=" + folder_,
        std::string("shared_buffers=16MB"), std::string("wal_level=minimal"),
        std::string("max_wal_senders=0")}) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  for (const std::string& setting : settings_) arguments.insert(arguments.end(), {"-c", setting});
  pid_ = Spawn(arguments, folder_ + "/log");
  for (int tries = 0; PQping(Url().c_str()) != PQPING_OK; ++tries) {
    ASSERT_LT(tries, kMostTries) << "PostgreSQL does not start: " << folder_ << "/log";
    poll(nullptr, 0, kBetweenTries);  // it tells nobody when it is ready
    // What a killed one left in memory may be in use a moment longer.
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = Spawn(arguments, folder_ + "/log");
  }
}

void PostgresServer::Kill() {
  kill(pid_, SIGKILL);
  WaitFor(std::exchange(pid_, 0));
}

void PostgresServer::Stop() {
  kill(pid_, SIGINT);
  WaitFor(std::exchange(pid_, 0));
}

void PostgresServer::Restart(std::vector<std::string> settings) {
  Stop();
  settings_ = std::move(settings);
  Start();
}

std::string PostgresServer::Run(const std::string& sql) const {
  PGconn* connection = PQconnectdb(Url().c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      << sql << ": " << PQerrorMessage(connection);
  std::string value;
  if (PQntuples(result) > 0 && PQnfields(result) > 0) value = PQgetvalue(result, 0, 0);
  PQclear(result);
  PQfinish(connection);
  return value;
}

void PostgresServer::Clear() const {
  Run("SET client_min_messages TO warning; DROP SCHEMA IF EXISTS passung CASCADE");
}

}  // namespace passung
