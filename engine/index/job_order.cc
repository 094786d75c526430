#include "engine/index/job_order.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace passung {
namespace {

constexpr int32_t kUnknownOccupation = std::numeric_limits<int32_t>::max();
constexpr uint32_t kGroups = 10'000;  // values of four digits

int32_t NumberOf(const JobKey& job) { return job.code ? job.code->number() : kUnknownOccupation; }

}  // namespace

JobOrder::JobOrder(const Dictionary<JobKey>& jobs)
    : code_at_(jobs.size()),
      position_of_(jobs.size()),
      column_at_(jobs.size()),
      number_at_(jobs.size()) {
  std::iota(code_at_.begin(), code_at_.end(), 0U);
  std::sort(code_at_.begin(), code_at_.end(), [&](uint32_t a, uint32_t b) {
    const JobKey& x = jobs[a];
    const JobKey& y = jobs[b];
    const auto key = [](const JobKey& job) {
      return std::tuple(NumberOf(job), job.column, job.adaptation);
    };
    return key(x) < key(y);
  });
  begin_of_.assign(kGroups + 1, size());
  for (uint32_t position = size(); position-- > 0;) {
    const JobKey& job = jobs[code_at_[position]];
    position_of_[code_at_[position]] = position;
    number_at_[position] = NumberOf(job);
    column_at_[position] = job.column;
    if (job.code) begin_of_[static_cast<size_t>(job.code->Prefix(4))] = position;
    of_column_[Index(job.column)].push_back(position);
  }
  for (auto& positions : of_column_) std::reverse(positions.begin(), positions.end());
  const auto known = std::lower_bound(number_at_.begin(), number_at_.end(), kUnknownOccupation);
  uint32_t next = static_cast<uint32_t>(known - number_at_.begin());
  for (size_t group = kGroups + 1; group-- > 0;) {
    next = begin_of_[group] = std::min(begin_of_[group], next);
  }
}

JobOrder::Range JobOrder::WithPrefix(int32_t prefix, int digits) const {
  uint32_t groups = 1;
  for (int i = digits; i < 4; ++i) groups *= 10;
  const uint32_t first = static_cast<uint32_t>(prefix) * groups;
  return {begin_of_[first], begin_of_[first + groups]};
}

JobOrder::Range JobOrder::WithCode(OccupationCode code) const {
  Range range = WithPrefix(code.Prefix(4), 4);
  while (range.first < range.last && number_at_[range.first] != code.number()) ++range.first;
  while (range.first < range.last && number_at_[range.last - 1] != code.number()) --range.last;
  return range;
}

}  // namespace passung
