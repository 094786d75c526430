#include "bindings/cli/card.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"

namespace passung::cli {
namespace {

using text::Audience;

// The strongest claim: a qualification before experience before a wish.
std::optional<OccupationCode> FirstClaim(const MenteeFacts& facts) {
  if (!facts.qualifications.empty()) return facts.qualifications.front().occupation;
  if (!facts.experiences.empty()) return facts.experiences.front().occupation;
  if (!facts.wishes.empty()) return facts.wishes.front().occupation;
  return std::nullopt;
}

}  // namespace

std::string OccupationOf(const Vacancy& vacancy, int32_t index, const text::Texts& texts,
                         const Knowledge& knowledge) {
  const auto at = static_cast<size_t>(index);
  if (at >= vacancy.occupations.size()) return "";
  const VacancyOccupation& occupation = vacancy.occupations[at];
  return occupation.code ? texts.Occupation(*occupation.code, Audience::kMentor, knowledge)
                         : occupation.label;
}

std::string PlaceOf(const Vacancy& vacancy, int32_t index, const text::Texts& texts,
                    const Knowledge& knowledge) {
  const auto at = static_cast<size_t>(index);
  if (at >= vacancy.places.size()) return "";
  const Place& place = vacancy.places[at];
  if (!place.town.empty()) return place.town;
  return place.district ? texts.District(*place.district, knowledge) : place.postal_code;
}

Card CardOf(const Vacancy& vacancy, const Match& match, const text::Texts& texts,
            const Knowledge& knowledge) {
  Card card{.title = vacancy.title,
            .who = vacancy.employer_name,
            .where = PlaceOf(vacancy, match.place_index, texts, knowledge)};
  if (card.title.empty()) {
    card.title = OccupationOf(vacancy, match.occupation_index, texts, knowledge);
  }
  return card;
}

std::string GermanOf(const Mentee& mentee, Date day) {
  SkillLevels best;  // an absent level is less than any
  for (const GermanFact& fact : mentee.facts.german) {
    if (!fact.valid.Holds(day)) continue;
    for (size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], fact.levels[i]);
  }
  std::optional<LanguageLevel> least;
  std::optional<LanguageLevel> most;
  for (const auto& level : best) {
    if (!level) continue;
    least = least ? std::min(*least, *level) : *level;
    most = std::max(most, level);
  }
  if (!least) return "";
  if (*least == *most) return std::string(Name(*least));
  return absl::StrCat(Name(*least), "–", Name(*most));
}

Card CardOf(const Mentee& mentee, Date day, const text::Texts& texts, const Knowledge& knowledge) {
  const std::optional<OccupationCode> claim = FirstClaim(mentee.facts);
  const std::vector<Home>& homes = mentee.facts.homes;
  const std::string unknown = texts.Get("phrase.unknown");
  const std::string german = GermanOf(mentee, day);
  return {.title = claim ? texts.Occupation(*claim, Audience::kMentor, knowledge) : unknown,
          .who = german.empty() ? unknown : german,
          .where = homes.empty() ? unknown : texts.District(homes.front().district, knowledge)};
}

bool IsNearlyEmpty(const Mentee& mentee) {
  const MenteeFacts& facts = mentee.facts;
  return facts.qualifications.empty() && facts.experiences.empty() && facts.wishes.empty() &&
         facts.german.empty();
}

}  // namespace passung::cli
