// Short ways to write an offer in a test: AnOffer("b2").OfKind(OfferKind::kVocationalGerman).Teaches(kB1, kB2).In("14612").
#ifndef PASSUNG_TESTS_SUPPORT_OFFER_BUILDER_H_
#define PASSUNG_TESTS_SUPPORT_OFFER_BUILDER_H_

#include <optional>
#include <string>

#include "passung/offer.h"
#include "tests/support/builders.h"

namespace passung {

class AnOffer {
 public:
  AnOffer(absl::string_view id, OfferKind kind) {
    offer_.id.value = std::string(id);
    offer_.kind = kind;
    offer_.test_data = true;
  }

  Offer Build() const { return offer_; }
  operator Offer() const { return offer_; }  // NOLINT(google-explicit-constructor): reads better

  // Anything without a method of its own: .Change([](Offer& o) { … }).
  template <class Edit>
  AnOffer& Change(Edit edit) {
    edit(offer_);
    return *this;
  }
  AnOffer& Teaches(LanguageLevel from, LanguageLevel to) {
    offer_.level_from = from;
    offer_.level_to = to;
    return *this;
  }
  // Called again, a further place.
  AnOffer& In(absl::string_view district) {
    offer_.places.push_back(
        {.district = Ags(district), .postal_code = "", .town = "", .point = std::nullopt});
    return *this;
  }
  AnOffer& OnlyFor(absl::string_view district) {
    offer_.districts.push_back(Ags(district));
    return *this;
  }
  AnOffer& By(OfferChannel channel) {
    offer_.channels.push_back(channel);
    return *this;
  }
  AnOffer& Speaking(absl::string_view language) {
    offer_.languages.emplace_back(language);
    return *this;
  }
  AnOffer& For(absl::string_view occupations) {
    offer_.occupations.push_back(OccupationPrefix::Parse(occupations).value());
    return *this;
  }
  AnOffer& Admitting(absl::string_view scheme) {
    offer_.admission = std::string(scheme);
    return *this;
  }
  AnOffer& Starting(absl::string_view day) {
    offer_.start = Day(day);
    return *this;
  }
  AnOffer& WithPlaces(int32_t left) {
    offer_.places_left = left;
    return *this;
  }

 private:
  Offer offer_;
};

inline Gap AGap(GapKind kind) {
  Gap gap;
  gap.kind = kind;
  return gap;
}
// A level of one skill, nothing of the others.
inline SkillLevels OnlyNeeded(LanguageSkill skill, LanguageLevel level) {
  SkillLevels levels;
  levels[Index(skill)] = level;
  return levels;
}
inline Gap GermanGap(SkillLevels has, SkillLevels needs) {
  Gap gap;
  gap.has = has;
  gap.needs = needs;
  return gap;
}

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_OFFER_BUILDER_H_
