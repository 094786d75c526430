#include "benchmarks/baseline/offer.h"

#include <algorithm>

namespace passung::baseline {
namespace {

Column ColumnOf(const std::optional<VacancyKind>& kind, const std::optional<int32_t>& level) {
  if (kind) {
    switch (*kind) {
      case VacancyKind::kTrainingDual:
      case VacancyKind::kTrainingSchool:
      case VacancyKind::kRetraining:
        return Column::kTraining;
      case VacancyKind::kEntryQualification:
      case VacancyKind::kInternship:
      case VacancyKind::kAdaptation:
      case VacancyKind::kPartQualification:
        return Column::kBridge;
      default:
        break;
    }
  }
  return static_cast<Column>(level.value_or(2) - 1);
}

void ReadLaw(const KnowledgeImpl& knowledge, Date day, OfferOccupation& occupation) {
  const OccupationCode code = *occupation.code;
  occupation.bars = knowledge.regulated().Bars(code, day);
  for (const int32_t index : knowledge.regulated().RowsOf(code)) {
    const RegulatedRow& row = knowledge.regulated().rows()[static_cast<size_t>(index)];
    if (!row.valid.Holds(day)) continue;
    occupation.regulated.push_back(&row);
    if (row.kind == RegulationKind::kCertificate &&
        row.certificate == LicenceKind::kGuardInstruction) {
      occupation.guard = true;
    }
    if (IsWork(occupation.column) && row.german_by_law) {
      occupation.german_by_law = std::max(occupation.german_by_law, row.german_by_law);
    }
  }
}

OfferOccupation ReadOccupation(const Vacancy& vacancy, const VacancyOccupation& stated,
                               const KnowledgeImpl& knowledge, Date day) {
  OfferOccupation occupation;
  occupation.code = stated.code;
  occupation.level = stated.activity_level;
  if (!occupation.level && stated.code) occupation.level = stated.code->requirement_level();
  occupation.column = ColumnOf(vacancy.kind, occupation.level);
  if (occupation.code) ReadLaw(knowledge, day, occupation);
  return occupation;
}

void ReadShifts(const Vacancy& vacancy, Offer& offer) {
  if (!vacancy.shifts || vacancy.shifts->empty()) {
    offer.odd_hours = vacancy.shift_work == true;
    return;
  }
  offer.shifts = Join(*vacancy.shifts);
  for (const TimeWindow& shift : offer.shifts) {
    offer.shift_minutes += shift.to_minute - shift.from_minute;
    offer.odd_hours |= shift.from_minute < 6 * 60 || shift.to_minute > 22 * 60;
    offer.night |= shift.from_minute < 6 * 60 || shift.to_minute > 23 * 60;
    offer.weekend |= shift.weekday >= 5;
  }
}

}  // namespace

std::vector<TimeWindow> Join(std::vector<TimeWindow> windows) {
  std::sort(windows.begin(), windows.end());
  std::vector<TimeWindow> joined;
  for (const TimeWindow& window : windows) {
    if (!joined.empty() && joined.back().weekday == window.weekday &&
        window.from_minute <= joined.back().to_minute) {
      joined.back().to_minute = std::max(joined.back().to_minute, window.to_minute);
    } else {
      joined.push_back(window);
    }
  }
  return joined;
}

Offer ReadOffer(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Date day) {
  Offer offer;
  offer.vacancy = &vacancy;
  std::vector<VacancyOccupation> occupations = vacancy.occupations;
  if (occupations.empty()) occupations.emplace_back();
  for (const VacancyOccupation& stated : occupations) {
    offer.occupations.push_back(ReadOccupation(vacancy, stated, knowledge, day));
  }
  offer.places = vacancy.places;
  if (offer.places.empty()) offer.places.emplace_back();
  ReadShifts(vacancy, offer);
  return offer;
}

}  // namespace passung::baseline
