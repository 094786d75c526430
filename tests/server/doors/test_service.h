// A service of strings whose handlers do what a test tells them: for what the doors do whatever the
// methods are.
#ifndef PASSUNG_TESTS_SERVER_DOORS_TEST_SERVICE_H_
#define PASSUNG_TESTS_SERVER_DOORS_TEST_SERVICE_H_

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/method/method_table.h"

namespace passung::server {

using Text = google::protobuf::StringValue;

// What happened in the handlers, and the gate at which they wait. One for each test.
class Stage {
 public:
  Stage() { current_ = this; }
  ~Stage() { current_ = nullptr; }
  static Stage& Current() { return *current_; }

  // For tests: true once it happened, false after ten seconds.
  bool AwaitEntered(int count) {
    return Await([&] { return entered_ >= count; });
  }
  bool AwaitOver(int count) {
    return Await([&] { return over_ >= count; });
  }
  bool AwaitProducersGone(int count) {
    return Await([&] { return producers_gone_ >= count; });
  }
  // True once helpers were asked so often.
  bool AwaitHelped(int count) {
    return Await([&] { return helped_ >= count; });
  }
  void Open() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }
  int entered() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return entered_;
  }
  int produced() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return produced_;
  }

  // For handlers. Until the gate is open or the call is over.
  void WaitAtGate(const CallContext& context) {
    constexpr std::chrono::milliseconds kGlance(1);
    std::unique_lock<std::mutex> lock(mutex_);
    while (!open_ && !context.IsOver()) changed_.wait_for(lock, kGlance);
    if (!open_) ++over_;
    changed_.notify_all();
  }
  void Enter() { Count(entered_); }
  void Produce() { Count(produced_); }
  void ProducerGone() { Count(producers_gone_); }
  // False from the `most`th time on.
  bool Help(int most) {
    Count(helped_);
    const std::lock_guard<std::mutex> lock(mutex_);
    return helped_ < most;
  }

 private:
  template <class Condition>
  bool Await(Condition condition) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), condition);
  }
  void Count(int& what) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++what;
    }
    changed_.notify_all();
  }

  inline static Stage* current_ = nullptr;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int entered_ = 0;
  int over_ = 0;
  int produced_ = 0;
  int producers_gone_ = 0;
  int helped_ = 0;
};

inline Text TextOf(const std::string& value) {
  Text text;
  text.set_value(value);
  return text;
}

// "wait" waits at the gate; "fail" fails, "fault" as a database does; anything else comes back.
inline absl::StatusOr<Text> Echo(const Text& request, CallContext& context) {
  Stage::Current().Enter();
  if (request.value() == "wait") Stage::Current().WaitAtGate(context);
  if (request.value() == "fail") return absl::NotFoundError("there is none");
  if (request.value() == "fault")
    return absl::UnavailableError("\"/var/lib/x.db\": disk I/O error");
  if (request.value() == "traceparent") return TextOf(context.trace.trace_id);
  return request;
}

// As many messages of 64 KiB as the request says.
class ManyTexts final : public Producer<Text> {
 public:
  explicit ManyTexts(int count) : left_(count) {}
  ~ManyTexts() override { Stage::Current().ProducerGone(); }
  absl::StatusOr<std::optional<Text>> Next() override {
    if (left_ == 0) return std::nullopt;
    --left_;
    Stage::Current().Produce();
    return TextOf(std::string(size_t{64} << 10, 'x'));
  }

 private:
  int left_;
};

// One message, which is there when helpers were asked three times.
class HelpedTexts final : public Producer<Text> {
 public:
  ~HelpedTexts() override { Stage::Current().ProducerGone(); }
  absl::StatusOr<std::optional<Text>> Next() override {
    if (std::exchange(given_, true)) return std::nullopt;
    return TextOf(Stage::Current().AwaitHelped(kHelps) ? "helped" : "alone");
  }
  bool TakesHelp() const override { return true; }
  bool Help() override { return Stage::Current().Help(kHelps); }

 private:
  static constexpr int kHelps = 3;
  bool given_ = false;
};

inline absl::StatusOr<std::unique_ptr<Producer<Text>>> Many(const Text& request, CallContext&) {
  Stage::Current().Enter();
  if (request.value() == "help") return std::make_unique<HelpedTexts>();
  if (request.value() == "fail") return absl::NotFoundError("there is none");
  return std::make_unique<ManyTexts>(std::stoi(request.value()));
}

class JoinedTexts final : public Consumer<Text, Text> {
 public:
  absl::Status Take(const Text& request) override {
    if (request.value() == "fail") return absl::NotFoundError("there is none");
    joined_ += request.value();
    return absl::OkStatus();
  }
  absl::StatusOr<Text> Finish() override { return TextOf(joined_); }

 private:
  std::string joined_;
};

inline absl::StatusOr<std::unique_ptr<Consumer<Text, Text>>> Join(CallContext&) {
  Stage::Current().Enter();
  return std::make_unique<JoinedTexts>();
}

// passung.test.TestService with Echo, Many (server stream) and Join (client stream).
inline BoundFile TestMethods() {
  static const google::protobuf::FileDescriptor* const file = [] {
    google::protobuf::FileDescriptorProto proto;
    proto.set_name("passung/test/test_service.proto");
    proto.set_package("passung.test");
    proto.add_dependency("google/protobuf/wrappers.proto");
    auto& service = *proto.add_service();
    service.set_name("TestService");
    for (const char* name : {"Echo", "Many", "Join"}) {
      auto& method = *service.add_method();
      method.set_name(name);
      method.set_input_type(".google.protobuf.StringValue");
      method.set_output_type(".google.protobuf.StringValue");
      auto& access = *method.mutable_options()->MutableExtension(v1::access);
      access.set_cost(std::string(name) == "Echo" ? v1::COST_SEARCH : v1::COST_BULK);
      access.add_roles(v1::ROLE_ADMIN);
    }
    service.mutable_method(1)->set_server_streaming(true);
    service.mutable_method(2)->set_client_streaming(true);
    // Above the pool of generated types, so that messages are those that handlers take.
    auto* pool =
        new google::protobuf::DescriptorPool(google::protobuf::DescriptorPool::generated_pool());
    Text::descriptor();
    return pool->BuildFile(proto);
  }();
  return {.file = file,
          .bindings = {{"passung.test.TestService.Echo", Unary(Echo)},
                       {"passung.test.TestService.Many", ServerStream(Many)},
                       {"passung.test.TestService.Join", ClientStream(Join)}}};
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_DOORS_TEST_SERVICE_H_
