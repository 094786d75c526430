// Two servers behind HAProxy or Envoy as server/deploy has them, under load: one is killed, one is stopped in order,
// and no call of a client that has our service config fails.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>

#include "tests/server/replicas/envoy_config.h"
#include "tests/server/replicas/replicas.h"

namespace passung::server {
namespace {

constexpr int kReaders = 3;
constexpr std::chrono::seconds kUntilItListens(60);
// So many calls are answered between two blows.
int CallsBetweenBlows() { return std::getenv("PASSUNG_LONG") != nullptr ? 5'000 : 400; }
int Rounds() { return std::getenv("PASSUNG_LONG") != nullptr ? 10 : 1; }

int FreePort() {
  const int file = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(file, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(getsockname(file, reinterpret_cast<sockaddr*>(&address), &size), 0);
  close(file);
  return ntohs(address.sin_port);
}

// A running program before two servers.
class Balancer final {
 public:
  static std::unique_ptr<Balancer> Haproxy(const Replica& a, const Replica& b) {
    const std::string address = absl::StrCat("127.0.0.1:", FreePort());
    setenv("PASSUNG_LISTEN", address.c_str(), 1);
    setenv("PASSUNG_A", a.address().c_str(), 1);
    setenv("PASSUNG_B", b.address().c_str(), 1);
    setenv("PASSUNG_A_HTTP_PORT", absl::StrCat(a.http_port()).c_str(), 1);
    setenv("PASSUNG_B_HTTP_PORT", absl::StrCat(b.http_port()).c_str(), 1);
    return std::make_unique<Balancer>(
        address, "/usr/sbin/haproxy",
        std::vector<std::string>{"-db", "-f", PASSUNG_SERVER_FOLDER "/deploy/haproxy.cfg"});
  }
  static std::unique_ptr<Balancer> Envoy(const Replica& a, const Replica& b) {
    const int port = FreePort();
    return std::make_unique<Balancer>(
        absl::StrCat("127.0.0.1:", port), EnvoyProgram(),
        std::vector<std::string>{"--config-yaml", PlainEnvoyConfig(port, a.port(), b.port()),
                                 "--disable-hot-restart", "--log-level", "error"});
  }

  Balancer(std::string address, const std::string& program, std::vector<std::string> arguments)
      : address_(std::move(address)),
        program_(std::make_unique<Program>(program, std::move(arguments))),
        reading_([this] {
          while (!program_->ReadLine().empty()) continue;
        }) {}
  ~Balancer() {
    program_->Signal(SIGTERM);
    program_->Wait();
    reading_.join();
  }
  Balancer(const Balancer&) = delete;
  Balancer& operator=(const Balancer&) = delete;

  // A channel of its own, as a client would make it.
  std::shared_ptr<grpc::Channel> Connect() const {
    std::ifstream file(PASSUNG_SERVER_FOLDER "/client_service_config.json");
    const std::string config((std::istreambuf_iterator<char>(file)), {});
    grpc::ChannelArguments arguments;
    arguments.SetServiceConfigJSON(config);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    auto channel =
        grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments);
    // It may not listen yet.
    EXPECT_TRUE(channel->WaitForConnected(std::chrono::system_clock::now() + kUntilItListens));
    return channel;
  }

 private:
  const std::string address_;
  std::unique_ptr<Program> program_;
  std::thread reading_;
};

// Clients that ask and one that writes, until they are told to stop.
class Load final {
 public:
  Load(const Balancer& balancer, std::string mentee, std::vector<std::string> vacancies)
      : mentee_(std::move(mentee)), vacancies_(std::move(vacancies)) {
    for (int i = 0; i < kReaders; ++i) {
      threads_.emplace_back([this, channel = balancer.Connect()] { Ask(channel); });
    }
    threads_.emplace_back([this, channel = balancer.Connect()] { Write(channel); });
  }
  ~Load() { Stop(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void Await(int64_t more) const {
    const int64_t enough = done_ + more;
    while (done_ < enough && failed_ == 0) std::this_thread::yield();
  }
  void Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int64_t done() const { return done_; }
  int64_t failed() const { return failed_; }
  const std::map<std::string, int>& acknowledged() const { return acknowledged_; }

 private:
  void Count(const char* what, const grpc::Status& status) {
    ++(status.ok() ? done_ : failed_);
    EXPECT_TRUE(status.ok()) << what << ": " << status.error_code() << " "
                             << status.error_message();
  }

  void Ask(const std::shared_ptr<grpc::Channel>& channel) {
    const auto stub = v1::MatchService::NewStub(channel);
    while (!stop_) {
      v1::RankVacanciesRequest request;
      request.set_mentee(mentee_);
      request.set_limit(3);
      v1::RankVacanciesResponse answer;
      grpc::ClientContext context;
      Count("RankVacancies", stub->RankVacancies(&context, request, &answer));
    }
  }

  void Write(const std::shared_ptr<grpc::Channel>& channel) {
    for (int i = 1; !stop_; ++i) {
      const std::string& vacancy = vacancies_[static_cast<size_t>(i) % vacancies_.size()];
      const int openings = i % 90 + 1;
      const grpc::Status status = SetOpenings(channel, vacancy, openings, absl::StrCat("load-", i));
      Count("UpdateVacancy", status);
      if (status.ok()) acknowledged_[vacancy] = openings;
    }
  }

  const std::string mentee_;
  const std::vector<std::string> vacancies_;
  std::atomic<int64_t> done_{0};
  std::atomic<int64_t> failed_{0};
  std::atomic<bool> stop_{false};
  std::map<std::string, int> acknowledged_;  // of the writer, until it has stopped
  std::vector<std::thread> threads_;
};

// What a balancer is put before, and what becomes of it.
class BalancedTest : public ReplicasTest {
 protected:
  using Before = std::unique_ptr<Balancer> (*)(const Replica& a, const Replica& b);

  void StrikeInTurn(Before before) {
    const std::string db = postgres().Url();
    // A refusal for load would be a good answer, and is not what this is about.
    const std::vector<std::string> unhurried = {"--longest-wait-ms", "10000", "--workers", "4"};
    auto a = std::make_unique<Replica>(db, unhurried);
    auto b = std::make_unique<Replica>(db, unhurried);
    const int a_port = a->port();
    const int a_http = a->http_port();
    const int b_port = b->port();
    const int b_http = b->http_port();
    const std::unique_ptr<Balancer> balancer = before(*a, *b);
    Load load(*balancer, mentee(), vacancies());
    for (int round = 0; round < Rounds(); ++round) {
      load.Await(CallsBetweenBlows());
      EXPECT_EQ(a->End(SIGKILL), -1);
      load.Await(CallsBetweenBlows());
      a = std::make_unique<Replica>(db, unhurried, a_port, a_http);
      load.Await(CallsBetweenBlows());
      EXPECT_EQ(b->End(SIGTERM), 0);
      load.Await(CallsBetweenBlows());
      b = std::make_unique<Replica>(db, unhurried, b_port, b_http);
    }
    load.Await(CallsBetweenBlows());
    load.Stop();
    EXPECT_EQ(load.failed(), 0);
    RecordProperty("calls", absl::StrCat(load.done()));
    RecordProperty("failed", absl::StrCat(load.failed()));
    ExpectStored(load.acknowledged());
  }

 private:
  // What was acknowledged is there.
  static void ExpectStored(const std::map<std::string, int>& acknowledged) {
    const auto repository = OpenRepository(postgres().Url()).value();
    for (const auto& [name, openings] : acknowledged) {
      const auto vacancy = repository->GetVacancy({name.substr(name.find('/') + 1)});
      ASSERT_TRUE(vacancy.ok());
      EXPECT_EQ(vacancy->openings, openings) << name;
    }
  }
};

TEST_F(BalancedTest, NoCallFailsWhileOneServerIsKilledAndOneIsStopped) {
  StrikeInTurn(Balancer::Haproxy);
}

TEST_F(BalancedTest, BehindEnvoyNoCallFailsEither) { StrikeInTurn(Balancer::Envoy); }

}  // namespace
}  // namespace passung::server
