#include "engine/search/card_facts.h"

#include <algorithm>

#include "engine/vocabulary/day_parts.h"

namespace passung {

CardFacts::CardFacts(const Query& query, const MenteeIndex& index, const Vacancy& vacancy)
    : query_(query), index_(index), vacancy_(vacancy) {
  facts_.day = query.as_of;
  resolved_.fill(kNothing);
  if (!vacancy.working_languages.empty()) {
    speaks_.assign(index.parts().size(MenteePart::kLanguages), -1);
  }
  for (const Place& place : vacancy.places) {
    const auto number = index.NumberOfPlace(place.postal_code);
    if (number) places_.emplace_back(*number, place.postal_code);
  }
  std::sort(places_.begin(), places_.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
  places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
}

bool CardFacts::Speaks(uint32_t languages) {
  if (speaks_.empty()) return false;
  int8_t& speaks = speaks_[languages];
  if (speaks < 0) {
    const Mentee& somebody = index_.parts().SomebodyWith(MenteePart::kLanguages, languages);
    facts_.other_languages = &somebody.facts.other_languages;
    resolved_[Index(MenteePart::kLanguages)] = languages;
    speaks = facts_.Speaks(vacancy_.working_languages) != nullptr ? 1 : 0;
  }
  return speaks > 0;
}

void CardFacts::ResolveQualifications(uint32_t number) {
  facts_.claims.clear();
  facts_.qualifications.clear();
  if (index_.HasQualifications(*card_)) {
    for (size_t nth = 0; nth < card_->qualifications; ++nth) {
      facts_.qualifications.push_back(index_.QualificationOf(*card_, nth));
    }
    if (card_->claims > 0) facts_.claims.emplace_back();
    return;
  }
  const MenteeParts& parts = index_.parts();
  const auto qualifications = parts.QualificationsOn(number, query_.as_of);
  facts_.qualifications.assign(qualifications.begin(), qualifications.end());
  // Which claims does not matter to whoever looks at qualifications, but whether any are known.
  if (parts.ClaimsKnown(number)) facts_.claims.emplace_back();
}

void CardFacts::ResolveHoursOf(uint32_t number) {
  if (const MenteeParts::Hours* steady = index_.parts().SteadyHours(number)) {
    facts_.hours = steady->hours;
    facts_.windows = steady->windows;
    return;
  }
  facts_.hours.reset();
  facts_.windows.reset();
  ResolveHours(index_.parts().SomebodyWith(MenteePart::kHours, number).facts.hours, query_.as_of,
               facts_);
}

void CardFacts::Resolve(MenteePart part) {
  const uint32_t number = this->number(part);
  resolved_[Index(part)] = number;
  // Some are known without looking at anybody.
  const auto somebody = [&]() -> const Mentee& {
    return index_.parts().SomebodyWith(part, number);
  };
  switch (part) {
    case MenteePart::kHome:
      facts_.home = index_.parts().HomeOn(number, query_.as_of);
      break;
    case MenteePart::kGerman:
      facts_.german = LevelsOfKey(index_.parts().GermanKeyOn(number, query_.as_of));
      break;
    case MenteePart::kLanguages:
      facts_.other_languages = &somebody().facts.other_languages;
      break;
    case MenteePart::kHours:
      ResolveHoursOf(number);
      break;
    case MenteePart::kStart:
      facts_.available_from = index_.parts().AvailableFrom(number);
      break;
    case MenteePart::kSchool:
      facts_.school.reset();
      facts_.school_years.reset();
      ResolveSchools(somebody().facts.schools, query_.as_of, facts_);
      break;
    case MenteePart::kLicences:
      facts_.licences_known = false;
      facts_.licences_held = 0;
      facts_.licences_past = 0;
      ResolveLicences(somebody().facts.licences, query_.as_of, facts_);
      break;
    case MenteePart::kQualifications:
      ResolveQualifications(number);
      break;
    case MenteePart::kExclusions:
      facts_.exclusions = &somebody().facts.exclusions;
      break;
    case MenteePart::kMovement:
      facts_.movement_limit = LatestOn(somebody().facts.movement_limits, query_.as_of);
      break;
    case MenteePart::kObligations:
      facts_.residence = &somebody().residence;
      break;
  }
}

const DayFacts& CardFacts::WithSingleFacts() {
  facts_.track.reset();
  facts_.has_car.reset();
  facts_.max_travel_minutes.reset();
  if (card_->track >= 0) facts_.track = static_cast<Track>(card_->track);
  if (card_->has_car >= 0) facts_.has_car = card_->has_car > 0;
  if (card_->max_travel_minutes >= 0) facts_.max_travel_minutes = card_->max_travel_minutes;
  return facts_;
}

// Those to other places nobody asks about.
bool CardFacts::TakeTravelTimes() {
  facts_.travel_minutes.clear();
  if (card_->travel_times == 0) return false;
  for (const auto& [place, postal_code] : places_) {
    std::optional<int32_t> shortest;
    for (const uint32_t detail : index_.TravelTimesOf(*card_)) {
      const MenteeIndex::TravelTime time(detail);
      if (time.place == place) shortest = std::min(shortest.value_or(time.minutes), time.minutes);
    }
    if (shortest) facts_.travel_minutes.push_back({PostalNumber(postal_code), *shortest});
  }
  return !facts_.travel_minutes.empty();
}

const DayFacts& CardFacts::WithResidenceOf(const Mentee& mentee) {
  resolved_[Index(MenteePart::kObligations)] = kNothing;
  facts_.residence = &mentee.residence;
  return facts_;
}

const DayFacts& CardFacts::WithBestGerman() {
  resolved_[Index(MenteePart::kGerman)] = kNothing;
  facts_.german = AllSkills(LanguageLevel::kC2);
  return facts_;
}

}  // namespace passung
