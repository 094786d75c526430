// The four shipped profiles. Their tables were set with the practice of labour-market integration
// in Saxony: `default` lets the four blocks of the programme (qualification, recognition, language,
// district) carry 85 of 100; `training_first` leads people without a vocational qualification to
// training; `adequate_employment` weighs occupation, level and recognition for people who have one;
// `near_home` is for people bound by time windows and buses.
//
// A number here changes what people are shown: change it only as a new version of the profile, and
// with the acceptance stories (tests/stories) green.

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "passung/profile.h"

namespace passung {
namespace {

constexpr RuleSwitch kEnforce = RuleSwitch::kEnforce;
constexpr RuleSwitch kFlag = RuleSwitch::kFlag;

// What does not depend on the aim: how near occupations are, what a recognition is worth, how a
// missing level of German counts, and what is usual where an advertisement is silent.
ScoringProfile Common() {
  ScoringProfile p;
  p.version = 1;

  p.occupation_fit.relation = {10000, 9500, 8000, 6500, 3500, 2000, 0};
  p.occupation_fit.ceiling = {10000, 9500, 8500, 6500};
  p.occupation_fit.floor = {3500, 0, 0, 0, 3000, 3000};
  p.occupation_fit.unknown = {3500, 1000, 1000, 1000, 3000, 3000};

  p.level_adequacy.own_adaptation = 10000;
  p.level_adequacy.unrecognised_cap = 3;
  p.level_adequacy.unknown = {6000, 5000, 3000, 2000, 7500, 6500};

  p.skills_fit = {.none_named = 6000, .unknown = 5000};

  // none, not_filed, withdrawn, negative, filed, file_complete, compensation, partial,
  // measure_running, partial_access, comparable, permit_pending, temporary_permit, full, german
  p.recognition_fit.bars = {1500, 1500, 1500, 1500, 3000, 3500,  4500, 4500,
                            6000, 6000, 1500, 8000, 8000, 10000, 10000};
  p.recognition_fit.nobody = {5500, 5500, 5500, 5500, 6300, 6500,  7500, 7500,
                              8200, 8200, 8700, 9200, 9200, 10000, 10000};
  p.recognition_fit.no_role = 5500;

  p.language_fit.missing = {10000, 6500, 2500, 500, 0};
  p.language_fit.unknown = 5000;
  //                           none   A1    A2    B1    B2    C1    C2
  p.language_fit.prior[0] = {0, 2500, 4500, 2500, 500, 0, 0};
  p.language_fit.prior[1] = {0, 0, 1500, 4500, 3500, 500, 0};
  p.language_fit.prior[2] = {0, 0, 0, 2000, 5500, 2500, 0};
  p.language_fit.prior[3] = {0, 0, 0, 1000, 4500, 4000, 500};
  p.language_fit.prior[4] = {0, 0, 500, 6500, 3000, 0, 0};
  p.language_fit.prior[5] = {0, 500, 5500, 4000, 0, 0, 0};

  p.district_fit.minutes = {{15, 10000}, {20, 10000}, {30, 9500}, {45, 8000},
                            {60, 6000},  {75, 3500},  {90, 1500}};
  p.district_fit.relation = {9000, 7000, 5000, 2500, 0};
  p.district_fit.unknown = 5000;

  p.working_time_fit.share = {{100, 10000}, {90, 8500}, {75, 6000}, {50, 3000}};
  p.working_time_fit.unknown = 7000;

  p.start_fit.weeks_late = {{2, 10000}, {8, 8000}, {17, 5000}, {26, 2500}};
  p.start_fit.unknown = 7000;

  p.employer_support.item = {3000, 3000, 2000, 1000, 1000};
  p.employer_support.not_stated = 2500;

  p.switches.fill(kEnforce);
  p.switches[Index(RuleKey::kStartWindow)] = kFlag;
  p.switches[Index(RuleKey::kKindAndTrack)] = kFlag;
  p.switches[Index(RuleKey::kResidenceObligation)] = kFlag;

  p.rules.language_short_by_law = 1;
  p.rules.language_short_required = 2;
  p.rules.reach_max_minutes = 90;
  p.rules.reach_relations = {true, true, true, false, false};
  p.rules.training_weeks_late = 13;
  return p;
}

ScoringProfile Default() {
  ScoringProfile p = Common();
  p.id = "default";
  p.note = "Qualification, recognition, German and district carry 85 of 100; occupation leads.";
  p.weights = {2600, 1300, 800, 1000, 1600, 1200, 800, 300, 400};
  p.occupation_fit.wish_work = 6000;
  p.occupation_fit.wish_training = 10000;
  p.level_adequacy.points = {{{9000, 5000, 1000, 0, 10000, 8500},
                              {3500, 10000, 6000, 1500, 4500, 4000},
                              {1000, 6500, 10000, 7000, 2000, 1500},
                              {0, 3500, 8000, 10000, 500, 500}}};
  return p;
}

ScoringProfile TrainingFirst() {
  ScoringProfile p = Common();
  p.id = "training_first";
  p.note = "For people without a vocational qualification: training before helper work.";
  p.weights = {2300, 2200, 300, 300, 1900, 1500, 700, 500, 300};
  p.occupation_fit.wish_work = 7000;
  p.occupation_fit.wish_training = 10000;
  p.level_adequacy.points = {{{4000, 4000, 500, 0, 10000, 9000},
                              {2500, 9000, 5500, 1000, 7500, 6000},
                              {1500, 6000, 10000, 6500, 4000, 3000},
                              {500, 4000, 8000, 10000, 3000, 2000}}};
  p.switches[Index(RuleKey::kStartWindow)] = kEnforce;
  p.rules.reach_max_minutes = 75;
  return p;
}

ScoringProfile AdequateEmployment() {
  ScoringProfile p = Common();
  p.id = "adequate_employment";
  p.note = "For people with a qualification: occupation, level and recognition carry 66 of 100.";
  p.weights = {2800, 2400, 900, 1400, 1200, 600, 400, 100, 200};
  p.occupation_fit.wish_work = 4000;
  p.occupation_fit.wish_training = 8000;
  p.level_adequacy.points = {{{8000, 5000, 1000, 0, 10000, 8000},
                              {2000, 10000, 6000, 1000, 3000, 2500},
                              {500, 5000, 10000, 7000, 500, 500},
                              {0, 2500, 8000, 10000, 0, 0}}};
  p.switches[Index(RuleKey::kWorkingTimePossible)] = kFlag;
  p.switches[Index(RuleKey::kKindAndTrack)] = kEnforce;
  return p;
}

ScoringProfile NearHome() {
  ScoringProfile p = Common();
  p.id = "near_home";
  p.note = "For people bound by time windows and buses: way and hours carry 43 of 100.";
  p.weights = {1800, 900, 500, 600, 1400, 2800, 1500, 200, 300};
  p.occupation_fit.wish_work = 5000;
  p.occupation_fit.wish_training = 10000;
  p.level_adequacy.points = {{{9500, 5000, 1000, 0, 9500, 8500},
                              {5500, 10000, 6000, 1500, 4500, 4000},
                              {2500, 7500, 10000, 7000, 2000, 1500},
                              {1000, 5500, 9000, 10000, 500, 500}}};
  p.district_fit.minutes = {{15, 10000}, {20, 9000}, {30, 7000}, {45, 3500}, {60, 1000}};
  p.district_fit.relation = {8500, 5000, 2500, 500, 0};
  p.rules.reach_max_minutes = 45;
  p.rules.reach_relations = {true, false, false, false, false};
  return p;
}

}  // namespace

const std::vector<ScoringProfile>& ShippedProfiles() {
  static const auto* const profiles =
      new std::vector<ScoringProfile>{Default(), TrainingFirst(), AdequateEmployment(), NearHome()};
  return *profiles;
}

absl::StatusOr<ScoringProfile> ShippedProfile(absl::string_view id) {
  std::string names;
  for (const ScoringProfile& profile : ShippedProfiles()) {
    if (profile.id == id) return profile;
    absl::StrAppend(&names, names.empty() ? "" : ", ", profile.id);
  }
  return absl::NotFoundError(absl::StrCat("profile \"", id, "\" is not one of ", names));
}

}  // namespace passung
