#include "benchmarks/service/load_client.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace passung::bench {
namespace {

using Clock = std::chrono::steady_clock;

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

std::shared_ptr<grpc::Channel> ChannelTo(const Endpoint& server,
                                         const grpc::ChannelArguments& arguments = {}) {
  const auto credentials = server.certificate.empty()
                               ? grpc::InsecureChannelCredentials()
                               : grpc::SslCredentials({.pem_root_certs = server.certificate});
  return grpc::CreateCustomChannel(server.address, credentials, arguments);
}

void Authorize(const Endpoint& server, grpc::ClientContext& context) {
  if (!server.authorization.empty()) context.AddMetadata("authorization", server.authorization);
}

bool HasRetryInfo(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return false;
  return std::any_of(details.details().begin(), details.details().end(), [](const auto& detail) {
    return detail.template Is<google::rpc::RetryInfo>();
  });
}

struct PendingCall {
  grpc::ClientContext context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer answer;
  grpc::Status status;
  Clock::time_point due;
};

class LoadRun {
 public:
  explicit LoadRun(const ServiceLoad& load) : load_(load) {
    for (int32_t i = 0; i < load.channels; ++i) {
      grpc::ChannelArguments arguments;
      arguments.SetInt("benchmark.channel", i);  // else they would share one connection
      stubs_.push_back(std::make_unique<grpc::GenericStub>(ChannelTo(load.server, arguments)));
    }
    for (const std::string& request : load.requests) buffers_.push_back(BufferOf(request));
  }

  ServiceFigures Run(int64_t warm_up) {
    WarmUp(warm_up);
    figures_ = {};
    begin_ = Clock::now();
    if (load_.stretches.empty()) RunFull(begin_ + load_.length);
    auto due = begin_;
    for (const Stretch& stretch : load_.stretches) due = RunAtRate(stretch, due);
    while (pending_ > 0) TakeOne(Clock::time_point::max());
    const std::chrono::duration<double> spent = Clock::now() - begin_;
    figures_.per_second = static_cast<double>(figures_.answered.count()) / spent.count();
    return std::move(figures_);
  }

 private:
  void WarmUp(int64_t calls) {
    while (calls > 0 || pending_ > 0) {
      for (; calls > 0 && pending_ < load_.in_flight; --calls) Start(Clock::now());
      TakeOne(Clock::time_point::max());
    }
  }
  void RunFull(Clock::time_point end) {
    for (int32_t i = 0; i < load_.in_flight; ++i) Start(Clock::now());
    while (pending_ > 0) {
      TakeOne(Clock::time_point::max());
      if (const auto now = Clock::now(); now < end) Start(now);
    }
  }
  // Late calls are still due when they were: a slow answer costs those behind it, too. When the first
  // call after the stretch is due.
  Clock::time_point RunAtRate(const Stretch& stretch, Clock::time_point due) {
    const auto pause = std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(1 / stretch.rate));
    for (const auto end = due + stretch.length; due < end; due += pause) {
      while (TakeOne(due)) {
      }
      Start(due);
    }
    return due;
  }

  void Start(Clock::time_point due) {
    auto* call = new PendingCall;
    call->due = due;
    Authorize(load_.server, call->context);
    const size_t number = started_++;
    call->reader = stubs_[number % stubs_.size()]->PrepareUnaryCall(
        &call->context, load_.path, buffers_[number % buffers_.size()], &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->answer, &call->status, call);
    ++pending_;
  }
  // False: `until` came first.
  bool TakeOne(Clock::time_point until) {
    void* tag = nullptr;
    bool ok = false;
    if (until == Clock::time_point::max()) {
      queue_.Next(&tag, &ok);
    } else {
      const auto left = until - Clock::now();
      const auto deadline = std::chrono::system_clock::now() +
                            std::chrono::duration_cast<std::chrono::microseconds>(left);
      if (queue_.AsyncNext(&tag, &ok, deadline) != grpc::CompletionQueue::GOT_EVENT) return false;
    }
    const std::unique_ptr<PendingCall> call(static_cast<PendingCall*>(tag));
    --pending_;
    Count(*call);
    return true;
  }
  void Count(const PendingCall& call) {
    const bool refused = call.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
                         HasRetryInfo(call.status);
    if (!call.status.ok() && !refused) {
      ++figures_.other;
      return;
    }
    const std::chrono::duration<double, std::micro> waited = Clock::now() - call.due;
    const std::chrono::duration<double> due = call.due - begin_;
    Ends& ends = refused ? figures_.refused : figures_.answered;
    ends.due.push_back(due.count());
    ends.microseconds.push_back(waited.count());
  }

  const ServiceLoad& load_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::vector<grpc::ByteBuffer> buffers_;
  grpc::CompletionQueue queue_;
  size_t started_ = 0;
  int64_t pending_ = 0;
  Clock::time_point begin_;
  ServiceFigures figures_;
};

}  // namespace

ServiceFigures PutLoad(const ServiceLoad& load, int64_t warm_up) {
  return LoadRun(load).Run(warm_up);
}

std::string AskOnce(const Endpoint& server, const std::string& path, const std::string& request) {
  grpc::GenericStub stub(ChannelTo(server));
  grpc::CompletionQueue queue;
  PendingCall call;
  Authorize(server, call.context);
  call.reader = stub.PrepareUnaryCall(&call.context, path, BufferOf(request), &queue);
  call.reader->StartCall();
  call.reader->Finish(&call.answer, &call.status, &call);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice bytes;
  if (!call.status.ok() || !call.answer.DumpToSingleSlice(&bytes).ok()) return "";
  return {reinterpret_cast<const char*>(bytes.begin()), bytes.size()};
}

int64_t CountAnswers(const Endpoint& server, const std::string& path, const std::string& request) {
  grpc::GenericStub stub(ChannelTo(server));
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  Authorize(server, context);
  const auto stream = stub.PrepareCall(&context, path, &queue);
  const auto done = [&] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  stream->StartCall(nullptr);
  done();
  stream->WriteLast(BufferOf(request), grpc::WriteOptions(), nullptr);
  done();
  int64_t count = 0;
  grpc::ByteBuffer answer;
  for (stream->Read(&answer, nullptr); done(); stream->Read(&answer, nullptr)) ++count;
  grpc::Status status;
  stream->Finish(&status, nullptr);
  done();
  return status.ok() ? count : -1;
}

}  // namespace passung::bench
