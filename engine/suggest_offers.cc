// From a question about offers to its answer: the door of engine/offers.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/offers/suggest.h"
#include "passung/offers.h"

namespace passung {
namespace {

constexpr int32_t kMostOffers = 100;

absl::Status ValidateQuestion(const OfferQuestion& question) {
  if (question.limit < 1 || question.limit > kMostOffers) {
    return absl::InvalidArgumentError(
        absl::StrCat("limit: ", question.limit, " is not between 1 and ", kMostOffers));
  }
  if (question.gaps.size() > static_cast<size_t>(kMostGaps)) {
    return absl::InvalidArgumentError(
        absl::StrCat("gaps: ", question.gaps.size(), " entries, allowed are ", kMostGaps));
  }
  for (size_t i = 0; i < question.gaps.size(); ++i) {
    const absl::Status status = Validate(question.gaps[i]);
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("gaps[", i, "].", status.message()));
    }
  }
  return absl::OkStatus();
}

GapSuggestions Answer(const Seeker& seeker, const OfferLists& lists, const Gap& gap,
                      int32_t limit) {
  const FoundOffers found = FindOffers(seeker, lists, gap);
  GapSuggestions answer;
  answer.gap = gap;
  answer.found = static_cast<int32_t>(found.offers.size());
  answer.barred = found.barred;
  const size_t shown = std::min(found.offers.size(), static_cast<size_t>(limit));
  for (size_t i = 0; i < shown; ++i) {
    const Offer& offer = *found.offers[i].offer;
    OfferDetail detail = Explain(seeker, offer, gap);
    answer.offers.push_back({.offer = offer.id,
                             .score = found.offers[i].score,
                             .hit_class = detail.hit_class,
                             .full = IsFull(offer),
                             .earliest = detail.earliest,
                             .parts = std::move(detail.parts),
                             .gates = std::move(detail.gates)});
  }
  return answer;
}

}  // namespace

absl::StatusOr<std::vector<GapSuggestions>> SuggestOffers(const Knowledge& knowledge,
                                                          const Mentee& mentee,
                                                          std::span<const Offer> offers,
                                                          const OfferQuestion& question) {
  PASSUNG_RETURN_IF_ERROR(ValidateQuestion(question));
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  const DayFacts facts = ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, question.as_of);
  const Seeker seeker = SeekerOf(KnowledgeImpl::From(knowledge), facts, question.employed);
  const OfferLists lists(offers, question.audience);
  std::vector<GapSuggestions> answers;
  answers.reserve(question.gaps.size());
  for (Gap gap : question.gaps) {
    if (gap.kind == GapKind::kGerman && gap.has == SkillLevels{}) gap.has = facts.german;
    answers.push_back(Answer(seeker, lists, gap, question.limit));
  }
  return answers;
}

}  // namespace passung
