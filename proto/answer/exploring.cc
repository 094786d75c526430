#include "proto/answer/exploring.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/status_macros.h"
#include "passung/off_policy.h"

namespace passung::answer {
namespace {

absl::StatusOr<std::vector<ShownPlace>> Draw(const std::vector<Match>& matches,
                                             const Exploring& exploring, uint64_t seed) {
  std::vector<int32_t> scores;
  std::vector<HitClass> classes;
  for (const Match& match : matches) {
    scores.push_back(match.score);
    classes.push_back(match.hit_class);
  }
  return ShuffleNearTies(scores, {.width = exploring.width,
                                  .seed = seed,
                                  .first_places = exploring.first_places,
                                  .classes = classes});
}

void Reorder(const std::vector<ShownPlace>& places, std::vector<Match>& matches) {
  std::vector<Match> drawn;
  drawn.reserve(matches.size());
  for (const ShownPlace& place : places) {
    drawn.push_back(std::move(matches[static_cast<size_t>(place.hit)]));
  }
  matches = std::move(drawn);
}

}  // namespace

bool IsExplored(const v1::RankVacanciesRequest& request, const MatchOptions& options, Date today,
                const Exploring& exploring) {
  if (exploring.width == 0 || exploring.seed == nullptr) return false;
  if (exploring.is_again) return true;
  const bool is_usual = request.weight_overrides().empty() && request.switch_overrides().empty() &&
                        request.classes().empty() && request.filter().ByteSizeLong() == 0;
  return is_usual && !request.exact_order() && request.has_mentee() && !options.frozen &&
         options.as_of == today && options.limit >= exploring.first_places;
}

absl::StatusOr<v1::Exploration> Explore(const MenteeId& mentee, const MatchOptions& options,
                                        const Exploring& exploring, RankResult& result) {
  v1::Exploration exploration;
  PASSUNG_ASSIGN_OR_RETURN(const uint64_t seed, exploring.seed(mentee, options.as_of));
  PASSUNG_ASSIGN_OR_RETURN(std::vector<ShownPlace> places, Draw(result.matches, exploring, seed));
  const bool any = std::any_of(places.begin(), places.end(),
                               [](const ShownPlace& place) { return place.group > 1; });
  if (!any) return exploration;
  Reorder(places, result.matches);
  exploration.set_width(exploring.width);
  exploration.set_first_places(exploring.first_places);
  exploration.set_seed(seed);
  places.resize(std::min(places.size(), static_cast<size_t>(exploring.first_places)));
  for (const ShownPlace& place : places) {
    v1::ExploredPlace& added = *exploration.add_places();
    added.set_rank(place.hit + 1);
    added.set_group(place.group);
    added.set_group_first(place.group_first + 1);
  }
  return exploration;
}

}  // namespace passung::answer
