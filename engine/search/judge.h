#ifndef PASSUNG_ENGINE_SEARCH_JUDGE_H_
#define PASSUNG_ENGINE_SEARCH_JUDGE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/rules/rule.h"
#include "engine/search/person.h"
#include "engine/search/workspace.h"

namespace passung {

// One question: what each code is worth to one person, and which codes an enforced rule fails.
// Everything is decided by the criteria and rules, once per code and only for codes that somebody
// asks about. Belongs to one thread; there is one at a time on each.
class Judge {
 public:
  struct Weighted {
    const Criterion* criterion = nullptr;
    ColumnId column = ColumnId::kJob;
    int32_t weight = 0;
    Memo* memo = nullptr;
  };
  struct Enforced {
    const Rule* rule = nullptr;
    ColumnId column = ColumnId::kJob;
    Memo* memo = nullptr;
  };

  Judge(const Query& query, const Person& person, Workspace& workspace);

  const Query& query() const { return query_; }
  const Person& person() const { return person_; }
  // Those of the job have weights above 0, too.
  const std::vector<Weighted>& job_criteria() const { return job_criteria_; }
  const std::vector<Weighted>& other_criteria() const { return other_criteria_; }
  // Those that may fail something.
  const std::vector<Enforced>& rules() const { return rules_; }

  // Points × weight of a code of the criterion's column.
  int32_t Contribution(const Weighted& of, uint32_t code) const {
    return of.memo->Get(
        code, [&] { return of.weight * of.criterion->Points(query_, person_.today, code); });
  }
  // Whether the rule fails a code of its column, looking ahead.
  bool Fails(const Enforced& of, uint32_t code) const {
    return of.memo->Get(code, [&] {
      return JudgeAhead(query_, person_, *of.rule, code).verdict == Verdict::kFail ? 1 : 0;
    }) != 0;
  }

  // The score of a row, and whether some rule fails it: all of its codes are looked at.
  int32_t ScoreOf(const Columns& columns, uint32_t row) const;
  bool FailsRow(const Columns& columns, uint32_t row) const;

 private:
  const Query& query_;
  const Person& person_;
  std::vector<Weighted> job_criteria_;
  std::vector<Weighted> other_criteria_;
  std::vector<Enforced> rules_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_JUDGE_H_
