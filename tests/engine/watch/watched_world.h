// A small market that changes, and what a listener knows of lists by what they were told.
#ifndef PASSUNG_TESTS_ENGINE_WATCH_WATCHED_WORLD_H_
#define PASSUNG_TESTS_ENGINE_WATCH_WATCHED_WORLD_H_

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/engine.h"
#include "passung/snapshot_writer.h"
#include "passung/watch.h"
#include "tests/support/random_world.h"

namespace passung {

inline std::shared_ptr<const Knowledge> TheWatchedKnowledge() {
  static const auto* const kKnowledge =
      new std::shared_ptr<const Knowledge>(Knowledge::Create({}, WorldClassification()).value());
  return *kKnowledge;
}

// A market under change: rows, and the snapshot a writer makes of them.
class ChangingWorld {
 public:
  ChangingWorld(uint64_t seed, int32_t mentees, int32_t vacancies)
      : random_(seed), mentee_ids_(mentees), vacancy_ids_(vacancies) {
    for (int32_t i = 0; i < mentees; i += 2) Put(RandomMentee(random_, 20, i));
    for (int32_t i = 0; i < vacancies; i += 2) Put(RandomVacancy(random_, 20, i));
    BuildAnew();
  }

  RandomSource& random() { return random_; }
  const std::map<std::string, Mentee>& mentees() const { return mentees_; }
  const std::map<std::string, Vacancy>& vacancies() const { return vacancies_; }
  std::shared_ptr<const Snapshot> snapshot() const { return writer_->current(); }

  std::vector<MenteeId> MenteeIds() const { return Ids<MenteeId>(mentees_); }

  // One event, at a revision of its own: somebody or something comes, changes or goes.
  void Change() {
    WriteBatch batch;
    if (random_.Chance(25)) {
      Mentee mentee = RandomMentee(random_, 20, random_.Below(mentee_ids_));
      Pick(mentees_, mentee, batch.upsert_mentees, batch.delete_mentees);
    } else {
      Vacancy vacancy = RandomVacancy(random_, 20, random_.Below(vacancy_ids_));
      // Often it stays what it was but for one thing.
      const auto old = vacancies_.find(vacancy.id.value);
      if (old != vacancies_.end() && random_.Chance(40)) {
        const bool closed = random_.Chance(30);
        vacancy = old->second;
        vacancy.title += "!";
        if (closed) vacancy.closed = !vacancy.closed;
      }
      Pick(vacancies_, vacancy, batch.upsert_vacancies, batch.delete_vacancies);
    }
    writer_->Apply(batch, ++revision_).value();
  }
  // The same rows from nothing: no slot is what it was.
  void BuildAnew() {
    SnapshotInput input{.knowledge = TheWatchedKnowledge(), .revision = ++revision_};
    for (const auto& [id, mentee] : mentees_) input.mentees.push_back(mentee);
    for (const auto& [id, vacancy] : vacancies_) input.vacancies.push_back(vacancy);
    writer_ = SnapshotWriter::Create(std::move(input)).value();
  }

 private:
  template <class Id, class Records>
  static std::vector<Id> Ids(const Records& records) {
    std::vector<Id> ids;
    for (const auto& [id, record] : records) ids.push_back(record.id);
    return ids;
  }
  void Put(Mentee mentee) { mentees_[mentee.id.value] = std::move(mentee); }
  void Put(Vacancy vacancy) { vacancies_[vacancy.id.value] = std::move(vacancy); }

  template <class Record, class Id>
  void Pick(std::map<std::string, Record>& stored, const Record& fresh,
            std::vector<Record>& upserts, std::vector<Id>& deletions) {
    if (stored.contains(fresh.id.value) && random_.Chance(35)) {
      deletions.push_back(fresh.id);
      stored.erase(fresh.id.value);
    } else {
      upserts.push_back(fresh);
      stored[fresh.id.value] = fresh;
    }
  }

  RandomSource random_;
  const int32_t mentee_ids_;
  const int32_t vacancy_ids_;
  std::map<std::string, Mentee> mentees_;
  std::map<std::string, Vacancy> vacancies_;
  std::unique_ptr<SnapshotWriter> writer_;
  int64_t revision_ = 0;
};

// Lists as somebody has them who was given them once, and afterwards only what changed. Ranks are worked
// out: what moves only because others come and go is not told of.
class ToldLists {
 public:
  using List = std::vector<ListedMatch>;

  void Apply(const WatchDelta& delta) {
    for (const ListDelta& list : delta.lists) {
      List& told = lists_[list.mentee.value + list.vacancy.value];
      for (const ListChange& change : list.changes) {
        if (!change.before) continue;
        std::erase_if(told, [&](const ListedMatch& match) { return Same(match, *change.before); });
      }
      for (const ListChange& change : list.changes) {
        if (change.after) told.push_back(*change.after);
      }
      std::sort(told.begin(), told.end(), [](const ListedMatch& a, const ListedMatch& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.vacancy == b.vacancy ? a.mentee < b.mentee : a.vacancy < b.vacancy;
      });
      for (size_t i = 0; i < told.size(); ++i) told[i].rank = static_cast<int32_t>(i) + 1;
    }
  }
  const List& Of(const std::string& id) { return lists_[id]; }

 private:
  static bool Same(const ListedMatch& a, const ListedMatch& b) {
    return a.mentee == b.mentee && a.vacancy == b.vacancy;
  }
  std::map<std::string, List> lists_;
};

// A line for each, for comparing.
inline std::string Text(const std::vector<ListedMatch>& list) {
  std::string text;
  for (const ListedMatch& match : list) {
    absl::StrAppend(&text, match.rank, ". ", match.mentee.value, " ", match.vacancy.value, " ",
                    match.score, " ", Name(match.hit_class), " ", match.occupation_index, "/",
                    match.place_index, "\n");
  }
  return text;
}

// A list as asking gives it.
inline std::vector<ListedMatch> ListedIn(const RankResult& result) {
  std::vector<ListedMatch> list;
  for (const Match& match : result.matches) {
    list.push_back({match.mentee, match.vacancy, static_cast<int32_t>(list.size()) + 1, match.score,
                    match.hit_class, match.occupation_index, match.place_index});
  }
  return list;
}

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_WATCH_WATCHED_WORLD_H_
