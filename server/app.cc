#include "server/app.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "grpc/health/v1/health.pb.h"
#include "passung/knowledge.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "proto/answer/data_folder.h"
#include "server/catalog.h"
#include "server/grpc/catalog_service.h"
#include "server/grpc/match_service.h"
#include "server/grpc/request_log.h"

namespace passung::server {
namespace {

constexpr int kLargestRequest = 4 * 1024 * 1024;
constexpr int kLargestAnswer = 16 * 1024 * 1024;
constexpr int kLargestMetadata = 8 * 1024;
constexpr int kStreamsPerConnection = 200;
constexpr MarketOptions kDevMarket = {.mentees = 200, .vacancies = 5000, .seed = 1};

absl::StatusOr<std::unique_ptr<Repository>> OpenData(const Config& config, const Today& today) {
  if (!config.db.empty()) return OpenRepository(absl::StrCat("sqlite:", config.db));
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenRepository("memory:"));
  MarketOptions options = kDevMarket;
  options.today = today();
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket(options));
  PASSUNG_RETURN_IF_ERROR(repository
                              ->Write({.upsert_mentees = std::move(market.mentees),
                                       .upsert_vacancies = std::move(market.vacancies)})
                              .status());
  return repository;
}

// Reflection can describe health only if its descriptor is in the program: gRPC's own health service
// does without. Naming the type is what links it in.
void LinkHealthDescriptor() { grpc::health::v1::HealthCheckRequest::descriptor(); }

// Works on every server built after it, once for the process.
void EnableHealthAndReflection() {
  LinkHealthDescriptor();
  grpc::EnableDefaultHealthCheckService(true);
  static const bool once = [] {
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  static_cast<void>(once);
}

// Synchronous services: a handler runs on a thread of its own and may take its time, which handlers
// of the callback interface must not (gRPC 1.51 runs all of those on two threads). The quota bounds
// the threads; a call that finds none is refused with RESOURCE_EXHAUSTED instead of waiting.
void SetLimits(const Config& config, grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota("passungd");
  quota.SetMaxThreads(config.max_calls);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 2);
  builder.SetMaxReceiveMessageSize(kLargestRequest);
  builder.SetMaxSendMessageSize(kLargestAnswer);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kLargestMetadata);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
  // A second server on the same port is a mistake that must show.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

std::string HostForPort(absl::string_view host) {
  if (host == "::1") return "[::1]";
  return std::string(host);
}

}  // namespace

struct App::Parts {
  Parts(std::unique_ptr<Catalog> the_catalog, Today the_today, std::ostream& log_stream)
      : catalog(std::move(the_catalog)),
        log(log_stream),
        match_service(*catalog, std::move(the_today), log),
        catalog_service(*catalog, log) {}

  std::unique_ptr<Catalog> catalog;
  RequestLog log;
  MatchServiceImpl match_service;
  CatalogServiceImpl catalog_service;
  std::unique_ptr<grpc::Server> server;  // last: it goes first
  std::string address;
};

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() { Shutdown(std::chrono::milliseconds(0)); }

absl::StatusOr<std::unique_ptr<App>> App::Start(const Config& config, Today today,
                                                std::ostream& log) {
  PASSUNG_RETURN_IF_ERROR(Validate(config));
  KnowledgeFiles tables;
  if (!config.data.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(tables, answer::ReadDataFolder(config.data));
  }
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenData(config, today));
  PASSUNG_ASSIGN_OR_RETURN(auto catalog, Catalog::Open(std::move(repository), std::move(tables)));
  auto parts = std::make_unique<Parts>(std::move(catalog), std::move(today), log);

  EnableHealthAndReflection();
  grpc::ServerBuilder builder;
  SetLimits(config, builder);
  const std::string host = HostForPort(config.host);
  int port = 0;
  builder.AddListeningPort(absl::StrCat(host, ":", config.port), grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&parts->match_service);
  builder.RegisterService(&parts->catalog_service);
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || port == 0) {
    return absl::UnavailableError(
        absl::StrCat("--port: ", host, ":", config.port, " cannot be listened on; is it in use?"));
  }
  parts->address = absl::StrCat(host, ":", port);
  grpc::HealthCheckServiceInterface& health = *parts->server->GetHealthCheckService();
  health.SetServingStatus(v1::MatchService::service_full_name(), true);
  health.SetServingStatus(v1::CatalogService::service_full_name(), true);
  return std::unique_ptr<App>(new App(std::move(parts)));
}

const std::string& App::address() const { return parts_->address; }

std::shared_ptr<grpc::Channel> App::InProcessChannel() const {
  return parts_->server->InProcessChannel({});
}

void App::BeginDrain() { parts_->server->GetHealthCheckService()->Shutdown(); }

void App::Shutdown(std::chrono::milliseconds grace) {
  if (parts_->server == nullptr) return;
  BeginDrain();
  parts_->server->Shutdown(std::chrono::system_clock::now() + grace);
  parts_->server.reset();
}

}  // namespace passung::server
