#include "server/grpc/reactors.h"

#include <grpc/grpc_security_constants.h>
#include <grpcpp/impl/codegen/proto_buffer_reader.h>
#include <grpcpp/impl/codegen/proto_buffer_writer.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/security/auth_context.h>
#include <grpcpp/server_context.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/call/locale.h"
#include "server/grpc/status.h"

namespace passung::server {
namespace {

using grpc::ByteBuffer;
using grpc::CallbackServerContext;

absl::Status ParseBuffer(const ByteBuffer& from, google::protobuf::Message& into) {
  // A message without a byte may come as no buffer at all, which a reader does not take.
  if (!from.Valid() || from.Length() == 0) {
    into.Clear();
    return absl::OkStatus();
  }
  ByteBuffer shared = from;  // the slices are counted, not copied
  grpc::ProtoBufferReader reader(&shared);
  if (reader.status().ok() && into.ParseFromZeroCopyStream(&reader)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("the request is no ", into.GetDescriptor()->full_name()));
}

absl::Status SerializeTo(const Answer& answer, ByteBuffer& into) {
  if (answer.bytes) {
    const grpc::Slice slice(answer.bytes->data(), answer.bytes->size());
    into = ByteBuffer(&slice, 1);
    return absl::OkStatus();
  }
  bool own = false;
  const grpc::Status status =
      grpc::SerializationTraits<google::protobuf::Message>::Serialize(answer.message, &into, &own);
  if (status.ok()) return absl::OkStatus();
  return absl::InternalError("the answer could not be encoded");
}

// "ipv4:127.0.0.1:50051" → "127.0.0.1"; what is no address stays as it is.
std::string PeerAddress(const std::string& peer) {
  const size_t begin = peer.find(':');
  const size_t end = peer.rfind(':');
  if (begin == std::string::npos || end <= begin) return peer;
  return peer.substr(begin + 1, end - begin - 1);
}

// None without TLS. gRPC has checked who signed it.
std::vector<std::string> CertificateNames(const CallbackServerContext& context) {
  std::vector<std::string> names;
  const auto connection = context.auth_context();
  if (connection == nullptr || !connection->IsPeerAuthenticated()) return names;
  for (const char* property : {GRPC_PEER_DNS_PROPERTY_NAME, GRPC_PEER_URI_PROPERTY_NAME}) {
    for (const grpc::string_ref& name : connection->FindPropertyValues(property)) {
      names.emplace_back(name.data(), name.size());
    }
  }
  return names;
}

std::optional<std::chrono::nanoseconds> TimeLeft(const CallbackServerContext& context) {
  const auto deadline = context.deadline();
  if (deadline == std::chrono::system_clock::time_point::max()) return std::nullopt;
  return deadline - std::chrono::system_clock::now();
}

// What the three have in common: the context, and the call once it is admitted.
class GrpcTransport : public Transport {
 public:
  explicit GrpcTransport(CallbackServerContext& context) : context_(context) {}

  absl::string_view Find(absl::string_view name) const override {
    const auto& metadata = context_.client_metadata();
    const auto found = metadata.find(grpc::string_ref(name.data(), name.size()));
    if (found == metadata.end()) return {};
    return {found->second.data(), found->second.size()};
  }
  void ReadMore() override {}
  void Abort() override { context_.TryCancel(); }

 protected:
  // Why it must not go on.
  absl::Status Admit(const Method& method, Calls& calls) {
    auto call = calls.Admit({.method = method,
                             .door = Door::kGrpc,
                             .peer = PeerAddress(context_.peer()),
                             .certificate_names = CertificateNames(context_),
                             .time_left = TimeLeft(context_)},
                            *this);
    if (!call.ok()) return call.status();
    admitted_ = *std::move(call);
    return absl::OkStatus();
  }
  grpc::Status StatusFor(const absl::Status& status) const {
    return ToGrpcStatus(status, LocaleOf(Find("accept-language")));
  }
  // A call that was refused has none.
  void TellCancel() {
    if (admitted_ != nullptr) admitted_->OnCancel();
  }

  CallbackServerContext& context_;
  std::shared_ptr<Call> admitted_;
};

class UnaryTransport final : public grpc::ServerUnaryReactor, public GrpcTransport {
 public:
  UnaryTransport(CallbackServerContext& context, const ByteBuffer& request, ByteBuffer& response)
      : GrpcTransport(context), request_(request), response_(response) {}

  void Begin(const Method& method, Calls& calls) {
    if (const absl::Status admitted = Admit(method, calls); !admitted.ok()) {
      Finish(admitted);
    } else {
      admitted_->OnRequest();
    }
  }

  absl::Status Read(google::protobuf::Message& into) override {
    return ParseBuffer(request_, into);
  }
  absl::Status Write(const Answer& answer) override { return SerializeTo(answer, response_); }
  void Finish(const absl::Status& status) override {
    grpc::ServerUnaryReactor::Finish(StatusFor(status));
  }

  void OnCancel() override { TellCancel(); }
  void OnDone() override { delete this; }
  // What is told of a call with one answer never waits: gRPC need not hand it to another thread, which
  // would cost as much as refusing a call. Finish may then end with OnDone, so that nothing of this
  // object is touched after it.
  bool InternalInlineable() override { return true; }

 private:
  const ByteBuffer& request_;
  ByteBuffer& response_;
};

class ServerStreamTransport final : public grpc::ServerWriteReactor<ByteBuffer>,
                                    public GrpcTransport {
 public:
  ServerStreamTransport(CallbackServerContext& context, const ByteBuffer& request)
      : GrpcTransport(context), request_(request) {}

  void Begin(const Method& method, Calls& calls) {
    if (const absl::Status admitted = Admit(method, calls); !admitted.ok()) {
      Finish(admitted);
    } else {
      admitted_->OnRequest();
    }
  }

  absl::Status Read(google::protobuf::Message& into) override {
    return ParseBuffer(request_, into);
  }
  absl::Status Write(const Answer& answer) override {
    ByteBuffer buffer;
    if (absl::Status status = SerializeTo(answer, buffer); !status.ok()) return status;
    bool first = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      unsent_.push_back(std::move(buffer));
      first = unsent_.size() == 1;
    }
    if (first) SendNext();
    return absl::OkStatus();
  }
  void Finish(const absl::Status& status) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      finished_ = true;
    }
    grpc::ServerWriteReactor<ByteBuffer>::Finish(StatusFor(status));
  }

  void OnWriteDone(bool ok) override {
    bool more = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      unsent_.pop_front();
      more = ok && !finished_ && !unsent_.empty();
    }
    if (more) SendNext();
    if (ok) {
      admitted_->OnWritten();
    } else {
      admitted_->OnCancel();
    }
  }
  void OnCancel() override { TellCancel(); }
  void OnDone() override { delete this; }

 private:
  // The front stays where it is until OnWriteDone. No lock is held: gRPC may
  // call back at once.
  void SendNext() {
    const ByteBuffer* next = nullptr;
    grpc::WriteOptions options;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      next = &unsent_.front();
      if (unsent_.size() > 1) options.set_buffer_hint();  // one packet for both
    }
    StartWrite(next, options);
  }

  const ByteBuffer& request_;
  std::mutex mutex_;
  std::deque<ByteBuffer> unsent_;  // the front is being sent; guarded by mutex_
  bool finished_ = false;          // guarded by mutex_
};

class ClientStreamTransport final : public grpc::ServerReadReactor<ByteBuffer>,
                                    public GrpcTransport {
 public:
  ClientStreamTransport(CallbackServerContext& context, ByteBuffer& response)
      : GrpcTransport(context), response_(response) {}

  void Begin(const Method& method, Calls& calls) {
    if (const absl::Status admitted = Admit(method, calls); !admitted.ok()) {
      Finish(admitted);
    } else {
      ReadMore();
    }
  }

  absl::Status Read(google::protobuf::Message& into) override {
    return ParseBuffer(request_, into);
  }
  void ReadMore() override { StartRead(&request_); }
  absl::Status Write(const Answer& answer) override { return SerializeTo(answer, response_); }
  void Finish(const absl::Status& status) override {
    grpc::ServerReadReactor<ByteBuffer>::Finish(StatusFor(status));
  }

  void OnReadDone(bool ok) override {
    if (ok) {
      admitted_->OnMessage();
    } else if (context_.IsCancelled()) {
      admitted_->OnCancel();
    } else {
      admitted_->OnHalfClose();
    }
  }
  void OnCancel() override { TellCancel(); }
  void OnDone() override { delete this; }

 private:
  ByteBuffer request_;
  ByteBuffer& response_;
};

}  // namespace

grpc::ServerUnaryReactor* ReactToUnary(const Method& method, Calls& calls,
                                       CallbackServerContext& context, const ByteBuffer& request,
                                       ByteBuffer& response) {
  auto* reactor = new UnaryTransport(context, request, response);
  reactor->Begin(method, calls);
  return reactor;
}

grpc::ServerWriteReactor<ByteBuffer>* ReactToServerStream(const Method& method, Calls& calls,
                                                          CallbackServerContext& context,
                                                          const ByteBuffer& request) {
  auto* reactor = new ServerStreamTransport(context, request);
  reactor->Begin(method, calls);
  return reactor;
}

grpc::ServerReadReactor<ByteBuffer>* ReactToClientStream(const Method& method, Calls& calls,
                                                         CallbackServerContext& context,
                                                         ByteBuffer& response) {
  auto* reactor = new ClientStreamTransport(context, response);
  reactor->Begin(method, calls);
  return reactor;
}

}  // namespace passung::server
