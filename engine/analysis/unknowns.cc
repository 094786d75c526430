#include "engine/analysis/unknowns.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/analysis/market_points.h"
#include "engine/analysis/possible_answers.h"
#include "engine/base/sort_unique.h"
#include "engine/explain/explain.h"
#include "engine/explain/hits.h"
#include "engine/search/best_first.h"

namespace passung {
namespace {

class Unknowns {
 public:
  Unknowns(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee, int32_t places)
      : snapshot_(snapshot),
        query_(query),
        mentee_(mentee),
        places_(static_cast<size_t>(places)),
        person_(query, mentee) {}

  UnknownsResult Run() {
    UnknownsResult result;
    const std::vector<Hit> first = FirstOf(person_);
    for (const Hit& hit : first) list_.push_back(hit.index);
    AddHits(first, result);
    const MarketTerms terms = MarketTerms::Of(snapshot_.rows());
    const std::vector<std::string> named = SkillsNamed();
    for (const OpenFact& fact : OpenFactsOf(mentee_, person_, terms, named)) {
      result.questions.push_back(QuestionOf(fact));
    }
    std::stable_sort(result.questions.begin(), result.questions.end(),
                     [](const NextQuestion& a, const NextQuestion& b) {
                       return std::tuple(b.places, b.at_once, a.fact) <
                              std::tuple(a.places, a.at_once, b.fact);
                     });
    return result;
  }

 private:
  std::vector<Hit> FirstOf(const Person& person) const {
    Workspace& workspace = ThisThreadsWorkspace();
    const Judge judge(query_, person, workspace);
    const SearchOptions search{.limit = places_, .classes = {true, true, true, false}};
    return SearchBestFirst(snapshot_.rows(), judge, workspace, search);
  }

  void AddHits(const std::vector<Hit>& first, UnknownsResult& result) const {
    const MarketPoints market(snapshot_, query_, person_);
    const std::vector<ScoredVacancy> list = market.List(WeightsRowOf(query_.applied));
    result.listed = static_cast<int64_t>(list.size());
    std::vector<Match> matches = Explain(query_, person_, HitRows(snapshot_, first).Combinations());
    for (size_t i = 0; i < matches.size(); ++i) {
      Match& match = matches[i];
      match.mentee = mentee_.id;
      match.vacancy = snapshot_.vacancy(first[i].index).id;
      const ScoredVacancy own = list[i];
      UncertainHit hit{.place = static_cast<int64_t>(i) + 1,
                       .best_place = PlaceWith(list, own, match.interval.max),
                       .worst_place = PlaceWith(list, own, match.interval.min)};
      hit.match = std::move(match);
      result.hits.push_back(std::move(hit));
    }
  }

  // The place of one of the list if it had this score and all others theirs.
  static int64_t PlaceWith(const std::vector<ScoredVacancy>& list, const ScoredVacancy& own,
                           int32_t score) {
    const ScoredVacancy then{score, own.order, own.number};
    const auto better = std::lower_bound(list.begin(), list.end(), then) - list.begin();
    return 1 + better - (own < then ? 1 : 0);
  }

  std::vector<std::string> SkillsNamed() const {
    std::vector<std::string> named;
    for (const uint32_t slot : list_) {
      for (const SkillRequirement& skill : snapshot_.vacancy(slot).skills) {
        named.push_back(skill.id);
      }
    }
    base::SortUnique(named);
    return named;
  }

  NextQuestion QuestionOf(const OpenFact& fact) const {
    NextQuestion question{.fact = fact.fact, .qualification = fact.qualification};
    std::vector<bool> changed(places_);
    fact.visit_answers([&](const Mentee& answered) {
      ++question.answers;
      const std::vector<Hit> then = FirstOf(Person(query_, answered));
      int32_t at_once = 0;
      for (size_t place = 0; place < std::max(list_.size(), then.size()); ++place) {
        const bool is_same =
            place < list_.size() && place < then.size() && list_[place] == then[place].index;
        if (is_same) continue;
        ++at_once;
        question.places += changed[place] ? 0 : 1;
        changed[place] = true;
      }
      question.at_once = std::max(question.at_once, at_once);
      return question.at_once < static_cast<int32_t>(places_);  // there is no more to change
    });
    return question;
  }

  const SnapshotImpl& snapshot_;
  const Query& query_;
  const Mentee& mentee_;
  const size_t places_;
  const Person person_;
  std::vector<uint32_t> list_;  // slots of the first k
};

}  // namespace

UnknownsResult UnknownsOf(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee,
                          int32_t places) {
  return Unknowns(snapshot, query, mentee, places).Run();
}

}  // namespace passung
