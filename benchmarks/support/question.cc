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
  FetchHits(snapshot_, found_);
  Explainer explainer(query_, *person_, found_.size());
  matches_.clear();
  matches_.reserve(found_.size());
  for (const Hit& hit : found_) {
    const Where where = WhereOf(snapshot_, hit);
    matches_.push_back(explainer.Explain(where));
    matches_.back().mentee = mentee_.id;
    matches_.back().vacancy = where.vacancy.id;
  }
}

}  // namespace passung::bench
