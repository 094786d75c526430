#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/base/crew.h"
#include "engine/base/parallel.h"
#include "engine/base/prefetch.h"
#include "engine/base/status_macros.h"
#include "engine/rank_vacancies.h"
#include "engine/vocabulary/field_check.h"
#include "engine/watch/difference.h"
#include "engine/watch/entrants.h"
#include "engine/watch/watched_lists.h"
#include "engine/watch_moments.h"
#include "passung/watch.h"

namespace passung {
namespace {

constexpr size_t kListsAPart = 16;  // asked anew, or told of, by one thread at a time
// So many vacancies are compared with a mentee in the time of a question on all vacancies.
constexpr size_t kVacanciesAQuestion = 2;

class MatchWatchImpl final : public MatchWatch {
 public:
  MatchWatchImpl(std::unique_ptr<const MomentAsked> first, const WatchOptions& options,
                 const std::optional<std::vector<MenteeId>>& mentees)
      : threads_(options.match.threads),
        explain_(options.explain),
        grouped_from_(static_cast<size_t>(std::max(0, options.grouped_from))),
        lists_(static_cast<size_t>(options.match.limit)),
        now_(std::move(first)),
        crew_(options.match.threads),
        search_(crew_) {
    if (mentees) wanted_.emplace();
    for (const MenteeId& id : mentees.value_or(std::vector<MenteeId>())) wanted_->insert(id.value);
    Fill();
  }

  const WatchMoment& moment() const override { return now_->moment(); }
  const WatchWork& work() const override { return work_; }

  absl::StatusOr<std::vector<ListedMatch>> ListOf(const MenteeId& mentee) const override {
    const auto slot = now_->FindMentee(mentee.value);
    if (wanted_ ? !wanted_->contains(mentee.value) : !slot) {
      return absl::NotFoundError(absl::StrCat("mentee \"", mentee.value, "\" is not watched"));
    }
    if (!slot) return std::vector<ListedMatch>();
    return DescribeList(lists_.Of(*slot), [&](const Listed& hit, int32_t position) {
      return Describe(*now_, mentee, hit, position);
    });
  }

  WatchDelta Whole() const override {
    WatchDelta delta = NothingTold(*now_, *now_);
    for (const uint32_t mentee : lists_.Mentees()) {
      ListDelta list = TellList(*now_, mentee, {}, true);
      if (!list.changes.empty()) delta.lists.push_back(std::move(list));
    }
    Arrange(delta);
    return delta;
  }

  WatchDelta Advance(const WatchMoment& to) override {
    work_ = {};
    const std::unique_ptr<const MomentAsked> before = std::move(now_);
    now_ = NextMoment(*before, to);
    const SnapshotDifference difference = DifferenceOf(before->snapshot(), now_->snapshot());
    lists_.Begin(before->snapshot().vacancies());
    std::vector<Gone> gone = TakeGone(difference, *before);
    if (!difference.same_storage) {
      lists_.Move(*difference.mentees.moved, *difference.vacancies.moved,
                  now_->snapshot().vacancies());
    }
    PutCome(difference.mentees, gone);
    if (!difference.same_storage) PrepareGroups();
    const bool all = IsAnotherQuestion(*before, *now_) || IsQuickerAnew(difference.vacancies);
    all ? DoubtAll() : OfferCome(difference.vacancies);
    lists_.DoubtShortOnes();
    AskAnew();
    WatchDelta delta = Tell(*before, difference, all, gone);
    lists_.Settle();
    return delta;
  }

 private:
  using Changing = std::pair<uint32_t, const ListInChange&>;
  // A mentee who is not there any more, or not as they were.
  struct Gone {
    std::string id;
    ListInChange list;
  };

  bool IsWanted(absl::string_view id) const { return !wanted_ || wanted_->contains(id); }

  void Fill() {
    const SnapshotImpl& snapshot = now_->snapshot();
    lists_.Begin(snapshot.vacancies());
    if (wanted_) {
      for (const std::string& id : *wanted_) {
        if (const auto slot = now_->FindMentee(id)) lists_.Add(*slot);
      }
    } else {
      for (uint32_t slot = 0; slot < snapshot.mentee_set().slots; ++slot) {
        if (snapshot.mentee_set().Has(slot)) lists_.Add(slot);
      }
    }
    AskAnew();
    lists_.Settle();
    PrepareGroups();
  }

  // ---- What changed among the records ----

  std::vector<Gone> TakeGone(const SnapshotDifference& difference, const MomentAsked& before) {
    for (const uint32_t vacancy : difference.vacancies.gone) lists_.Remove(vacancy);
    std::vector<Gone> gone;
    for (const uint32_t slot : difference.mentees.gone) {
      if (!lists_.Has(slot)) continue;
      const absl::string_view id = before.snapshot().mentees().IdOf(slot);
      gone.push_back({std::string(id), lists_.Take(slot)});
      singles_.erase(slot);
      if (thresholds_ && difference.same_storage && IsGrouped(slot)) {
        thresholds_->Set(slot, Thresholds::kNever);
      }
    }
    std::sort(gone.begin(), gone.end(), [](const Gone& a, const Gone& b) { return a.id < b.id; });
    return gone;
  }

  // Those who were only changed are not gone.
  void PutCome(const SlotChanges& mentees, std::vector<Gone>& gone) {
    absl::flat_hash_set<absl::string_view> back;
    for (const uint32_t slot : mentees.come) {
      const absl::string_view id = now_->snapshot().mentees().IdOf(slot);
      if (!IsWanted(id)) continue;
      const auto at =
          std::lower_bound(gone.begin(), gone.end(), id,
                           [](const Gone& a, absl::string_view wanted) { return a.id < wanted; });
      if (at != gone.end() && at->id == id) {
        lists_.Put(slot, std::move(at->list));
        back.insert(at->id);
      } else {
        lists_.Add(slot);
      }
      if (!IsGrouped(slot)) singles_.insert(slot);
    }
    std::erase_if(gone, [&](const Gone& of) { return back.contains(of.id); });
  }

  // ---- Which lists become what ----

  bool IsQuickerAnew(const SlotChanges& vacancies) const {
    return thresholds_ == nullptr && vacancies.come.size() > kVacanciesAQuestion * lists_.size();
  }

  void DoubtAll() {
    for (const uint32_t mentee : lists_.Mentees()) lists_.Doubt(mentee);
  }

  void OfferCome(const SlotChanges& vacancies) {
    if (vacancies.come.empty()) return;
    std::vector<SingleMentee> singles;
    for (const uint32_t mentee : singles_) {
      singles.push_back({mentee, lists_.NeededBy(mentee)});
    }
    const EntrantQuestion question{now_->snapshot(), *moment().applied, moment().as_of,
                                   now_->query().frozen, now_->search().classes};
    const WatchWork done = search_.work();
    for (const uint32_t slot : vacancies.come) {
      const Vacancy& vacancy = now_->snapshot().vacancy(slot);
      const auto hits = search_.Find(question, vacancy, thresholds_.get(), singles);
      for (const Hit& hit : hits) lists_.PrefetchFinding(hit.index);
      for (const Hit& hit : hits) lists_.PrefetchList(hit.index);
      for (const Hit& hit : hits) {
        lists_.Offer(hit.index, MakeListed(hit.score, slot, hit.row, hit.hit_class));
      }
    }
    work_.bounded = search_.work().bounded - done.bounded;
    work_.judged = search_.work().judged - done.judged;
  }

  void AskAnew() {
    std::vector<uint32_t> asked;
    for (const auto& [mentee, change] : lists_.changing()) {
      if (change.anew) asked.push_back(mentee);
    }
    std::vector<ListedHits> found(asked.size());
    ParallelFor((asked.size() + kListsAPart - 1) / kListsAPart, threads_, [&](size_t part) {
      const size_t end = std::min(asked.size(), (part + 1) * kListsAPart);
      for (size_t i = part * kListsAPart; i < end; ++i) {
        found[i] = now_->VacanciesFor(now_->snapshot().mentees()[asked[i]]);
      }
    });
    for (size_t i = 0; i < asked.size(); ++i) lists_.Set(asked[i], std::move(found[i]));
    work_.asked_anew += static_cast<int64_t>(asked.size());
  }

  // ---- What is told ----

  ListedMatch Describe(const MomentAsked& of, const MenteeId& mentee, const Listed& hit,
                       int32_t position) const {
    const Vacancy& vacancy = of.snapshot().vacancy(hit.slot);
    ListedMatch match = DescribeListed(hit, position, vacancy);
    match.mentee = mentee;
    match.vacancy = vacancy.id;
    return match;
  }

  // Beside that thresholds are brought up to date, with which the next vacancy is compared.
  WatchDelta Tell(const MomentAsked& before, const SnapshotDifference& difference, bool all,
                  const std::vector<Gone>& gone) {
    WatchDelta delta = NothingTold(before, *now_);
    const std::vector<Changing> changing(lists_.changing().begin(), lists_.changing().end());
    work_.compared += static_cast<int64_t>(changing.size());
    delta.lists.resize(changing.size());
    const auto tell = [&](size_t part) {
      const size_t first = part * kListsAPart;
      const size_t end = std::min(changing.size(), first + kListsAPart);
      for (size_t nth = first; nth < end; ++nth) PrefetchTelling(before, changing[nth]);
      for (size_t nth = first; nth < end; ++nth) {
        const auto& [mentee, change] = changing[nth];
        const bool same = !all && difference.same_storage && !change.anew;
        delta.lists[nth] = TellList(before, mentee, change, same);
      }
    };
    const size_t parts = (changing.size() + kListsAPart - 1) / kListsAPart;
    Share(parts + 1, [&](size_t part, size_t) { part == 0 ? SetThresholds() : tell(part - 1); });
    std::erase_if(delta.lists, [](const ListDelta& list) { return list.changes.empty(); });
    for (const Gone& of : gone) {
      delta.lists.push_back(TellGone(before, of));
    }
    Arrange(delta);
    return delta;
  }

  // On all threads where lists are grouped, and on the caller's alone where there are few.
  void Share(size_t parts, Crew::Work work) {
    if (thresholds_ != nullptr) return crew_.Run(parts, work);
    for (size_t part = 0; part < parts; ++part) work(part, 0);
  }

  // Whose list it is, and the vacancy that was last in it and is not any more, lie anywhere in memory. Other
  // vacancies may still be encoded and are not read.
  void PrefetchTelling(const MomentAsked& before, const Changing& changing) const {
    const auto& [mentee, change] = changing;
    base::Prefetch(&now_->snapshot().mentees()[mentee].id);
    const ListedHits& now = lists_.Of(mentee);
    const bool same_length = !now.empty() && now.size() == change.before.size();
    if (change.moved || !same_length || now.back().slot == change.before.back().slot) return;
    const Vacancy& last = before.snapshot().vacancy(change.before.back().slot);
    base::Prefetch(&last.id);
    base::Prefetch(&last.occupations);
  }

  static void Arrange(WatchDelta& delta) {
    const auto is_before = [](const ListDelta& a, const ListDelta& b) {
      return a.mentee < b.mentee;
    };
    // Those whom the index has stand by id already.
    if (std::is_sorted(delta.lists.begin(), delta.lists.end(), is_before)) return;
    std::sort(delta.lists.begin(), delta.lists.end(), is_before);
  }

  // `same`: the mentee and what is asked of them are as before.
  ListDelta TellList(const MomentAsked& before, uint32_t mentee, const ListInChange& change,
                     bool same) const {
    const MomentAsked& then = change.moved ? *now_ : before;
    const SnapshotImpl& old = then.snapshot();
    const SnapshotImpl& snapshot = now_->snapshot();
    const ListedHits& after = lists_.Of(mentee);
    const bool one_storage = &old.columns() == &snapshot.columns();
    const auto same_record = [&](uint32_t b, uint32_t a) {
      // What is in a slot stays as it is.
      if (one_storage && b == a) return true;
      return one_storage ? old.vacancies().OrderOf(b) == snapshot.vacancies().OrderOf(a)
                         : old.vacancies().IdOf(b) == snapshot.vacancies().IdOf(a);
    };
    const auto same_combination = [&](const Listed& was, const Listed& is) {
      if (one_storage && was.slot == is.slot) return was.row == is.row;
      return CombinationIn(old.vacancy(was.slot), was.row) ==
             CombinationIn(snapshot.vacancy(is.slot), is.row);
    };
    const Mentee& whose = snapshot.mentees()[mentee];
    const auto describe = [&](const MomentAsked& of) {
      return [&whose, &of, this](const Listed& hit, int32_t position) {
        return Describe(of, whose.id, hit, position);
      };
    };
    const auto why_left = [&](const Listed& hit, const ListedMatch& left) {
      return WhyLeft(whose, left, same && snapshot.vacancy_set().Has(hit.slot));
    };
    ListDelta delta{.mentee = whose.id, .vacancy = {}, .changes = {}};
    delta.changes = TellChanges(CompareLists(change.before, after, same_record, same_combination),
                                {.before = change.before,
                                 .after = after,
                                 .describe_before = describe(then),
                                 .describe_after = describe(*now_),
                                 .why_left = why_left});
    if (explain_) AddMatches(whose, after, delta.changes);
    return delta;
  }

  // `same`: neither the vacancy nor anything else that decides about it changed.
  LeftBecause WhyLeft(const Mentee& mentee, const ListedMatch& left, bool same) const {
    if (same) return LeftBecause::kDisplaced;
    const auto slot = now_->FindVacancy(left.vacancy.value);
    if (!slot) return LeftBecause::kNotThere;
    const bool listed = now_->IsListed(mentee, now_->snapshot().vacancy(*slot));
    return listed ? LeftBecause::kDisplaced : LeftBecause::kBarred;
  }

  // To those that are in the list.
  void AddMatches(const Mentee& mentee, const ListedHits& list,
                  std::vector<ListChange>& changes) const {
    std::vector<Listed> listed;
    std::vector<ListChange*> of;
    for (ListChange& change : changes) {
      if (!change.after) continue;
      listed.push_back(list[static_cast<size_t>(change.after->rank) - 1]);
      of.push_back(&change);
    }
    if (listed.empty()) return;
    std::vector<Match> matches = now_->Explain(mentee, listed);
    for (size_t i = 0; i < matches.size(); ++i) of[i]->match = std::move(matches[i]);
  }

  ListDelta TellGone(const MomentAsked& before, const Gone& gone) const {
    ListDelta delta{.mentee = {gone.id}, .vacancy = {}, .is_there = false, .changes = {}};
    for (const Listed& hit : gone.list.before) {
      const auto position = static_cast<int32_t>(delta.changes.size());
      ListChange& change = delta.changes.emplace_back();
      change.event = ListEvent::kLeft;
      change.before = Describe(before, delta.mentee, hit, position);
      change.because = LeftBecause::kNotThere;
    }
    return delta;
  }

  // ---- Thresholds ----

  bool IsGrouped(uint32_t slot) const {
    return thresholds_ != nullptr && slot < now_->snapshot().mentees().base_size();
  }

  // For a storage that is new.
  void PrepareGroups() {
    const SnapshotImpl& snapshot = now_->snapshot();
    thresholds_.reset();
    if (lists_.size() >= grouped_from_) {
      thresholds_ =
          std::make_unique<Thresholds>(snapshot.mentee_index(), snapshot.mentees().base_size());
    }
    singles_.clear();
    for (const uint32_t mentee : lists_.Mentees()) {
      if (IsGrouped(mentee)) {
        thresholds_->Set(mentee, lists_.NeededBy(mentee));
      } else {
        singles_.insert(mentee);
      }
    }
  }

  // As the lists that are touched are now.
  void SetThresholds() {
    const auto for_each = [&](auto&& of) {
      for (const auto& [mentee, change] : lists_.changing()) {
        if (IsGrouped(mentee)) of(mentee);
      }
    };
    for_each([&](uint32_t mentee) { thresholds_->PrefetchPlaces(mentee); });
    for_each([&](uint32_t mentee) { thresholds_->PrefetchEntries(mentee); });
    for_each([&](uint32_t mentee) { thresholds_->Set(mentee, lists_.NeededBy(mentee)); });
  }

  const int threads_;
  const bool explain_;
  const size_t grouped_from_;
  std::optional<std::set<std::string, std::less<>>> wanted_;  // absent: all
  WatchedLists lists_;
  std::unique_ptr<const MomentAsked> now_;
  std::unique_ptr<Thresholds> thresholds_;  // of mentees in the index; null: there are few lists
  absl::btree_set<uint32_t> singles_;       // mentees without thresholds, by slot
  Crew crew_;
  EntrantSearch search_;
  WatchWork work_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<MatchWatch>> MatchWatch::Start(
    const WatchMoment& moment, const WatchOptions& options,
    const std::optional<std::vector<MenteeId>>& mentees) {
  PASSUNG_ASSIGN_OR_RETURN(auto first, BeginWatch(moment, options));
  for (const MenteeId& id : mentees.value_or(std::vector<MenteeId>())) {
    PASSUNG_RETURN_IF_ERROR(CheckId(Field("mentees"), id.value));
  }
  return std::make_unique<MatchWatchImpl>(std::move(first), options, mentees);
}

}  // namespace passung
