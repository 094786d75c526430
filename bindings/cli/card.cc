#include "bindings/cli/card.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/text/vacancy_label.h"

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

Card CardOf(const Vacancy& vacancy, const Match& match, const text::Texts& texts,
            const Knowledge& knowledge) {
  return {.title = text::VacancyTitle(vacancy, match.occupation_index, texts, knowledge),
          .who = vacancy.employer_name,
          .where = text::VacancyPlace(vacancy, match.place_index, texts, knowledge)};
}

std::string GermanOf(const Mentee& mentee, Date day, const text::Texts& texts) {
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
  if (*least == *most) return texts.Of(*least);
  return absl::StrCat(texts.Of(*least), "–", texts.Of(*most));
}

Card CardOf(const Mentee& mentee, Date day, const text::Texts& texts, const Knowledge& knowledge) {
  const std::optional<OccupationCode> claim = FirstClaim(mentee.facts);
  const std::vector<Home>& homes = mentee.facts.homes;
  const std::string unknown = texts.Get("phrase.unknown");
  const std::string german = GermanOf(mentee, day, texts);
  return {.title = claim ? texts.Occupation(*claim, Audience::kMentor, knowledge) : unknown,
          .who = german.empty() ? unknown : german,
          .where = homes.empty() ? unknown : texts.District(homes.front().district, knowledge)};
}

std::string PresentJobLine(const Mentee& mentee, Date day, const text::Texts& texts,
                           const Knowledge& knowledge) {
  const Job* job = nullptr;
  for (const Job& one : mentee.jobs) {
    if (!one.valid.Holds(day)) continue;
    if (job == nullptr || !(one.valid.from < job->valid.from)) job = &one;
  }
  if (job == nullptr) return "";
  const std::string occupation =
      job->occupation ? texts.Occupation(*job->occupation, Audience::kMentor, knowledge)
                      : texts.Get("phrase.unknown");
  return texts.Get("phrase.present_job",
                   {{{"occupation", occupation},
                     {"hours_known", job->weekly_hours ? "yes" : "no"},
                     {"hours", texts.Number(job->weekly_hours.value_or(0))}}});
}

std::string DistrictsOf(const google::protobuf::RepeatedPtrField<std::string>& codes,
                        const text::Texts& texts, const Knowledge& knowledge) {
  std::vector<std::string> names;
  for (const std::string& text : codes) {
    const auto code = DistrictCode::Parse(text);
    names.push_back(code.ok() ? texts.District(*code, knowledge) : text);
  }
  return absl::StrJoin(names, ", ");
}

bool IsNearlyEmpty(const Mentee& mentee) {
  const MenteeFacts& facts = mentee.facts;
  return facts.qualifications.empty() && facts.experiences.empty() && facts.wishes.empty() &&
         facts.german.empty();
}

}  // namespace passung::cli
