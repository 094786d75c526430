#include "server/http/connect_calls.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "server/call/locale.h"
#include "server/http/connect_protocol.h"

namespace passung::server {
namespace {

constexpr char kUnaryTypes[] = "application/json, application/proto";
constexpr char kStreamTypes[] = "application/connect+json, application/connect+proto";

HttpHead ErrorHead(const absl::Status& status) {
  HttpHead head{.status = HttpStatusOf(status.code()), .content_type = "application/json"};
  // RFC 9110, 15.5.2: says how one would be let in.
  if (absl::IsUnauthenticated(status)) head.more.emplace_back("WWW-Authenticate", "Bearer");
  if (const auto seconds = RetryAfterOf(status)) {
    head.more.emplace_back("Retry-After", absl::StrCat(*seconds));
  }
  return head;
}

absl::StatusOr<std::string> EncodedAnswer(Encoding encoding, const Answer& answer) {
  if (!answer.bytes) return Encode(encoding, answer.message);
  if (encoding == Encoding::kProto) return std::string(*answer.bytes);
  const std::unique_ptr<google::protobuf::Message> message(answer.message.New());
  if (!message->ParseFromArray(answer.bytes->data(), static_cast<int>(answer.bytes->size()))) {
    return absl::InternalError("the answer could not be encoded");
  }
  return Encode(encoding, *message);
}

// What every call over Connect has: its request, its way back, and itself as long as the exchange or
// the call may need it.
class ConnectTransport : public Transport,
                         public HttpEvents,
                         public std::enable_shared_from_this<ConnectTransport> {
 public:
  ConnectTransport(const Method& method, Encoding encoding, HttpRequest request,
                   std::shared_ptr<HttpExchange> exchange)
      : method_(method),
        encoding_(encoding),
        request_(std::move(request)),
        exchange_(std::move(exchange)) {}

  // The call, once it is admitted; this object then lives until Finish, which may come at once: a
  // server that stops cancels what it has let in.
  absl::StatusOr<std::shared_ptr<Call>> Admit(Calls& calls) {
    PASSUNG_ASSIGN_OR_RETURN(const auto timeout, TimeoutOf(request_.Header("connect-timeout-ms")));
    const std::shared_ptr<HttpExchange> exchange = exchange_;
    self_ = shared_from_this();
    auto call = calls.Admit({.method = method_,
                             .door = Door::kHttp,
                             .peer = request_.peer,
                             .certificate_names = request_.certificate_names,
                             .time_left = timeout},
                            *this);
    if (!call.ok()) {
      self_.reset();
      return call;
    }
    admitted_ = *call;  // nobody else holds it while it waits for the client
    exchange->Tell(weak_from_this());
    return call;
  }

  absl::string_view Find(absl::string_view name) const override { return request_.Header(name); }
  void Abort() override { exchange_->Break(); }
  void OnSent() override { admitted_->OnWritten(); }
  void OnGone() override { admitted_->OnCancel(); }
  void Finish(const absl::Status& status) final {
    const auto keep = std::move(self_);
    Answer(status);
    exchange_.reset();
  }

  // Also where the request did not become a call.
  void RespondWith(const absl::Status& error) {
    exchange_->Respond(ErrorHead(error), ErrorJson(error, LocaleOf(Find("accept-language"))));
  }

  // The end of the exchange; also of one that was refused.
  virtual void Answer(const absl::Status& status) = 0;

 protected:
  const Method& method_;
  const Encoding encoding_;
  const HttpRequest request_;
  std::shared_ptr<HttpExchange> exchange_;
  std::shared_ptr<Call> admitted_;  // stands before the first event

 private:
  std::shared_ptr<ConnectTransport> self_;
};

// Headers alone, as what asks for rights wants them.
class HeadMetadata final : public Metadata {
 public:
  explicit HeadMetadata(const HttpRequest& head) : head_(head) {}
  absl::string_view Find(absl::string_view name) const override { return head_.Header(name); }

 private:
  const HttpRequest& head_;
};

class ConnectUnary final : public ConnectTransport {
 public:
  using ConnectTransport::ConnectTransport;

  absl::Status Read(google::protobuf::Message& into) override {
    return Decode(encoding_, request_.body, into);
  }
  void ReadMore() override {}
  absl::Status Write(const server::Answer& answer) override {
    PASSUNG_ASSIGN_OR_RETURN(answer_, EncodedAnswer(encoding_, answer));
    return absl::OkStatus();
  }
  void Answer(const absl::Status& status) override {
    if (!status.ok()) return RespondWith(status);
    exchange_->Respond({.content_type = ContentTypeOf({.encoding = encoding_})},
                       std::move(answer_));
  }

 private:
  std::string answer_;
};

class ConnectStream final : public ConnectTransport {
 public:
  ConnectStream(const Method& method, Encoding encoding, HttpRequest request,
                std::shared_ptr<HttpExchange> exchange, std::vector<std::string> messages)
      : ConnectTransport(method, encoding, std::move(request), std::move(exchange)),
        messages_(std::move(messages)) {}

  absl::Status Read(google::protobuf::Message& into) override {
    return Decode(encoding_, std::exchange(messages_[next_++], {}), into);
  }
  // They are all here already; the call still takes one at a time.
  void ReadMore() override { TellOfNext(); }
  void Begin() {
    if (method_.handler.client_streaming) {
      TellOfNext();
    } else {
      admitted_->OnRequest();
    }
  }
  absl::Status Write(const server::Answer& answer) override {
    PASSUNG_ASSIGN_OR_RETURN(const std::string bytes, EncodedAnswer(encoding_, answer));
    if (!method_.handler.server_streaming) {
      answer_ = Envelope(bytes);
      return absl::OkStatus();
    }
    BeginAnswer();
    exchange_->Send(Envelope(bytes));
    return absl::OkStatus();
  }
  // Streams say at their end how they went; HTTP's status was sent long before.
  void Answer(const absl::Status& status) override {
    BeginAnswer();
    if (status.ok() && !answer_.empty()) exchange_->Send(std::move(answer_));
    exchange_->Send(EndEnvelope(status, LocaleOf(Find("accept-language"))));
    exchange_->End();
  }

 private:
  void TellOfNext() {
    if (next_ < messages_.size()) {
      admitted_->OnMessage();
    } else {
      admitted_->OnHalfClose();
    }
  }
  void BeginAnswer() {
    if (std::exchange(begun_, true)) return;
    exchange_->Begin({.content_type = ContentTypeOf({.encoding = encoding_, .stream = true})});
  }

  std::vector<std::string> messages_;
  size_t next_ = 0;  // of the thread that runs the call
  bool begun_ = false;
  std::string answer_;
};

// What the protocol does not allow, before there is a call.
absl::Status CheckProtocol(const HttpRequest& request, const ContentKind& kind) {
  const absl::string_view version = request.Header("connect-protocol-version");
  if (!version.empty() && version != "1") {
    return absl::InvalidArgumentError("connect-protocol-version: is not 1");
  }
  const absl::string_view compression =
      request.Header(kind.stream ? "connect-content-encoding" : "content-encoding");
  if (!compression.empty() && compression != "identity") {
    return absl::UnimplementedError("compressed requests are not supported");
  }
  return absl::OkStatus();
}

void StartUnary(const Method& method, Calls& calls, Encoding encoding, HttpRequest request,
                const std::shared_ptr<HttpExchange>& exchange) {
  const auto transport =
      std::make_shared<ConnectUnary>(method, encoding, std::move(request), exchange);
  const auto call = transport->Admit(calls);
  if (!call.ok()) return transport->Answer(call.status());
  (*call)->OnRequest();
}

void StartStream(const Method& method, Calls& calls, Encoding encoding, HttpRequest request,
                 const std::shared_ptr<HttpExchange>& exchange) {
  auto messages = OpenEnvelopes(request.body);
  absl::Status fault = messages.status();
  if (fault.ok() && !method.handler.client_streaming && messages->size() != 1) {
    fault = absl::InvalidArgumentError("the request must have exactly one message");
  }
  const auto transport = std::make_shared<ConnectStream>(
      method, encoding, std::move(request), exchange,
      messages.ok() ? *std::move(messages) : std::vector<std::string>());
  if (!fault.ok()) return transport->Answer(fault);
  const auto call = transport->Admit(calls);
  if (!call.ok()) return transport->Answer(call.status());
  transport->Begin();
}

}  // namespace

HttpRefusal RefusalFor(const absl::Status& error, const HttpRequest& head) {
  return {.head = ErrorHead(error),
          .body = ErrorJson(error, LocaleOf(head.Header("accept-language")))};
}

std::optional<HttpRefusal> RefusalOfCall(const Method& method, Calls& calls,
                                         const HttpRequest& head) {
  if (head.method != "POST") return std::nullopt;
  const absl::Status may = calls.CheckMayCall({.method = method,
                                               .door = Door::kHttp,
                                               .peer = head.peer,
                                               .certificate_names = head.certificate_names},
                                              HeadMetadata(head));
  if (may.ok()) return std::nullopt;
  return RefusalFor(may, head);
}

void StartConnectCall(const Method& method, Calls& calls, HttpRequest request,
                      const std::shared_ptr<HttpExchange>& exchange) {
  if (request.method != "POST") {
    return exchange->Respond(
        {.status = 405, .content_type = "text/plain", .more = {{"Allow", "POST"}}},
        "methods are called with POST\n");
  }
  const auto kind = ContentKindOf(request.Header("content-type"));
  if (!kind || kind->stream == method.IsUnary()) {
    return exchange->Respond(
        {.status = 415,
         .content_type = "text/plain",
         .more = {{"Accept-Post", method.IsUnary() ? kUnaryTypes : kStreamTypes}}},
        absl::StrCat("content-type must be one of ", method.IsUnary() ? kUnaryTypes : kStreamTypes,
                     "\n"));
  }
  if (const absl::Status fault = CheckProtocol(request, *kind); !fault.ok()) {
    return exchange->Respond(ErrorHead(fault),
                             ErrorJson(fault, LocaleOf(request.Header("accept-language"))));
  }
  if (kind->stream) {
    StartStream(method, calls, kind->encoding, std::move(request), exchange);
  } else {
    StartUnary(method, calls, kind->encoding, std::move(request), exchange);
  }
}

}  // namespace passung::server
