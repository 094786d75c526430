#include "proto/wire/vacancy_wire.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

v1::Vacancy VacancyOf(const std::string& fields) {
  v1::Vacancy message;
  const std::string text = "name: 'vacancies/V1' " + fields;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

TEST(VacancyWireTest, AbsentShiftsAreNotStatedAndEmptyOnesAreFree) {
  ASSERT_OK_AND_ASSIGN(const Vacancy unstated, FromProto(VacancyOf("")));
  EXPECT_EQ(unstated.shifts, std::nullopt);
  EXPECT_EQ(unstated.support, std::nullopt);
  ASSERT_OK_AND_ASSIGN(const Vacancy free, FromProto(VacancyOf("shifts {} support {}")));
  EXPECT_THAT(free.shifts, Optional(IsEmpty()));
  EXPECT_THAT(free.support, Optional(IsEmpty()));
  EXPECT_TRUE(ToProto(free).has_shifts());
}

TEST(VacancyWireTest, StrengthThatIsNotGivenTakesTheDocumentedDefault) {
  ASSERT_OK_AND_ASSIGN(
      const Vacancy vacancy,
      FromProto(VacancyOf("german { levels { speaking: LANGUAGE_LEVEL_B2 } }"
                          "school { certificate: SCHOOL_CERTIFICATE_ABITUR }"
                          "licences { kind: LICENCE_KIND_FORKLIFT } skills { id: 's' }")));
  EXPECT_EQ(vacancy.german.strength, RequirementStrength::kRequired);
  EXPECT_EQ(vacancy.school->strength, RequirementStrength::kRequired);
  EXPECT_EQ(vacancy.licences[0].strength, RequirementStrength::kByLaw);
  EXPECT_EQ(vacancy.skills[0].strength, RequirementStrength::kRequired);
}

TEST(VacancyWireTest, EmployerMayBeUnknown) {
  ASSERT_OK_AND_ASSIGN(const Vacancy vacancy, FromProto(VacancyOf("")));
  EXPECT_EQ(vacancy.employer.value, "");
  EXPECT_THAT(FromProto(VacancyOf("employer: 'E1'")),
              Refused("employer: \"E1\" is not \"employers/{id}\""));
}

TEST(VacancyWireTest, InlineVacancyNeedsNoName) {
  EXPECT_THAT(FromProto(v1::Vacancy()), Refused("name: \"\" is not \"vacancies/{id}\""));
  ASSERT_OK_AND_ASSIGN(const Vacancy vacancy, FromProto(v1::Vacancy(), {.inline_id = "inline"}));
  EXPECT_EQ(vacancy.id.value, "inline");
}

TEST(VacancyWireTest, FaultyFieldsAreNamed) {
  EXPECT_THAT(FromProto(VacancyOf("occupations { code: '25214' } occupations { code: '00000' }")),
              Refused("occupations[1].code: occupation code \"00000\""));
  EXPECT_THAT(FromProto(VacancyOf("places { district: '99999' }")),
              Refused("places[0].district: district code \"99999\""));
  EXPECT_THAT(FromProto(VacancyOf("start: '1.8.2026'")), Refused("start: date \"1.8.2026\""));
  EXPECT_THAT(FromProto(VacancyOf("school {}")), Refused("school.certificate: must be given"));
  EXPECT_THAT(FromProto(VacancyOf("support { items: SUPPORT_ITEM_UNSPECIFIED }")),
              Refused("support.items[0]: must be given"));
  EXPECT_THAT(FromProto(VacancyOf("shifts { windows { to_minute: 60 } }")),
              Refused("shifts.windows[0].weekday: must be given"));
}

TEST(VacancyWireTest, UnknownKindIsRefusedAndNotTakenForUnstated) {
  v1::Vacancy message = VacancyOf("");
  message.set_kind(static_cast<v1::VacancyKind>(77));
  EXPECT_THAT(FromProto(message), Refused("kind: 77 is not a value of VacancyKind"));
}

}  // namespace
}  // namespace passung::wire
