// A passungd of its own, as somebody starts it.
#ifndef PASSUNG_TESTS_SERVER_PROGRAM_H_
#define PASSUNG_TESTS_SERVER_PROGRAM_H_

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

namespace passung::server {

// A running passungd whose standard output and error are read here.
class Program {
 public:
  explicit Program(std::vector<std::string> arguments) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    arguments.insert(arguments.begin(), PASSUNGD_BINARY);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    EXPECT_EQ(posix_spawn(&pid_, PASSUNGD_BINARY, &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    output_ = ends[0];
  }
  ~Program() { close(output_); }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Up to the end of the line or of the output.
  std::string ReadLine() const {
    std::string line;
    char c = 0;
    while (read(output_, &c, 1) == 1 && c != '\n') line.push_back(c);
    return line;
  }
  void Signal(int signal) const { kill(pid_, signal); }
  // The exit code; -1 if it was killed.
  int Wait() const {
    int state = 0;
    waitpid(pid_, &state, 0);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
  }

 private:
  pid_t pid_ = 0;
  int output_ = 0;
};

// "… serves gRPC on 127.0.0.1:50051 and HTTP …".
inline std::string GrpcAddressIn(const std::string& line) {
  const size_t begin = line.find("127.0.0.1:");
  return line.substr(begin, line.find(' ', begin) - begin);
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_PROGRAM_H_
