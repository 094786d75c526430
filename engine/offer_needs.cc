// What stands in somebody's way, and which of it no offer closes: judged by the rules that judge
// vacancies.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/offers/aims.h"
#include "engine/offers/gaps_behind.h"
#include "engine/offers/suggest.h"
#include "engine/usual_work.h"
#include "passung/offers.h"

namespace passung {
namespace {

std::vector<Gap> NeedsOn(const KnowledgeImpl& knowledge, const Mentee& mentee,
                         const DayFacts& facts) {
  std::vector<Gap> needs;
  for (const Vacancy& aim : AimsOf(facts, UsualProfile().profile)) {
    const Match match = ExplainByUsualProfile(knowledge, mentee, aim, facts.day);
    for (const Gap& gap : GapsBehindMatch(match, facts, std::nullopt)) AddGap(gap, needs);
  }
  for (const Gap& gap : GapsOfFacts(mentee.facts, facts)) AddGap(gap, needs);
  return needs;
}

// The level after the lowest that is short.
std::optional<LanguageLevel> NextLevel(const Gap& gap) {
  std::optional<LanguageLevel> next;
  for (size_t i = 0; i < gap.needs.size(); ++i) {
    const auto has = gap.has[i];
    if (!gap.needs[i] || (has && *has >= *gap.needs[i])) continue;
    const auto after = static_cast<LanguageLevel>(Index(has.value_or(LanguageLevel::kNone)) + 1);
    if (!next || after < *next) next = after;
  }
  return next;
}

GapGroup GroupOf(const Gap& gap, const DayFacts& facts) {
  constexpr int kFieldDigits = 3;
  GapGroup group;
  if (facts.home != nullptr) group.district = facts.home->district;
  group.kind = gap.kind;
  if (gap.kind == GapKind::kGerman) group.level = NextLevel(gap);
  // What is learned for an occupation; a permission or a level is the same whatever it is for.
  const bool of_occupation = gap.kind == GapKind::kMeasure || gap.kind == GapKind::kQualification;
  if (of_occupation && gap.occupation) {
    group.occupation = OccupationPrefix::Of(*gap.occupation, kFieldDigits);
  }
  group.licence = gap.licence;
  group.school = gap.school;
  return group;
}

}  // namespace

std::vector<Gap> GapsBehind(const Mentee& mentee, const Match& match, Date as_of,
                            std::optional<Date> start) {
  return GapsBehindMatch(match, ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, as_of),
                         start);
}

absl::StatusOr<std::vector<Gap>> NeedsOf(const Knowledge& knowledge, const Mentee& mentee,
                                         Date as_of) {
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  return NeedsOn(KnowledgeImpl::From(knowledge), mentee,
                 ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, as_of));
}

struct OfferGapCounter::State {
  std::shared_ptr<const Knowledge> knowledge;
  std::shared_ptr<const std::vector<Offer>> offers;
  OfferLists lists;
  Date as_of;
  std::map<GapGroup, GapCount> counts;
};

OfferGapCounter::OfferGapCounter(std::shared_ptr<const Knowledge> knowledge,
                                 std::shared_ptr<const std::vector<Offer>> offers, Date as_of) {
  const OfferLists lists(*offers, std::nullopt);
  state_.reset(new State{std::move(knowledge), std::move(offers), lists, as_of, {}});
}

OfferGapCounter::~OfferGapCounter() = default;

absl::Status OfferGapCounter::Add(const Mentee& mentee) {
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  const KnowledgeImpl& knowledge = KnowledgeImpl::From(*state_->knowledge);
  const DayFacts facts = ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, state_->as_of);
  const Seeker seeker = SeekerOf(knowledge, facts, std::nullopt);
  std::map<GapGroup, GapCount> of_person;
  for (const Gap& gap : NeedsOn(knowledge, mentee, facts)) {
    const FoundOffers found = FindOffers(seeker, state_->lists, gap);
    const bool all_full = std::all_of(found.offers.begin(), found.offers.end(),
                                      [](const Found& offer) { return IsFull(*offer.offer); });
    GapCount& count = of_person[GroupOf(gap, facts)];
    if (found.offers.empty()) {
      count.without = 1;
    } else if (all_full) {
      count.only_full = 1;
    }
  }
  for (const auto& [group, count] : of_person) {
    GapCount& total = state_->counts[group];
    ++total.people;
    total.without += count.without;
    total.only_full += count.without == 0 ? count.only_full : 0;
  }
  return absl::OkStatus();
}

std::vector<GapCount> OfferGapCounter::Counts() const {
  std::vector<GapCount> counts;
  for (const auto& [group, count] : state_->counts) {
    counts.push_back({.group = group,
                      .people = count.people,
                      .without = count.without,
                      .only_full = count.only_full});
  }
  return counts;
}

}  // namespace passung
