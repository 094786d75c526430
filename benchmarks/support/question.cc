#include "benchmarks/support/question.h"

#include "engine/explain/explain.h"
#include "engine/explain/hits.h"
#include "engine/search/best_first.h"

namespace passung::bench {

Question::Question(const Snapshot& snapshot, const Mentee& mentee, const MatchOptions& options,
                   const AppliedProfile& applied)
    : snapshot_(SnapshotImpl::From(snapshot)),
      mentee_(mentee),
      options_(options),
      query_{snapshot_.knowledge_impl(), applied, options.as_of, snapshot_.columns().dictionaries,
             options.frozen} {}

void Question::Search() {
  person_.emplace(query_, mentee_);
  Workspace& workspace = ThisThreadsWorkspace();
  const Judge judge(query_, *person_, workspace);
  found_ = SearchBestFirst(
      snapshot_.rows(), judge, workspace,
      {.limit = static_cast<size_t>(options_.limit), .classes = {true, true, true, false}});
}

void Question::Explain() {
  const HitRows rows(snapshot_, found_);
  Explainer explainer(query_, *person_, rows.codes());
  const std::vector<Where> combinations = rows.Combinations();
  matches_ = explainer.Explain(combinations);
  for (size_t i = 0; i < matches_.size(); ++i) {
    matches_[i].mentee = mentee_.id;
    matches_[i].vacancy = combinations[i].vacancy.id;
  }
}

}  // namespace passung::bench
