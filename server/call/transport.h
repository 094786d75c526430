// What a door does for a call: carries its messages and its end.
#ifndef PASSUNG_SERVER_CALL_TRANSPORT_H_
#define PASSUNG_SERVER_CALL_TRANSPORT_H_

#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "server/method/call_context.h"
#include "server/method/session.h"

namespace passung::server {

// One for each call, made by its door. The call uses it up to Finish and not
// any more after; the door tells the call what happens (Call::On…). No method
// waits for the network.
class Transport : public Metadata {
 public:
  // Decodes the request message that Call::OnMessage told of; InvalidArgument
  // where it is none. On a worker's thread.
  virtual absl::Status Read(google::protobuf::Message& into) = 0;
  // Asks for the next message of a client stream.
  virtual void ReadMore() = 0;
  // Encodes an answer and sends it. For streams Call::OnWritten follows when it
  // has left; the one answer of other calls may be kept until Finish. On a
  // worker's thread.
  virtual absl::Status Write(const Answer& answer) = 0;
  // Ends the call. Called once.
  virtual void Finish(const absl::Status& status) = 0;
  // The client does not take what is sent: breaks the call off, so that what is
  // underway fails and Call::OnCancel comes.
  virtual void Abort() = 0;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CALL_TRANSPORT_H_
