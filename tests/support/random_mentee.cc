#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/builders.h"
#include "tests/support/random_vocabulary.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

constexpr int32_t kRareDatePercent = 30;

class MenteeMaker {
 public:
  MenteeMaker(RandomSource& random, int32_t unknown_percent)
      : random_(random), unknown_(unknown_percent) {}

  Mentee Make(int32_t number) {
    mentee_.id.value = absl::StrCat("m", number);
    Place();
    Claims();
    LanguageAndSchool();
    Proofs();
    Time();
    Exclusions();
    Residence();
    Jobs();
    return mentee_;
  }

 private:
  bool Known() { return !random_.Chance(unknown_); }
  Validity Valid() {
    Validity valid;
    if (random_.Chance(kRareDatePercent)) valid.from = RandomDay(random_);
    if (random_.Chance(kRareDatePercent)) valid.until = RandomDay(random_);
    if (valid.from && valid.until && *valid.until < *valid.from) std::swap(valid.from, valid.until);
    return valid;
  }
  // Zero entries where unknown, else one or two.
  int32_t Entries() { return Known() ? random_.Between(1, 2) : 0; }

  void Place() {
    MenteeFacts& facts = mentee_.facts;
    for (int32_t i = Entries(); i > 0; --i) {
      facts.homes.push_back({RandomDistrict(random_), "", {}, Valid()});
    }
    for (int32_t i = random_.Below(3); i > 0; --i) {
      facts.travel_times.push_back(
          {RandomPostalCode(random_), random_.Between(0, 12) * 10, Valid()});
    }
    facts.has_car = random_.Unless(unknown_, random_.Chance(50));
    if (random_.Chance(40)) facts.max_travel_minutes = random_.Between(2, 9) * 10;
    for (int32_t i = Entries(); i > 0; --i) facts.movement_limits.push_back(Limit());
  }

  AreaLimit Limit() { return {random_.Chance(50), RandomArea(random_), Valid()}; }

  void Claims() {
    MenteeFacts& facts = mentee_.facts;
    for (int32_t i = random_.Below(3); i > 0; --i) {
      facts.qualifications.push_back(RandomQualification());
    }
    for (int32_t i = random_.Below(3); i > 0; --i) {
      facts.experiences.push_back({RandomCode(random_), random_.Between(0, 48), Valid()});
    }
    for (int32_t i = random_.Below(3); i > 0; --i) {
      facts.wishes.push_back({RandomCode(random_), Valid()});
    }
    if (!Known()) {
      facts.qualifications.clear();
      facts.experiences.clear();
      facts.wishes.clear();
    }
    facts.track = random_.Unless(unknown_, random_.PickEnum<Track>(EnumCount<Track>()));
  }

  Qualification RandomQualification() {
    Qualification qualification;
    qualification.occupation = RandomCode(random_);
    qualification.dqr_level = random_.Unless(50, random_.Between(1, 8));
    for (int32_t i = random_.Below(3); i > 0; --i) {
      Recognition recognition;
      recognition.reference = random_.Unless(70, RandomCode(random_));
      recognition.outcome = random_.Unless(
          unknown_, random_.PickEnum<RecognitionOutcome>(EnumCount<RecognitionOutcome>()));
      recognition.step =
          random_.Unless(unknown_, random_.PickEnum<RecognitionStep>(EnumCount<RecognitionStep>()));
      recognition.valid = Valid();
      qualification.recognitions.push_back(recognition);
    }
    qualification.valid = Valid();
    return qualification;
  }

  void LanguageAndSchool() {
    MenteeFacts& facts = mentee_.facts;
    for (int32_t i = Entries(); i > 0; --i) {
      GermanFact fact;
      for (auto& level : fact.levels) {
        level = random_.Unless(unknown_, random_.PickEnum<LanguageLevel>(7));
      }
      if (random_.Chance(50)) fact.levels = German(fact.levels[0].value_or(LanguageLevel::kB1));
      fact.valid = Valid();
      facts.german.push_back(fact);
    }
    if (random_.Chance(30)) facts.other_languages = {RandomLanguage(random_)};
    for (int32_t i = Entries(); i > 0; --i) {
      facts.schools.push_back({random_.Unless(unknown_, random_.PickEnum<SchoolCertificate>(5)),
                               random_.Unless(unknown_, random_.Between(8, 12)), Valid()});
    }
  }

  void Proofs() {
    MenteeFacts& facts = mentee_.facts;
    if (Known()) {
      facts.licences.emplace();
      for (int32_t i = random_.Below(4); i > 0; --i) {
        facts.licences->push_back({RandomLicenceHeld(random_), Valid()});
      }
    }
    if (Known()) {
      facts.skills.emplace();
      for (const char* id : {"s1", "s2", "s3"}) {
        if (random_.Chance(50)) facts.skills->push_back({id, Valid()});
      }
    }
  }

  void Time() {
    MenteeFacts& facts = mentee_.facts;
    for (int32_t i = Entries(); i > 0; --i) {
      HoursFact fact;
      fact.hours = random_.Unless(unknown_, RandomHours(random_));
      if (Known()) fact.windows = RandomWindows(random_, 1);
      fact.valid = Valid();
      facts.hours.push_back(fact);
    }
    facts.available_from = random_.Unless(unknown_, RandomDay(random_));
  }

  void Exclusions() {
    if (random_.Chance(20)) {
      mentee_.facts.exclusions.occupations = {RandomPrefix(random_)};
    }
    if (random_.Chance(20)) {
      mentee_.facts.exclusions.conditions = {random_.PickEnum<Condition>(EnumCount<Condition>())};
    }
  }

  void Residence() {
    for (int32_t i = Entries(); i > 0; --i) {
      ResidenceFact title;
      title.status = random_.Unless(
          unknown_ / 2, random_.PickEnum<ResidenceStatus>(EnumCount<ResidenceStatus>()));
      if (title.status && random_.Chance(40)) {
        title.status = random_.Pick<ResidenceStatus>({ResidenceStatus::kGestattung,
                                                      ResidenceStatus::kDuldung60a,
                                                      ResidenceStatus::kDuldung60d});
      }
      title.housing = random_.Unless(unknown_, random_.PickEnum<Housing>(2));
      title.access_bar =
          random_.Unless(unknown_, random_.Chance(80) ? AccessBar::kNone : AccessBar::kBarred);
      title.note = random_.Unless(70, random_.PickEnum<AccessNote>(3));
      title.stay_since = random_.Unless(unknown_, RandomStay(random_));
      title.document_until = random_.Unless(unknown_, RandomDay(random_));
      title.valid = Valid();
      mentee_.residence.titles.push_back(title);
    }
    for (int32_t i = Entries(); i > 0; --i) mentee_.residence.obligations.push_back(Limit());
  }

  // From a source of their own: all else is the same with them and without.
  void Jobs() {
    RandomSource random(RandomSource(random_).Next() ^ 0x776f726bU);
    if (!random.Chance(20)) return;
    for (int32_t i = random.Between(1, 2); i > 0; --i) {
      Job job;
      job.occupation = random.Unless(unknown_, RandomCode(random));
      job.requirement_level = random.Unless(70, random.Between(1, 4));
      job.weekly_hours = random.Unless(unknown_, random.Between(2, 45));
      if (random.Chance(30)) job.kind = random.PickEnum<VacancyKind>(EnumCount<VacancyKind>());
      if (random.Chance(kRareDatePercent)) job.valid.from = RandomDay(random);
      if (!job.valid.from && random.Chance(kRareDatePercent)) job.valid.until = RandomDay(random);
      mentee_.jobs.push_back(job);
    }
  }

  RandomSource& random_;
  int32_t unknown_;
  Mentee mentee_;
};

}  // namespace

Mentee RandomMentee(RandomSource& random, int32_t unknown_percent, int32_t number) {
  return MenteeMaker(random, unknown_percent).Make(number);
}

}  // namespace passung
