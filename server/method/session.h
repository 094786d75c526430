// The life of one call as its handler sees it: messages in, messages out, and a caller who pulls.
#ifndef PASSUNG_SERVER_METHOD_SESSION_H_
#define PASSUNG_SERVER_METHOD_SESSION_H_

#include <google/protobuf/message.h>

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::server {

// What a handler that encodes by itself answers with: the bytes of a Message.
template <class Message>
struct Encoded {
  std::string bytes;
};

// An answer on its way to a door, which takes what it needs: the bytes or the message.
struct Answer {
  const google::protobuf::Message& message;  // only its type counts where there are bytes
  std::optional<absl::string_view> bytes = std::nullopt;
};

// What a server stream makes of its request. Pulled, never pushing: the next message is asked for
// when there is room for it, so that a slow client costs neither a thread nor memory. One call of
// Next should take some milliseconds at most; between two of them other work gets its turn.
template <class Response>
class Producer {
 public:
  virtual ~Producer() = default;
  // Nothing at the end, or where it is waiting. One thread at a time.
  virtual absl::StatusOr<std::optional<Response>> Next() = 0;
  // Asked where Next gave nothing: there may be something later, and Next is called again in a quarter of a
  // second or so.
  virtual bool IsWaiting() const { return false; }
  // Whether threads that have nothing else to do may help.
  virtual bool TakesHelp() const { return false; }
  // Makes some of the next answers ahead, a millisecond or so of work. Any number of threads, also during
  // Next. False: there is nothing to help with now.
  virtual bool Help() { return false; }
};

// Takes the messages of a client stream. The next message is read from the network when the one
// before has been taken, so that a slow consumer holds the client back.
template <class Request, class Response>
class Consumer {
 public:
  virtual ~Consumer() = default;
  // An error ends the call. One thread at a time.
  virtual absl::Status Take(const Request& request) = 0;
  // The client has sent everything.
  virtual absl::StatusOr<Response> Finish() = 0;
};

// The same without the types, for the doors. In this order: `request` is filled and Take called, once
// for each message; Close; Next until it gives nothing. The first error ends it. One thread at a time.
class Session {
 public:
  virtual ~Session() = default;
  virtual google::protobuf::Message& request() = 0;
  virtual absl::Status Take() = 0;
  virtual absl::Status Close() = 0;
  // Valid until the next call.
  virtual absl::StatusOr<std::optional<Answer>> Next() = 0;
  // As Producer's, once Take has returned.
  virtual bool IsWaiting() const { return false; }
  virtual bool TakesHelp() const { return false; }
  virtual bool Help() { return false; }
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_SESSION_H_
