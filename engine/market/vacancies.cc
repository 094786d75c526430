#include "engine/market/vacancies.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/market/record_id.h"
#include "engine/market/vacancy_draft.h"

namespace passung::market {
namespace {

// One in sixteen repeats one of the fifty before it.
constexpr int32_t kRepeatPerMille = 60;
constexpr int64_t kRepeatReach = 50;

int64_t OfferOf(const World& world, int64_t index) {
  while (index > 0) {
    Random random(world.seed, Stream::kRepeat, static_cast<uint64_t>(index));
    if (!random.PerMille(kRepeatPerMille)) break;
    index -= 1 + random.Below(std::min(index, kRepeatReach));
  }
  return index;
}

// What is on offer: the kind, and how its occupation is found.
enum class Offer {
  kJob,
  kMinijob,
  kTraining,
  kRetraining,
  kEntry,
  kInternship,
  kAdaptation,
  kPart,
  kSelfEmployed,
  kNoKind
};

Offer DrawOffer(Random& random) {
  return static_cast<Offer>(random.Pick({802, 50, 95, 5, 12, 12, 5, 7, 4, 8}));
}

std::optional<VacancyKind> KindOf(Offer offer, const MarketOccupation& occupation) {
  switch (offer) {
    case Offer::kJob:
      return VacancyKind::kJob;
    case Offer::kMinijob:
      return VacancyKind::kMinijob;
    case Offer::kTraining:
      return occupation.school ? VacancyKind::kTrainingSchool : VacancyKind::kTrainingDual;
    case Offer::kRetraining:
      return VacancyKind::kRetraining;
    case Offer::kEntry:
      return VacancyKind::kEntryQualification;
    case Offer::kInternship:
      return VacancyKind::kInternship;
    case Offer::kAdaptation:
      return VacancyKind::kAdaptation;
    case Offer::kPart:
      return VacancyKind::kPartQualification;
    case Offer::kSelfEmployed:
      return VacancyKind::kSelfEmployed;
    case Offer::kNoKind:
      return std::nullopt;
  }
  return std::nullopt;
}

size_t DrawLevel(Offer offer, Random& random) {
  switch (offer) {
    case Offer::kMinijob:
      return 1 + random.Pick({70, 30});
    case Offer::kAdaptation:
      return 2 + random.Pick({50, 35, 15});
    case Offer::kPart:
      return 2;
    // Of 700 coded real vacancies: 77 helper, 385 skilled, 159 specialist, 79 expert.
    default:
      return 1 + random.Pick({77, 385, 159, 79});
  }
}

const MarketOccupation& DrawOccupation(const World& world, Offer offer, Random& random) {
  const bool training =
      offer == Offer::kTraining || offer == Offer::kRetraining || offer == Offer::kEntry;
  if (training) return Occupations()[world.trainings.Draw(random)];
  return Occupations()[world.work_of_level[DrawLevel(offer, random)].Draw(random)];
}

Column ColumnOf(Offer offer, const MarketOccupation& occupation) {
  switch (offer) {
    case Offer::kTraining:
    case Offer::kRetraining:
      return Column::kTraining;
    case Offer::kEntry:
    case Offer::kInternship:
    case Offer::kAdaptation:
    case Offer::kPart:
      return Column::kBridge;
    default:
      return static_cast<Column>(occupation.level() - 1);
  }
}

absl::string_view TitlePrefix(Offer offer) {
  switch (offer) {
    case Offer::kMinijob:
      return "Minijob: ";
    case Offer::kTraining:
      return "Ausbildung: ";
    case Offer::kRetraining:
      return "Umschulung: ";
    case Offer::kEntry:
      return "Einstiegsqualifizierung: ";
    case Offer::kInternship:
      return "Praktikum: ";
    case Offer::kAdaptation:
      return "Anpassungslehrgang: ";
    case Offer::kPart:
      return "Teilqualifizierung: ";
    case Offer::kSelfEmployed:
      return "Freie Mitarbeit: ";
    default:
      return "";
  }
}

VacancyOccupation Describe(const MarketOccupation& occupation, Random& random) {
  VacancyOccupation described;
  described.code = occupation.code();
  described.label = std::string(occupation.title);
  // An activity name with one level is known for some; one in twenty of them has another level
  // than its code, as 223 of the 4 261 DKZ activities do.
  if (random.PerMille(150)) {
    const int32_t level = occupation.level();
    const bool other = random.PerMille(52);
    described.activity_level = !other ? level : level == 1 ? 2 : level - 1;
  }
  return described;
}

// A second or third occupation comes from the same field, at most one level away.
void AddAlternatives(const World& world, VacancyDraft& draft, Random& random) {
  auto& occupations = draft.vacancy.occupations;
  const bool training = draft.column == Column::kTraining;
  const size_t wanted = training ? random.Pick({70, 25, 5}) : random.Pick({40, 36, 24});
  const WeightedTable& field = world.work_of_field[static_cast<size_t>(draft.main->field)];
  for (int attempt = 0; attempt < 12 && occupations.size() < wanted + 1; ++attempt) {
    const MarketOccupation& other = Occupations()[field.Draw(random)];
    if (std::abs(other.level() - draft.main->level()) > 1) continue;
    if (training && other.trainings == 0) continue;
    const bool listed =
        std::any_of(occupations.begin(), occupations.end(),
                    [&](const VacancyOccupation& known) { return known.code == other.code(); });
    if (!listed) occupations.push_back(Describe(other, random));
  }
}

void AddOccupations(const World& world, VacancyDraft& draft, Random& random) {
  const size_t coding = random.Pick({5, 15, 980});
  if (coding == 0) return;  // none stated
  draft.vacancy.occupations.push_back(Describe(*draft.main, random));
  if (coding == 1) {  // worded in a way that nobody could code
    draft.vacancy.occupations[0].code.reset();
    draft.vacancy.occupations[0].activity_level.reset();
    return;
  }
  AddAlternatives(world, draft, random);
}

Place MakePlace(const MarketTown& town, Random& random) {
  Place place;
  place.district = DistrictCode::FromNumber(town.district);
  if (random.PerMille(30)) return place;  // only the district is known
  place.postal_code = std::string(town.postal_code);
  place.town = std::string(town.name);
  if (!random.PerMille(100)) place.point = town.point();
  return place;
}

void AddPlaces(const World& world, VacancyDraft& draft, Random& random) {
  if (random.PerMille(10)) return;  // no place stated
  const size_t count = 1 + random.Pick({82, 12, 6});
  std::vector<absl::string_view> seen;
  for (size_t i = 0; i < count; ++i) {
    const bool at_seat = !draft.agency && random.PerMille(700);
    const size_t district = at_seat ? draft.employer.district : world.districts.Draw(random);
    const MarketTown& town = DrawTown(world, district, random);
    if (std::find(seen.begin(), seen.end(), town.postal_code) != seen.end()) continue;
    seen.push_back(town.postal_code);
    draft.vacancy.places.push_back(MakePlace(town, random));
  }
}

// Agencies hire helpers and skilled workers of firms, hardly anybody for offices or schools.
bool DrawAgencyWork(Offer offer, const MarketOccupation& occupation, Random& random) {
  if (offer != Offer::kJob && offer != Offer::kNoKind) return false;
  const int32_t by_level = occupation.level() == 1 ? 450 : occupation.level() == 2 ? 300 : 90;
  const bool rare = occupation.field == Field::kEducation || occupation.field == Field::kGreen ||
                    occupation.field == Field::kFinance || occupation.field == Field::kMedia;
  return random.PerMille(rare ? by_level / 5 : by_level);
}

}  // namespace

Vacancy MakeVacancy(const World& world, int64_t index) {
  Random random(world.seed, Stream::kVacancy, static_cast<uint64_t>(OfferOf(world, index)));
  VacancyDraft draft;
  const Offer offer = DrawOffer(random);
  draft.main = &DrawOccupation(world, offer, random);
  draft.column = ColumnOf(offer, *draft.main);
  draft.agency = DrawAgencyWork(offer, *draft.main, random);
  draft.employer =
      draft.agency ? DrawAgency(world, random) : DrawEmployer(world, draft.main->field, random);

  Vacancy& vacancy = draft.vacancy;
  vacancy.id.value = RecordId("v", 7, index + 1);
  vacancy.kind = KindOf(offer, *draft.main);
  if (!random.PerMille(20)) {  // some advertisements hide the employer
    vacancy.employer = draft.employer.id;
    vacancy.employer_name = draft.employer.name;
  }
  vacancy.title = absl::StrCat(TitlePrefix(offer), draft.main->title, " (m/w/d)");
  AddOccupations(world, draft, random);
  AddPlaces(world, draft, random);
  AddDemands(draft, random);
  AddTerms(world, draft, random);
  vacancy.source = "market";
  vacancy.test_data = true;
  return std::move(draft.vacancy);
}

}  // namespace passung::market
