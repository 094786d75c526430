#include <algorithm>
#include <array>
#include <vector>

#include "engine/market/mentee_draft.h"

namespace passung::market {
namespace {

constexpr size_t kMostOccupations = 4;

// Codes that the person's claims name so far.
class NamedCodes {
 public:
  // False where the code would be one too many.
  bool Admit(OccupationCode code) {
    if (std::find(codes_.begin(), codes_.end(), code) != codes_.end()) return true;
    if (codes_.size() == kMostOccupations) return false;
    codes_.push_back(code);
    return true;
  }

 private:
  std::vector<OccupationCode> codes_;
};

const MarketOccupation& DrawWish(const World& world, int32_t level, Random& random) {
  return Occupations()[world.wishes_of_level[static_cast<size_t>(level)].Draw(random)];
}

// What the competent body has said and where the person stands, as pairs that occur.
struct Standing {
  std::optional<RecognitionOutcome> outcome;
  std::optional<RecognitionStep> step;
  int32_t weight;
};

Recognition DrawStanding(const World& world, Random& random) {
  using Outcome = RecognitionOutcome;
  using At = RecognitionStep;
  static constexpr std::array<Standing, 15> kStandings = {{
      {std::nullopt, At::kNotFiled, 300},
      {std::nullopt, At::kFiled, 90},
      {Outcome::kOpen, At::kFileComplete, 60},
      {std::nullopt, At::kDecided, 15},
      {Outcome::kFull, At::kDecided, 90},
      {Outcome::kFull, At::kPermitGranted, 70},
      {Outcome::kFull, At::kPermitPending, 40},
      {Outcome::kCompensation, At::kDecided, 100},
      {Outcome::kCompensation, At::kMeasureRunning, 55},
      {Outcome::kCompensation, At::kTemporaryPermit, 20},
      {Outcome::kPartial, At::kDecided, 50},
      {Outcome::kPartialAccess, At::kDecided, 8},
      {Outcome::kComparable, At::kDecided, 70},
      {Outcome::kNegative, At::kDecided, 17},
      {Outcome::kWithdrawn, std::nullopt, 15},
  }};
  WeightedTable table;
  for (const Standing& standing : kStandings) table.Add(standing.weight);
  const Standing& drawn = kStandings[table.Draw(random)];
  Recognition recognition;
  recognition.outcome = drawn.outcome;
  recognition.step = drawn.step;
  if (drawn.step == At::kTemporaryPermit) {
    recognition.valid.until = world.today.PlusDays(random.Between(60, 700));
  }
  return recognition;
}

void AddRecognitions(const World& world, Qualification& qualification, Random& random) {
  if (random.PerMille(70)) {  // learned in Germany
    Recognition german;
    german.outcome = RecognitionOutcome::kGerman;
    qualification.recognitions.push_back(german);
    return;
  }
  if (random.PerMille(140)) return;  // nobody asked
  Recognition now = DrawStanding(world, random);
  if (random.PerMille(180)) now.reference = qualification.occupation;
  const bool under_way = now.step == RecognitionStep::kFileComplete ||
                         now.step == RecognitionStep::kMeasureRunning ||
                         now.step == RecognitionStep::kPermitPending;
  qualification.recognitions.push_back(now);
  if (under_way && random.PerMille(250)) {  // the end is planned
    Recognition later;
    later.reference = now.reference;
    later.outcome = RecognitionOutcome::kFull;
    later.step = RecognitionStep::kPermitGranted;
    later.valid.from = world.today.PlusDays(random.Between(30, 400));
    qualification.recognitions.push_back(later);
  }
}

std::optional<int32_t> DrawDqrLevel(int32_t level, Random& random) {
  if (random.PerMille(180)) return std::nullopt;
  switch (level) {
    case 1:
      return 2;
    case 2:
      return random.PerMille(250) ? 3 : 4;
    case 3:
      return random.PerMille(200) ? 5 : 6;
    default:
      return random.PerMille(60) ? 8 : 7;
  }
}

void AddQualification(const World& world, MenteeDraft& draft, const MarketOccupation& occupation,
                      Random& random) {
  Qualification qualification;
  qualification.occupation = occupation.code();
  qualification.dqr_level = DrawDqrLevel(occupation.level(), random);
  if (random.PerMille(700)) qualification.year = world.year - random.Between(1, 25);
  AddRecognitions(world, qualification, random);
  draft.mentee.facts.qualifications.push_back(qualification);
}

void AddExperience(MenteeDraft& draft, OccupationCode code, Random& random) {
  Experience experience;
  experience.occupation = code;
  switch (random.Pick({30, 35, 35})) {
    case 0:
      experience.months = random.Between(1, 11);
      break;
    case 1:
      experience.months = random.Between(12, 35);
      break;
    default:
      experience.months = random.Between(36, 200);
  }
  draft.mentee.facts.experiences.push_back(experience);
}

void AddQualifiedClaims(const World& world, MenteeDraft& draft, NamedCodes& named, Random& random) {
  const MarketOccupation& own = DrawWish(world, draft.level, random);
  draft.field = own.field;
  named.Admit(own.code());
  AddQualification(world, draft, own, random);
  if (random.PerMille(720)) AddExperience(draft, own.code(), random);
  if (random.PerMille(70)) {  // a second diploma
    const MarketOccupation& second = DrawWish(world, random.Between(2, draft.level), random);
    if (second.number != own.number && named.Admit(second.code())) {
      AddQualification(world, draft, second, random);
    }
  }
  // Many have worked below their level since they came.
  if (draft.stay_months > 8 && random.PerMille(380)) {
    const MarketOccupation& job = DrawWish(world, 1, random);
    if (named.Admit(job.code())) AddExperience(draft, job.code(), random);
  }
}

void AddHelperClaims(const World& world, MenteeDraft& draft, NamedCodes& named, Random& random) {
  const MarketOccupation& main = DrawWish(world, 1, random);
  draft.field = main.field;
  if (!random.PerMille(620)) return;
  named.Admit(main.code());
  AddExperience(draft, main.code(), random);
  if (random.PerMille(250)) {
    // A trade learned on the job, without a certificate.
    const MarketOccupation& trade = DrawWish(world, 2, random);
    if (named.Admit(trade.code())) AddExperience(draft, trade.code(), random);
  }
}

void AddWishes(const World& world, MenteeDraft& draft, NamedCodes& named, Random& random) {
  MenteeFacts& facts = draft.mentee.facts;
  const bool needed = facts.qualifications.empty() && facts.experiences.empty();
  const size_t count = needed ? 1 + random.Pick({60, 30, 10}) : random.Pick({30, 45, 20, 5});
  for (size_t i = 0; i < count; ++i) {
    int32_t level = draft.level;
    if (draft.level == 1) {
      level = random.PerMille(450) ? 2 : 1;
    } else if (random.PerMille(250)) {
      level = draft.level - 1;
    }
    const MarketOccupation& wish = DrawWish(world, level, random);
    const bool listed = std::any_of(facts.wishes.begin(), facts.wishes.end(),
                                    [&](const Wish& w) { return w.occupation == wish.code(); });
    if (!listed && named.Admit(wish.code())) facts.wishes.push_back({wish.code(), {}});
  }
}

}  // namespace

void AddClaims(const World& world, MenteeDraft& draft, Random& random) {
  // Half of the programme's people have no vocational qualification; among the others degrees are
  // frequent.
  draft.level = 1 + static_cast<int32_t>(random.Pick({48, 25, 10, 17}));
  if (random.PerMille(10)) {  // first visit: nothing known yet
    draft.field = DrawWish(world, 1, random).field;
    return;
  }
  NamedCodes named;
  if (draft.level == 1) {
    AddHelperClaims(world, draft, named, random);
  } else {
    AddQualifiedClaims(world, draft, named, random);
  }
  AddWishes(world, draft, named, random);
}

}  // namespace passung::market
