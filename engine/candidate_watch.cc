#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/rank_vacancies.h"
#include "engine/vocabulary/field_check.h"
#include "engine/watch/difference.h"
#include "engine/watch_moments.h"
#include "passung/watch.h"

namespace passung {
namespace {

class CandidateWatchImpl final : public CandidateWatch {
 public:
  CandidateWatchImpl(std::unique_ptr<const MomentAsked> first, const WatchOptions& options,
                     const std::vector<VacancyId>& vacancies)
      : explain_(options.explain), now_(std::move(first)) {
    for (const VacancyId& id : vacancies) lists_[id.value] = Ask(id.value);
  }

  const WatchMoment& moment() const override { return now_->moment(); }

  absl::StatusOr<std::vector<ListedMatch>> ListOf(const VacancyId& vacancy) const override {
    const auto list = lists_.find(vacancy.value);
    if (list == lists_.end()) {
      return absl::NotFoundError(absl::StrCat("vacancy \"", vacancy.value, "\" is not watched"));
    }
    return DescribeList(list->second.hits, [&](const Listed& hit, int32_t position) {
      return Describe(*now_, list->second, hit, position);
    });
  }

  WatchDelta Whole() const override {
    WatchDelta delta = NothingTold(*now_, *now_);
    for (const auto& [id, list] : lists_) {
      ListDelta told = Tell(*now_, id, {}, list);
      if (!told.changes.empty()) delta.lists.push_back(std::move(told));
    }
    return delta;
  }

  WatchDelta Advance(const WatchMoment& to) override {
    const std::unique_ptr<const MomentAsked> before = std::move(now_);
    now_ = NextMoment(*before, to);
    const SnapshotDifference difference = DifferenceOf(before->snapshot(), now_->snapshot());
    const bool all = IsAnotherQuestion(*before, *now_) || !difference.mentees.gone.empty() ||
                     !difference.mentees.come.empty() || !difference.same_storage ||
                     &before->market().columns() != &now_->market().columns();
    WatchDelta delta = NothingTold(*before, *now_);
    for (auto& [id, list] : lists_) {
      if (!all && now_->FindVacancy(id) == list.slot) continue;
      List now = Ask(id);
      ListDelta told = Tell(*before, id, list, now);
      const bool went = list.slot && !now.slot;
      list = std::move(now);
      if (went || !told.changes.empty()) delta.lists.push_back(std::move(told));
    }
    return delta;
  }

 private:
  // The best mentees for a vacancy.
  struct List {
    std::optional<uint32_t> slot;  // of the vacancy; absent: it is not there
    ListedHits hits;
  };

  List Ask(const std::string& id) const {
    List list{.slot = now_->FindVacancy(id), .hits = {}};
    if (list.slot) list.hits = now_->MenteesFor(now_->market().vacancy(*list.slot));
    return list;
  }

  static ListedMatch Describe(const MomentAsked& of, const List& list, const Listed& hit,
                              int32_t position) {
    const Vacancy& vacancy = of.market().vacancy(*list.slot);
    ListedMatch match = DescribeListed(hit, position, vacancy);
    match.mentee = {std::string(of.snapshot().mentees().IdOf(hit.slot))};
    match.vacancy = vacancy.id;
    return match;
  }

  ListDelta Tell(const MomentAsked& before, const std::string& id, const List& old,
                 const List& now) const {
    const auto same_record = [&](uint32_t b, uint32_t a) {
      return before.snapshot().mentees().IdOf(b) == now_->snapshot().mentees().IdOf(a);
    };
    const auto same_combination = [&](const Listed& was, const Listed& is) {
      return CombinationIn(before.market().vacancy(*old.slot), was.row) ==
             CombinationIn(now_->market().vacancy(*now.slot), is.row);
    };
    const auto describe = [](const MomentAsked& of, const List& list) {
      return [&of, &list](const Listed& hit, int32_t position) {
        return Describe(of, list, hit, position);
      };
    };
    const auto why_left = [&](const Listed&, const ListedMatch& left) {
      return WhyLeft(left.mentee, now);
    };
    ListDelta delta{.mentee = {}, .vacancy = {id}, .is_there = now.slot.has_value(), .changes = {}};
    delta.changes = TellChanges(CompareLists(old.hits, now.hits, same_record, same_combination),
                                {.before = old.hits,
                                 .after = now.hits,
                                 .describe_before = describe(before, old),
                                 .describe_after = describe(*now_, now),
                                 .why_left = why_left});
    if (explain_) AddMatches(now, delta.changes);
    return delta;
  }

  // To those that are in the list.
  void AddMatches(const List& list, std::vector<ListChange>& changes) const {
    for (ListChange& change : changes) {
      if (!change.after) continue;
      const Listed& hit = list.hits[static_cast<size_t>(change.after->rank) - 1];
      change.match = now_->ExplainPair(now_->snapshot().mentees()[hit.slot],
                                       now_->market().vacancy(*list.slot), hit.row);
    }
  }

  LeftBecause WhyLeft(const MenteeId& mentee, const List& now) const {
    const auto slot = now_->FindMentee(mentee.value);
    if (!slot || !now.slot) return LeftBecause::kNotThere;
    const bool listed =
        now_->IsListed(now_->snapshot().mentees()[*slot], now_->market().vacancy(*now.slot));
    return listed ? LeftBecause::kDisplaced : LeftBecause::kBarred;
  }

  const bool explain_;
  std::unique_ptr<const MomentAsked> now_;
  std::map<std::string, List> lists_;  // by id of the vacancy
};

}  // namespace

absl::StatusOr<std::unique_ptr<CandidateWatch>> CandidateWatch::Start(
    const WatchMoment& moment, const WatchOptions& options,
    const std::vector<VacancyId>& vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(auto first, BeginWatch(moment, options));
  for (const VacancyId& id : vacancies) {
    PASSUNG_RETURN_IF_ERROR(CheckId(Field("vacancies"), id.value));
  }
  return std::make_unique<CandidateWatchImpl>(std::move(first), options, vacancies);
}

}  // namespace passung
