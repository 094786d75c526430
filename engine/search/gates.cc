#include "engine/search/gates.h"

#include <algorithm>
#include <bit>
#include <span>

namespace passung {
namespace {

// The place of a column in a list of columns, or `none`.
template <size_t kSize>
size_t PlaceIn(const std::array<ColumnId, kSize>& list, ColumnId column, size_t none) {
  const auto at = std::find(list.begin(), list.end(), column);
  return at == list.end() ? none : static_cast<size_t>(at - list.begin());
}

}  // namespace

bool ColumnGate::LookForDoubt(uint64_t unseen) {
  for (; unseen != 0; unseen &= unseen - 1) {
    const auto bin = static_cast<size_t>(std::countr_zero(unseen));
    const std::vector<uint32_t>& codes = bins_->representatives[bin];
    const bool fails = std::any_of(codes.begin(), codes.end(),
                                   [this](uint32_t code) { return judge_->Fails(*of_, code); });
    (fails ? doubtful_ : sure_) |= uint64_t{1} << bin;
    if (fails) return false;
  }
  return true;
}

bool ColumnGate::LookAt(uint64_t unseen) {
  for (; unseen != 0; unseen &= unseen - 1) {
    const auto bin = static_cast<size_t>(std::countr_zero(unseen));
    const std::vector<uint32_t>& codes = bins_->representatives[bin];
    const bool fails = std::all_of(codes.begin(), codes.end(),
                                   [this](uint32_t code) { return judge_->Fails(*of_, code); });
    if (!fails) {
      passing_ |= uint64_t{1} << bin;
      return true;
    }
    failing_ |= uint64_t{1} << bin;
  }
  return false;
}

Gates::Gates(const Judge& judge, const AllBins& bins) : judge_(judge), bins_(bins) {
  gates_.reserve(judge.rules().size());
  for (const Judge::Enforced& of : judge.rules()) {
    gates_.push_back({.by_bins = ColumnGate(judge, of, bins[Index(of.column)]),
                      .column = Index(of.column),
                      .job_column = PlaceIn(kJobColumns, of.column, kNone),
                      .binned = PlaceIn(kBinnedColumns, of.column, kNone)});
  }
}

Gates::OfJob::Verdicts Gates::VerdictsOf(const Gate& gate, std::span<const uint32_t> codes) const {
  OfJob::Verdicts verdicts = {.passing = 0};
  const auto fails = [&](uint32_t code) { return judge_.Fails(gate.by_bins.rule(), code); };
  if (gate.binned != kNone) {
    if (!std::all_of(codes.begin(), codes.end(), fails)) verdicts.passing = ~uint64_t{0};
    return verdicts;
  }
  for (const uint32_t code : codes) {
    (fails(code) ? verdicts.doubtful : verdicts.passing) |= bins_[gate.column].MaskOf(code);
  }
  return verdicts;
}

Gates::OfJob Gates::ForJob(const JobCodes& codes) const {
  OfJob job;
  for (const Gate& gate : gates_) {
    if (gate.job_column == kNone) continue;
    const OfJob::Verdicts of_rule = VerdictsOf(gate, codes[gate.job_column]);
    OfJob::Verdicts& verdicts = job.rules[gate.job_column];
    verdicts.passing &= of_rule.passing;
    verdicts.doubtful |= of_rule.doubtful;
  }
  return job;
}

bool Gates::MayPass(const Presence& presence, const OfJob& job) const {
  return std::all_of(gates_.begin(), gates_.end(), [&](const Gate& gate) {
    return gate.job_column == kNone ||
           (presence.bins[gate.column] & job.rules[gate.job_column].passing) != 0;
  });
}

bool Gates::MayPass(const Presence& presence) {
  return std::all_of(gates_.begin(), gates_.end(), [&](Gate& gate) {
    return gate.IsOfJobAlone() || gate.by_bins.MayPass(presence.bins[gate.column]);
  });
}

bool Gates::MayPassAsJob(const Presence& presence) {
  return MayPass(presence) && std::all_of(gates_.begin(), gates_.end(), [&](Gate& gate) {
           return gate.column != Index(ColumnId::kTrack) ||
                  gate.by_bins.MayPass(presence.bins[gate.column]);
         });
}

bool Gates::MayPass(const StripPresence& presence) {
  return std::all_of(gates_.begin(), gates_.end(), [&](Gate& gate) {
    return gate.binned == kNone || gate.by_bins.MayPass(presence.bins[gate.binned]);
  });
}

void Gates::BarBin(const Gate& gate, size_t bin) {
  const Rule* const rule = gate.by_bins.rule().rule;
  auto bar = std::find_if(bars_.begin(), bars_.end(),
                          [&](const Bar& known) { return known.rule == rule; });
  if (bar == bars_.end()) bar = bars_.insert(bar, {.rule = rule, .binned = gate.binned});
  bar->barred |= uint64_t{1} << bin;
  bar->by_bin[bin] = kBarred;
}

// Rules that do not look at the job are left to the rows that are looked at: these are far fewer
// than the codes that occur in a chunk.
RuleSet Gates::DoubtfulOf(const Presence& chunk, const OfJob& job) const {
  RuleSet doubtful = 0;
  for (size_t i = 0; i < gates_.size(); ++i) {
    const Gate& gate = gates_[i];
    const bool sure =
        gate.IsOfJobAlone() && (chunk.bins[gate.column] & job.rules[gate.job_column].doubtful) == 0;
    if (!sure) doubtful |= RuleSet{1} << i;
  }
  return doubtful;
}

bool Gates::Fails(RuleSet rules, const Strip& strip, uint32_t at, const Columns::Row& codes) {
  for (; rules != 0; rules &= rules - 1) {
    Gate& gate = gates_[static_cast<size_t>(std::countr_zero(rules))];
    const bool is_binned = gate.binned != kNone;
    const uint8_t bin = is_binned ? strip.bins[gate.binned][at] : uint8_t{0};
    const uint64_t bit = uint64_t{1} << bin;
    if (is_binned && gate.by_bins.AllPass(bit)) continue;
    const Judge::Enforced& rule = gate.by_bins.rule();
    if (!judge_.Fails(rule, codes[rule.column])) continue;
    // Often its whole bin fails, and no other row with it need be looked at.
    if (is_binned && !gate.by_bins.MayPass(bit)) BarBin(gate, bin);
    return true;
  }
  return false;
}

}  // namespace passung
