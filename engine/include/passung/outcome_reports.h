#ifndef PASSUNG_OUTCOME_REPORTS_H_
#define PASSUNG_OUTCOME_REPORTS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "passung/enum_names.h"
#include "passung/gap.h"
#include "passung/mentee.h"
#include "passung/outcome.h"
#include "passung/safe_counts.h"
#include "passung/vocabulary.h"

// What became of suggestions, as figures over many people. Nothing here reads a clock or keeps anything;
// all functions may be called by any number of threads.

namespace passung {

struct OutcomePerson {
  std::optional<DistrictCode> district;  // home; absent: unknown
  std::vector<Outcome> outcomes;         // all of one person
};

// Where the person lives on that day, with these outcomes.
OutcomePerson OutcomePersonOf(const Mentee& mentee, std::vector<Outcome> outcomes, Date day);

struct ReportPeriod {
  Date from;  // both ends are part of it
  Date until;
  bool Holds(Date day) const { return from <= day && day <= until; }
};

// ---- Programme figures ---------------------------------------------------------------------------

// What is counted by itself: a kind, and of what was placed the kind of placement.
struct OutcomeClass {
  OutcomeKind kind = OutcomeKind::kProposed;
  std::optional<PlacementKind> placement;  // kPlaced: given; else absent
  friend bool operator==(const OutcomeClass&, const OutcomeClass&) = default;
};
// All of them, in the order of both enumerations.
std::vector<OutcomeClass> OutcomeClasses();

struct OutcomeFigures {
  OutcomeClass of;
  std::optional<int64_t> people;    // to whom it happened
  std::optional<int64_t> outcomes;  // of them
  // The people by who said so, of several outcomes of one person by the last.
  std::array<std::optional<int64_t>, EnumCount<OutcomeSource>()> by_source;
  friend bool operator==(const OutcomeFigures&, const OutcomeFigures&) = default;
};

struct DistrictOutcomes {
  std::optional<DistrictCode> district;
  std::optional<int64_t> people;        // who live there
  std::vector<OutcomeFigures> figures;  // of each class
  friend bool operator==(const DistrictOutcomes&, const DistrictOutcomes&) = default;
};

struct ProgrammeReport {
  std::vector<DistrictOutcomes> districts;  // rising, unknown first
  DistrictOutcomes all;
  friend bool operator==(const ProgrammeReport&, const ProgrammeReport&) = default;
};

// Over outcomes of the period. Absent figures: HideSmall over districts × (sources, nobody), class by class.
ProgrammeReport ProgrammeFigures(std::span<const OutcomePerson> people, const ReportPeriod& period,
                                 int64_t least);

// ---- What worked ---------------------------------------------------------------------------------

// How far somebody came before whom a gap stood. The first that holds.
enum class GapCourse : uint8_t {
  kClosed,     // placed in a vacancy before which the gap did not stand (any more)
  kDespite,    // placed in one before which it stood
  kElsewhere,  // placed where that is not known
  kDeclined,   // not placed, and something was declined
  kUnderWay,   // neither
};
template <>
struct EnumNames<GapCourse> {
  static constexpr absl::string_view kNames[] = {"closed", "despite", "elsewhere", "declined",
                                                 "under_way"};
};

// Of outcomes of the period, from the first one on before which the gap stood; absent where it stood before
// none.
std::optional<GapCourse> CourseOf(const OutcomePerson& person, GapKind gap,
                                  const ReportPeriod& period);

struct GapResult {
  GapKind gap = GapKind::kGerman;
  std::optional<int64_t> people;  // before whom it stood
  std::array<std::optional<int64_t>, EnumCount<GapCourse>()> by_course;
  friend bool operator==(const GapResult&, const GapResult&) = default;
};

struct WorkedReport {
  std::optional<int64_t> people;  // looked at
  std::vector<GapResult> gaps;    // all kinds, in their order
  friend bool operator==(const WorkedReport&, const WorkedReport&) = default;
};

// Absent figures: HideSmall over (courses, without the gap), gap by gap.
WorkedReport WhatWorked(std::span<const OutcomePerson> people, const ReportPeriod& period,
                        int64_t least);

}  // namespace passung

#endif  // PASSUNG_OUTCOME_REPORTS_H_
