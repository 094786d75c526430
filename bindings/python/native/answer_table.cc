#include "bindings/python/native/answer_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace passung::python {

namespace {

// Ids of the market have 8 bytes, classes at most 7. Pages that are never written to cost nothing.
constexpr size_t kUsualBytes = 8;
constexpr int64_t kMostReserved = 5'000'000;

}  // namespace

AnswerTable::AnswerTable(bool explained, int64_t expected) : explained_(explained) {
  const auto rows = static_cast<size_t>(std::min(expected, kMostReserved));
  for (TextColumn* column : {&mentee_, &vacancy_, &hit_class_}) {
    column->Reserve(rows, rows * kUsualBytes);
  }
  fault_.Reserve(rows, 0);
  for (std::vector<int32_t>* column : {&rank_, &score_, &occupation_index_, &place_index_}) {
    column->reserve(rows);
  }
}

absl::Status AnswerTable::Add(absl::string_view mentee, const absl::StatusOr<RankResult>& answer) {
  if (mentee_.IsFull() || vacancy_.IsFull() || fault_.IsFull()) {
    return absl::ResourceExhaustedError(absl::StrCat("mentees: the answers to the first ",
                                                     mentees(),
                                                     " fill a column; ask for fewer at a time"));
  }
  if (!answer.ok()) {
    AddNone(mentee);
    fault_.Add(answer.status().message());
  } else {
    if (!versions_) versions_ = answer->versions;
    int32_t rank = 0;
    for (const Match& match : answer->matches) AddMatch(mentee, ++rank, match);
    if (answer->matches.empty()) {
      AddNone(mentee);
      fault_.AddNull();
    }
  }
  offsets_.push_back(rows());
  return absl::OkStatus();
}

void AnswerTable::AddMatch(absl::string_view mentee, int32_t rank, const Match& match) {
  mentee_.Add(mentee);
  rank_.push_back(rank);
  vacancy_.Add(match.vacancy.value);
  score_.push_back(match.score);
  hit_class_.Add(Name(match.hit_class));
  occupation_index_.push_back(match.occupation_index);
  place_index_.push_back(match.place_index);
  fault_.AddNull();
  if (explained_) AddExplanation(match);
}

void AnswerTable::AddNone(absl::string_view mentee) {
  mentee_.Add(mentee);
  rank_.push_back(0);
  vacancy_.AddNull();
  score_.push_back(0);
  hit_class_.AddNull();
  occupation_index_.push_back(0);
  place_index_.push_back(0);
  if (explained_) AddExplanation({});
}

void AnswerTable::AddExplanation(const Match& match) {
  const size_t first = points_.size();
  points_.resize(first + kCriterionCount);
  for (const Contribution& part : match.contributions) {
    points_[first + Index(part.criterion)] = part.points;
  }
  interval_min_.push_back(match.interval.min);
  interval_max_.push_back(match.interval.max);
}

LentColumn AnswerTable::Columns() const {
  std::vector<LentColumn> columns = {
      Lend("mentee", mentee_),           Lend("rank", rank_),
      Lend("vacancy", vacancy_),         Lend("score", score_),
      Lend("hit_class", hit_class_),     Lend("occupation_index", occupation_index_),
      Lend("place_index", place_index_), Lend("fault", fault_)};
  if (explained_) {
    columns.push_back({.name = "points",
                       .format = absl::StrCat("+w:", kCriterionCount),
                       .length = rows(),
                       .buffers = {nullptr},
                       .children = {Lend("item", points_)}});
    columns.push_back(Lend("interval_min", interval_min_));
    columns.push_back(Lend("interval_max", interval_max_));
  }
  return LendBatch(std::move(columns), rows());
}

}  // namespace passung::python
