// The program itself: its one line, and how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "tests/server/program.h"

namespace passung::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

void ExpectGoodEnd(int signal) {
  const Passungd program({"--dev", "--port", "0"});
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
  const Passungd program({"--dev", "--port", "0"});
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

// A linker may leave out a library of which nothing but malloc is used.
TEST(PassungdTest, TakesItsMemoryFromTheAllocatorThatItWasBuiltWith) {
  const Passungd program({"--dev", "--port", "0", "--http-port", "0"});
  ASSERT_THAT(program.ReadLine(), HasSubstr("HTTP on "));
  std::ifstream file(absl::StrCat("/proc/", program.pid(), "/maps"));
  const std::string maps{std::istreambuf_iterator<char>(file), {}};
  ASSERT_THAT(maps, HasSubstr("libgrpc"));
  EXPECT_EQ(absl::StrContains(maps, "libtcmalloc_minimal"), PASSUNG_HAS_TCMALLOC != 0);
  program.Signal(SIGTERM);
  EXPECT_EQ(program.Wait(), 0);
}

TEST(PassungdTest, AnAddressOfTheNetworkIsRefused) {
  const Passungd program({"--dev", "--host", "0.0.0.0"});
  EXPECT_THAT(program.ReadLine(), StartsWith("passungd: --host: \"0.0.0.0\""));
  EXPECT_EQ(program.Wait(), 2);
}

TEST(PassungdTest, AnUnknownOptionIsMisuse) {
  const Passungd program({"--fast"});
  EXPECT_THAT(program.ReadLine(), HasSubstr("--fast"));
  EXPECT_EQ(program.Wait(), 2);
}

TEST(PassungdTest, AFileThatIsNoDatabaseIsRefused) {
  const Passungd program({"--dev", "--port", "0", "--db", PASSUNGD_BINARY});
  EXPECT_THAT(program.ReadLine(), StartsWith("passungd: "));
  EXPECT_EQ(program.Wait(), 1);
}

}  // namespace
}  // namespace passung::server
