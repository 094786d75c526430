#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/offers/mentors.h"
#include "passung/pairing.h"

namespace passung {
namespace {

constexpr int32_t kMostMentors = 1'000;

MentorSuggestion Suggest(const MentorCase& of) {
  MentorSuggestion suggestion;
  suggestion.mentor = of.mentor.id;
  suggestion.full = HasNoRoom(of);
  suggestion.mentees = of.mentees;
  suggestion.parts = RateMentor(of);
  for (const SuggestionPart& part : suggestion.parts) suggestion.score += part.contribution;
  return suggestion;
}

}  // namespace

absl::StatusOr<MentorRanking> RankMentors(const Knowledge& knowledge, const Mentee& mentee,
                                          std::span<const MentorLoad> mentors,
                                          const MentorQuestion& question) {
  if (question.limit < 1 || question.limit > kMostMentors) {
    return absl::InvalidArgumentError(
        absl::StrCat("limit: ", question.limit, " is not between 1 and ", kMostMentors));
  }
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  const DayFacts facts = ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, question.as_of);
  MentorRanking ranking;
  for (const MentorLoad& load : mentors) {
    if (load.mentor.retired) continue;
    const MentorCase of{KnowledgeImpl::From(knowledge), facts, load.mentor, load.mentees};
    if (HasNoRoom(of) && !question.include_full) {
      ++ranking.full;
    } else {
      ranking.mentors.push_back(Suggest(of));
    }
  }
  std::sort(ranking.mentors.begin(), ranking.mentors.end(),
            [](const MentorSuggestion& a, const MentorSuggestion& b) {
              return a.score != b.score ? a.score > b.score : a.mentor < b.mentor;
            });
  const size_t limit = static_cast<size_t>(question.limit);
  if (ranking.mentors.size() > limit) ranking.mentors.resize(limit);
  return ranking;
}

}  // namespace passung
