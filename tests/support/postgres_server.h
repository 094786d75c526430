// A PostgreSQL server of the test's own: a new cluster in a temporary folder, reached by a socket in it.
#ifndef PASSUNG_TESTS_SUPPORT_POSTGRES_SERVER_H_
#define PASSUNG_TESTS_SUPPORT_POSTGRES_SERVER_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace passung {

// Runs as the user "postgres" where the test runs as root, which the server refuses. It ends with the thread that
// started it, and so also where the test is killed: start it from one that lives as long as it is needed.
class PostgresServer final {
 public:
  // `settings` as "name=value", beside those of a durable server. Fails the test where PostgreSQL is not
  // installed (./dev setup) or does not start.
  explicit PostgresServer(std::vector<std::string> settings = {});
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The one that tests of a program share; started when first asked for.
  static PostgresServer& Shared();

  // "postgresql://postgres@/postgres?host=FOLDER"
  std::string Url() const;
  const std::string& folder() const { return folder_; }
  // Takes our schema away, so that the next who opens the database finds it new.
  void Clear() const;
  // Statements that people would type; the first value of the answer.
  std::string Run(const std::string& sql) const;

  void Kill();   // SIGKILL to the process that all others end with
  void Stop();   // in order
  void Start();  // after one of them
  void Restart(std::vector<std::string> settings);
  pid_t pid() const { return pid_; }

 private:
  void MakeCluster();

  std::string folder_;
  std::vector<std::string> settings_;
  pid_t pid_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_POSTGRES_SERVER_H_
