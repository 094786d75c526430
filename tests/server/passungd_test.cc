// The program itself: its one line, and how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"

namespace passung::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

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
std::string GrpcAddressIn(const std::string& line) {
  const size_t begin = line.find("127.0.0.1:");
  return line.substr(begin, line.find(' ', begin) - begin);
}

void ExpectGoodEnd(int signal) {
  const Program program({"--dev", "--port", "0"});
  const std::string line = program.ReadLine();
  ASSERT_THAT(line, HasSubstr("serves gRPC on 127.0.0.1:"));
  ASSERT_THAT(line, HasSubstr(" and HTTP on 127.0.0.1:"));
  const auto health = grpc::health::v1::Health::NewStub(
      grpc::CreateChannel(GrpcAddressIn(line), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckResponse response;
  EXPECT_TRUE(health->Check(&context, {}, &response).ok());
  program.Signal(signal);
  EXPECT_EQ(program.Wait(), 0);
}

TEST(PassungdTest, TerminatesWellWhenAskedTo) { ExpectGoodEnd(SIGTERM); }

TEST(PassungdTest, TerminatesWellWhenInterrupted) { ExpectGoodEnd(SIGINT); }

// The log is lines of JSON; what is no message is told to its caller and nobody else.
TEST(PassungdTest, CallersWriteNoLinesOfTheirOwnIntoTheLog) {
  const Program program({"--dev", "--port", "0"});
  const std::string address = GrpcAddressIn(program.ReadLine());
  grpc::GenericStub stub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const grpc::Slice no_utf8("\x0a\x02\xff\xfe");
  const auto call = stub.PrepareUnaryCall(&context, "/passung.v1.CatalogService/GetMentee",
                                          grpc::ByteBuffer(&no_utf8, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  ASSERT_TRUE(queue.Next(&tag, &ok));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  program.Signal(SIGTERM);
  int lines = 0;
  for (std::string line = program.ReadLine(); !line.empty(); line = program.ReadLine(), ++lines) {
    EXPECT_THAT(line, StartsWith("{")) << line;
  }
  EXPECT_GE(lines, 1);
  EXPECT_EQ(program.Wait(), 0);
}

TEST(PassungdTest, AnAddressOfTheNetworkIsRefused) {
  const Program program({"--dev", "--host", "0.0.0.0"});
  EXPECT_THAT(program.ReadLine(), StartsWith("passungd: --host: \"0.0.0.0\""));
  EXPECT_EQ(program.Wait(), 2);
}

TEST(PassungdTest, AnUnknownOptionIsMisuse) {
  const Program program({"--fast"});
  EXPECT_THAT(program.ReadLine(), HasSubstr("--fast"));
  EXPECT_EQ(program.Wait(), 2);
}

TEST(PassungdTest, AFileThatIsNoDatabaseIsRefused) {
  const Program program({"--dev", "--port", "0", "--db", PASSUNGD_BINARY});
  EXPECT_THAT(program.ReadLine(), StartsWith("passungd: "));
  EXPECT_EQ(program.Wait(), 1);
}

}  // namespace
}  // namespace passung::server
