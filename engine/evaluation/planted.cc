#include "passung/planted.h"

#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/chance.h"
#include "engine/evaluation/judged_people.h"

namespace passung {
namespace {

using evaluation::Chance;

constexpr int kTries = 40;
constexpr double kFullScore = 1e8;

double PointsShare(const Match& match, CriterionKey criterion) {
  for (const Contribution& contribution : match.contributions) {
    if (contribution.criterion == criterion) {
      return contribution.points / static_cast<double>(kMaxPoints);
    }
  }
  return 0;
}

double ChanceOf(const Match& match, const PlantedTruth& truth) {
  double score = match.score / kFullScore;
  if (truth.interaction != 0) {
    score += truth.interaction * (PointsShare(match, CriterionKey::kOccupationFit) *
                                      PointsShare(match, CriterionKey::kLanguageFit) -
                                  0.25);
  }
  return 1 / (1 + std::exp(-truth.slope * (score - truth.middle)));
}

// Vacancies by main group, two digits of the classification.
constexpr int kGroupDigits = 2;
using Grouped = std::map<int32_t, std::vector<const Vacancy*>>;

Grouped ByMainGroup(const std::vector<const Vacancy*>& vacancies) {
  Grouped grouped;
  for (const Vacancy* vacancy : vacancies) {
    std::set<int32_t> groups;
    for (const VacancyOccupation& occupation : vacancy->occupations) {
      if (occupation.code) groups.insert(occupation.code->Prefix(kGroupDigits));
    }
    for (const int32_t group : groups) grouped[group].push_back(vacancy);
  }
  return grouped;
}

std::set<int32_t> ClaimedGroups(const Mentee& mentee) {
  std::set<int32_t> groups;
  const auto add = [&groups](const auto& claims) {
    for (const auto& claim : claims) groups.insert(claim.occupation.Prefix(kGroupDigits));
  };
  add(mentee.facts.qualifications);
  add(mentee.facts.experiences);
  add(mentee.facts.wishes);
  return groups;
}

// The suggestions to one person.
class Planter {
 public:
  Planter(const Engine& engine, std::vector<const Vacancy*> vacancies, const PlantedTruth& truth,
          MatchOptions question)
      : engine_(engine),
        vacancies_(std::move(vacancies)),
        grouped_(ByMainGroup(vacancies_)),
        truth_(truth),
        question_(std::move(question)) {}

  absl::StatusOr<std::vector<PlantedPair>> For(const Mentee& mentee, int32_t count,
                                               Chance chance) const {
    std::vector<const Vacancy*> near;
    for (const int32_t group : ClaimedGroups(mentee)) {
      const auto found = grouped_.find(group);
      if (found == grouped_.end()) continue;
      near.insert(near.end(), found->second.begin(), found->second.end());
    }
    std::vector<PlantedPair> pairs;
    std::set<const Vacancy*> seen;
    for (int32_t i = 0; i < count; ++i) {
      const bool nearby = i % 2 == 0 && !near.empty();
      PASSUNG_ASSIGN_OR_RETURN(const std::optional<PlantedPair> pair,
                               DrawOne(mentee, nearby ? near : vacancies_, seen, chance));
      if (pair) pairs.push_back(*pair);
    }
    return pairs;
  }

 private:
  absl::StatusOr<std::optional<PlantedPair>> DrawOne(const Mentee& mentee,
                                                     const std::vector<const Vacancy*>& from,
                                                     std::set<const Vacancy*>& seen,
                                                     Chance& chance) const {
    for (int i = 0; i < kTries; ++i) {
      const Vacancy* vacancy = from[chance.Below(from.size())];
      if (!seen.insert(vacancy).second) continue;
      PASSUNG_ASSIGN_OR_RETURN(const PairResult result,
                               engine_.ExplainMatch(mentee, *vacancy, question_));
      if (result.match.hit_class == HitClass::kClosed) continue;
      const double good = ChanceOf(result.match, truth_);
      return PlantedPair{.judgement = {.mentee = mentee.id,
                                       .vacancy = vacancy->id,
                                       .grade = chance.Unit() < good ? 1 : 0},
                         .chance = good};
    }
    return std::nullopt;
  }

  const Engine& engine_;
  const std::vector<const Vacancy*> vacancies_;
  const Grouped grouped_;
  const PlantedTruth& truth_;
  const MatchOptions question_;
};

absl::StatusOr<MatchOptions> PlantedQuestion(const PlantedTruth& truth, Date as_of) {
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(truth.profile, {}));
  MatchOptions question;
  question.as_of = as_of;
  question.applied = std::make_shared<const AppliedProfile>(std::move(applied));
  question.summary = false;
  return question;
}

}  // namespace

absl::StatusOr<std::vector<PlantedPair>> PlantOutcomes(const Engine& engine,
                                                       std::span<const Mentee> mentees,
                                                       std::span<const VacancyId> vacancies,
                                                       const PlantedTruth& truth,
                                                       const PlantedOptions& options) {
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("per_person", options.per_person, 1, 1000));
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("threads", options.threads, 1, 64));
  const std::shared_ptr<const Snapshot> snapshot = engine.Current();
  if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot was published yet");
  std::vector<const Vacancy*> ranked;
  for (const VacancyId& id : vacancies) {
    const Vacancy* vacancy = snapshot->FindVacancy(id);
    if (vacancy == nullptr) {
      return absl::NotFoundError(absl::StrCat("vacancies: \"", id.value, "\" is not there"));
    }
    // Self-employment is kept and never ranked.
    if (vacancy->kind != VacancyKind::kSelfEmployed) ranked.push_back(vacancy);
  }
  if (ranked.empty()) return absl::InvalidArgumentError("vacancies: there are none");
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions question, PlantedQuestion(truth, options.as_of));
  const Planter planter(engine, std::move(ranked), truth, std::move(question));
  std::vector<absl::StatusOr<std::vector<PlantedPair>>> parts(mentees.size(),
                                                              std::vector<PlantedPair>());
  ParallelFor(mentees.size(), options.threads, [&](size_t i) {
    parts[i] = planter.For(mentees[i], options.per_person, Chance(options.seed, i));
  });
  std::vector<PlantedPair> pairs;
  for (auto& part : parts) {
    PASSUNG_RETURN_IF_ERROR(part.status());
    pairs.insert(pairs.end(), part->begin(), part->end());
  }
  return pairs;
}

absl::StatusOr<double> PlantedChance(const Engine& engine, const Mentee& mentee,
                                     const Vacancy& vacancy, const PlantedTruth& truth,
                                     Date as_of) {
  PASSUNG_ASSIGN_OR_RETURN(const MatchOptions question, PlantedQuestion(truth, as_of));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult result, engine.ExplainMatch(mentee, vacancy, question));
  return ChanceOf(result.match, truth);
}

}  // namespace passung
