// Both doors on free ports of this machine, over the test service.
#ifndef PASSUNG_TESTS_SERVER_DOORS_DOORS_FIXTURE_H_
#define PASSUNG_TESTS_SERVER_DOORS_DOORS_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/sync_stream.h"
#include "passung/repository.h"
#include "server/call/calls.h"
#include "server/grpc/grpc_door.h"
#include "server/http/http_door.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/doors/test_service.h"

namespace passung::server {

constexpr char kEcho[] = "/passung.test.TestService/Echo";
constexpr char kMany[] = "/passung.test.TestService/Many";
constexpr char kJoin[] = "/passung.test.TestService/Join";

class DoorsTest : public testing::Test {
 protected:
  struct Limits {
    Calls::Options calls;
    GrpcDoor::Options grpc;
    HttpDoor::Options http;
  };

  // Both doors with limits of the test's own.
  void OpenDoors(const Limits& limits) {
    CloseDoors();
    catalog_ = Catalog::Open(*OpenRepository("memory:"), {}).value();
    services_ = std::make_unique<Services>(Services{.catalog = *catalog_, .today = nullptr});
    methods_ = MethodTable::Create({TestMethods()}).value();
    metrics_ = std::make_unique<Metrics>(*methods_);
    call_log_ = std::make_unique<CallLog>(log_);
    observer_ = std::make_unique<Observer>(*metrics_, *call_log_);
    authenticator_ = Authenticator::Create({.open = true}, std::chrono::system_clock::now).value();
    calls_ = std::make_unique<Calls>(limits.calls, *services_, *authenticator_, *observer_);
    grpc_ = GrpcDoor::Open(limits.grpc, *methods_, *calls_).value();
    http_ = HttpDoor::Open(limits.http, *methods_, *calls_, *metrics_).value();
    channel_ = grpc::CreateChannel(grpc_->address(), grpc::InsecureChannelCredentials());
  }
  DoorsTest() { OpenDoors({}); }
  ~DoorsTest() override {
    stage_.Open();
    CloseDoors();
  }

  void CloseDoors() {
    channel_.reset();
    if (calls_ == nullptr) return;
    calls_->Refuse();
    calls_->Drain(std::chrono::milliseconds(0));
    http_->Close(std::chrono::milliseconds(0));
    grpc_->Close(std::chrono::milliseconds(0));
    calls_->Stop();
    grpc_.reset();
    calls_.reset();
    http_.reset();
    call_log_.reset();
  }

  static grpc::internal::RpcMethod Rpc(const char* path, grpc::internal::RpcMethod::RpcType type) {
    return {path, type};
  }
  grpc::Status CallGrpc(const char* path, const std::string& request, std::string& response,
                        grpc::ClientContext& context) {
    Text answer;
    const auto method = Rpc(path, grpc::internal::RpcMethod::NORMAL_RPC);
    const grpc::Status status = grpc::internal::BlockingUnaryCall<Text, Text>(
        channel_.get(), method, &context, TextOf(request), &answer);
    response = answer.value();
    return status;
  }
  grpc::Status CallGrpc(const char* path, const std::string& request,
                        std::string* response = nullptr) {
    grpc::ClientContext context;
    std::string ignored;
    return CallGrpc(path, request, response == nullptr ? ignored : *response, context);
  }
  std::unique_ptr<grpc::ClientReader<Text>> StartMany(grpc::ClientContext& context,
                                                      const std::string& request) {
    const auto method = Rpc(kMany, grpc::internal::RpcMethod::SERVER_STREAMING);
    return std::unique_ptr<grpc::ClientReader<Text>>(
        grpc::internal::ClientReaderFactory<Text>::Create(channel_.get(), method, &context,
                                                          TextOf(request)));
  }
  std::unique_ptr<grpc::ClientReader<Text>> StartMany(grpc::ClientContext& context, int count) {
    return StartMany(context, std::to_string(count));
  }
  std::unique_ptr<grpc::ClientWriter<Text>> StartJoin(grpc::ClientContext& context, Text& answer) {
    const auto method = Rpc(kJoin, grpc::internal::RpcMethod::CLIENT_STREAMING);
    return std::unique_ptr<grpc::ClientWriter<Text>>(
        grpc::internal::ClientWriterFactory<Text>::Create(channel_.get(), method, &context,
                                                          &answer));
  }

  HttpAnswer AskJson(const std::string& path, const std::string& json,
                     std::map<std::string, std::string> headers = {}) {
    headers.emplace("Content-Type", "application/json");
    return Ask(http_->address(), "POST", path, json, headers);
  }

  // Of the details of an error; default where there is none.
  template <class Detail>
  static Detail DetailOf(const grpc::Status& status) {
    google::rpc::Status details;
    details.ParseFromString(status.error_details());
    Detail detail;
    for (const auto& any : details.details()) {
      if (any.Is<Detail>()) any.UnpackTo(&detail);
    }
    return detail;
  }

  Stage stage_;
  std::ostringstream log_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<MethodTable> methods_;
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<CallLog> call_log_;
  std::unique_ptr<Observer> observer_;
  std::unique_ptr<HttpDoor> http_;
  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<Calls> calls_;
  std::unique_ptr<GrpcDoor> grpc_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_DOORS_DOORS_FIXTURE_H_
