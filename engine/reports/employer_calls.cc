#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "passung/reports.h"

namespace passung {
namespace {

// The best near miss of each person, by employer.
std::vector<EmployerCall> GatherCalls(std::span<const MenteeStanding> people) {
  std::map<std::string, std::vector<CallReason>> by_employer;
  for (const MenteeStanding& one : people) {
    for (const NearMiss& near : one.near_misses) {  // best first
      std::vector<CallReason>& reasons = by_employer[near.employer.value];
      if (!reasons.empty() && reasons.back().mentee == one.mentee) continue;
      reasons.push_back({.mentee = one.mentee, .near = near});
    }
  }
  std::vector<EmployerCall> calls;
  for (auto& [employer, reasons] : by_employer) {
    std::sort(reasons.begin(), reasons.end(), [](const CallReason& a, const CallReason& b) {
      return std::tuple(-a.near.score, a.mentee.value) < std::tuple(-b.near.score, b.mentee.value);
    });
    EmployerCall& call = calls.emplace_back();
    call.employer.value = employer;
    call.people = static_cast<int64_t>(reasons.size());
    call.reasons = std::move(reasons);
  }
  return calls;
}

}  // namespace

std::vector<EmployerCall> EmployersToCall(std::span<const MenteeStanding> people, int32_t limit) {
  std::vector<EmployerCall> left = GatherCalls(people);
  std::vector<EmployerCall> chosen;
  std::set<std::string> reached;
  for (EmployerCall& call : left) call.added = call.people;
  while (static_cast<int32_t>(chosen.size()) < limit) {
    // By id rising, so that of equal ones the first is found.
    const auto next = std::max_element(
        left.begin(), left.end(), [](const EmployerCall& a, const EmployerCall& b) {
          return std::pair(a.added, a.people) < std::pair(b.added, b.people);
        });
    if (next == left.end() || next->added == 0) break;
    for (const CallReason& reason : next->reasons) reached.insert(reason.mentee.value);
    chosen.push_back(std::move(*next));
    left.erase(next);
    for (EmployerCall& call : left) {
      call.added = std::count_if(
          call.reasons.begin(), call.reasons.end(),
          [&](const CallReason& reason) { return !reached.contains(reason.mentee.value); });
    }
  }
  return chosen;
}

}  // namespace passung
