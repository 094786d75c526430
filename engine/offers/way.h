#ifndef PASSUNG_ENGINE_OFFERS_WAY_H_
#define PASSUNG_ENGINE_OFFERS_WAY_H_

#include <span>

#include "engine/offers/offer_case.h"

namespace passung {

// How somebody gets to something: the best of its places and channels, for points and gate alike.
struct Way {
  Verdict verdict = Verdict::kPass;
  Rated rated;
  std::optional<int32_t> minutes;
  std::optional<DistrictRelation> relation;
  std::optional<DistrictCode> place;
};

Way WayTo(const OfferCase& of);
ReasonParameters DescribeWay(const OfferCase& of, const Way& way);

// Points for the relation of two districts.
int32_t NearnessPoints(DistrictRelation relation);
// The nearest of some districts to a home; absent for no districts.
std::optional<DistrictRelation> NearestOf(const KnowledgeImpl& knowledge, DistrictCode home,
                                          std::span<const DistrictCode> districts);

// Who understands what is said: a language in common, or enough German to speak it.
Rated LanguageInCommon(const DayFacts& facts, const std::vector<std::string>& languages);
ReasonParameters DescribeLanguage(const DayFacts& facts, const std::vector<std::string>& languages,
                                  const Rated& rated);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_WAY_H_
