// Programs that tests start.
#ifndef PASSUNG_TESTS_SUPPORT_PROGRAM_H_
#define PASSUNG_TESTS_SUPPORT_PROGRAM_H_

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace passung {

// A running program whose standard output and error are read here.
class Program {
 public:
  Program(const std::string& program, std::vector<std::string> arguments) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    // Not in programs that are started after it, or the end of the output would not come.
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    arguments.insert(arguments.begin(), program);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    EXPECT_EQ(posix_spawnp(&pid_, program.c_str(), &actions, nullptr, argv.data(), environ), 0);
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
  // What is left of the output.
  std::string ReadAll() const {
    std::string all;
    std::array<char, 4096> part{};
    for (ssize_t size = 0; (size = read(output_, part.data(), part.size())) > 0;) {
      all.append(part.data(), static_cast<size_t>(size));
    }
    return all;
  }
  pid_t pid() const { return pid_; }
  // One that did not start gets none: what has no number of its own is the whole group of this process.
  void Signal(int signal) const {
    if (pid_ > 0) kill(pid_, signal);
  }
  // The exit code; -1 if it was killed or did not start.
  int Wait() const {
    if (pid_ <= 0) return -1;
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

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_PROGRAM_H_
