#include <algorithm>

#include "engine/market/mentee_draft.h"

namespace passung::market {
namespace {

ResidenceStatus DrawStatus(Random& random) {
  static constexpr int kStatuses = 25;
  static_assert(EnumCount<ResidenceStatus>() == kStatuses);
  // In the order of ResidenceStatus, per mille.
  return static_cast<ResidenceStatus>(
      random.Pick({12, 45, 30,  30, 240, 60, 215, 55,        // German … family
                   35, 4,  15,  4,  12,  3,  6,   10, 4, 5,  // humanitarian_other … 19d
                   15, 8,  105, 65, 9,   8,  5}));           // fictional … 60d
}

// Months since arrival: short for those whose procedure is under way, up to seven years for a
// tolerated stay; the rest within the programme's five years.
int32_t DrawStay(ResidenceStatus status, Random& random) {
  switch (status) {
    case ResidenceStatus::kGestattung:
      return random.PerMille(180) ? random.Between(0, 2) : random.Between(3, 40);
    case ResidenceStatus::kDuldung60a:
    case ResidenceStatus::kDuldung60b:
      return random.PerMille(60) ? random.Between(0, 2) : random.Between(6, 84);
    case ResidenceStatus::kSettlement:
    case ResidenceStatus::kHumanitarianOther:
      return random.Between(30, 96);
    default: {
      const int32_t one = random.Between(1, 60);
      const int32_t two = random.Between(1, 60);
      return std::max(one, two);
    }
  }
}

bool IsTolerated(ResidenceStatus status) {
  return status == ResidenceStatus::kDuldung60a || status == ResidenceStatus::kDuldung60b;
}

std::optional<AccessNote> DrawNote(ResidenceStatus status, Random& random) {
  if (!random.PerMille(350)) return std::nullopt;
  switch (status) {
    case ResidenceStatus::kGestattung:
    case ResidenceStatus::kDuldung60a:
    case ResidenceStatus::kS18a18b:
    case ResidenceStatus::kFictional81_3:
      return random.PerMille(850) ? AccessNote::kPermissionNeeded : AccessNote::kNotAllowed;
    case ResidenceStatus::kDuldung60b:
    case ResidenceStatus::kS16d5:
    case ResidenceStatus::kHumanitarianBanned:
      return AccessNote::kNotAllowed;
    default:
      return AccessNote::kAllowed;
  }
}

void AddTitle(const World& world, ResidenceStatus status, MenteeDraft& draft, Random& random) {
  ResidenceFact fact;
  if (!random.PerMille(40)) fact.status = status;
  const bool procedure = status == ResidenceStatus::kGestattung || IsTolerated(status);
  if (random.PerMille(procedure ? 900 : 350)) {
    const bool centre = procedure && random.PerMille(draft.stay_months < 7 ? 550 : 60);
    fact.housing = centre ? Housing::kReceptionCentre : Housing::kMunicipality;
  }
  if (procedure && random.PerMille(850)) {
    fact.access_bar = random.PerMille(70) ? AccessBar::kBarred : AccessBar::kNone;
  }
  fact.note = DrawNote(status, random);
  if (status != ResidenceStatus::kGerman && random.PerMille(900)) {
    const int32_t days = draft.stay_months * 30 + random.Between(0, 29);
    fact.stay_since = world.today.PlusDays(-days);
  }
  const bool unlimited =
      status == ResidenceStatus::kGerman || status == ResidenceStatus::kEuFreeMovement;
  if (!unlimited && random.PerMille(700)) {
    fact.document_until = world.today.PlusDays(random.Between(20, 1000));
  }
  draft.mentee.residence.titles.push_back(fact);
  // A procedure whose end is in sight: the next title is a planned fact.
  if (status == ResidenceStatus::kGestattung && random.PerMille(80)) {
    ResidenceFact next = fact;
    next.status = ResidenceStatus::kS25_2;
    next.note.reset();
    next.document_until.reset();
    next.valid.from = world.today.PlusDays(random.Between(20, 200));
    draft.mentee.residence.titles.push_back(next);
  }
}

// § 12a AufenthG binds the recognised and the temporarily protected to a Land for three years, in
// Saxony also to a district.
void AddObligation(const World& world, ResidenceStatus status, MenteeDraft& draft, Random& random) {
  const bool bound = status == ResidenceStatus::kS25_1 || status == ResidenceStatus::kS25_2 ||
                     status == ResidenceStatus::kS25_3 || status == ResidenceStatus::kS24;
  AreaLimit limit;
  if (bound && draft.stay_months < 48) {
    switch (random.Pick({45, 20, 20, 15})) {
      case 0:
        limit.limited = true, limit.area = world.lands[draft.district];
        break;
      case 1:
        limit.limited = true, limit.area = world.areas[draft.district];
        break;
      case 2:
        break;
      default:
        return;  // nobody asked
    }
  } else if (random.PerMille(400)) {
    return;
  }
  draft.mentee.residence.obligations.push_back(limit);
}

void AddMovementLimit(const World& world, ResidenceStatus status, MenteeDraft& draft,
                      Random& random) {
  if (random.PerMille(110)) return;  // unknown
  AreaLimit limit;
  const bool procedure = status == ResidenceStatus::kGestattung || IsTolerated(status);
  if (procedure && random.PerMille(draft.stay_months < 3 ? 800 : 50)) {
    limit.limited = true;
    limit.area = random.PerMille(500) ? world.lands[draft.district] : world.areas[draft.district];
    if (draft.stay_months < 3 && random.PerMille(600)) {
      limit.valid.until = world.today.PlusDays(90 - 30 * draft.stay_months);
    }
  }
  draft.mentee.facts.movement_limits.push_back(limit);
}

}  // namespace

void AddResidence(const World& world, MenteeDraft& draft, Random& random) {
  const ResidenceStatus status = DrawStatus(random);
  draft.stay_months = DrawStay(status, random);
  draft.district = world.districts.Draw(random);
  if (!random.PerMille(30)) {
    AddTitle(world, status, draft, random);
    AddObligation(world, status, draft, random);
  }
  AddMovementLimit(world, status, draft, random);
}

}  // namespace passung::market
