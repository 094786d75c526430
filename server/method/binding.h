// Binds a typed function to a method of the contract, in one line each:
//
//   {"passung.v1.MatchService.RankVacancies", Unary(RankVacancies)}
//   {"passung.v1.MatchService.BatchRankVacancies", ServerStream(BatchRankVacancies)}
//   {"passung.v1.CatalogService.ImportVacancies", ClientStream(ImportVacancies)}
#ifndef PASSUNG_SERVER_METHOD_BINDING_H_
#define PASSUNG_SERVER_METHOD_BINDING_H_

#include <google/protobuf/descriptor.h>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "engine/base/status_macros.h"
#include "server/method/call_context.h"
#include "server/method/session.h"

namespace passung::server {

// A handler without its types. Thread-safe: a session of its own for each call.
struct Handler {
  const google::protobuf::Descriptor* request = nullptr;
  const google::protobuf::Descriptor* response = nullptr;
  bool client_streaming = false;
  bool server_streaming = false;
  // `context` outlives the session.
  std::function<std::unique_ptr<Session>(CallContext& context)> open;
};

template <class Request, class Response>
using UnaryFunction = absl::StatusOr<Response> (*)(const Request&, CallContext&);
template <class Request, class Response>
using ServerStreamFunction = absl::StatusOr<std::unique_ptr<Producer<Response>>> (*)(const Request&,
                                                                                     CallContext&);
template <class Request, class Response>
using ClientStreamFunction =
    absl::StatusOr<std::unique_ptr<Consumer<Request, Response>>> (*)(CallContext&);

namespace internal {

template <class Response>
struct MessageOf {
  using Type = Response;
};
template <class Message>
struct MessageOf<Encoded<Message>> {
  using Type = Message;
};

inline Answer AnswerOf(const google::protobuf::Message& message) { return {message}; }
template <class Message>
Answer AnswerOf(const Encoded<Message>& encoded) {
  return {Message::default_instance(), encoded.bytes};
}

template <class Request, class Response>
class UnarySession final : public Session {
 public:
  UnarySession(UnaryFunction<Request, Response> function, CallContext& context)
      : function_(function), context_(context) {}
  google::protobuf::Message& request() override { return request_; }
  absl::Status Take() override {
    PASSUNG_ASSIGN_OR_RETURN(response_, function_(request_, context_));
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::StatusOr<std::optional<Answer>> Next() override {
    if (std::exchange(given_, true)) return std::nullopt;
    return AnswerOf(response_);
  }

 private:
  const UnaryFunction<Request, Response> function_;
  CallContext& context_;
  Request request_;
  Response response_;
  bool given_ = false;
};

template <class Request, class Response>
class ServerStreamSession final : public Session {
 public:
  ServerStreamSession(ServerStreamFunction<Request, Response> function, CallContext& context)
      : function_(function), context_(context) {}
  google::protobuf::Message& request() override { return request_; }
  absl::Status Take() override {
    PASSUNG_ASSIGN_OR_RETURN(producer_, function_(request_, context_));
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::StatusOr<std::optional<Answer>> Next() override {
    PASSUNG_ASSIGN_OR_RETURN(response_, producer_->Next());
    if (!response_) return std::nullopt;
    return AnswerOf(*response_);
  }
  bool IsWaiting() const override { return producer_->IsWaiting(); }
  bool TakesHelp() const override { return producer_->TakesHelp(); }
  bool Help() override { return producer_->Help(); }

 private:
  const ServerStreamFunction<Request, Response> function_;
  CallContext& context_;
  Request request_;
  std::unique_ptr<Producer<Response>> producer_;
  std::optional<Response> response_;
};

template <class Request, class Response>
class ClientStreamSession final : public Session {
 public:
  ClientStreamSession(ClientStreamFunction<Request, Response> function, CallContext& context)
      : function_(function), context_(context) {}
  google::protobuf::Message& request() override { return request_; }
  absl::Status Take() override {
    PASSUNG_RETURN_IF_ERROR(Begin());
    return consumer_->Take(request_);
  }
  absl::Status Close() override {
    PASSUNG_RETURN_IF_ERROR(Begin());  // a stream may be empty
    PASSUNG_ASSIGN_OR_RETURN(response_, consumer_->Finish());
    return absl::OkStatus();
  }
  absl::StatusOr<std::optional<Answer>> Next() override {
    if (std::exchange(given_, true)) return std::nullopt;
    return AnswerOf(response_);
  }

 private:
  absl::Status Begin() {
    if (consumer_ != nullptr) return absl::OkStatus();
    PASSUNG_ASSIGN_OR_RETURN(consumer_, function_(context_));
    return absl::OkStatus();
  }

  const ClientStreamFunction<Request, Response> function_;
  CallContext& context_;
  Request request_;
  std::unique_ptr<Consumer<Request, Response>> consumer_;
  Response response_;
  bool given_ = false;
};

}  // namespace internal

template <class Request, class Response>
Handler Unary(UnaryFunction<Request, Response> function) {
  return {.request = Request::descriptor(),
          .response = internal::MessageOf<Response>::Type::descriptor(),
          .open = [function](CallContext& context) {
            return std::make_unique<internal::UnarySession<Request, Response>>(function, context);
          }};
}

template <class Request, class Response>
Handler ServerStream(ServerStreamFunction<Request, Response> function) {
  return {.request = Request::descriptor(),
          .response = internal::MessageOf<Response>::Type::descriptor(),
          .server_streaming = true,
          .open = [function](CallContext& context) {
            return std::make_unique<internal::ServerStreamSession<Request, Response>>(function,
                                                                                      context);
          }};
}

template <class Request, class Response>
Handler ClientStream(ClientStreamFunction<Request, Response> function) {
  return {.request = Request::descriptor(),
          .response = internal::MessageOf<Response>::Type::descriptor(),
          .client_streaming = true,
          .open = [function](CallContext& context) {
            return std::make_unique<internal::ClientStreamSession<Request, Response>>(function,
                                                                                      context);
          }};
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_BINDING_H_
