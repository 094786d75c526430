// One line of an answer, ready to be shown.
#ifndef PASSUNG_BINDINGS_CLI_HIT_H_
#define PASSUNG_BINDINGS_CLI_HIT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bindings/cli/card.h"
#include "bindings/cli/source.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "passung/match.h"
#include "passung/v1/result.pb.h"

namespace passung::cli {

struct Hit {
  Match match;
  std::vector<std::string> contribution_texts;  // beside match.contributions
  std::vector<std::string> outcome_texts;       // beside match.outcomes
  std::string name;                             // of the side that was found
  Card card;
  bool test_data = false;
};

// A match with its sentences; without name and card.
absl::StatusOr<Hit> HitOf(const v1::Match& message);

// The matches with what the tables show of the found vacancies.
absl::StatusOr<std::vector<Hit>> VacancyHits(
    const google::protobuf::RepeatedPtrField<v1::Match>& matches, const text::Texts& texts,
    Source& source);
// … of the found mentees on `day`.
absl::StatusOr<std::vector<Hit>> MenteeHits(
    const google::protobuf::RepeatedPtrField<v1::Match>& matches, Date day,
    const text::Texts& texts, Source& source);

// What the tables show of one mentee on `day`.
absl::StatusOr<Card> MenteeCard(const std::string& name, Date day, const text::Texts& texts,
                                Source& source);

// Whether the contribution speaks for the match: more than half of the points, of something that is known and not
// short. Its sentence says so.
bool SpeaksFor(const Contribution& contribution);
// What speaks for it most: the sentences of the `count` greatest contributions that do.
std::vector<std::string> BestReasons(const Hit& hit, size_t count);
// What stands most in the way: the worst rule outcome, else the criterion that loses most. Empty if
// nothing does.
std::string Obstacle(const Hit& hit);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_HIT_H_
