#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "passung/mentee.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

// A person about whom something is known in every field.
Mentee KnownMentee() {
  const Validity valid = {.from = Day("2026-01-01"), .until = Day("2026-12-31")};
  Mentee mentee;
  mentee.id.value = "m-1";
  MenteeFacts& facts = mentee.facts;
  facts.homes = {{Ags("14713"), "04109", GeoPoint{51'340'000, 12'370'000}, valid}};
  facts.qualifications = {
      {Kldb("81302"),
       4,
       2015,
       {{Kldb("81302"), RecognitionOutcome::kOpen, RecognitionStep::kFiled, valid}},
       valid}};
  facts.experiences = {{Kldb("81302"), 60, valid}};
  facts.wishes = {{Kldb("26112"), valid}};
  facts.german = {
      {AllSkills(LanguageLevel::kB1), LanguageProof::kCertified, Day("2025-05-05"), valid}};
  facts.other_languages = {"uk", "en"};
  facts.schools = {{SchoolCertificate::kAbitur, 11, valid}};
  facts.licences = {{LicenceKind::kDrivingB, valid}};
  facts.skills = {{"61041", valid}};
  facts.has_car = true;
  facts.max_travel_minutes = 60;
  facts.travel_times = {{"04157", 25, valid}};
  facts.hours = {{WeeklyHours{20, 30}, MondayToFriday(At(8, 30), At(14, 30)), valid}};
  facts.available_from = Day("2026-03-01");
  facts.track = Track::kEmployment;
  facts.exclusions = {{OccupationPrefix::Parse("54").value()}, {Condition::kNightWork}};
  facts.movement_limits = {{true, Area("14"), valid}};
  mentee.residence.titles = {{ResidenceStatus::kS24, Housing::kMunicipality, AccessBar::kNone,
                              AccessNote::kAllowed, Day("2022-03-15"), Day("2027-03-04"), valid}};
  mentee.residence.obligations = {{true, Area("14713"), valid}};
  mentee.jobs = {{Kldb("51311"), 1, 38, VacancyKind::kJob, valid}};
  return mentee;
}

struct MenteeFault {
  std::function<void(Mentee&)> edit;
  const char* message;  // how it begins
};

void ExpectMenteeFaults(const std::vector<MenteeFault>& faults) {
  for (const MenteeFault& fault : faults) {
    Mentee mentee = KnownMentee();
    fault.edit(mentee);
    const absl::Status status = Validate(mentee);
    EXPECT_EQ(status.code(), kInvalid) << fault.message;
    EXPECT_THAT(std::string(status.message()), testing::StartsWith(fault.message));
  }
}

const Validity kBackwards = {.from = Day("2026-02-01"), .until = Day("2026-01-31")};

TEST(ValidateMenteeTest, AnIdIsEnough) {
  Mentee mentee;
  mentee.id.value = "m-1";
  EXPECT_OK(Validate(mentee));
}

TEST(ValidateMenteeTest, AcceptsAPersonOfWhomEverythingIsKnown) {
  EXPECT_OK(Validate(KnownMentee()));
}

TEST(ValidateMenteeTest, RefusesImpossibleIds) {
  ExpectMenteeFaults({{[](Mentee& m) { m.id.value = ""; }, "id \"\" is not 1 to 63 characters"},
                      {[](Mentee& m) { m.id.value = "Anna K."; }, "id \"Anna K.\" is not"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleHomes) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.facts.homes[0].district = DistrictCode(); },
        "facts.homes[0].district \"00000\" is not five digits"},
       {[](Mentee& m) { m.facts.homes[0].district = DistrictCode::FromNumber(17001); },
        "facts.homes[0].district \"17001\""},
       {[](Mentee& m) { m.facts.homes[0].postal_code = "4109"; },
        "facts.homes[0].postal_code \"4109\" is not five digits"},
       {[](Mentee& m) { m.facts.homes[0].point->latitude_e6 = 90'000'001; },
        "facts.homes[0].point.latitude_e6 \"90000001\" is not -90000000 to 90000000"},
       {[](Mentee& m) { m.facts.homes[0].point->longitude_e6 = -180'000'001; },
        "facts.homes[0].point.longitude_e6 \"-180000001\""},
       {[](Mentee& m) { m.facts.homes[0].valid = kBackwards; },
        "facts.homes[0].valid.until \"2026-01-31\" lies before from \"2026-02-01\""}});
}

TEST(ValidateMenteeTest, RefusesImpossibleQualifications) {
  ExpectMenteeFaults(
      {{[](Mentee& m) {
          m.facts.qualifications.push_back({Kldb("81302"), 9, {}, {}, {}});
        },
        "facts.qualifications[1].dqr_level \"9\" is not 1 to 8"},
       {[](Mentee& m) { m.facts.qualifications[0].dqr_level = 0; },
        "facts.qualifications[0].dqr_level \"0\""},
       {[](Mentee& m) { m.facts.qualifications[0].occupation = OccupationCode(); },
        "facts.qualifications[0].occupation \"00000\" is not a code of the KldB 2010"},
       {[](Mentee& m) { m.facts.qualifications[0].occupation = OccupationCode::FromNumber(81305); },
        "facts.qualifications[0].occupation \"81305\""},
       {[](Mentee& m) { m.facts.qualifications[0].year = 1949; },
        "facts.qualifications[0].year \"1949\" is not 1950 to 2199"},
       {[](Mentee& m) { m.facts.qualifications[0].year = 2200; },
        "facts.qualifications[0].year \"2200\""},
       {[](Mentee& m) {
          m.facts.qualifications[0].recognitions[0].reference = OccupationCode::FromNumber(13102);
        },
        "facts.qualifications[0].recognitions[0].reference \"13102\""},
       {[](Mentee& m) {
          m.facts.qualifications[0].recognitions[0].outcome = static_cast<RecognitionOutcome>(9);
        },
        "facts.qualifications[0].recognitions[0].outcome \"9\" is not a number below 9"},
       {[](Mentee& m) {
          m.facts.qualifications[0].recognitions[0].step = static_cast<RecognitionStep>(8);
        },
        "facts.qualifications[0].recognitions[0].step \"8\""},
       {[](Mentee& m) { m.facts.qualifications[0].recognitions[0].valid = kBackwards; },
        "facts.qualifications[0].recognitions[0].valid.until"},
       {[](Mentee& m) { m.facts.qualifications[0].valid = kBackwards; },
        "facts.qualifications[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleExperiencesAndWishes) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.facts.experiences[0].months = -1; },
        "facts.experiences[0].months \"-1\" is not 0 to 720"},
       {[](Mentee& m) { m.facts.experiences[0].months = 721; },
        "facts.experiences[0].months \"721\""},
       {[](Mentee& m) { m.facts.experiences[0].occupation = OccupationCode(); },
        "facts.experiences[0].occupation \"00000\""},
       {[](Mentee& m) { m.facts.experiences[0].valid = kBackwards; },
        "facts.experiences[0].valid.until"},
       {[](Mentee& m) { m.facts.wishes[0].occupation = OccupationCode(); },
        "facts.wishes[0].occupation \"00000\""},
       {[](Mentee& m) { m.facts.wishes[0].valid = kBackwards; }, "facts.wishes[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleLanguageAndSchool) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.facts.german[0].levels[2] = static_cast<LanguageLevel>(7); },
        "facts.german[0].levels.speaking \"7\" is not a number below 7"},
       {[](Mentee& m) { m.facts.german[0].proof = static_cast<LanguageProof>(3); },
        "facts.german[0].proof \"3\""},
       {[](Mentee& m) { m.facts.german[0].proof_date = Date::FromDays(100'000); },
        "facts.german[0].proof_date \"100000\" is not the number of a day"},
       {[](Mentee& m) { m.facts.german[0].valid = kBackwards; }, "facts.german[0].valid.until"},
       {[](Mentee& m) { m.facts.other_languages[1] = "EN"; },
        "facts.other_languages[1] \"EN\" is not two lower-case letters"},
       {[](Mentee& m) { m.facts.other_languages[0] = "ukr"; }, "facts.other_languages[0] \"ukr\""},
       {[](Mentee& m) { m.facts.other_languages[0] = ""; }, "facts.other_languages[0] \"\""},
       {[](Mentee& m) { m.facts.schools[0].certificate = static_cast<SchoolCertificate>(5); },
        "facts.schools[0].certificate \"5\""},
       {[](Mentee& m) { m.facts.schools[0].years = 21; },
        "facts.schools[0].years \"21\" is not 0 to 20"},
       {[](Mentee& m) { m.facts.schools[0].years = -1; }, "facts.schools[0].years \"-1\""},
       {[](Mentee& m) { m.facts.schools[0].valid = kBackwards; }, "facts.schools[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleLicencesAndSkills) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { (*m.facts.licences)[0].kind = static_cast<LicenceKind>(21); },
        "facts.licences[0].kind \"21\""},
       {[](Mentee& m) { (*m.facts.licences)[0].valid = kBackwards; },
        "facts.licences[0].valid.until"},
       {[](Mentee& m) { (*m.facts.skills)[0].id = "a b"; }, "facts.skills[0].id \"a b\" is not"},
       {[](Mentee& m) {
          m.facts.skills->push_back({"61041", {}});
        },
        "facts.skills[1].id \"61041\" stands in the list twice"},
       {[](Mentee& m) { (*m.facts.skills)[0].valid = kBackwards; },
        "facts.skills[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleTravelTimes) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.facts.max_travel_minutes = 0; },
        "facts.max_travel_minutes \"0\" is not 1 to 600"},
       {[](Mentee& m) { m.facts.max_travel_minutes = 601; }, "facts.max_travel_minutes \"601\""},
       {[](Mentee& m) { m.facts.travel_times[0].postal_code = ""; },
        "facts.travel_times[0].postal_code \"\" is not five digits"},
       {[](Mentee& m) { m.facts.travel_times[0].minutes = -1; },
        "facts.travel_times[0].minutes \"-1\" is not 0 to 600"},
       {[](Mentee& m) { m.facts.travel_times[0].minutes = 601; },
        "facts.travel_times[0].minutes \"601\""},
       {[](Mentee& m) { m.facts.travel_times[0].valid = kBackwards; },
        "facts.travel_times[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleHoursAndWindows) {
  ExpectMenteeFaults(
      {{[](Mentee& m) {
          m.facts.hours[0].hours = WeeklyHours{0, 20};
        },
        "facts.hours[0].hours.min \"0\" is not 1 to 48"},
       {[](Mentee& m) {
          m.facts.hours[0].hours = WeeklyHours{20, 49};
        },
        "facts.hours[0].hours.max \"49\" is not 20 to 48"},
       {[](Mentee& m) {
          m.facts.hours[0].hours = WeeklyHours{30, 20};
        },
        "facts.hours[0].hours.max \"20\" is not 30 to 48"},
       {[](Mentee& m) { m.facts.hours[0].windows->clear(); }, "facts.hours[0].windows \"\" has no"},
       {[](Mentee& m) { (*m.facts.hours[0].windows)[1].weekday = 7; },
        "facts.hours[0].windows[1].weekday \"7\" is not 0 to 6"},
       {[](Mentee& m) { (*m.facts.hours[0].windows)[0].from_minute = -1; },
        "facts.hours[0].windows[0].from_minute \"-1\" is not 0 to 1439"},
       {[](Mentee& m) { (*m.facts.hours[0].windows)[0].to_minute = 1441; },
        "facts.hours[0].windows[0].to_minute \"1441\" is not 511 to 1440"},
       {[](Mentee& m) { (*m.facts.hours[0].windows)[0].to_minute = At(8, 30); },
        "facts.hours[0].windows[0].to_minute \"510\""},
       {[](Mentee& m) { m.facts.hours[0].valid = kBackwards; }, "facts.hours[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesImpossibleStartTrackAndExclusions) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.facts.available_from = Date::FromDays(-30'000); },
        "facts.available_from \"-30000\" is not the number of a day"},
       {[](Mentee& m) { m.facts.track = static_cast<Track>(2); }, "facts.track \"2\""},
       {[](Mentee& m) { m.facts.exclusions.conditions[0] = static_cast<Condition>(5); },
        "facts.exclusions.conditions[0] \"5\""}});
}

TEST(ValidateMenteeTest, RefusesAreaLimitsWithoutAnArea) {
  ExpectMenteeFaults({{[](Mentee& m) { m.facts.movement_limits[0].area = AreaCode(); },
                       "facts.movement_limits[0].area \"00\" is not a Land"},
                      {[](Mentee& m) { m.facts.movement_limits[0].valid = kBackwards; },
                       "facts.movement_limits[0].valid.until"},
                      {[](Mentee& m) { m.residence.obligations[0].area = AreaCode(); },
                       "residence.obligations[0].area \"00\""}});
  Mentee unlimited = KnownMentee();
  unlimited.facts.movement_limits = {{false, AreaCode(), {}}};
  EXPECT_OK(Validate(unlimited));
}

TEST(ValidateMenteeTest, RefusesImpossibleTitles) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.residence.titles[0].status = static_cast<ResidenceStatus>(25); },
        "residence.titles[0].status \"25\" is not a number below 25"},
       {[](Mentee& m) { m.residence.titles[0].housing = static_cast<Housing>(2); },
        "residence.titles[0].housing \"2\""},
       {[](Mentee& m) { m.residence.titles[0].access_bar = static_cast<AccessBar>(2); },
        "residence.titles[0].access_bar \"2\""},
       {[](Mentee& m) { m.residence.titles[0].note = static_cast<AccessNote>(3); },
        "residence.titles[0].note \"3\""},
       {[](Mentee& m) { m.residence.titles[0].stay_since = Date::FromDays(-25'568); },
        "residence.titles[0].stay_since \"-25568\""},
       {[](Mentee& m) { m.residence.titles[0].document_until = Date::FromDays(84'006); },
        "residence.titles[0].document_until \"84006\""},
       {[](Mentee& m) { m.residence.titles[0].valid = kBackwards; },
        "residence.titles[0].valid.until"}});
}

TEST(ValidateMenteeTest, RefusesListsThatAreTooLong) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.facts.qualifications.resize(17, m.facts.qualifications[0]); },
        "facts.qualifications \"17\" entries, allowed are 16"},
       {[](Mentee& m) { m.facts.experiences.resize(17, m.facts.experiences[0]); },
        "facts.experiences \"17\" entries, allowed are 16"},
       {[](Mentee& m) { m.facts.wishes.resize(17, m.facts.wishes[0]); },
        "facts.wishes \"17\" entries, allowed are 16"},
       {[](Mentee& m) { m.facts.homes.resize(65, m.facts.homes[0]); },
        "facts.homes \"65\" entries, allowed are 64"},
       {[](Mentee& m) { m.facts.other_languages.resize(65, "en"); },
        "facts.other_languages \"65\" entries, allowed are 64"},
       {[](Mentee& m) {
          m.facts.exclusions.occupations.resize(65, m.facts.exclusions.occupations[0]);
        },
        "facts.exclusions.occupations \"65\" entries, allowed are 64"},
       {[](Mentee& m) { m.facts.skills->resize(201); },
        "facts.skills \"201\" entries, allowed are 200"}});
  Mentee longest = KnownMentee();
  longest.facts.wishes.resize(16, longest.facts.wishes[0]);
  longest.facts.homes.resize(64, longest.facts.homes[0]);
  EXPECT_OK(Validate(longest));
}

TEST(ValidateMenteeTest, TheBoundsThemselvesAreAllowed) {
  Mentee mentee = KnownMentee();
  mentee.facts.experiences[0].months = 720;
  mentee.facts.travel_times[0].minutes = 0;
  mentee.facts.max_travel_minutes = 600;
  mentee.facts.hours[0].hours = WeeklyHours{48, 48};
  mentee.facts.hours[0].windows = {{0, 0, 1440}, {6, 1439, 1440}};
  mentee.facts.available_from = Day("2199-12-31");
  mentee.residence.titles[0].stay_since = Day("1900-01-01");
  mentee.facts.homes[0].valid = {.from = Day("2026-01-01"), .until = Day("2026-01-01")};
  EXPECT_OK(Validate(mentee));
}

TEST(ValidateMenteeTest, AQuotedValueIsShortAndValidUtf8) {
  Mentee mentee = KnownMentee();
  mentee.id.value = absl::StrCat(std::string(79, 'x'), std::string(500, '\xC3'));
  EXPECT_THAT(Validate(mentee),
              StatusIs(kInvalid, HasSubstr(absl::StrCat(std::string(79, 'x'), "…\""))));
  mentee.id.value = "a\xFF";
  EXPECT_THAT(Validate(mentee), StatusIs(kInvalid, HasSubstr("\"a\\xff\"")));
}

TEST(ValidateMenteeTest, JobsNameTheirFaults) {
  ExpectMenteeFaults(
      {{[](Mentee& m) { m.jobs[0].requirement_level = 5; },
        "jobs[0].requirement_level \"5\" is not 1 to 4"},
       {[](Mentee& m) { m.jobs[0].weekly_hours = 0; }, "jobs[0].weekly_hours \"0\" is not 1 to 48"},
       {[](Mentee& m) { m.jobs[0].weekly_hours = 49; }, "jobs[0].weekly_hours \"49\""},
       {[](Mentee& m) { m.jobs[0].occupation = OccupationCode(); }, "jobs[0].occupation"},
       {[](Mentee& m) { m.jobs[0].valid = kBackwards; }, "jobs[0].valid.until"},
       {[](Mentee& m) { m.jobs.assign(65, Job()); }, "jobs"}});
}

}  // namespace
}  // namespace passung
