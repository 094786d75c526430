#include "server/grpc/connection_count.h"

#include <grpc/grpc.h>
#include <grpc/support/alloc.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"

namespace passung::server {
namespace {

using nlohmann::json;

// What channelz says, which is to be freed as gRPC frees.
json Take(char* text) {
  if (text == nullptr) return json();
  json parsed = json::parse(text, nullptr, false);
  gpr_free(text);
  return parsed;
}

// Its numbers are texts, as proto3 JSON has them.
std::optional<intptr_t> IdIn(const json& reference, const char* key) {
  const json number = reference.is_object() ? reference.value(key, json()) : json();
  int64_t id = 0;
  if (!number.is_string() || !absl::SimpleAtoi(number.get_ref<const std::string&>(), &id)) {
    return std::nullopt;
  }
  return id;
}

// Pages of a list until one says that it is the last; `id_of` an element, behind which the next page begins.
template <class GetPage, class IdOf, class Use>
void WalkPages(const char* list, GetPage get_page, IdOf id_of, Use use) {
  intptr_t next = 0;
  while (true) {
    const json page = Take(get_page(next));
    const json elements = page.is_object() ? page.value(list, json::array()) : json::array();
    for (const json& element : elements) {
      const std::optional<intptr_t> id = id_of(element);
      if (!id) return;
      use(*id);
      next = *id + 1;
    }
    if (elements.empty() || page.value("end", false)) return;
  }
}

int64_t CountSockets(intptr_t server) {
  int64_t count = 0;
  WalkPages(
      "socketRef",
      [server](intptr_t next) { return grpc_channelz_get_server_sockets(server, next, 0); },
      [](const json& socket) { return IdIn(socket, "socketId"); },
      [&count](intptr_t /*socket*/) { ++count; });
  return count;
}

}  // namespace

int64_t CountGrpcConnections() {
  int64_t count = 0;
  WalkPages(
      "server", grpc_channelz_get_servers,
      [](const json& server) { return IdIn(server.value("ref", json()), "serverId"); },
      [&count](intptr_t server) { count += CountSockets(server); });
  return count;
}

}  // namespace passung::server
