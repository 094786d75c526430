#ifndef PASSUNG_ENGINE_SEARCH_GATES_H_
#define PASSUNG_ENGINE_SEARCH_GATES_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/index/chunk.h"
#include "engine/index/job_codes.h"
#include "engine/search/judge.h"
#include "engine/search/strip_sums.h"

namespace passung {

// Whether an enforced rule may let some row of a set pass. Bins are looked at when first asked for.
class ColumnGate {
 public:
  ColumnGate(const Judge& judge, const Judge::Enforced& of, const Bins& bins)
      : judge_(&judge),
        of_(&of),
        bins_(&bins),
        passing_(of.rule->IsBoundedByRepresentatives() ? bins.unbounded : ~bins.complete),
        doubtful_(~bins.complete) {}

  const Judge::Enforced& rule() const { return *of_; }

  bool MayPass(uint64_t present) {
    if ((present & passing_) != 0) return true;
    return LookAt(present & ~failing_);
  }
  // Whether it lets every row of a set pass for certain.
  bool AllPass(uint64_t present) {
    if ((present & doubtful_) != 0) return false;
    const uint64_t unseen = present & ~sure_;
    return unseen == 0 || LookForDoubt(unseen);
  }

 private:
  bool LookAt(uint64_t unseen);
  bool LookForDoubt(uint64_t unseen);

  const Judge* judge_;
  const Judge::Enforced* of_;
  const Bins* bins_;
  // Bins of which some code may pass, and of which none does.
  uint64_t passing_;
  uint64_t failing_ = 0;
  // Bins of which every code passes, and of which that is not certain.
  uint64_t sure_ = 0;
  uint64_t doubtful_;
};

// Some of the enforced rules: a bit for each, in the order of Judge::rules().
using RuleSet = uint32_t;

// All enforced rules and what bins say of them, for sets of rows and for one. Rules whose columns
// name the job are asked about the codes of a job when it is opened: most of them let all of its
// rows pass or none, which no bin that is made for all jobs could know.
class Gates {
 public:
  // Bins by the codes of one job in them, for the rules of job columns.
  struct OfJob {
    struct Verdicts {
      uint64_t passing = ~uint64_t{0};  // every rule of the column passes some code
      uint64_t doubtful = 0;            // some rule fails some code
    };
    std::array<Verdicts, kJobColumns.size()> rules;
  };

  Gates(const Judge& judge, const AllBins& bins);

  OfJob ForJob(const JobCodes& codes) const;

  // Whether no rule fails all rows of a set: by the codes of the one job that it is of, and by bins, which
  // the former need not be known for. Of a strip only its binned columns are seen.
  bool MayPass(const Presence& presence, const OfJob& job) const;
  bool MayPass(const Presence& presence);
  // The same of a job whose codes are not at hand, by the bins of its kinds as well: what a person's
  // track rules out needs no occupation.
  bool MayPassAsJob(const Presence& presence);
  bool MayPass(const StripPresence& presence);

  // Adds to `parts` what bars rows of a strip: for each rule that Fails() found to fail whole bins of it
  // one by which all rows with such a bin get kBarred and the others nothing. Valid as long as the gates.
  void AddBars(const Strip& strip, const StripPresence& presence, StripParts& parts) const {
    for (const Bar& bar : bars_) {
      if ((presence.bins[bar.binned] & bar.barred) == 0) continue;
      parts.Add({strip.bins[bar.binned].data(), bar.by_bin.data()});
    }
  }

  // The rules that may fail some row of a chunk.
  RuleSet DoubtfulOf(const Presence& chunk, const OfJob& job) const;
  // Whether one of these rules fails the row at this place of a strip.
  bool Fails(RuleSet rules, const Strip& strip, uint32_t at, const Columns::Row& codes);

 private:
  static constexpr size_t kNone = SIZE_MAX;
  struct Gate {
    ColumnGate by_bins;
    size_t column;
    size_t job_column;  // place in kJobColumns, or kNone
    size_t binned;      // place in kBinnedColumns, or kNone

    // What the codes of a job say is all there is to say. Those of a binned column are many; bins tell
    // them apart by what does not name the job.
    bool IsOfJobAlone() const { return job_column != kNone && binned == kNone; }
  };

  OfJob::Verdicts VerdictsOf(const Gate& gate, std::span<const uint32_t> codes) const;

  const Judge& judge_;
  const AllBins& bins_;
  // Bins of a binned column that a rule is known to fail.
  struct Bar {
    const Rule* rule;
    size_t binned;
    uint64_t barred = 0;
    std::array<int32_t, kBinCount> by_bin{};  // kBarred where `barred` has it, else 0
  };
  void BarBin(const Gate& gate, size_t bin);

  std::vector<Gate> gates_;  // in the order of Judge::rules()
  std::vector<Bar> bars_;    // of rules that failed something
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_GATES_H_
