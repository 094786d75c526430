// What the service promises (floors.csv, topic service), measured on the machine at hand. Three servers
// answer the same questions in turn, in rounds, from a client in this process: an empty handler with
// a canned answer of the same bytes, our handler on the bare server, and the whole stack. Ratios are
// taken within a round; whatever else the machine does meets all three. Then the whole stack alone:
// asked for more than it can answer, by one who floods it, and beside slow clients.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/service/fairness.h"
#include "benchmarks/service/load_client.h"
#include "benchmarks/service/overload.h"
#include "benchmarks/service/slow_clients.h"
#include "benchmarks/service/stack.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr size_t kCompared = 50;

struct ServiceRounds {
  std::vector<double> bare_over_empty;
  std::vector<double> full_over_bare;
  std::vector<double> tail_over_empty;
  std::vector<double> batch_over_unary;
};

ServiceLoad LoadOf(const ServiceStack& stack, const Endpoint& server, int64_t milliseconds) {
  return {.server = server,
          .path = kRankPath,
          .requests = stack.requests(),
          .length = std::chrono::milliseconds(milliseconds)};
}

// p99 in microseconds at half of what the full stack takes.
double TailOf(const ServiceStack& stack, const Endpoint& server, double rate, int64_t length) {
  ServiceLoad load = LoadOf(stack, server, length);
  load.stretches = {{.rate = rate, .length = load.length}};
  const std::vector<double> microseconds = PutLoad(load).answered.microseconds;
  return microseconds.empty() ? 0 : Percentile(microseconds, 99);
}

void MeasureRound(const ServiceStack& stack, int64_t length, ServiceRounds& rounds) {
  const double empty = PutLoad(LoadOf(stack, stack.empty(), length)).per_second;
  const double bare = PutLoad(LoadOf(stack, stack.bare(), length)).per_second;
  const ServiceFigures full = PutLoad(LoadOf(stack, stack.full(), length));
  const double batch = stack.BatchPerSecond();
  const double half = full.per_second / 2;
  const double empty_tail = TailOf(stack, stack.empty(), half, length);
  const double full_tail = TailOf(stack, stack.full(), half, length);
  absl::PrintF(
      "empty %.0f/s, bare %.0f/s, full %.0f/s (%d refused), batch %.0f/s; p99 at %.0f/s: empty %s, "
      "full %s\n",
      empty, bare, full.per_second, full.refused.count() + full.other, batch, half,
      Duration(empty_tail), Duration(full_tail));
  rounds.bare_over_empty.push_back(bare / empty);
  rounds.full_over_bare.push_back(full.per_second / bare);
  rounds.batch_over_unary.push_back(batch / full.per_second);
  rounds.tail_over_empty.push_back(full_tail / empty_tail);
}

int64_t CountDifferences(const ServiceStack& stack) {
  int64_t different = 0;
  for (size_t i = 0; i < std::min(kCompared, stack.requests().size()); ++i) {
    const std::string bare = AskOnce(stack.bare(), kRankPath, stack.requests()[i]);
    const std::string full = AskOnce(stack.full(), kRankPath, stack.requests()[i]);
    if (bare.empty() || bare != full) ++different;
  }
  return different;
}

// What is measured, and how thoroughly.
struct ServicePlan {
  bool quick = false;
  int64_t rounds = 7;
  std::string only;  // a part by name; empty: all

  bool Has(absl::string_view part) const { return only.empty() || only == part; }
};

absl::Status MeasureRounds(const ServiceStack& stack, const ServicePlan& plan,
                           FloorReport& report) {
  const int64_t different = CountDifferences(stack);
  ServiceRounds rounds;
  for (int64_t i = 0; i < plan.rounds; ++i) MeasureRound(stack, plan.quick ? 500 : 2'000, rounds);
  const auto set = [&](absl::string_view name, const std::vector<double>& ratios) {
    return report.Set(name, {.value = Median(ratios),
                             .compared = static_cast<int64_t>(kCompared),
                             .mismatches = different});
  };
  PASSUNG_RETURN_IF_ERROR(set("unary, bare server: over an empty handler", rounds.bare_over_empty));
  PASSUNG_RETURN_IF_ERROR(set("unary, full stack: over the bare server", rounds.full_over_bare));
  PASSUNG_RETURN_IF_ERROR(
      set("unary, full stack at half load: p99 over the empty handler's", rounds.tail_over_empty));
  return set("batch: mentees a second over unary", rounds.batch_over_unary);
}

absl::Status SetOverload(const OverloadFigures& figures, FloorReport& report) {
  const auto set = [&](absl::string_view name, double value) {
    return report.Set(absl::StrCat("overload 4 ×: ", name), {.value = value});
  };
  PASSUNG_RETURN_IF_ERROR(set("goodput over capacity", figures.goodput));
  PASSUNG_RETURN_IF_ERROR(set("p99 of answers over 60 ms, or over 3 × unloaded", figures.tail));
  PASSUNG_RETURN_IF_ERROR(set("p99 of refusals", figures.refusal_tail));
  PASSUNG_RETURN_IF_ERROR(
      set("neither answered nor refused with RetryInfo", static_cast<double>(figures.other)));
  PASSUNG_RETURN_IF_ERROR(set("memory grows by", figures.memory));
  return set("p99 is normal again after", figures.normal_after);
}

absl::Status SetFairness(const FairnessFigures& figures, FloorReport& report) {
  PASSUNG_RETURN_IF_ERROR(report.Set("one floods 4 ×: another's calls not answered",
                                     {.value = static_cast<double>(figures.not_answered)}));
  return report.Set("one floods 4 ×: another's p99 over that alone", {.value = figures.tail});
}

absl::Status SetSlowClients(const SlowClientFigures& figures, FloorReport& report) {
  PASSUNG_RETURN_IF_ERROR(report.Set("slow clients: p99 of others over that alone, gRPC",
                                     {.value = figures.grpc_tail}));
  PASSUNG_RETURN_IF_ERROR(report.Set("slow clients: p99 of others over that alone, HTTP",
                                     {.value = figures.http_tail}));
  PASSUNG_RETURN_IF_ERROR(report.Set("slow clients: calls of others not answered",
                                     {.value = static_cast<double>(figures.not_answered)}));
  Figure cut;
  if (figures.cut_after > 0) cut.value = figures.cut_after;
  cut.note = cut.value ? "" : "some streams were not cut";
  return report.Set("slow clients: all stalled streams cut after", cut);
}

absl::Status MeasureLoad(const ServiceStack& stack, const ServicePlan& plan, FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(const double capacity, CapacityOf(stack));
  absl::PrintF("capacity of the full stack: %.0f/s\n", capacity);
  if (plan.Has("overload")) {
    PASSUNG_ASSIGN_OR_RETURN(const OverloadFigures overload,
                             MeasureOverload(stack, capacity, plan.quick ? 4 : 8));
    PASSUNG_RETURN_IF_ERROR(SetOverload(overload, report));
  }
  if (plan.Has("fairness")) {
    PASSUNG_ASSIGN_OR_RETURN(const FairnessFigures fairness,
                             MeasureFairness(stack, capacity, plan.quick ? 10 : 30));
    PASSUNG_RETURN_IF_ERROR(SetFairness(fairness, report));
  }
  if (!plan.Has("slow")) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const SlowClientFigures slow,
                           MeasureSlowClients(stack, plan.quick ? 10 : 30));
  return SetSlowClients(slow, report);
}

absl::StatusOr<ServicePlan> PlanOf(const Arguments& arguments) {
  ServicePlan plan{.quick = arguments.Has("quick"), .only = arguments.Text("only", "")};
  PASSUNG_ASSIGN_OR_RETURN(plan.rounds, arguments.Number("rounds", plan.quick ? 2 : 7));
  const std::vector<std::string> parts = {"", "rounds", "overload", "fairness", "slow"};
  if (std::find(parts.begin(), parts.end(), plan.only) != parts.end()) return plan;
  return absl::InvalidArgumentError(
      absl::StrCat("--only: ", plan.only, " is not rounds, overload, fairness or slow"));
}

absl::StatusOr<int> RunServiceFloors(const Arguments& arguments) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t vacancies, arguments.Number("vacancies", 100'000));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t mentees, arguments.Number("mentees", 2'000));
  PASSUNG_ASSIGN_OR_RETURN(const ServicePlan plan, PlanOf(arguments));
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("service"));
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_ASSIGN_OR_RETURN(const auto stack, ServiceStack::Start(mentees, vacancies));
  if (plan.Has("rounds")) PASSUNG_RETURN_IF_ERROR(MeasureRounds(*stack, plan, report));
  if (plan.only != "rounds") PASSUNG_RETURN_IF_ERROR(MeasureLoad(*stack, plan, report));
  absl::PrintF("\n%s", report.Table());
  const std::string json = arguments.Text("json", "");
  if (!json.empty()) PASSUNG_RETURN_IF_ERROR(report.WriteJson(json));
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv,
                                    {"vacancies", "mentees", "rounds", "only", "peers", "json"},
                                    {"quick"}, passung::bench::RunServiceFloors);
}
