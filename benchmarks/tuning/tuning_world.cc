// The labelled world as JSON lines, for whoever wants to order it better: benchmarks/tuning/strangers.py.
//   tuning_world --folder DIR [--quick]
// DIR/train.jsonl and DIR/test.jsonl: one line a person with everything suggested to them: points of each
// criterion, the score with the default, the tuned and the planted profile, the chance that was planted,
// whether it turned out well, and texts.

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "benchmarks/support/program.h"
#include "benchmarks/support/world.h"
#include "benchmarks/tuning/labelled_world.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

using nlohmann::json;

constexpr int64_t kVacancies = 10'000;
constexpr size_t kTrained = 1000;
constexpr size_t kHeldOut = 1000;
constexpr int32_t kSuggested = 20;

// What an occupation is called, from the advertisements that name it.
std::map<int32_t, std::string> TitlesByOccupation(const LabelledWorld& world) {
  std::map<int32_t, std::string> titles;
  for (const VacancyId& id : world.vacancies) {
    const Vacancy& vacancy = *world.engine.Current()->FindVacancy(id);
    for (const VacancyOccupation& occupation : vacancy.occupations) {
      if (occupation.code) titles.emplace(occupation.code->number(), vacancy.title);
    }
  }
  return titles;
}

std::string TextOf(const Mentee& mentee, const std::map<int32_t, std::string>& titles) {
  std::vector<std::string> words;
  const auto add = [&](const auto& claims) {
    for (const auto& claim : claims) {
      const auto title = titles.find(claim.occupation.number());
      if (title != titles.end()) words.push_back(title->second);
    }
  };
  add(mentee.facts.qualifications);
  add(mentee.facts.experiences);
  add(mentee.facts.wishes);
  if (mentee.facts.skills) {
    for (const SkillFact& skill : *mentee.facts.skills) words.push_back(skill.id);
  }
  for (const Home& home : mentee.facts.homes) words.push_back(home.district.ToString());
  return absl::StrJoin(words, " ");
}

std::string TextOf(const Vacancy& vacancy) {
  std::vector<std::string> words = {vacancy.title};
  for (const SkillRequirement& skill : vacancy.skills) words.push_back(skill.id);
  for (const Place& place : vacancy.places) {
    if (place.district) words.push_back(place.district->ToString());
  }
  return absl::StrJoin(words, " ");
}

// Asks for scores and points of pairs.
class Exporter {
 public:
  Exporter(const LabelledWorld& world, const PlantedTruth& truth, const ScoringProfile& tuned)
      : world_(world), titles_(TitlesByOccupation(world)) {
    profiles_["default"] = *ShippedProfile("default");
    profiles_["tuned"] = tuned;
    profiles_["planted"] = truth.profile;
    for (const Mentee& mentee : world.mentees) by_id_[mentee.id.value] = &mentee;
  }

  absl::Status Write(const std::vector<PlantedPair>& pairs, const std::string& path) const {
    std::ofstream out(path);
    for (size_t begin = 0; begin < pairs.size();) {
      const Mentee& mentee = *by_id_.at(pairs[begin].judgement.mentee.value);
      json line = {{"mentee", mentee.id.value}, {"text", TextOf(mentee, titles_)}};
      size_t end = begin;
      for (; end < pairs.size() && pairs[end].judgement.mentee == mentee.id; ++end) {
        PASSUNG_ASSIGN_OR_RETURN(json one, Suggestion(mentee, pairs[end]));
        line["suggested"].push_back(std::move(one));
      }
      out << line << "\n";
      begin = end;
    }
    out.close();
    return out ? absl::OkStatus() : absl::UnavailableError(absl::StrCat(path, ": not written"));
  }

 private:
  absl::StatusOr<json> Suggestion(const Mentee& mentee, const PlantedPair& pair) const {
    const Vacancy& vacancy = *world_.engine.Current()->FindVacancy(pair.judgement.vacancy);
    json one = {{"vacancy", vacancy.id.value},
                {"text", TextOf(vacancy)},
                {"good", pair.judgement.grade},
                {"chance", pair.chance}};
    for (const auto& [name, profile] : profiles_) {
      PASSUNG_ASSIGN_OR_RETURN(
          const PairResult result,
          world_.engine.ExplainMatch(mentee, vacancy,
                                     {.as_of = BenchDay(), .profile = profile, .summary = false}));
      one[name] = result.match.score;
      if (name != "default") continue;
      for (const Contribution& part : result.match.contributions) {
        one["points"].push_back(part.points);
      }
    }
    return one;
  }

  const LabelledWorld& world_;
  const std::map<int32_t, std::string> titles_;
  std::map<std::string, ScoringProfile> profiles_;
  std::map<std::string, const Mentee*> by_id_;
};

absl::StatusOr<int> ExportWorld(const Arguments& arguments) {
  const std::string folder = arguments.Text("folder", ".");
  const size_t part = arguments.Has("quick") ? 10 : 1;
  PASSUNG_ASSIGN_OR_RETURN(
      const auto world,
      MakeLabelledWorld(static_cast<int64_t>((kTrained + kHeldOut) / part), kVacancies));
  const PlantedTruth truth = TruthWithInteraction();
  PASSUNG_ASSIGN_OR_RETURN(const auto train,
                           Plant(*world, truth, 0, kTrained / part, kSuggested, 1));
  PASSUNG_ASSIGN_OR_RETURN(const auto test,
                           Plant(*world, truth, kTrained / part, kHeldOut / part, kSuggested, 2));
  PASSUNG_ASSIGN_OR_RETURN(const TuningResult tuned, TuneDefault(*world, JudgementsOf(train)));
  const Exporter exporter(*world, truth, tuned.profile);
  PASSUNG_RETURN_IF_ERROR(exporter.Write(train, absl::StrCat(folder, "/train.jsonl")));
  PASSUNG_RETURN_IF_ERROR(exporter.Write(test, absl::StrCat(folder, "/test.jsonl")));
  absl::PrintF("%d suggestions to learn from, %d to be ordered\n", train.size(), test.size());
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"folder"}, {"quick"}, passung::bench::ExportWorld);
}
