#include <algorithm>

#include "engine/market/mentee_draft.h"

namespace passung::market {
namespace {

LanguageLevel ShiftAbility(LanguageLevel level, int32_t by) {
  return static_cast<LanguageLevel>(std::clamp(static_cast<int32_t>(level) + by, 0, 6));
}

// German grows with the stay; who has studied learns faster.
LanguageLevel DrawGerman(const MenteeDraft& draft, Random& random) {
  size_t level = 0;
  if (draft.stay_months < 4) {
    level = random.Pick({50, 35, 10, 5});
  } else if (draft.stay_months < 12) {
    level = random.Pick({10, 40, 35, 13, 2});
  } else if (draft.stay_months < 24) {
    level = random.Pick({2, 15, 40, 33, 9, 1});
  } else if (draft.stay_months < 42) {
    level = random.Pick({1, 6, 25, 45, 20, 3});
  } else {
    level = random.Pick({1, 4, 18, 42, 28, 6, 1});
  }
  int32_t shift = 0;
  if (draft.level >= 3 && random.PerMille(450)) shift = 1;
  if (draft.level == 1 && random.PerMille(160)) shift = -1;
  return ShiftAbility(static_cast<LanguageLevel>(level), shift);
}

SkillLevels Spread(LanguageLevel level, Random& random) {
  SkillLevels levels = AllSkills(level);
  const size_t shape = random.Pick({30, 40, 12, 10, 8});
  if (shape == 1 || shape == 2) levels[3] = ShiftAbility(level, -1);  // writing comes last
  if (shape == 2) levels[1] = ShiftAbility(level, -1);
  if (shape == 3) levels[0] = ShiftAbility(level, 1);
  if (shape == 4) levels[3].reset();  // only the talk was assessed
  return levels;
}

std::optional<LanguageProof> DrawProof(Random& random) {
  switch (random.Pick({30, 22, 40, 8})) {
    case 0:
      return LanguageProof::kSelfStated;
    case 1:
      return LanguageProof::kAssessed;
    case 2:
      return LanguageProof::kCertified;
    default:
      return std::nullopt;
  }
}

void AddGerman(const World& world, MenteeDraft& draft, Random& random) {
  if (random.PerMille(60)) return;  // unknown
  const LanguageLevel level = DrawGerman(draft, random);
  GermanFact now;
  now.levels = Spread(level, random);
  now.proof = DrawProof(random);
  if (now.proof == LanguageProof::kCertified) {
    now.proof_date = world.today.PlusDays(-random.Between(10, 900));
  }
  draft.mentee.facts.german.push_back(now);
  if (level < LanguageLevel::kC1 && random.PerMille(150)) {  // a course with an exam date
    GermanFact planned;
    planned.levels = AllSkills(ShiftAbility(level, 1));
    planned.proof = LanguageProof::kCertified;
    planned.valid.from = world.today.PlusDays(random.Between(30, 220));
    draft.mentee.facts.german.push_back(planned);
  }
}

}  // namespace

void AddLanguages(const World& world, MenteeDraft& draft, Random& random) {
  AddGerman(world, draft, random);
  // Independent of everything else: languages must not hint at where somebody comes from.
  const size_t count = random.Pick({15, 50, 25, 10});
  auto& languages = draft.mentee.facts.other_languages;
  for (size_t i = 0; i < count; ++i) {
    const absl::string_view language = random.OneOf<absl::string_view>(
        {"en", "ar", "uk", "ru", "fa", "en", "ku", "tr", "fr", "es",
         "en", "ti", "ps", "ro", "vi", "pl", "so", "cs", "hi", "pt"});
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) {
      languages.emplace_back(language);
    }
  }
}

}  // namespace passung::market
