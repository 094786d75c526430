#include "server/observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <atomic>
#include <utility>
#include <vector>

namespace passung::server {
namespace {

constexpr size_t kCodes = 17;
constexpr size_t kRefusals = static_cast<size_t>(Refusal::kStreams) + 1;

const char* NameOf(Door door) { return door == Door::kGrpc ? "grpc" : "http"; }

const char* NameOf(Refusal why) {
  switch (why) {
    case Refusal::kBacklog:
      return "backlog";
    case Refusal::kShare:
      return "share";
    case Refusal::kRate:
      return "rate";
    case Refusal::kStreams:
      return "streams";
  }
  return "";
}

// From the fastest answer to the largest deadline.
prometheus::Histogram::BucketBoundaries LatencyBuckets() {
  return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
          0.05,   0.1,     0.25,   0.5,   1,      2.5,   10,   30};
}

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

struct Metrics::Families {
  // Counters of one method, each made when it is first needed: a code that
  // never occurs is no row.
  struct OfMethod {
    std::array<std::atomic<prometheus::Counter*>, kCodes * kDoors> calls{};
    prometheus::Histogram* seconds = nullptr;
    prometheus::Histogram* queue_seconds = nullptr;
  };
  struct Probe {
    prometheus::Gauge* gauge;
    std::function<double()> value;
  };

  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>* calls = nullptr;
  std::array<prometheus::Counter*, kRefusals> refusals{};  // by reason
  std::vector<OfMethod> methods;
  std::vector<Probe> probes;
};

Metrics::Metrics(const MethodTable& methods) : families_(std::make_unique<Families>()) {
  auto& registry = families_->registry;
  families_->calls = &prometheus::BuildCounter()
                          .Name("passung_calls_total")
                          .Help("Calls that have ended, by method, code and door")
                          .Register(registry);
  auto& refusals = prometheus::BuildCounter()
                       .Name("passung_shed_total")
                       .Help("Calls that were refused to keep the others fast, by reason")
                       .Register(registry);
  for (size_t i = 0; i < kRefusals; ++i) {
    families_->refusals[i] = &refusals.Add({{"reason", NameOf(static_cast<Refusal>(i))}});
  }
  auto& seconds = prometheus::BuildHistogram()
                      .Name("passung_call_seconds")
                      .Help("From a call's arrival to its end")
                      .Register(registry);
  auto& queue_seconds = prometheus::BuildHistogram()
                            .Name("passung_queue_seconds")
                            .Help("From a call's arrival to the beginning of its work")
                            .Register(registry);
  families_->methods = std::vector<Families::OfMethod>(methods.methods().size());
  for (const Method& method : methods.methods()) {
    families_->methods[method.number].seconds =
        &seconds.Add({{"method", method.path}}, LatencyBuckets());
    families_->methods[method.number].queue_seconds =
        &queue_seconds.Add({{"method", method.path}}, LatencyBuckets());
  }
}

Metrics::~Metrics() = default;

void Metrics::CountCall(const CallRecord& record, Door door) {
  Families::OfMethod& method = families_->methods[record.method->number];
  auto& known = method.calls[static_cast<size_t>(record.code) * kDoors + static_cast<size_t>(door)];
  prometheus::Counter* counter = known.load(std::memory_order_acquire);
  if (counter == nullptr) {
    counter = &families_->calls->Add({{"method", record.method->path},
                                      {"code", absl::StatusCodeToString(record.code)},
                                      {"door", NameOf(door)}});
    known.store(counter, std::memory_order_release);
  }
  counter->Increment();
  method.seconds->Observe(Seconds(record.total));
  if (record.spent) method.queue_seconds->Observe(Seconds(record.queued));
}

void Metrics::CountRefusal(Refusal why) {
  families_->refusals[static_cast<size_t>(why)]->Increment();
}

void Metrics::AddGauge(const std::string& name, const std::string& help,
                       const std::map<std::string, std::string>& labels,
                       std::function<double()> value) {
  auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(families_->registry);
  families_->probes.push_back({.gauge = &family.Add(labels), .value = std::move(value)});
}

std::string Metrics::Text() {
  for (const Families::Probe& probe : families_->probes) probe.gauge->Set(probe.value());
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace passung::server
