#include "engine/reports/course_candidates.h"

#include <algorithm>
#include <utility>

#include "engine/offers/closing.h"
#include "engine/offers/gates.h"
#include "engine/offers/suggest.h"

namespace passung {
namespace {

// A check by an office; nobody learns for it.
bool IsTaught(LicenceKind kind) {
  return kind != LicenceKind::kGuardClearance && kind != LicenceKind::kCertificateOfConduct;
}

bool IsForMentees(const Offer& offer) {
  return offer.audiences.empty() || std::find(offer.audiences.begin(), offer.audiences.end(),
                                              OfferAudience::kMentee) != offer.audiences.end();
}

// By law, from any vacancy there was.
LicenceSet AskedByAnybody(const Dictionaries& dictionaries) {
  LicenceSet asked = 0;
  for (uint32_t code = 0; code < dictionaries.size(ColumnId::kLicence); ++code) {
    const LicenceKey& key = dictionaries.licence[code];
    asked |= key.by_law;
    if (key.guard_code) asked |= LicenceBit(LicenceKind::kGuardInstruction);
  }
  return asked;
}

Offer NewOffer(const CourseSubject& subject, DistrictCode district) {
  Offer offer;
  Place place;
  place.district = district;
  offer.places.push_back(std::move(place));
  if (subject.german) {
    offer.kind = OfferKind::kGermanCourse;
    offer.level_from = static_cast<LanguageLevel>(static_cast<int>(*subject.german) - 1);
    offer.level_to = subject.german;
  } else if (subject.licence) {
    offer.kind = OfferKind::kLicenceGrant;
    offer.licences = {*subject.licence};
  } else {
    offer.kind = OfferKind::kSchoolCourse;
    offer.school = subject.school;
  }
  return offer;
}

Gap GapOf(const CourseSubject& subject, const DayFacts& facts) {
  Gap gap;
  if (subject.german) {
    gap.kind = GapKind::kGerman;
    gap.has = facts.german;
    gap.needs = AllSkills(*subject.german);
  } else if (subject.licence) {
    gap.kind = GapKind::kLicence;
    gap.licence = subject.licence;
  } else {
    gap.kind = GapKind::kSchool;
    gap.school = subject.school;
  }
  return gap;
}

}  // namespace

CourseCandidates::CourseCandidates(std::span<const Offer> offers) {
  std::vector<const Offer*> by_id;
  for (const Offer& offer : offers) by_id.push_back(&offer);
  std::sort(by_id.begin(), by_id.end(),
            [](const Offer* a, const Offer* b) { return a->id.value < b->id.value; });
  for (const Offer* offer : by_id) {
    if (!IsFull(*offer) && IsForMentees(*offer)) AddOffered(*offer);
  }
}

void CourseCandidates::AddOffered(const Offer& offer) {
  const GapSet gaps = GapsOf(offer);
  const auto add = [&](CourseSubject subject) {
    CourseCandidate& candidate = all_.emplace_back();
    candidate.subject = std::move(subject);
    candidate.offer = &offer;
    for (const Place& place : offer.places) {
      if (!candidate.district) candidate.district = place.district;
    }
  };
  if ((gaps & GapBit(GapKind::kGerman)) != 0 && offer.level_to) {
    add({.german = offer.level_to, .skills = offer.skills});
  }
  if ((gaps & GapBit(GapKind::kLicence)) != 0) {
    for (const LicenceKind kind : offer.licences) {
      if (IsTaught(kind)) add({.licence = kind});
    }
  }
  if ((gaps & GapBit(GapKind::kSchool)) != 0 && offer.school) add({.school = offer.school});
}

void CourseCandidates::AddNew(const std::set<DistrictCode>& districts,
                              const Dictionaries& dictionaries) {
  std::vector<CourseSubject> subjects;
  for (size_t i = 1; i < EnumCount<LanguageLevel>(); ++i) {
    subjects.push_back({.german = static_cast<LanguageLevel>(i)});
  }
  const LicenceSet asked = AskedByAnybody(dictionaries);
  for (size_t i = 0; i < EnumCount<LicenceKind>(); ++i) {
    const auto kind = static_cast<LicenceKind>(i);
    if ((asked & LicenceBit(kind)) != 0 && IsTaught(kind)) subjects.push_back({.licence = kind});
  }
  for (size_t i = 1; i < EnumCount<SchoolCertificate>(); ++i) {
    subjects.push_back({.school = static_cast<SchoolCertificate>(i)});
  }
  for (const CourseSubject& subject : subjects) {
    for (const DistrictCode district : districts) AddNew(subject, district);
  }
}

void CourseCandidates::AddNew(const CourseSubject& subject, DistrictCode district) {
  CourseCandidate& candidate = all_.emplace_back();
  candidate.subject = subject;
  candidate.offer = &new_offers_.emplace_back(NewOffer(subject, district));
  candidate.is_new = true;
  candidate.district = district;
}

bool IsNewTo(const DayFacts& facts, const CourseSubject& subject) {
  if (subject.german) {
    for (size_t i = 0; i < facts.german.size(); ++i) {
      const bool taught = subject.skills.empty() ||
                          std::find(subject.skills.begin(), subject.skills.end(),
                                    static_cast<LanguageSkill>(i)) != subject.skills.end();
      if (taught && facts.german[i] && *facts.german[i] < *subject.german) return true;
    }
    return false;
  }
  if (subject.licence) {
    return facts.licences_known && (facts.licences_held & LicenceBit(*subject.licence)) == 0;
  }
  return facts.school && *facts.school < *subject.school;
}

bool MayAttend(const KnowledgeImpl& knowledge, const DayFacts& facts,
               const CourseCandidate& candidate) {
  if (!IsNewTo(facts, candidate.subject)) return false;
  if (candidate.is_new) {
    if (facts.home == nullptr) return false;  // where to set it up for them, nobody can say
    const auto relation = knowledge.Relate(facts.home->district, *candidate.district);
    if (relation > DistrictRelation::kBordering) return false;
    const auto& school = candidate.subject.school;
    if (school && static_cast<int>(*facts.school) + 1 != static_cast<int>(*school)) return false;
  }
  const OfferCase of = CaseOf(SeekerOf(knowledge, facts, std::nullopt), *candidate.offer);
  if (!Closing(of, GapOf(candidate.subject, facts))) return false;
  return !FirstBar(JudgeGates(of, WayTo(of)));
}

}  // namespace passung
