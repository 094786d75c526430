#include "benchmarks/service/slow_clients.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/service/http_load.h"
#include "benchmarks/service/load_client.h"
#include "benchmarks/support/figures.h"

namespace passung::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kIdleClients = 200;
constexpr int kTrickling = 50;
constexpr int kStalled = 20;
constexpr size_t kStallers = 2;  // of each door: one person may have 16 streams
constexpr double kAskedPerSecond = 50;
constexpr std::chrono::seconds kWithSlow(30);
constexpr std::chrono::milliseconds kByteEvery(100);
constexpr size_t kTurns = 10;
constexpr int kSmallBuffer = 4'096;

// What an HTTP/2 client sends first, and the beginning of its first request.
std::string Http2Beginning() {
  const std::string settings("\0\0\0\x04\0\0\0\0\0", 9);
  const std::string headers("\0\0\x40\x01\x04\0\0\0\x01", 9);  // 64 bytes of it will follow
  return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + headers + std::string(64, '\x82');
}

std::string Http1Beginning() {
  return "POST " + std::string(kRankPath) +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/proto\r\nX-Long: " +
         std::string(200, 'x');
}

// A client that sends its request byte by byte, and comes again when it is cut.
class Trickler {
 public:
  Trickler(std::string address, std::string bytes)
      : address_(std::move(address)), bytes_(std::move(bytes)) {}
  void SendNext() {
    if (connection_ == nullptr || next_ == bytes_.size() ||
        !connection_->Send(bytes_.substr(next_, 1))) {
      connection_ = std::make_unique<RawConnection>(address_);
      next_ = 0;
      return;
    }
    ++next_;
  }

 private:
  const std::string address_;
  const std::string bytes_;
  std::unique_ptr<RawConnection> connection_;
  size_t next_ = 0;
};

// A stream over gRPC of which nothing is read.
class StalledStream {
 public:
  StalledStream(const Endpoint& server, int number) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("benchmark.stalled", number);  // a connection of its own
    grpc::GenericStub stub(
        grpc::CreateCustomChannel(server.address, grpc::InsecureChannelCredentials(), arguments));
    context_.AddMetadata("authorization", server.authorization);
    stream_ = stub.PrepareCall(&context_, kBatchPath, &queue_);
    stream_->StartCall(nullptr);
    AwaitEvent();
    const grpc::Slice slice(ServiceStack::BatchRequest());
    stream_->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
    AwaitEvent();
  }
  ~StalledStream() {
    context_.TryCancel();
    stream_->Finish(&status_, nullptr);
    AwaitEvent();
  }
  StalledStream(const StalledStream&) = delete;
  StalledStream& operator=(const StalledStream&) = delete;

 private:
  void AwaitEvent() {
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
  }

  grpc::CompletionQueue queue_;
  grpc::ClientContext context_;
  grpc::Status status_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
};

// All slow clients of both doors, from its making to its end.
class SlowCrowd {
 public:
  explicit SlowCrowd(const ServiceStack& stack) : stack_(stack) {
    const std::string grpc_address = stack.plain(0).address;
    const std::string http_address = stack.plain_http(0).address;
    for (int i = 0; i < kIdleClients; ++i) {
      idle_.push_back(std::make_unique<RawConnection>(grpc_address));
      idle_.push_back(std::make_unique<RawConnection>(http_address));
    }
    for (int i = 0; i < kTrickling; ++i) {
      tricklers_.emplace_back(grpc_address, Http2Beginning());
      tricklers_.emplace_back(http_address, Http1Beginning());
    }
    for (int i = 0; i < kStalled; ++i) Stall(i);
    begin_ = Clock::now();
    trickling_ = std::thread([this] { Trickle(); });
  }
  ~SlowCrowd() {
    over_ = true;
    trickling_.join();
  }
  SlowCrowd(const SlowCrowd&) = delete;
  SlowCrowd& operator=(const SlowCrowd&) = delete;

  // Seconds until no stream was open any more; 0: some are.
  double cut_after() const { return cut_after_; }
  int32_t stalled() const { return most_open_; }

 private:
  void Stall(int number) {
    const auto person = static_cast<size_t>(number) % kStallers;
    stalled_.push_back(std::make_unique<StalledStream>(stack_.plain(1 + person), number));
    const Endpoint http = stack_.plain_http(1 + kStallers + person);
    stalled_http_.push_back(std::make_unique<RawConnection>(http.address, kSmallBuffer));
    stalled_http_.back()->Send(HttpStreamRequest(http, kBatchPath, ServiceStack::BatchRequest()));
  }
  // A tenth of them at a time: they know nothing of one another.
  void Trickle() {
    for (size_t turn = 0; !over_; turn = (turn + 1) % kTurns) {
      for (size_t i = turn; i < tricklers_.size(); i += kTurns) tricklers_[i].SendNext();
      const int32_t open = stack_.open_streams();
      most_open_ = std::max<int32_t>(most_open_, open);
      if (cut_after_ == 0 && most_open_ > 0 && open == 0) {
        cut_after_ = std::chrono::duration<double>(Clock::now() - begin_).count();
      }
      std::this_thread::sleep_for(kByteEvery / kTurns);
    }
  }

  const ServiceStack& stack_;
  std::vector<std::unique_ptr<RawConnection>> idle_;
  std::vector<Trickler> tricklers_;
  std::vector<std::unique_ptr<StalledStream>> stalled_;
  std::vector<std::unique_ptr<RawConnection>> stalled_http_;
  Clock::time_point begin_;
  std::atomic<bool> over_{false};
  std::atomic<int32_t> most_open_{0};
  std::atomic<double> cut_after_{0};
  std::thread trickling_;
};

struct AtBothDoors {
  ServiceFigures grpc;
  ServiceFigures http;
};

AtBothDoors AskAtBothDoors(const ServiceStack& stack, std::chrono::milliseconds length) {
  const auto load = [&](const Endpoint& server) {
    return ServiceLoad{.server = server,
                       .path = kRankPath,
                       .requests = stack.requests(),
                       .stretches = {{.rate = kAskedPerSecond, .length = length}}};
  };
  auto http = std::async(std::launch::async,
                         [&, asked = load(stack.plain_http(0))] { return PutHttpLoad(asked); });
  ServiceFigures grpc = PutLoad(load(stack.plain(0)));
  return {.grpc = std::move(grpc), .http = http.get()};
}

double TailBeside(const ServiceFigures& figures) {
  return figures.answered.count() == 0 ? 0 : Percentile(figures.answered.microseconds, 99);
}

int64_t Failed(const ServiceFigures& figures) { return figures.refused.count() + figures.other; }

}  // namespace

absl::StatusOr<SlowClientFigures> MeasureSlowClients(const ServiceStack& stack, int64_t seconds) {
  const std::chrono::milliseconds half(500 * seconds);
  AtBothDoors alone = AskAtBothDoors(stack, half);
  auto crowd = std::make_unique<SlowCrowd>(stack);
  const AtBothDoors beside = AskAtBothDoors(stack, kWithSlow);
  const int32_t stalled = crowd->stalled();
  const double cut_after = crowd->cut_after();
  crowd.reset();
  const AtBothDoors after = AskAtBothDoors(stack, half);
  alone.grpc.answered.Add(after.grpc.answered);
  alone.http.answered.Add(after.http.answered);
  if (stalled < 2 * kStalled) {
    return absl::InternalError(
        absl::StrCat("slow clients: only ", stalled, " streams were let in"));
  }
  absl::PrintF(
      "slow clients: %d streams stalled, all cut after %.1f s; others at the gRPC door p99 %s, "
      "beside "
      "them %s; at the HTTP door %s, %s\n",
      stalled, cut_after, Duration(TailBeside(alone.grpc)), Duration(TailBeside(beside.grpc)),
      Duration(TailBeside(alone.http)), Duration(TailBeside(beside.http)));
  return SlowClientFigures{.grpc_tail = TailBeside(beside.grpc) / TailBeside(alone.grpc),
                           .http_tail = TailBeside(beside.http) / TailBeside(alone.http),
                           .not_answered = Failed(beside.grpc) + Failed(beside.http),
                           .cut_after = cut_after};
}

}  // namespace passung::bench
