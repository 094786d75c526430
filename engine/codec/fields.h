// The fields of every struct that has canonical bytes: the one list from which encoder, decoder and
// the values of tests are derived.
//
//   std::apply([&](auto&... field) { (Use(field), ...); }, Fields(mentee));
//
// The order here is the order of the bytes and is frozen: stored rows have it. A new field goes to
// the end of its struct's list together with the next format version (engine/storage/README.md).
// A list that does not have every field of its struct does not compile where it is used.
#ifndef PASSUNG_ENGINE_CODEC_FIELDS_H_
#define PASSUNG_ENGINE_CODEC_FIELDS_H_

#include <concepts>
#include <tuple>
#include <type_traits>

#include "engine/codec/field_count.h"
#include "passung/contact.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/offer.h"
#include "passung/outcome.h"
#include "passung/partner.h"
#include "passung/pin.h"
#include "passung/profile.h"
#include "passung/record.h"
#include "passung/stored.h"
#include "passung/vacancy.h"

namespace passung::codec {

// S, to be read or to be written.
template <class T, class S>
concept Is = std::same_as<std::remove_const_t<T>, S>;

// ---- Values -------------------------------------------------------------------------------------

template <class T>
struct IsIdType : std::false_type {};
template <class Tag>
struct IsIdType<Id<Tag>> : std::true_type {};

template <class T>
requires IsIdType<std::remove_const_t<T>>::value constexpr auto Fields(T& x) {
  return std::tie(x.value);
}
constexpr auto Fields(Is<Validity> auto& x) { return std::tie(x.from, x.until); }
constexpr auto Fields(Is<GeoPoint> auto& x) { return std::tie(x.latitude_e6, x.longitude_e6); }
constexpr auto Fields(Is<WeeklyHours> auto& x) { return std::tie(x.min, x.max); }
constexpr auto Fields(Is<TimeWindow> auto& x) {
  return std::tie(x.weekday, x.from_minute, x.to_minute);
}

constexpr auto Fields(Is<UnixTime> auto& x) { return std::tie(x.seconds); }

// ---- Mentee -------------------------------------------------------------------------------------

constexpr auto Fields(Is<Home> auto& x) {
  return std::tie(x.district, x.postal_code, x.point, x.valid);
}
constexpr auto Fields(Is<Recognition> auto& x) {
  return std::tie(x.reference, x.outcome, x.step, x.valid);
}
constexpr auto Fields(Is<Qualification> auto& x) {
  return std::tie(x.occupation, x.dqr_level, x.year, x.recognitions, x.valid);
}
constexpr auto Fields(Is<Experience> auto& x) { return std::tie(x.occupation, x.months, x.valid); }
constexpr auto Fields(Is<Wish> auto& x) { return std::tie(x.occupation, x.valid); }
constexpr auto Fields(Is<GermanFact> auto& x) {
  return std::tie(x.levels, x.proof, x.proof_date, x.valid);
}
constexpr auto Fields(Is<SchoolFact> auto& x) { return std::tie(x.certificate, x.years, x.valid); }
constexpr auto Fields(Is<LicenceFact> auto& x) { return std::tie(x.kind, x.valid); }
constexpr auto Fields(Is<SkillFact> auto& x) { return std::tie(x.id, x.valid); }
constexpr auto Fields(Is<TravelTime> auto& x) {
  return std::tie(x.postal_code, x.minutes, x.valid);
}
constexpr auto Fields(Is<HoursFact> auto& x) { return std::tie(x.hours, x.windows, x.valid); }
constexpr auto Fields(Is<AreaLimit> auto& x) { return std::tie(x.limited, x.area, x.valid); }
constexpr auto Fields(Is<Exclusions> auto& x) { return std::tie(x.occupations, x.conditions); }
constexpr auto Fields(Is<MenteeFacts> auto& x) {
  return std::tie(x.homes, x.qualifications, x.experiences, x.wishes, x.german, x.other_languages,
                  x.schools, x.licences, x.skills, x.has_car, x.max_travel_minutes, x.travel_times,
                  x.hours, x.available_from, x.track, x.exclusions, x.movement_limits);
}
constexpr auto Fields(Is<ResidenceFact> auto& x) {
  return std::tie(x.status, x.housing, x.access_bar, x.note, x.stay_since, x.document_until,
                  x.valid);
}
constexpr auto Fields(Is<Residence> auto& x) { return std::tie(x.titles, x.obligations); }
constexpr auto Fields(Is<Job> auto& x) {
  return std::tie(x.occupation, x.requirement_level, x.weekly_hours, x.kind, x.valid);
}
constexpr auto Fields(Is<Mentee> auto& x) { return std::tie(x.id, x.facts, x.residence, x.jobs); }

// ---- Vacancy ------------------------------------------------------------------------------------

constexpr auto Fields(Is<VacancyOccupation> auto& x) {
  return std::tie(x.code, x.activity_level, x.label);
}
constexpr auto Fields(Is<Place> auto& x) {
  return std::tie(x.district, x.postal_code, x.town, x.point);
}
constexpr auto Fields(Is<LanguageRequirement> auto& x) {
  return std::tie(x.levels, x.strength, x.phrase);
}
constexpr auto Fields(Is<SchoolRequirement> auto& x) {
  return std::tie(x.certificate, x.strength, x.or_years);
}
constexpr auto Fields(Is<LicenceRequirement> auto& x) { return std::tie(x.kind, x.strength); }
constexpr auto Fields(Is<SkillRequirement> auto& x) { return std::tie(x.id, x.strength); }
constexpr auto Fields(Is<Vacancy> auto& x) {
  return std::tie(x.id, x.employer, x.employer_name, x.title, x.occupations, x.places, x.kind,
                  x.openings, x.hours, x.shifts, x.shift_work, x.temporary_agency, x.paid,
                  x.security_firm, x.german, x.working_languages, x.school, x.licences, x.skills,
                  x.support, x.start, x.end, x.published, x.open_from, x.apply_until, x.closed,
                  x.source, x.source_reference, x.test_data);
}

// ---- Records, contact, partners -----------------------------------------------------------------

constexpr auto Fields(Is<LegalBasis> auto& x) {
  return std::tie(x.purpose, x.kind, x.reference, x.valid);
}
constexpr auto Fields(Is<MenteeRecord> auto& x) {
  return std::tie(x.id, x.mentor, x.expire_time, x.legal_bases, x.restricted);
}
constexpr auto Fields(Is<MenteeContact> auto& x) {
  return std::tie(x.id, x.display_name, x.phone, x.email, x.address);
}
constexpr auto Fields(Is<Employer> auto& x) {
  return std::tie(x.id, x.display_name, x.places, x.website, x.source, x.source_reference,
                  x.test_data);
}
constexpr auto Fields(Is<Mentor> auto& x) {
  return std::tie(x.id, x.display_name, x.districts, x.retired, x.languages, x.fields, x.capacity);
}
constexpr auto Fields(Is<Offer> auto& x) {
  return std::tie(x.id, x.kind, x.title, x.provider, x.description, x.gaps, x.reasons, x.audiences,
                  x.level_from, x.level_to, x.skills, x.occupations, x.licences, x.school, x.places,
                  x.districts, x.channels, x.languages, x.start, x.end, x.apply_until, x.any_time,
                  x.hours, x.places_total, x.places_left, x.employed, x.admission, x.months_before,
                  x.cost_euros, x.office, x.papers, x.phone, x.website, x.valid, x.closed,
                  x.checked, x.source, x.source_reference, x.test_data);
}
constexpr auto Fields(Is<OutcomeDecision> auto& x) {
  return std::tie(x.number, x.snapshot_revision, x.snapshot_digest, x.profile, x.profile_version,
                  x.profile_digest, x.score, x.hit_class, x.contributions);
}
constexpr auto Fields(Is<Outcome> auto& x) {
  return std::tie(x.mentee, x.id, x.vacancy, x.kind, x.date, x.placement, x.declined_by, x.reason,
                  x.source, x.decision, x.gaps);
}
constexpr auto Fields(Is<Pin> auto& x) {
  return std::tie(x.mentee, x.vacancy, x.mark, x.reason, x.note, x.set_by, x.set_time);
}
constexpr auto Fields(Is<ActiveProfile> auto& x) { return std::tie(x.id, x.version); }
constexpr auto Fields(Is<StoredAnswer> auto& x) {
  return std::tie(x.id, x.request_digest, x.answer, x.subject, x.expire_time);
}

// ---- Classification -----------------------------------------------------------------------------

constexpr auto Fields(Is<OccupationTitle> auto& x) { return std::tie(x.code, x.title_de); }
constexpr auto Fields(Is<NeighbourPair> auto& x) { return std::tie(x.code, x.neighbour); }
constexpr auto Fields(Is<ActivityName> auto& x) { return std::tie(x.name, x.code, x.level); }
constexpr auto Fields(Is<IscoLink> auto& x) { return std::tie(x.code, x.group, x.rank); }
constexpr auto Fields(Is<EscoOccupation> auto& x) { return std::tie(x.id, x.group, x.label_de); }
constexpr auto Fields(Is<Crosswalk> auto& x) { return std::tie(x.isco, x.esco); }
// `crosswalk` is of version 2.
constexpr auto Fields(Is<ClassificationRows> auto& x) {
  return std::tie(x.titles, x.neighbours, x.activities, x.crosswalk);
}

// ---- Profile ------------------------------------------------------------------------------------

constexpr auto Fields(Is<OccupationFitTable> auto& x) {
  return std::tie(x.relation, x.ceiling, x.wish_work, x.wish_training, x.floor, x.unknown);
}
constexpr auto Fields(Is<LevelAdequacyTable> auto& x) {
  return std::tie(x.points, x.own_adaptation, x.unrecognised_cap, x.unknown);
}
constexpr auto Fields(Is<SkillsFitTable> auto& x) { return std::tie(x.none_named, x.unknown); }
constexpr auto Fields(Is<RecognitionFitTable> auto& x) {
  return std::tie(x.bars, x.nobody, x.no_role);
}
constexpr auto Fields(Is<LanguageFitTable> auto& x) {
  return std::tie(x.missing, x.unknown, x.prior);
}
constexpr auto Fields(Is<PointsStep> auto& x) { return std::tie(x.at_most, x.points); }
constexpr auto Fields(Is<DistrictFitTable> auto& x) {
  return std::tie(x.minutes, x.relation, x.unknown);
}
constexpr auto Fields(Is<ShareStep> auto& x) { return std::tie(x.at_least_percent, x.points); }
constexpr auto Fields(Is<WorkingTimeFitTable> auto& x) { return std::tie(x.share, x.unknown); }
constexpr auto Fields(Is<StartFitTable> auto& x) { return std::tie(x.weeks_late, x.unknown); }
constexpr auto Fields(Is<EmployerSupportTable> auto& x) { return std::tie(x.item, x.not_stated); }
constexpr auto Fields(Is<RuleParameters> auto& x) {
  return std::tie(x.language_short_by_law, x.language_short_required, x.reach_max_minutes,
                  x.reach_relations, x.training_weeks_late);
}
// The first items of an array, in the place of a field.
template <class Array, size_t kCount>
struct FirstItems {
  Array& of;
};
// Rules that there were from the first version on. Switches of later ones come last.
inline constexpr size_t kRulesOfVersion1 = 13;
constexpr auto Fields(Is<ScoringProfile> auto& x) {
  using Switches = std::remove_reference_t<decltype((x.switches))>;
  return std::tuple_cat(
      std::tie(x.id, x.version, x.note, x.weights),
      std::tuple(FirstItems<Switches, kRulesOfVersion1>{x.switches}),
      std::tie(x.occupation_fit, x.level_adequacy, x.skills_fit, x.recognition_fit, x.language_fit,
               x.district_fit, x.working_time_fit, x.start_fit, x.employer_support, x.rules,
               x.switches[kRulesOfVersion1]));
}
static_assert(kRuleCount == kRulesOfVersion1 + 1, "the switch of a new rule is to be listed");

// ---- What is common to all of them --------------------------------------------------------------

template <class T>
concept HasFields = requires(T& x) {
  Fields(x);
};

// Entries of the list above beside one for each field: the switches of a profile stand in two places.
template <class T>
inline constexpr size_t kFieldsInTwo = 0;
template <>
inline constexpr size_t kFieldsInTwo<ScoringProfile> = 1;
template <class T>
inline constexpr size_t kEntries = std::tuple_size_v<decltype(Fields(std::declval<T&>()))>;

// False: the list above lacks a field of T (or has one twice too many).
template <HasFields T>
inline constexpr bool kListsEveryField = kEntries<T> == FieldCount<T>() + kFieldsInTwo<T>;

// How many of the last fields of a row came with format version 2. A row in which all of them are as in
// a fresh struct is written in version 1, byte for byte as it always was, so that what is stored keeps
// its bytes, and with them its etag and its place in digests.
template <class T>
inline constexpr size_t kFieldsOfVersion2 = 0;
template <>
inline constexpr size_t kFieldsOfVersion2<Mentor> = 3;
template <>
inline constexpr size_t kFieldsOfVersion2<Mentee> = 1;
template <>
inline constexpr size_t kFieldsOfVersion2<ScoringProfile> = 1;
template <>
inline constexpr size_t kFieldsOfVersion2<ClassificationRows> = 1;

// `begin` up to `end` of a tuple of fields.
template <size_t kBegin, size_t kEnd, class Tuple>
constexpr auto FieldRange(const Tuple& fields) {
  return [&]<size_t... kIndex>(std::index_sequence<kIndex...>) {
    return std::tuple<std::tuple_element_t<kBegin + kIndex, Tuple>...>(
        std::get<kBegin + kIndex>(fields)...);
  }
  (std::make_index_sequence<kEnd - kBegin>());
}

template <class T>
constexpr auto FirstFields(T& x) {
  constexpr size_t kAll = kEntries<std::remove_const_t<T>>;
  return FieldRange<0, kAll - kFieldsOfVersion2<std::remove_const_t<T>>>(Fields(x));
}
template <class T>
constexpr auto LaterFields(T& x) {
  constexpr size_t kAll = kEntries<std::remove_const_t<T>>;
  return FieldRange<kAll - kFieldsOfVersion2<std::remove_const_t<T>>, kAll>(Fields(x));
}
template <class T>
bool NeedsVersion2(const T& x) {
  const T fresh;
  return LaterFields(x) != LaterFields(fresh);
}

}  // namespace passung::codec

#endif  // PASSUNG_ENGINE_CODEC_FIELDS_H_
