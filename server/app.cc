#include "server/app.h"

#include <grpcpp/channel.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "engine/base/status_macros.h"
#include "passung/knowledge.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/own_data.h"
#include "server/audit/access_log.h"
#include "server/audit/mark.h"
#include "server/call/calls.h"
#include "server/catalog.h"
#include "server/expiry.h"
#include "server/follower.h"
#include "server/gauges.h"
#include "server/grpc/connection_count.h"
#include "server/grpc/grpc_door.h"
#include "server/http/http_door.h"
#include "server/identity/authenticator.h"
#include "server/loopback.h"
#include "server/method/all_methods.h"
#include "server/method/method_table.h"
#include "server/observe/call_log.h"
#include "server/observe/metrics.h"
#include "server/observe/observer.h"
#include "server/periodic.h"
#include "server/refresher.h"

namespace passung::server {
namespace {

constexpr MarketOptions kDevMarket = {.mentees = 200, .vacancies = 5000, .seed = 1};
// What a transport may still need once its calls have ended.
constexpr std::chrono::milliseconds kLastWords(500);
constexpr std::chrono::milliseconds kLookAtTheClock(1'000);

absl::StatusOr<std::unique_ptr<Repository>> OpenData(const Config& config, const Today& today) {
  if (!config.db.empty()) return OpenRepository(DatabaseUrl(config.db));
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenRepository("memory:"));
  MarketOptions options = kDevMarket;
  options.today = today();
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker, MarketMaker::Create(options));
  WriteBatch batch;
  batch.written = UnixTime{absl::ToUnixSeconds(absl::Now())};
  for (int64_t i = 0; i < maker.mentees(); ++i) {
    batch.upsert_mentees.push_back(maker.MenteeAt(i));
    batch.upsert_records.push_back(maker.RecordAt(i));
  }
  for (int64_t i = 0; i < maker.vacancies(); ++i) {
    batch.upsert_vacancies.push_back(maker.VacancyAt(i));
  }
  PASSUNG_RETURN_IF_ERROR(repository->Write(batch).status());
  return repository;
}

// `note`: what became of the image, if there is one.
absl::StatusOr<std::unique_ptr<Catalog>> OpenCatalog(const Config& config, const Today& today,
                                                     std::string& note) {
  KnowledgeFiles tables;
  if (!config.data.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(tables, answer::ReadDataFolder(config.data));
  }
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenData(config, today));
  if (config.image.empty()) return Catalog::Open(std::move(repository), std::move(tables));
  absl::Status unused;
  auto catalog =
      Catalog::OpenWithImage(std::move(repository), std::move(tables), config.image, unused);
  note = unused.ok() ? "vacancies were read from the image"
                     : absl::StrCat("everything was built: ", unused.message());
  return catalog;
}

Calls::Options CallOptionsOf(const Config& config) {
  const int32_t threads = WorkersOf(config);
  Calls::Options options;
  options.executor.threads = threads;
  options.admission.threads = threads;
  options.admission.longest_wait = std::chrono::milliseconds(config.longest_wait_ms);
  options.admission.units_per_second = config.principal_rate;
  options.admission.burst = 2 * config.principal_rate;
  return options;
}

// Without a file of its own that of the access log is where it comes from, and cannot be told from it: tokens
// and etags are good after the next start, too.
absl::StatusOr<std::string> ReadPageKeyOf(const Config& config) {
  if (!config.page_key.empty()) return ReadKey("--page-key", config.page_key);
  if (config.dev) return std::string(answer::kOwnDataKey);
  PASSUNG_ASSIGN_OR_RETURN(const std::string key, ReadKey("--audit-key", config.audit_key));
  return MarkOf(key, "page tokens and etags");
}

// With --dev the page that was built beside the program need not be named. Null: there is none.
absl::StatusOr<std::unique_ptr<const PageFiles>> ReadPageOf(const Config& config) {
  std::string folder = config.page;
  if (folder.empty() && config.dev) {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto beside = program.parent_path().parent_path() / "share" / "passung" / "page";
    if (!error && std::filesystem::is_directory(beside, error)) folder = beside.string();
  }
  if (folder.empty()) return std::unique_ptr<const PageFiles>();
  return PageFiles::Read(folder, config.dev);
}

HttpDoor::Options HttpOptionsOf(const Config& config, std::optional<TlsMaterial> tls,
                                const PageFiles* page) {
  HttpDoor::Options options;
  options.server.host = config.host;
  options.server.port = static_cast<uint16_t>(HttpPortOf(config));
  options.server.tls = std::move(tls);
  options.loopback_only = IsLoopback(config.host);
  options.metrics_for_all = config.metrics_for_all;
  options.page = page;
  return options;
}

GrpcDoor::Options GrpcOptionsOf(const Config& config) {
  GrpcDoor::Options options;
  options.host = config.host;
  options.port = config.port;
  options.reflection = config.reflection.value_or(config.dev);
  if (!config.tls.certificate.empty()) options.tls = config.tls;
  return options;
}

absl::StatusOr<std::unique_ptr<Authenticator>> MakeAuthenticator(const Config& config) {
  return Authenticator::Create({.open = config.dev,
                                .jwks = config.jwks,
                                .tokens = {.issuer = config.issuer, .audience = config.audience},
                                .services = config.services},
                               std::chrono::system_clock::now);
}

absl::StatusOr<std::optional<TlsMaterial>> ReadTlsOf(const Config& config) {
  if (config.tls.certificate.empty()) return std::optional<TlsMaterial>();
  PASSUNG_ASSIGN_OR_RETURN(TlsMaterial material,
                           ReadTls(config.tls, std::chrono::system_clock::now()));
  return std::optional<TlsMaterial>(std::move(material));
}

absl::Duration KeepOf(int32_t days) {
  return days == 0 ? absl::InfiniteDuration() : absl::Hours(24) * days;
}

// Nothing: none is kept.
absl::StatusOr<std::unique_ptr<AccessLog>> OpenAccessLog(const Config& config, Catalog& catalog) {
  if (config.audit_folder.empty()) return std::unique_ptr<AccessLog>();
  PASSUNG_ASSIGN_OR_RETURN(std::string key, ReadKey("--audit-key", config.audit_key));
  auto log = AccessLog::Open({.folder = config.audit_folder,
                              .key = std::move(key),
                              .clock = absl::Now,
                              .keep_access = KeepOf(config.keep_access_days),
                              .keep_decisions = KeepOf(config.keep_decisions_days)},
                             catalog);
  catalog.GiveKeysFrom(RandomKey);
  if (!absl::IsDataLoss(log.status())) return log;
  return absl::DataLossError(
      absl::StrCat("the access log was tampered with or damaged: ", log.status().message(),
                   "; keep it as it is and begin a new one in an empty folder"));
}

void KeepImage(Catalog& catalog, CallLog& log) {
  if (const absl::Status kept = catalog.KeepImage(); !kept.ok()) {
    log.Note(absl::StrCat("the image could not be written: ", kept.message()));
  }
}

// On a thread of its own: a purge takes as long as a copy of the database.
std::unique_ptr<Periodic> StartExpiry(const Config& config, Catalog& catalog, AccessLog* access_log,
                                      CallLog& log) {
  const auto expiry = std::make_shared<Expiry>(
      Expiry::Options{.clock = absl::Now,
                      .interval = absl::Minutes(config.expiry_interval_minutes),
                      .keep_history = KeepOf(config.keep_history_days)},
      catalog, access_log);
  return std::make_unique<Periodic>(kLookAtTheClock, [expiry, &log] {
    const absl::Status run = expiry->RunIfDue();
    // No more: what a damaged row is called is a person's id.
    if (!run.ok()) {
      log.Note(absl::StrCat("what expired could not be removed: ",
                            absl::StatusCodeToString(run.code())));
    }
  });
}

// Null: no image is kept.
std::unique_ptr<Periodic> StartKeepingImage(const Config& config, Catalog& catalog, CallLog& log) {
  if (config.image.empty()) return nullptr;
  // The first time soon: a server that has just built everything may be killed.
  return std::make_unique<Periodic>(
      std::chrono::minutes(1),
      [&catalog, &log, interval = config.image_interval_minutes, left = 0]() mutable {
        if (left-- > 0) return;
        left = interval - 1;
        KeepImage(catalog, log);
      });
}

// Of a database that others write into, too; null otherwise.
std::unique_ptr<Follower> StartFollower(const Config& config, Catalog& catalog, GrpcDoor& grpc,
                                        HttpDoor& http, Metrics& metrics, CallLog& log) {
  std::unique_ptr<ChangeWatch> watch = catalog.repository().Watch();
  if (watch == nullptr) return nullptr;
  Follower::Options options;
  options.longest_lag = std::chrono::seconds(config.longest_lag_seconds);
  // Some looks may fail before it is too long.
  options.pause = std::min(options.pause, options.longest_lag / 4);
  options.catch_up = [&catalog] { return catalog.CatchUp(); };
  options.say = [&grpc, &http](bool behind) {
    grpc.SayBehind(behind);
    http.SayBehind(behind);
  };
  options.note = [&log](const std::string& text) { log.Note(text); };
  auto follower = std::make_unique<Follower>(std::move(options), std::move(watch));
  AddFollowGauges(metrics, *follower);
  return follower;
}

// What is stored, the log of who looked at it, which may be null, and the key of pages of it.
struct Stored {
  std::unique_ptr<Catalog> catalog;
  std::unique_ptr<AccessLog> access_log;
  std::string page_key;
  std::string note;  // for the log; empty: none
};

// Found out at the start, not when the first backup is needed.
absl::Status CheckBackupFolder(const Config& config) {
  std::error_code error;
  if (config.backup_folder.empty() || std::filesystem::is_directory(config.backup_folder, error)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--backup-folder: \"", config.backup_folder, "\" is no folder that is there"));
}

absl::StatusOr<Stored> OpenStored(const Config& config, const Today& today) {
  Stored stored;
  PASSUNG_RETURN_IF_ERROR(CheckBackupFolder(config));
  PASSUNG_ASSIGN_OR_RETURN(stored.page_key, ReadPageKeyOf(config));
  PASSUNG_ASSIGN_OR_RETURN(stored.catalog, OpenCatalog(config, today, stored.note));
  PASSUNG_ASSIGN_OR_RETURN(stored.access_log, OpenAccessLog(config, *stored.catalog));
  return stored;
}

}  // namespace

// In the order of their making: what stands below uses what stands above.
struct App::Parts {
  Parts(const Config& config, Stored stored, Today the_today,
        std::unique_ptr<MethodTable> the_methods, std::unique_ptr<Authenticator> the_authenticator,
        std::ostream& log_stream)
      : catalog(std::move(stored.catalog)),
        access_log(std::move(stored.access_log)),
        services{.catalog = *catalog,
                 .today = std::move(the_today),
                 .page_key = std::move(stored.page_key),
                 .access_log = access_log.get(),
                 .expire_after_months = config.expire_after_months,
                 .start_seconds = absl::ToUnixSeconds(absl::Now()),
                 .is_stored = !config.db.empty(),
                 .db = config.db,
                 .backup_folder = config.backup_folder,
                 .exploration_width = config.exploration_width,
                 .exploration_first_places = config.exploration_first_places},
        methods(std::move(the_methods)),
        authenticator(std::move(the_authenticator)),
        metrics(*methods),
        log(log_stream),
        observer(metrics, log),
        calls(CallOptionsOf(config), services, *authenticator, observer),
        keeps_image(!config.image.empty()) {
    AddGauges(metrics, *catalog, calls, log);
    if (!stored.note.empty()) log.Note(stored.note);
  }

  const std::unique_ptr<Catalog> catalog;
  const std::unique_ptr<AccessLog> access_log;  // may be null
  const Services services;
  const std::unique_ptr<MethodTable> methods;
  const std::unique_ptr<Authenticator> authenticator;
  Metrics metrics;
  CallLog log;
  Observer observer;
  std::unique_ptr<const PageFiles> page;  // may be null
  std::unique_ptr<HttpDoor> http;         // before the calls: it must outlive them
  Calls calls;
  std::unique_ptr<GrpcDoor> grpc;
  std::unique_ptr<Refresher> refresher;  // uses what stands above
  std::unique_ptr<Periodic> expiry;      // likewise
  std::unique_ptr<Follower> follower;    // likewise; may be null, and is told of by metrics
  std::unique_ptr<Periodic> image;       // likewise; may be null
  const bool keeps_image;
};

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() { Shutdown(std::chrono::milliseconds(0)); }

absl::StatusOr<std::unique_ptr<App>> App::Start(const Config& config, Today today,
                                                std::ostream& log) {
  PASSUNG_RETURN_IF_ERROR(Validate(config));
  PASSUNG_ASSIGN_OR_RETURN(auto methods, MethodTable::Create(AllMethods()));
  PASSUNG_ASSIGN_OR_RETURN(auto authenticator, MakeAuthenticator(config));
  PASSUNG_ASSIGN_OR_RETURN(const auto tls, ReadTlsOf(config));
  PASSUNG_ASSIGN_OR_RETURN(Stored stored, OpenStored(config, today));
  auto parts = std::make_unique<Parts>(config, std::move(stored), std::move(today),
                                       std::move(methods), std::move(authenticator), log);
  PASSUNG_ASSIGN_OR_RETURN(parts->grpc,
                           GrpcDoor::Open(GrpcOptionsOf(config), *parts->methods, parts->calls));
  PASSUNG_ASSIGN_OR_RETURN(parts->page, ReadPageOf(config));
  PASSUNG_ASSIGN_OR_RETURN(
      parts->http, HttpDoor::Open(HttpOptionsOf(config, tls, parts->page.get()), *parts->methods,
                                  parts->calls, parts->metrics));
  parts->metrics.AddGauge("passung_grpc_connections", "Connections of the gRPC door", {},
                          [] { return static_cast<double>(CountGrpcConnections()); });
  parts->metrics.AddGauge(
      "passung_http_connections", "Connections of the HTTP door", {},
      [http = parts->http.get()] { return static_cast<double>(http->connections()); });
  parts->refresher = std::make_unique<Refresher>(
      Refresher::Options{.tls = config.tls,
                         .in_use = tls,
                         .access_log = parts->access_log.get(),
                         .catalog = parts->catalog.get(),
                         .tell_writable =
                             [grpc = parts->grpc.get(), http = parts->http.get()](bool writable) {
                               grpc->SayWritable(writable);
                               http->SayWritable(writable);
                             }},
      *parts->authenticator, *parts->http, parts->log);
  parts->expiry = StartExpiry(config, *parts->catalog, parts->access_log.get(), parts->log);
  parts->image = StartKeepingImage(config, *parts->catalog, parts->log);
  parts->follower = StartFollower(config, *parts->catalog, *parts->grpc, *parts->http,
                                  parts->metrics, parts->log);
  return std::unique_ptr<App>(new App(std::move(parts)));
}

const std::string& App::address() const { return parts_->grpc->address(); }

const std::string& App::http_address() const { return parts_->http->address(); }

std::shared_ptr<grpc::Channel> App::InProcessChannel() const {
  return parts_->grpc->InProcessChannel();
}

void App::BeginDrain() {
  parts_->grpc->SayNotServing();
  parts_->http->SayNotServing();
}

void App::Shutdown(std::chrono::milliseconds grace) {
  BeginDrain();
  parts_->refresher.reset();
  parts_->expiry.reset();
  if (parts_->follower != nullptr) parts_->follower->Stop();
  parts_->calls.Refuse();
  parts_->calls.Drain(grace);
  parts_->http->Close(kLastWords);
  parts_->grpc->Close(kLastWords);
  parts_->calls.Stop();
  parts_->image.reset();
  if (parts_->keeps_image) KeepImage(*parts_->catalog, parts_->log);
  // What was noted while calls came to their end.
  if (parts_->access_log != nullptr) parts_->access_log->Sync().IgnoreError();
}

}  // namespace passung::server
