#include "benchmarks/baseline/row_at_a_time.h"

#include <algorithm>
#include <optional>

#include "benchmarks/baseline/person.h"
#include "benchmarks/baseline/row.h"
#include "engine/base/check.h"
#include "engine/vocabulary/residence_access.h"

namespace passung::baseline {
namespace {

// What stays the same for one question.
struct Question {
  const KnowledgeImpl& knowledge;
  const AppliedProfile& applied;
  Date as_of;
  bool frozen;
  Person today;
  std::vector<Person> later;  // by day; empty where time stands still
};

Row RowOf(const Question& question, const Person& person, const Offer& offer, size_t occupation,
          size_t place) {
  return {question.knowledge,
          question.applied.profile,
          question.as_of,
          question.frozen,
          person,
          offer,
          offer.occupations[occupation],
          offer.places[place]};
}

// A rule that fails today may pass on a later day of the person's facts.
Verdict LookAhead(RuleKey rule, const Question& question, const Offer& offer, size_t occupation,
                  size_t place) {
  for (const Person& person : question.later) {
    const Verdict then = Judge(rule, RowOf(question, person, offer, occupation, place));
    if (then == Verdict::kFail) continue;
    return then == Verdict::kUnknown ? Verdict::kFail : Verdict::kPassAfter;
  }
  return Verdict::kFail;
}

// The worst verdict of the enforced rules; the first that fails ends it.
Verdict JudgeRow(const Question& question, const Offer& offer, size_t occupation, size_t place) {
  const Row row = RowOf(question, question.today, offer, occupation, place);
  Verdict worst = Verdict::kPass;
  for (int rule = 0; rule < kRuleCount; ++rule) {
    if (row.profile.switches[static_cast<size_t>(rule)] != RuleSwitch::kEnforce) continue;
    const auto key = static_cast<RuleKey>(rule);
    Verdict verdict = Judge(key, row);
    if (verdict == Verdict::kFail) {
      verdict = LookAhead(key, question, offer, occupation, place);
      if (verdict == Verdict::kFail) return verdict;
    }
    worst = std::max(worst, verdict);
  }
  return worst;
}

int32_t ScoreRow(const Question& question, const Offer& offer, size_t occupation, size_t place) {
  const Row row = RowOf(question, question.today, offer, occupation, place);
  int32_t score = 0;
  for (int criterion = 0; criterion < kCriterionCount; ++criterion) {
    const int32_t weight = question.applied.weights[static_cast<size_t>(criterion)];
    if (weight != 0) score += weight * Points(static_cast<CriterionKey>(criterion), row);
  }
  return score;
}

// The best row of a vacancy that no rule drops.
std::optional<RivalHit> BestRow(const Question& question, const Offer& offer) {
  std::optional<RivalHit> best;
  for (size_t occupation = 0; occupation < offer.occupations.size(); ++occupation) {
    for (size_t place = 0; place < offer.places.size(); ++place) {
      const Verdict verdict = JudgeRow(question, offer, occupation, place);
      if (verdict == Verdict::kFail) continue;
      const int32_t score = ScoreRow(question, offer, occupation, place);
      if (best && score <= best->score) continue;
      best = {offer.vacancy->id.value, score, static_cast<HitClass>(verdict),
              static_cast<int32_t>(occupation), static_cast<int32_t>(place)};
    }
  }
  return best;
}

// A heap with the worst of the best on top.
void Keep(const RivalHit& hit, size_t limit, std::vector<RivalHit>& heap) {
  if (heap.size() == limit) {
    if (!IsBetter(hit, heap.front())) return;
    std::pop_heap(heap.begin(), heap.end(), IsBetter);
    heap.pop_back();
  }
  heap.push_back(hit);
  std::push_heap(heap.begin(), heap.end(), IsBetter);
}

void Count(const std::optional<RivalHit>& hit, RivalAnswer& answer) {
  if (!hit) {
    ++answer.closed;
  } else if (hit->hit_class == HitClass::kOpen) {
    ++answer.open;
  } else if (hit->hit_class == HitClass::kLater) {
    ++answer.later;
  } else {
    ++answer.unclear;
  }
}

}  // namespace

RowAtATime::RowAtATime(std::shared_ptr<const Knowledge> knowledge,
                       const std::vector<Vacancy>& vacancies, Date as_of)
    : knowledge_(std::move(knowledge)), as_of_(as_of) {
  const KnowledgeImpl& impl = KnowledgeImpl::From(*knowledge_);
  const auto thresholds = impl.work_access().month_thresholds();
  stay_months_.assign(thresholds.begin(), thresholds.end());
  offers_.reserve(vacancies.size());
  for (const Vacancy& vacancy : vacancies) {
    if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
    offers_.push_back(ReadOffer(vacancy, impl, as_of));
    rows_ += static_cast<int64_t>(offers_.back().occupations.size() * offers_.back().places.size());
  }
}

RivalAnswer RowAtATime::Rank(const Mentee& mentee, const MatchOptions& options,
                             const AppliedProfile& profile) const {
  PASSUNG_CHECK(options.as_of == as_of_);
  Question question = {KnowledgeImpl::From(*knowledge_), profile, as_of_, options.frozen,
                       ReadPerson(mentee, as_of_),       {}};
  if (!options.frozen) {
    for (const Date day : LaterDays(mentee, as_of_, stay_months_)) {
      question.later.push_back(ReadPerson(mentee, day));
    }
  }
  RivalAnswer answer;
  for (const Offer& offer : offers_) {
    const std::optional<RivalHit> hit = BestRow(question, offer);
    Count(hit, answer);
    if (hit) Keep(*hit, static_cast<size_t>(options.limit), answer.hits);
  }
  std::sort_heap(answer.hits.begin(), answer.hits.end(), IsBetter);
  return answer;
}

}  // namespace passung::baseline
