#include "proto/answer/step_offers.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "passung/offers.h"
#include "proto/answer/read_offers.h"
#include "proto/wire/offer_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

using OffersById = absl::flat_hash_map<std::string, const Offer*>;

v1::StepOffer MessageOf(const OfferSuggestion& found, const OffersById& offers) {
  const Offer& offer = *offers.at(found.offer.value);
  v1::StepOffer message;
  message.set_offer(wire::ResourceName(wire::kOffers, offer.id.value));
  message.set_title(offer.title.empty() ? offer.provider : offer.title);
  message.set_kind(wire::ToProto<v1::OfferKind>(offer.kind));
  message.set_score(found.score);
  message.set_hit_class(wire::ToProto<v1::HitClass>(found.hit_class));
  message.set_full(found.full);
  if (offer.start) message.set_start(offer.start->ToString());
  return message;
}

v1::StepOffers MessageOf(const GapSuggestions& found, bool has_job, const OffersById& offers) {
  v1::StepOffers message;
  if (has_job) message.set_not_beside_work(found.barred[Index(OfferGate::kEmployment)]);
  *message.mutable_gap() = wire::ToProto(found.gap);
  message.set_found(found.found);
  for (const OfferSuggestion& offer : found.offers) {
    *message.add_offers() = MessageOf(offer, offers);
  }
  return message;
}

}  // namespace

absl::Status AddStepOffers(const Mentee& mentee, const StepReport& report, int32_t limit,
                           const CallContext& context, const Knowledge& knowledge,
                           google::protobuf::RepeatedPtrField<v1::StepResult>& messages) {
  std::vector<std::pair<int, Gap>> gaps;  // with the place of the step
  for (size_t i = 0; i < report.steps.size(); ++i) {
    const auto gap = GapOfStep(mentee, report.steps[i].step, report.versions.as_of);
    if (gap) gaps.emplace_back(static_cast<int>(i), *gap);
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Offer> offers, ReadOffers(context));
  OffersById by_id;
  for (const Offer& offer : offers) by_id.emplace(offer.id.value, &offer);
  const auto holds = [&](const Job& job) { return job.valid.Holds(report.versions.as_of); };
  const bool has_job = std::any_of(mentee.jobs.begin(), mentee.jobs.end(), holds);
  for (size_t first = 0; first < gaps.size(); first += kMostGaps) {
    const size_t last = std::min(gaps.size(), first + kMostGaps);
    OfferQuestion question{.as_of = report.versions.as_of, .limit = limit};
    for (size_t i = first; i < last; ++i) question.gaps.push_back(gaps[i].second);
    PASSUNG_ASSIGN_OR_RETURN(const std::vector<GapSuggestions> found,
                             SuggestOffers(knowledge, mentee, offers, question));
    for (size_t i = first; i < last; ++i) {
      *messages[gaps[i].first].mutable_offers() = MessageOf(found[i - first], has_job, by_id);
    }
  }
  return absl::OkStatus();
}

}  // namespace passung::answer
