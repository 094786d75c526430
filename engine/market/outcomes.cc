#include "engine/market/outcomes.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "engine/market/random.h"
#include "engine/market/vacancies.h"

namespace passung::market {
namespace {

constexpr int kVacanciesLookedAt = 40;

// Two digits of the classification.
constexpr int32_t kGroupDivisor = 1'000;

std::set<int32_t> GroupsOf(const Mentee& mentee) {
  std::set<int32_t> groups;
  const auto add = [&groups](const auto& entries) {
    for (const auto& entry : entries) groups.insert(entry.occupation.number() / kGroupDivisor);
  };
  add(mentee.facts.qualifications);
  add(mentee.facts.experiences);
  add(mentee.facts.wishes);
  return groups;
}

// How near a vacancy is to what the person can and where they live.
int Nearness(const Vacancy& vacancy, const Mentee& mentee, const std::set<int32_t>& groups) {
  int nearness = 0;
  for (const VacancyOccupation& occupation : vacancy.occupations) {
    const bool near = occupation.code && groups.contains(occupation.code->number() / kGroupDivisor);
    if (near) nearness = 2;
  }
  for (const Place& place : vacancy.places) {
    for (const Home& home : mentee.facts.homes) {
      if (place.district == home.district) return nearness + 1;
    }
  }
  return nearness;
}

PlacementKind PlacementIn(const Vacancy& vacancy) {
  switch (vacancy.kind.value_or(VacancyKind::kJob)) {
    case VacancyKind::kMinijob:
      return PlacementKind::kMinijob;
    case VacancyKind::kTrainingDual:
    case VacancyKind::kTrainingSchool:
      return PlacementKind::kTraining;
    case VacancyKind::kEntryQualification:
      return PlacementKind::kEntryQualification;
    case VacancyKind::kRetraining:
    case VacancyKind::kInternship:
    case VacancyKind::kAdaptation:
    case VacancyKind::kPartQualification:
      return PlacementKind::kQualification;
    default:
      return PlacementKind::kJob;
  }
}

// Suggestions to one person, one after the other.
class CourseMaker {
 public:
  CourseMaker(const World& world, const Mentee& mentee, int64_t index, int64_t vacancies)
      : world_(world),
        mentee_(mentee),
        vacancies_(vacancies),
        groups_(GroupsOf(mentee)),
        random_(world.seed, Stream::kOutcome, static_cast<uint64_t>(index)) {}

  std::vector<Outcome> Make() {
    const int32_t suggestions = random_.Between(1, 3);
    Date day = world_.today.PlusDays(-random_.Between(60, 330));
    bool placed = false;
    for (int32_t i = 0; i < suggestions && !placed; ++i) {
      const std::optional<Vacancy> vacancy = DrawVacancy();
      if (!vacancy) break;
      placed = Suggest(*vacancy, day);
      day = day.PlusDays(random_.Between(5, 60));
    }
    std::sort(made_.begin(), made_.end(), [](const Outcome& a, const Outcome& b) {
      return std::pair(a.date, a.id.value) < std::pair(b.date, b.id.value);
    });
    return std::move(made_);
  }

 private:
  // The nearest of some that are looked at, none twice.
  std::optional<Vacancy> DrawVacancy() {
    std::optional<Vacancy> best;
    int most = -1;
    for (int i = 0; i < kVacanciesLookedAt && most < 3; ++i) {
      Vacancy vacancy = MakeVacancy(world_, random_.Below(vacancies_));
      const int nearness = Nearness(vacancy, mentee_, groups_);
      const bool usable = vacancy.kind != VacancyKind::kSelfEmployed && nearness > most &&
                          !used_.contains(vacancy.id.value);
      if (!usable) continue;
      most = nearness;
      best = std::move(vacancy);
    }
    if (best) used_.insert(best->id.value);
    return best;
  }

  // Whether it led to a placement.
  bool Suggest(const Vacancy& vacancy, Date day) {
    if (!Add(OutcomeKind::kProposed, vacancy, day)) return false;
    if (!random_.PerMille(800)) return false;
    day = day.PlusDays(random_.Between(0, 14));
    if (!Add(OutcomeKind::kContacted, vacancy, day)) return false;
    if (random_.PerMille(600)) {
      day = day.PlusDays(random_.Between(1, 21));
      if (!Add(OutcomeKind::kInterview, vacancy, day)) return false;
    }
    day = day.PlusDays(random_.Between(1, 30));
    const size_t end = random_.Pick({45, 40, 15});
    if (end == 1) Decline(vacancy, day);
    return end == 0 && Place(vacancy, day);
  }

  void Decline(const Vacancy& vacancy, Date day) {
    Outcome* declined = Add(OutcomeKind::kDeclined, vacancy, day);
    if (declined == nullptr) return;
    declined->declined_by = static_cast<DeclinedBy>(random_.Pick({35, 55, 10}));
    if (random_.PerMille(200)) return;
    declined->reason = random_.OneOf({OutcomeReason::kGerman, OutcomeReason::kQualification,
                                      OutcomeReason::kTravel, OutcomeReason::kWorkingTime,
                                      OutcomeReason::kAnotherPerson, OutcomeReason::kNoAnswer});
  }

  bool Place(const Vacancy& vacancy, Date day) {
    Outcome* placed = Add(OutcomeKind::kPlaced, vacancy, day);
    if (placed == nullptr) return false;
    placed->placement = PlacementIn(vacancy);
    if (!random_.PerMille(150)) return true;
    Outcome* ended = Add(OutcomeKind::kEnded, vacancy, day.PlusDays(random_.Between(20, 150)));
    if (ended == nullptr) return true;
    ended->placement = PlacementIn(vacancy);
    ended->reason = random_.OneOf({OutcomeReason::kTermOver, OutcomeReason::kEmployersNotice,
                                   OutcomeReason::kMenteesNotice, OutcomeReason::kOther});
    return true;
  }

  // nullptr for a day that has not come. Valid until the next one.
  Outcome* Add(OutcomeKind kind, const Vacancy& vacancy, Date day) {
    if (day > world_.today) return nullptr;
    Outcome& outcome = made_.emplace_back();
    outcome.mentee = mentee_.id;
    outcome.vacancy = vacancy.id;
    outcome.kind = kind;
    outcome.date = day;
    outcome.source = static_cast<OutcomeSource>(random_.Pick({50, 20, 20, 5, 5}));
    outcome.id = OutcomeIdOf(outcome);
    return &outcome;
  }

  const World& world_;
  const Mentee& mentee_;
  const int64_t vacancies_;
  const std::set<int32_t> groups_;
  Random random_;
  std::set<std::string> used_;
  std::vector<Outcome> made_;
};

}  // namespace

std::vector<Outcome> MakeOutcomes(const World& world, const Mentee& mentee, int64_t index,
                                  int64_t vacancies) {
  return CourseMaker(world, mentee, index, vacancies).Make();
}

}  // namespace passung::market
