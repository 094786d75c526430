#include "benchmarks/service/stack.h"

#include <grpcpp/impl/codegen/proto_buffer_reader.h>
#include <grpcpp/impl/codegen/proto_buffer_writer.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <chrono>
#include <fstream>
#include <utility>

#include "benchmarks/service/bare_server.h"
#include "benchmarks/service/guard.h"
#include "engine/base/status_macros.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "passung/v1/match_service.pb.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/today.h"
#include "proto/wire/resource_name.h"
#include "server/call/calls.h"
#include "server/grpc/grpc_door.h"
#include "server/http/http_door.h"
#include "server/method/all_methods.h"
#include "server/observe/observer.h"

namespace passung::bench {
namespace {

static_assert(ServiceStack::kPeople == Guard::kPeople);

using server::Catalog;

grpc::ByteBuffer Canned(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

grpc::ByteBuffer RankBare(const Catalog& catalog, const grpc::ByteBuffer& bytes) {
  v1::RankVacanciesRequest request;
  grpc::ByteBuffer shared = bytes;
  grpc::ProtoBufferReader reader(&shared);
  request.ParseFromZeroCopyStream(&reader);
  const auto answer = answer::EncodedRankVacancies(
      request, {.snapshot = catalog.snapshot(), .today = answer::TodayInGermany()});
  return answer.ok() ? Canned(*answer) : grpc::ByteBuffer();
}

std::string RequestFor(const Mentee& mentee) {
  v1::RankVacanciesRequest request;
  request.set_mentee(wire::ResourceName(mentee.id));
  request.set_skip_summary(true);
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  return request.SerializeAsString();
}

MenteeRecord RecordOf(const Mentee& mentee) {
  return {.id = mentee.id,
          .legal_bases = {{.purpose = Purpose::kCounselling, .reference = "form 1"}}};
}

server::Calls::Options WithoutRate() {
  server::Calls::Options options;
  options.admission.units_per_second = 0;
  return options;
}

}  // namespace

struct ServiceStack::Parts {
  Parts(std::unique_ptr<Catalog> the_catalog, std::unique_ptr<server::MethodTable> the_methods)
      : catalog(std::move(the_catalog)),
        services{.catalog = *catalog, .today = answer::TodayInGermany},
        methods(std::move(the_methods)),
        authenticator(*server::Authenticator::Create(guard.IdentityOfServer(),
                                                     std::chrono::system_clock::now)),
        log("/dev/null"),
        metrics(*methods),
        call_log(log),
        observer(metrics, call_log),
        calls(WithoutRate(), services, *authenticator, observer) {}

  const Guard guard;
  const std::unique_ptr<Catalog> catalog;
  const server::Services services;
  const std::unique_ptr<server::MethodTable> methods;
  const std::unique_ptr<server::Authenticator> authenticator;
  std::ofstream log;
  server::Metrics metrics;
  server::CallLog call_log;
  server::Observer observer;
  std::unique_ptr<server::HttpDoor> plain_http;  // outlives the calls
  server::Calls calls;
  std::unique_ptr<server::GrpcDoor> full;
  std::unique_ptr<server::GrpcDoor> plain;
  std::unique_ptr<BareServer> bare;
  std::unique_ptr<BareServer> empty;
  Endpoint full_endpoint;
  Endpoint bare_endpoint;
  Endpoint empty_endpoint;
  std::vector<std::string> requests;
};

ServiceStack::ServiceStack(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

ServiceStack::~ServiceStack() {
  parts_->calls.Refuse();
  parts_->calls.Drain(std::chrono::seconds(1));
  parts_->plain_http->Close(std::chrono::seconds(0));
  parts_->plain->Close(std::chrono::seconds(0));
  parts_->full->Close(std::chrono::seconds(0));
  parts_->calls.Stop();
}

absl::StatusOr<std::unique_ptr<ServiceStack>> ServiceStack::Start(int64_t mentees,
                                                                  int64_t vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket({.mentees = mentees,
                                                      .vacancies = vacancies,
                                                      .seed = 1,
                                                      .today = answer::TodayInGermany()}));
  std::vector<std::string> requests;
  std::vector<MenteeRecord> records;
  for (const Mentee& mentee : market.mentees) {
    requests.push_back(RequestFor(mentee));
    records.push_back(RecordOf(mentee));
  }
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenRepository("memory:"));
  PASSUNG_RETURN_IF_ERROR(repository
                              ->Write({.upsert_mentees = std::move(market.mentees),
                                       .upsert_vacancies = std::move(market.vacancies),
                                       .upsert_records = std::move(records)})
                              .status());
  PASSUNG_ASSIGN_OR_RETURN(auto catalog, Catalog::Open(std::move(repository), {}));
  PASSUNG_ASSIGN_OR_RETURN(auto methods, server::MethodTable::Create(server::AllMethods()));
  auto parts = std::make_unique<Parts>(std::move(catalog), std::move(methods));
  parts->requests = std::move(requests);
  PASSUNG_ASSIGN_OR_RETURN(parts->full, server::GrpcDoor::Open({.tls = parts->guard.TlsOfServer()},
                                                               *parts->methods, parts->calls));
  parts->full_endpoint = {.address = parts->full->address(),
                          .certificate = parts->guard.certificate(),
                          .authorization = parts->guard.authorization(0)};
  PASSUNG_ASSIGN_OR_RETURN(parts->plain, server::GrpcDoor::Open({}, *parts->methods, parts->calls));
  PASSUNG_ASSIGN_OR_RETURN(
      parts->plain_http, server::HttpDoor::Open({}, *parts->methods, parts->calls, parts->metrics));
  parts->bare = std::make_unique<BareServer>(
      kRankPath, [&catalog = *parts->catalog](const grpc::ByteBuffer& request) {
        return RankBare(catalog, request);
      });
  parts->bare_endpoint = {.address = parts->bare->address()};
  const grpc::ByteBuffer canned =
      Canned(AskOnce(parts->bare_endpoint, kRankPath, parts->requests.front()));
  parts->empty =
      std::make_unique<BareServer>(kRankPath, [canned](const grpc::ByteBuffer&) { return canned; });
  parts->empty_endpoint = {.address = parts->empty->address()};
  return std::unique_ptr<ServiceStack>(new ServiceStack(std::move(parts)));
}

const std::vector<std::string>& ServiceStack::requests() const { return parts_->requests; }
const Endpoint& ServiceStack::empty() const { return parts_->empty_endpoint; }
const Endpoint& ServiceStack::bare() const { return parts_->bare_endpoint; }
const Endpoint& ServiceStack::full() const { return parts_->full_endpoint; }
Endpoint ServiceStack::full_of(size_t person) const {
  Endpoint endpoint = full();
  endpoint.authorization = parts_->guard.authorization(person);
  return endpoint;
}
Endpoint ServiceStack::plain(size_t person) const {
  return {.address = parts_->plain->address(),
          .authorization = parts_->guard.authorization(person)};
}
Endpoint ServiceStack::plain_http(size_t person) const {
  return {.address = parts_->plain_http->address(),
          .authorization = parts_->guard.authorization(person)};
}
int32_t ServiceStack::open_streams() const { return parts_->calls.admission().open_streams(); }

std::string ServiceStack::BatchRequest() {
  v1::BatchRankVacanciesRequest request;
  request.set_all_mentees(true);
  request.mutable_ranking()->set_skip_summary(true);
  request.mutable_ranking()->set_purpose(v1::PURPOSE_COUNSELLING);
  return request.SerializeAsString();
}

double ServiceStack::BatchPerSecond() const {
  const auto begin = std::chrono::steady_clock::now();
  // Answers are counted and not decoded, as those of unary calls.
  const int64_t count = CountAnswers(full(), kBatchPath, BatchRequest());
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  const bool whole = count == static_cast<int64_t>(parts_->requests.size());
  return whole ? static_cast<double>(count) / spent.count() : 0;
}

}  // namespace passung::bench
