// Any bytes as the body of a Connect request, for every method: a message or a refusal, and what is a
// message can be written and read again.
#include <google/protobuf/util/message_differencer.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "server/http/connect_protocol.h"
#include "server/method/all_methods.h"
#include "server/method/method_table.h"

namespace server = passung::server;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto& methods = *server::MethodTable::Create(server::AllMethods()).value().release();
  if (size == 0) return 0;
  const server::Method& method = methods.methods()[data[0] % methods.methods().size()];
  const std::string body(reinterpret_cast<const char*>(data + 1), size - 1);
  static_cast<void>(server::OpenEnvelopes(body));
  static_cast<void>(server::ContentKindOf(body));
  static_cast<void>(server::TimeoutOf(body));
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(method.handler.request)
          ->New());
  if (!server::Decode(server::Encoding::kJson, body, *message).ok()) return 0;
  const auto text = server::Encode(server::Encoding::kJson, *message);
  if (!text.ok()) return 0;  // a number that JSON has no way to write
  const std::unique_ptr<google::protobuf::Message> again(message->New());
  if (!server::Decode(server::Encoding::kJson, *text, *again).ok()) std::abort();
  if (!google::protobuf::util::MessageDifferencer::Equals(*message, *again)) std::abort();
  return 0;
}
