#include "proto/answer/batch_ranking.h"

#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/field_fault.h"
#include "proto/answer/match_request.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

constexpr int kMostNames = 10'000;
constexpr int kNamesPerPage = 500;
// Mentees of a part: what a question needs beside its mentee is prepared once for all of them, and a
// thread is back after a millisecond. Counting over all vacancies takes so long that nothing is won.
constexpr size_t kMenteesOfPart = 4;
constexpr size_t kMenteesOfPartWithSummary = 1;
// Parts that are ready or being made.
constexpr size_t kMostParts = 6;

class ListedNames final : public MenteeNames {
 public:
  static absl::StatusOr<std::unique_ptr<MenteeNames>> Create(
      const v1::BatchRankVacanciesRequest& request) {
    absl::flat_hash_set<absl::string_view> seen;
    std::unique_ptr<ListedNames> names(new ListedNames);
    for (int i = 0; i < request.mentees_size(); ++i) {
      const std::string& name = request.mentees(i);
      if (!seen.insert(name).second) {
        return FieldFault(absl::StrCat("mentees[", i, "]"), "is named twice");
      }
      names->names_.push_back(name);
      if (name == request.resume_after()) names->next_ = names->names_.size();
    }
    if (!request.resume_after().empty() && names->next_ == 0) {
      return FieldFault("resume_after", "is none of `mentees`");
    }
    return names;
  }
  absl::StatusOr<std::optional<std::string>> Next() override {
    if (next_ == names_.size()) return std::nullopt;
    return std::move(names_[next_++]);
  }

 private:
  std::vector<std::string> names_;
  size_t next_ = 0;
};

// Ids come from the repository page by page; rows come from the snapshot. Who was stored after the
// snapshot was made is left out, so that all answers are of one revision.
class StoredNames final : public MenteeNames {
 public:
  StoredNames(const Repository& repository, const MatchContext& context, const Look& look,
              std::string after)
      : repository_(repository), context_(context), look_(look), after_(std::move(after)) {}
  absl::StatusOr<std::optional<std::string>> Next() override {
    while (page_.empty() && !at_end_) PASSUNG_RETURN_IF_ERROR(ReadPage());
    if (page_.empty()) return std::nullopt;
    std::string name = std::move(page_.front());
    page_.pop_front();
    return name;
  }

 private:
  absl::Status ReadPage() {
    PASSUNG_ASSIGN_OR_RETURN(const Page<Mentee> page,
                             repository_.ListMentees(after_, kNamesPerPage));
    for (const Mentee& mentee : page.items) {
      if (context_.snapshot->FindMentee(mentee.id) != nullptr &&
          CheckMayRank(mentee.id, look_, context_).ok()) {
        page_.push_back(wire::ResourceName(mentee.id));
      }
    }
    at_end_ = page.next_key.empty();
    after_ = page.next_key;
    return absl::OkStatus();
  }

  const Repository& repository_;
  const MatchContext context_;
  const Look look_;
  std::string after_;
  std::deque<std::string> page_;
  bool at_end_ = false;
};

absl::StatusOr<std::unique_ptr<MenteeNames>> NamesOf(const v1::BatchRankVacanciesRequest& request,
                                                     const MatchContext& context, const Look& look,
                                                     const Repository& repository) {
  if (request.all_mentees() == (request.mentees_size() > 0)) {
    return FieldFault("mentees", "must be given, or else all_mentees, and not both");
  }
  if (request.mentees_size() > kMostNames) {
    return FieldFault("mentees",
                      absl::StrCat(request.mentees_size(), " are more than ", kMostNames));
  }
  if (!request.all_mentees()) return ListedNames::Create(request);
  std::string after;
  if (!request.resume_after().empty()) {
    auto id = wire::ParseMenteeName(request.resume_after());
    if (!id.ok()) return wire::UnderField("resume_after", id.status());
    after = std::move(id->value);
  }
  return std::make_unique<StoredNames>(repository, context, look, std::move(after));
}

// What the engine is asked for each mentee; faults are named below `ranking`.
absl::StatusOr<MatchOptions> OptionsOfEach(const v1::RankVacanciesRequest& ranking,
                                           const MatchContext& context) {
  if (ranking.subject_case() != v1::RankVacanciesRequest::SUBJECT_NOT_SET) {
    return FieldFault("ranking.subject", "must be left out: `mentees` says who");
  }
  auto options = OptionsOf(ranking, context);
  if (!options.ok()) return wire::UnderField("ranking", options.status());
  if (options->applied != nullptr) return options;
  auto applied = Apply(options->profile, options->overrides);
  if (!applied.ok()) return wire::UnderField("ranking", applied.status());
  options->applied = std::make_shared<const AppliedProfile>(*std::move(applied));
  return options;
}

}  // namespace

absl::StatusOr<std::unique_ptr<BatchRanking>> BatchRanking::Start(
    const v1::BatchRankVacanciesRequest& request, const MatchContext& context,
    const Repository& repository) {
  if (context.snapshot == nullptr) {
    return absl::FailedPreconditionError("no mentees and vacancies are loaded yet");
  }
  const absl::StatusOr<Look> look = LookOf(request.ranking(), context);
  if (!look.ok()) return wire::UnderField("ranking", look.status());
  PASSUNG_ASSIGN_OR_RETURN(auto names, NamesOf(request, context, *look, repository));
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, OptionsOfEach(request.ranking(), context));
  const auto sentences = Sentences::ForRequest(request.ranking(), ViewIn(request.ranking()),
                                               context.snapshot->knowledge());
  if (!sentences.ok()) return wire::UnderField("ranking", sentences.status());
  std::unique_ptr<BatchRanking> batch(new BatchRanking(
      request.ranking(), context, *look, std::move(options), *sentences, std::move(names)));
  // The first answers are made at once: what is wrong with the options themselves ends the call.
  PASSUNG_ASSIGN_OR_RETURN(Part* const first, batch->TakePart());
  if (first == nullptr) return batch;
  batch->WorkOn(*first);
  if (absl::IsInvalidArgument(first->status)) return wire::UnderField("ranking", first->status);
  PASSUNG_RETURN_IF_ERROR(first->status);
  return batch;
}

BatchRanking::BatchRanking(const v1::RankVacanciesRequest& ranking, const MatchContext& context,
                           const Look& look, MatchOptions options, const Sentences& sentences,
                           std::unique_ptr<MenteeNames> names)
    : ranking_(ranking),
      context_(context),
      look_(look),
      snapshot_(context.snapshot),
      options_(std::move(options)),
      sentences_(sentences),
      names_(std::move(names)) {
  engine_.Publish(snapshot_);
}

absl::StatusOr<std::optional<std::string>> BatchRanking::Next() {
  while (true) {
    PASSUNG_ASSIGN_OR_RETURN(std::optional<std::string> ready, TakeReady());
    if (ready) return ready;
    // The part that comes next is begun by now, if there is one: beside its helper there is more to do.
    const absl::StatusOr<Part*> part = TakePart();
    if (part.ok() && *part != nullptr) {
      WorkOn(**part);
      continue;
    }
    std::unique_lock<std::mutex> lock(mutex_);
    if (parts_.empty() && !part.ok()) return part.status();
    if (parts_.empty()) return std::nullopt;
    part_done_.wait(lock, [this] { return parts_.front()->is_done; });
  }
}

// The next answer, where its part is done. Parts that were given whole go.
absl::StatusOr<std::optional<std::string>> BatchRanking::TakeReady() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (; !parts_.empty() && parts_.front()->is_done; parts_.pop_front()) {
    Part& part = *parts_.front();
    PASSUNG_RETURN_IF_ERROR(part.status);
    if (part.answers.empty()) continue;
    std::string answer = std::move(part.answers.front());
    part.answers.pop_front();
    return answer;
  }
  return std::nullopt;
}

bool BatchRanking::WorkAhead() {
  const absl::StatusOr<Part*> part = TakePart();
  if (!part.ok() || *part == nullptr) return false;
  WorkOn(**part);
  return true;
}

// Null: there are no more, or as many as may be underway. It stays where it is until it is done.
absl::StatusOr<BatchRanking::Part*> BatchRanking::TakePart() {
  const size_t size = options_.summary ? kMenteesOfPartWithSummary : kMenteesOfPart;
  const std::lock_guard<std::mutex> lock(mutex_);
  PASSUNG_RETURN_IF_ERROR(names_failed_);
  if (parts_.size() >= kMostParts) return nullptr;
  auto part = std::make_unique<Part>();
  while (part->names.size() < size) {
    auto name = names_->Next();
    if (!name.ok()) names_failed_ = name.status();
    PASSUNG_RETURN_IF_ERROR(names_failed_);
    if (!*name) break;
    part->names.push_back(**std::move(name));
  }
  if (part->names.empty()) return nullptr;
  return parts_.emplace_back(std::move(part)).get();
}

void BatchRanking::WorkOn(Part& part) {
  part.status = Answer(part);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    part.is_done = true;
  }
  part_done_.notify_one();
}

absl::Status BatchRanking::Answer(Part& part) {
  size_t taken = 0;
  const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
    if (taken == part.names.size()) return std::nullopt;
    return MenteeNamed(part.names[taken++]);
  };
  const BatchSink sink = [&](const BatchAnswer& answer) {
    const std::string& name = part.names[static_cast<size_t>(answer.number)];
    part.answers.push_back(AnswerFor(name, answer.result));
    return true;
  };
  return engine_.RankBatch(source,
                           {.match = options_,
                            .explain = true,
                            .summary = options_.summary,
                            .window = static_cast<int32_t>(part.names.size())},
                           sink);
}

absl::StatusOr<Mentee> BatchRanking::MenteeNamed(const std::string& name) const {
  const auto id = wire::ParseMenteeName(name);
  if (!id.ok()) return wire::UnderField("mentee", id.status());
  PASSUNG_RETURN_IF_ERROR(CheckMayRank(*id, look_, context_));
  const Mentee* mentee = snapshot_->FindMentee(*id);
  if (mentee == nullptr) return absl::NotFoundError(absl::StrCat(name, " is not stored"));
  return *mentee;
}

std::string BatchRanking::AnswerFor(const std::string& name,
                                    const absl::StatusOr<RankResult>& result) const {
  if (result.ok()) return EncodedBatchRanking(name, ranking_, *result, options_, sentences_);
  v1::BatchRankVacanciesResponse answer;
  answer.set_mentee(name);
  *answer.mutable_error() = wire::ToRpcStatus(result.status());
  return answer.SerializeAsString();
}

}  // namespace passung::answer
