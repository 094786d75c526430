// Mentors for a mentee.
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "passung/pairing.h"
#include "proto/answer/etag.h"
#include "proto/answer/offer_answers.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/suggestion_parts.h"

namespace passung::answer {
namespace {

constexpr int32_t kUsualMentors = 20;
constexpr int kRecordsAtOnce = 1'000;

// How many people each mentor is responsible for.
absl::StatusOr<absl::flat_hash_map<std::string, int32_t>> CountMentees(
    const Repository& repository) {
  absl::flat_hash_map<std::string, int32_t> mentees;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(const Page<MenteeRecord> page,
                             repository.ListMenteeRecords({}, after, kRecordsAtOnce));
    for (const MenteeRecord& record : page.items) {
      if (!record.mentor.value.empty()) ++mentees[record.mentor.value];
    }
    after = page.next_key;
  } while (!after.empty());
  return mentees;
}

absl::StatusOr<std::vector<MentorLoad>> ReadMentors(const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto mentees, CountMentees(context.backend.repository()));
  std::vector<MentorLoad> loads;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", {}, context, [&](Mentor mentor) {
    const auto found = mentees.find(mentor.id.value);
    loads.push_back(
        {.mentor = std::move(mentor), .mentees = found == mentees.end() ? 0 : found->second});
    return true;
  }));
  return loads;
}

}  // namespace

absl::StatusOr<v1::RankMentorsResponse> RankMentors(const v1::RankMentorsRequest& request,
                                                    const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, AskedMentee(request, match));
  const Knowledge& knowledge = match.snapshot->knowledge();
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, Sentences::For(request.locale(), knowledge));
  PASSUNG_ASSIGN_OR_RETURN(const Date as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<MentorLoad> mentors, ReadMentors(context));
  MentorQuestion question;
  question.as_of = as_of;
  question.limit = request.limit() == 0 ? kUsualMentors : request.limit();
  question.include_full = request.include_full();
  PASSUNG_ASSIGN_OR_RETURN(const MentorRanking ranking,
                           passung::RankMentors(knowledge, mentee, mentors, question));
  absl::flat_hash_map<std::string, const Mentor*> by_id;
  for (const MentorLoad& load : mentors) by_id.emplace(load.mentor.id.value, &load.mentor);
  v1::RankMentorsResponse response;
  for (const MentorSuggestion& found : ranking.mentors) {
    v1::MentorSuggestion& suggestion = *response.add_mentors();
    *suggestion.mutable_mentor() = ShowVersion<v1::Mentor>(*by_id.at(found.mentor.value), context);
    suggestion.set_score(found.score);
    suggestion.set_full(found.full);
    suggestion.set_caseload(found.mentees);
    AddParts(found.parts, sentences, suggestion);
  }
  response.set_full(ranking.full);
  *response.mutable_versions() = VersionsOf(knowledge, revision, as_of);
  return response;
}

}  // namespace passung::answer
