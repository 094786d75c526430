#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "passung/vacancy.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

// A vacancy that states something in every field.
Vacancy StatedVacancy() {
  Vacancy vacancy;
  vacancy.id.value = "10001-1003552327-S";
  vacancy.employer.value = "e-1";
  vacancy.employer_name = "Pflegedienst Nordlicht GmbH";
  vacancy.title = "Pflegefachkraft (m/w/d)";
  vacancy.occupations = {{Kldb("81302"), 2, "Pflegefachmann/-frau"}};
  vacancy.places = {{Ags("14713"), "04109", "Leipzig", GeoPoint{51'340'000, 12'370'000}}};
  vacancy.kind = VacancyKind::kJob;
  vacancy.openings = 2;
  vacancy.hours = WeeklyHours{20, 40};
  vacancy.shifts = MondayToFriday(At(6), At(14));
  vacancy.german = {AllSkills(LanguageLevel::kB2), RequirementStrength::kRequired, "mind. B2"};
  vacancy.working_languages = {"en"};
  vacancy.school = SchoolRequirement{};
  vacancy.licences = {{LicenceKind::kDrivingB, RequirementStrength::kDesired}};
  vacancy.skills = {{"61041", RequirementStrength::kRequired}};
  vacancy.support = {{SupportItem::kGermanCourse}};
  vacancy.start = Day("2026-03-01");
  vacancy.end = Day("2027-02-28");
  vacancy.published = Day("2026-01-01");
  vacancy.open_from = Day("2026-01-01");
  vacancy.apply_until = Day("2026-02-28");
  vacancy.source = "csv";
  vacancy.source_reference = "1";
  return vacancy;
}

struct VacancyFault {
  std::function<void(Vacancy&)> edit;
  const char* message;  // how it begins
};

void ExpectVacancyFaults(const std::vector<VacancyFault>& faults) {
  for (const VacancyFault& fault : faults) {
    Vacancy vacancy = StatedVacancy();
    fault.edit(vacancy);
    const absl::Status status = Validate(vacancy);
    EXPECT_EQ(status.code(), kInvalid) << fault.message;
    EXPECT_THAT(std::string(status.message()), testing::StartsWith(fault.message));
  }
}

TEST(ValidateVacancyTest, AnIdIsEnough) {
  Vacancy vacancy;
  vacancy.id.value = "v";
  EXPECT_OK(Validate(vacancy));
}

TEST(ValidateVacancyTest, AcceptsAVacancyThatStatesEverything) {
  EXPECT_OK(Validate(StatedVacancy()));
}

TEST(ValidateVacancyTest, RefusesImpossibleIdsAndTexts) {
  ExpectVacancyFaults(
      {{[](Vacancy& v) { v.id.value = ""; }, "id \"\" is not 1 to 63 characters"},
       {[](Vacancy& v) { v.employer.value = "a/b"; }, "employer \"a/b\" is not"},
       {[](Vacancy& v) { v.employer_name = std::string(201, 'x'); }, "employer_name \"xxx"},
       {[](Vacancy& v) {
          v.employer_name =
              "B\xE4"
              "cker";
        },
        "employer_name \"B\\xe4\\x63ker\" is not valid UTF-8"},
       {[](Vacancy& v) { v.title = std::string(301, 'x'); }, "title \"xxx"},
       {[](Vacancy& v) { v.title = "\xFF"; }, "title \"\\xff\" is not valid UTF-8"},
       {[](Vacancy& v) { v.source = std::string(201, 'x'); }, "source \"xxx"},
       {[](Vacancy& v) { v.source_reference = "\xC3"; }, "source_reference \"\\xc3\""}});
}

TEST(ValidateVacancyTest, RefusesImpossibleOccupations) {
  ExpectVacancyFaults(
      {{[](Vacancy& v) { v.occupations[0].code = OccupationCode(); },
        "occupations[0].code \"00000\" is not a code of the KldB 2010"},
       {[](Vacancy& v) { v.occupations[0].activity_level = 5; },
        "occupations[0].activity_level \"5\" is not 1 to 4"},
       {[](Vacancy& v) { v.occupations[0].activity_level = 0; },
        "occupations[0].activity_level \"0\""},
       {[](Vacancy& v) { v.occupations[0].label = std::string(201, 'x'); },
        "occupations[0].label \"xxx"},
       {[](Vacancy& v) { v.occupations.resize(4); }, "occupations \"4\" entries, allowed are 3"}});
}

TEST(ValidateVacancyTest, RefusesImpossiblePlaces) {
  ExpectVacancyFaults(
      {{[](Vacancy& v) { v.places[0].district = DistrictCode::FromNumber(713); },
        "places[0].district \"00713\""},
       {[](Vacancy& v) { v.places[0].postal_code = "O4109"; },
        "places[0].postal_code \"O4109\" is not five digits"},
       {[](Vacancy& v) { v.places[0].town = "\xFF"; }, "places[0].town \"\\xff\""},
       {[](Vacancy& v) { v.places[0].point->latitude_e6 = -90'000'001; },
        "places[0].point.latitude_e6 \"-90000001\""},
       {[](Vacancy& v) { v.places.resize(17); }, "places \"17\" entries, allowed are 16"}});
}

TEST(ValidateVacancyTest, RefusesImpossibleKindsAndNumbers) {
  ExpectVacancyFaults(
      {{[](Vacancy& v) { v.kind = static_cast<VacancyKind>(10); }, "kind \"10\""},
       {[](Vacancy& v) { v.openings = 0; }, "openings \"0\" is not 1 to 10000"},
       {[](Vacancy& v) { v.openings = 10'001; }, "openings \"10001\""},
       {[](Vacancy& v) {
          v.hours = WeeklyHours{40, 20};
        },
        "hours.max \"20\" is not 40 to 48"},
       {[](Vacancy& v) {
          v.hours = WeeklyHours{0, 20};
        },
        "hours.min \"0\""},
       {[](Vacancy& v) {
          v.hours = WeeklyHours{38, 60};
        },
        "hours.max \"60\""},
       {[](Vacancy& v) { (*v.shifts)[2].to_minute = At(5); },
        "shifts[2].to_minute \"300\" is not 361 to 1440"},
       {[](Vacancy& v) { (*v.shifts)[0].weekday = -1; }, "shifts[0].weekday \"-1\""},
       {[](Vacancy& v) {
          v.shifts->resize(65, {0, 0, 1});
        },
        "shifts \"65\" entries"}});
  Vacancy free = StatedVacancy();
  free.shifts->clear();
  EXPECT_OK(Validate(free));
}

TEST(ValidateVacancyTest, RefusesImpossibleDemands) {
  ExpectVacancyFaults(
      {{[](Vacancy& v) { v.german.levels[0] = static_cast<LanguageLevel>(9); },
        "german.levels.listening \"9\""},
       {[](Vacancy& v) { v.german.strength = static_cast<RequirementStrength>(4); },
        "german.strength \"4\""},
       {[](Vacancy& v) { v.german.phrase = std::string(301, 'x'); }, "german.phrase \"xxx"},
       {[](Vacancy& v) { v.working_languages = {"de"}; }, "working_languages[0] \"de\" is German"},
       {[](Vacancy& v) { v.working_languages = {"eng"}; }, "working_languages[0] \"eng\""},
       {[](Vacancy& v) { v.school->certificate = static_cast<SchoolCertificate>(5); },
        "school.certificate \"5\""},
       {[](Vacancy& v) { v.school->strength = static_cast<RequirementStrength>(4); },
        "school.strength \"4\""},
       {[](Vacancy& v) { v.school->or_years = 0; }, "school.or_years \"0\" is not 1 to 20"},
       {[](Vacancy& v) { v.school->or_years = 21; }, "school.or_years \"21\""},
       {[](Vacancy& v) { v.licences[0].kind = static_cast<LicenceKind>(21); },
        "licences[0].kind \"21\""},
       {[](Vacancy& v) { v.licences[0].strength = static_cast<RequirementStrength>(4); },
        "licences[0].strength \"4\""},
       {[](Vacancy& v) { v.skills[0].id = ""; }, "skills[0].id \"\""},
       {[](Vacancy& v) { v.skills.push_back(v.skills[0]); },
        "skills[1].id \"61041\" stands in the list twice"},
       {[](Vacancy& v) { v.skills[0].strength = static_cast<RequirementStrength>(4); },
        "skills[0].strength \"4\""},
       {[](Vacancy& v) { (*v.support)[0] = static_cast<SupportItem>(5); }, "support[0] \"5\""}});
}

TEST(ValidateVacancyTest, FindsASkillTwiceAmongAsManyAsThereMayBe) {
  constexpr size_t kMost = 200;
  Vacancy vacancy = StatedVacancy();
  vacancy.skills.clear();
  for (size_t i = 0; i < kMost; ++i) vacancy.skills.push_back({"s" + std::to_string(i)});
  EXPECT_OK(Validate(vacancy));
  for (size_t i = 0; i + 1 < kMost; ++i) {
    vacancy.skills.back().id = vacancy.skills[i].id;
    EXPECT_THAT(Validate(vacancy),
                StatusIs(kInvalid, testing::HasSubstr("stands in the list twice")))
        << i;
  }
}

TEST(ValidateVacancyTest, RefusesImpossibleDates) {
  const Date never = Date::FromDays(1'000'000);
  ExpectVacancyFaults(
      {{[=](Vacancy& v) { v.start = never; }, "start \"1000000\" is not the number"},
       {[=](Vacancy& v) { v.end = never; }, "end \"1000000\""},
       {[=](Vacancy& v) { v.published = never; }, "published \"1000000\""},
       {[=](Vacancy& v) { v.open_from = never; }, "open_from \"1000000\""},
       {[=](Vacancy& v) { v.apply_until = never; }, "apply_until \"1000000\""}});
}

}  // namespace
}  // namespace passung
