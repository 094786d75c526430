#include "server/grpc/grpc_door.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <deque>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.pb.h"
#include "server/grpc/raw_service.h"

namespace passung::server {
namespace {

constexpr int kStreamsPerConnection = 200;
// As gRPC health knows whether changes can be stored.
constexpr char kWrites[] = "passung.writes";
constexpr int kShortestPingIntervalMs = 10'000;
// Of buffers for all connections together; what the engine needs is not in it.
constexpr size_t kLargestBuffers = size_t{512} << 20;

// Reflection can describe health only if its descriptor is in the program:
// gRPC's own health service does without. Naming the type is what links it in.
void LinkHealthDescriptor() { grpc::health::v1::HealthCheckRequest::descriptor(); }

// Works on every server built after it.
void EnableHealth() {
  LinkHealthDescriptor();
  grpc::EnableDefaultHealthCheckService(true);
}

// The library of reflection adds itself to every server of a program that it is linked to; here it is
// taken out of the one that is built.
class WithoutReflection final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    const std::string name = grpc::reflection::ProtoServerReflectionPlugin().name();
    std::erase_if(*plugins, [&](const auto& plugin) { return plugin->name() == name; });
  }
};

void SetMessageLimits(const GrpcDoor::Options& options, grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota("passungd");
  quota.Resize(kLargestBuffers);
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(options.largest_request);
  builder.SetMaxSendMessageSize(options.largest_answer);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, options.largest_metadata);
}

int Milliseconds(std::chrono::milliseconds time) { return static_cast<int>(time.count()); }

// Connections that are gone are noticed; those that live get older, so that
// clients spread over new servers; those that are not used end.
void SetConnectionLimits(const GrpcDoor::Options& options, grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(options.keepalive_time));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             Milliseconds(options.keepalive_timeout));
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kShortestPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(options.connection_age));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, Milliseconds(options.age_grace));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS,
                             Milliseconds(options.connection_idle));
  // A second server on the same port is a mistake that must show.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

std::string WithPort(absl::string_view host, int port) {
  if (absl::StrContains(host, ":") && !absl::StartsWith(host, "[")) {
    return absl::StrCat("[", host, "]:", port);
  }
  return absl::StrCat(host, ":", port);
}

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const std::optional<TlsFiles>& tls) {
  if (!tls) return grpc::InsecureServerCredentials();
  constexpr unsigned kRefreshSeconds = 1;
  namespace security = grpc::experimental;
  auto provider = std::make_shared<security::FileWatcherCertificateProvider>(
      tls->key, tls->certificate, tls->client_ca, kRefreshSeconds);
  security::TlsServerCredentialsOptions options(std::move(provider));
  options.watch_identity_key_cert_pairs();
  if (!tls->client_ca.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return security::TlsServerCredentials(options);
}

}  // namespace

struct GrpcDoor::Parts {
  std::deque<RawService> services;
  std::unique_ptr<grpc::Server> server;  // last: it goes first
  std::string address;
};

GrpcDoor::GrpcDoor(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

GrpcDoor::~GrpcDoor() { Close(std::chrono::milliseconds(0)); }

absl::StatusOr<std::unique_ptr<GrpcDoor>> GrpcDoor::Open(const Options& options,
                                                         const MethodTable& methods, Calls& calls) {
  EnableHealth();
  auto parts = std::make_unique<Parts>();
  grpc::ServerBuilder builder;
  SetMessageLimits(options, builder);
  SetConnectionLimits(options, builder);
  if (!options.reflection) builder.SetOption(std::make_unique<WithoutReflection>());
  int port = 0;
  const std::string asked = WithPort(options.host, options.port);
  builder.AddListeningPort(asked, CredentialsOf(options.tls), &port);
  for (const std::string& service : methods.services()) {
    builder.RegisterService(&parts->services.emplace_back(service, methods, calls));
  }
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || port == 0) {
    return absl::UnavailableError(
        absl::StrCat("--port: ", asked, " cannot be listened on; is it in use?"));
  }
  parts->address = WithPort(options.host, port);
  for (const std::string& service : methods.services()) {
    parts->server->GetHealthCheckService()->SetServingStatus(service, true);
  }
  parts->server->GetHealthCheckService()->SetServingStatus(kWrites, true);
  return std::unique_ptr<GrpcDoor>(new GrpcDoor(std::move(parts)));
}

const std::string& GrpcDoor::address() const { return parts_->address; }

std::shared_ptr<grpc::Channel> GrpcDoor::InProcessChannel() const {
  return parts_->server->InProcessChannel({});
}

void GrpcDoor::SayNotServing() {
  if (parts_->server != nullptr) parts_->server->GetHealthCheckService()->Shutdown();
}

void GrpcDoor::SayWritable(bool writable) {
  if (parts_->server == nullptr) return;
  parts_->server->GetHealthCheckService()->SetServingStatus(kWrites, writable);
}

void GrpcDoor::Close(std::chrono::milliseconds grace) {
  if (parts_->server == nullptr) return;
  parts_->server->Shutdown(std::chrono::system_clock::now() + grace);
  parts_->server.reset();
}

}  // namespace passung::server
