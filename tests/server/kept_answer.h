// What a handler of HTTP answered, without a network.
#ifndef PASSUNG_TESTS_SERVER_KEPT_ANSWER_H_
#define PASSUNG_TESTS_SERVER_KEPT_ANSWER_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "server/http/http_server.h"

namespace passung::server {

class KeptAnswer final : public HttpExchange {
 public:
  void Tell(std::weak_ptr<HttpEvents> /*events*/) override {}
  void Respond(HttpHead answered, std::string body) override {
    head = std::move(answered);
    text = std::move(body);
  }
  void Begin(HttpHead /*head*/) override {}
  void Send(std::string /*part*/) override {}
  void End() override {}
  void Break() override {}

  // Empty where there is none of that name.
  std::string Header(absl::string_view name) const {
    for (const auto& [key, value] : head.more) {
      if (key == name) return value;
    }
    return "";
  }

  HttpHead head{.status = 0};
  std::string text;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_KEPT_ANSWER_H_
