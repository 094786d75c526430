// What an archive has of each key of the index (engine/index/keys.h): one list for both ways. Whoever
// changes a key changes the list and the format of images (sealed_file.h).
#ifndef PASSUNG_ENGINE_IMAGE_KEY_FIELDS_H_
#define PASSUNG_ENGINE_IMAGE_KEY_FIELDS_H_

#include <concepts>
#include <type_traits>

#include "engine/index/keys.h"

namespace passung {

// S, to be read or to be written.
template <class T, class S>
concept Being = std::same_as<std::remove_const_t<T>, S>;

template <class A>
void Describe(A& a, Being<WeeklyHours> auto& k) {
  a(k.min, k.max);
}
template <class A>
void Describe(A& a, Being<TimeWindow> auto& k) {
  a(k.weekday, k.from_minute, k.to_minute);
}
template <class A>
void Describe(A& a, Being<JobKey> auto& k) {
  a(k.code, k.column, k.adaptation);
}
template <class A>
void Describe(A& a, Being<LanguageKey> auto& k) {
  a(k.stated, k.strength, k.working_languages, k.column, k.law_code);
}
template <class A>
void Describe(A& a, Being<SkillItem> auto& k) {
  a(k.number, k.required);
}
template <class A>
void Describe(A& a, Being<SchoolItem> auto& k) {
  a(k.certificate, k.required, k.or_years);
}
template <class A>
void Describe(A& a, Being<SkillsKey> auto& k) {
  a(k.skills, k.school, k.licences);
}
template <class A>
void Describe(A& a, Being<PlaceKey> auto& k) {
  a(k.district, k.postal_code);
}
template <class A>
void Describe(A& a, Being<ReachKey> auto& k) {
  a(k.place, k.odd_hours);
}
template <class A>
void Describe(A& a, Being<HoursKey> auto& k) {
  a(k.hours, k.shifts);
}
template <class A>
void Describe(A& a, Being<StartKey> auto& k) {
  a(k.start_day, k.training);
}
template <class A>
void Describe(A& a, Being<SupportKey> auto& k) {
  a(k.items);
}
template <class A>
void Describe(A& a, Being<AccessKey> auto& k) {
  a(k.kind, k.agency, k.helper, k.over_twenty);
}
template <class A>
void Describe(A& a, Being<RegulatedKey> auto& k) {
  a(k.kind, k.code_known, k.code, k.land);
}
template <class A>
void Describe(A& a, Being<SchoolKey> auto& k) {
  a(k.by_law);
}
template <class A>
void Describe(A& a, Being<LicenceKey> auto& k) {
  a(k.by_law, k.guard_code, k.security_firm);
}
template <class A>
void Describe(A& a, Being<TrackKey> auto& k) {
  a(k.kind, k.job, k.unpaid);
}
template <class A>
void Describe(A& a, Being<ObligationKey> auto& k) {
  a(k.district, k.training, k.fifteen_hours);
}
template <class A>
void Describe(A& a, Being<ExclusionKey> auto& k) {
  a(k.code, k.conditions);
}
template <class A>
void Describe(A& a, Being<OpenKey> auto& k) {
  a(k.open_from_day, k.apply_until_day, k.closed);
}

// All dictionaries, by name of their field, but for that of SkillsKey, which is as large as all others.
template <class D, class F>
void ForEachSmallDictionary(D& d, F&& visit) {
  const auto all = [&](auto&... dictionaries) { (visit(dictionaries), ...); };
  all(d.job, d.language, d.place, d.reach, d.hours, d.start, d.support, d.access, d.regulated,
      d.school, d.licence, d.track, d.obligation, d.exclusion, d.open, d.skill_ids, d.employer_ids);
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_IMAGE_KEY_FIELDS_H_
