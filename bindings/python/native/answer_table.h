// The answers to many mentees as columns: what a batch gives, and what others read without copying.
#ifndef PASSUNG_PYTHON_ANSWER_TABLE_H_
#define PASSUNG_PYTHON_ANSWER_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "bindings/python/native/arrow_write.h"
#include "passung/match.h"

namespace passung::python {

// A row for each match, the best first, mentee after mentee. Who has none has one row of rank 0 without a vacancy, which
// says in `fault` what is wrong with the mentee, if anything is: nobody vanishes.
class AnswerTable {
 public:
  // With `explained` also what each criterion gave, and the interval. So many rows are expected at most.
  AnswerTable(bool explained, int64_t expected);

  // The answer to the next mentee. ResourceExhausted where ids would not fit a column.
  absl::Status Add(absl::string_view mentee, const absl::StatusOr<RankResult>& answer);

  int64_t rows() const { return mentee_.size(); }
  int64_t mentees() const { return static_cast<int64_t>(offsets_.size()) - 1; }
  int64_t faults() const { return rows() - fault_.nulls(); }
  bool explained() const { return explained_; }
  // What the answers were made from; absent where every mentee was faulty.
  const std::optional<VersionsUsed>& versions() const { return versions_; }

  // Rows offsets[i] up to offsets[i + 1] answer mentee i.
  const std::vector<int64_t>& offsets() const { return offsets_; }
  const std::vector<int32_t>& rank() const { return rank_; }
  const std::vector<int32_t>& score() const { return score_; }
  // kCriterionCount a row, in the order of CriterionKey; 0 where a criterion has no weight.
  const std::vector<int32_t>& points() const { return points_; }
  const std::vector<int32_t>& interval_min() const { return interval_min_; }
  const std::vector<int32_t>& interval_max() const { return interval_max_; }

  // All of it as one record batch. Valid while this is and nothing is added.
  LentColumn Columns() const;

 private:
  void AddMatch(absl::string_view mentee, int32_t rank, const Match& match);
  void AddNone(absl::string_view mentee);
  void AddExplanation(const Match& match);

  const bool explained_;
  std::optional<VersionsUsed> versions_;
  std::vector<int64_t> offsets_ = {0};
  TextColumn mentee_;
  std::vector<int32_t> rank_;
  TextColumn vacancy_;
  std::vector<int32_t> score_;
  TextColumn hit_class_;
  std::vector<int32_t> occupation_index_;
  std::vector<int32_t> place_index_;
  TextColumn fault_;
  std::vector<int32_t> points_;
  std::vector<int32_t> interval_min_;
  std::vector<int32_t> interval_max_;
};

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_ANSWER_TABLE_H_
