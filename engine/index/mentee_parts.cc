#include "engine/index/mentee_parts.h"

#include <algorithm>
#include <utility>

#include "engine/codec/encoder.h"
#include "engine/vocabulary/day_parts.h"

namespace passung {
namespace {

// Without what nobody judges by: proofs of German, where in a district a home lies.
Mentee Only(const Mentee& mentee, MenteePart part) {
  const MenteeFacts& facts = mentee.facts;
  Mentee only;
  switch (part) {
    case MenteePart::kHome:
      for (const Home& home : facts.homes) {
        only.facts.homes.push_back({.district = home.district, .valid = home.valid});
      }
      break;
    case MenteePart::kGerman:
      for (const GermanFact& fact : facts.german) {
        only.facts.german.push_back({.levels = fact.levels, .valid = fact.valid});
      }
      break;
    case MenteePart::kLanguages:
      only.facts.other_languages = facts.other_languages;
      break;
    case MenteePart::kHours:
      only.facts.hours = facts.hours;
      break;
    case MenteePart::kStart:
      only.facts.available_from = facts.available_from;
      break;
    case MenteePart::kSchool:
      only.facts.schools = facts.schools;
      break;
    case MenteePart::kLicences:
      only.facts.licences = facts.licences;
      break;
  }
  return only;
}

// The same as bytes. Equal ones are equal parts.
std::string BytesOf(const MenteeFacts& facts, MenteePart part) {
  codec::Encoder encoder;
  switch (part) {
    case MenteePart::kHome:
      for (const Home& home : facts.homes) {
        encoder.Put(home.district);
        encoder.Put(home.valid);
      }
      break;
    case MenteePart::kGerman:
      for (const GermanFact& fact : facts.german) {
        encoder.Put(fact.levels);
        encoder.Put(fact.valid);
      }
      break;
    case MenteePart::kLanguages:
      encoder.Put(facts.other_languages);
      break;
    case MenteePart::kHours:
      encoder.Put(facts.hours);
      break;
    case MenteePart::kStart:
      encoder.Put(facts.available_from);
      break;
    case MenteePart::kSchool:
      encoder.Put(facts.schools);
      break;
    case MenteePart::kLicences:
      encoder.Put(facts.licences);
      break;
  }
  return std::move(encoder).Finish();
}

}  // namespace

uint32_t MenteeParts::Number(const Mentee& mentee, MenteePart part) {
  std::vector<Mentee>& parts = parts_[Index(part)];
  const auto [at, is_new] = numbers_[Index(part)].try_emplace(BytesOf(mentee.facts, part),
                                                              static_cast<uint32_t>(parts.size()));
  if (!is_new) return at->second;
  parts.push_back(Only(mentee, part));
  if (part == MenteePart::kGerman) {
    const std::vector<GermanFact>& facts = mentee.facts.german;
    const bool is_steady = std::all_of(facts.begin(), facts.end(), [](const GermanFact& fact) {
      return !fact.valid.from && !fact.valid.until;
    });
    DayFacts today;
    if (is_steady) ResolveGerman(facts, today.day, today);
    steady_german_.push_back({today.german, is_steady});
  }
  return at->second;
}

}  // namespace passung
