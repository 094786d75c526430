// show and delete: one resource of a file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/mentee.pb.h"
#include "passung/v1/vacancy.pb.h"
#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CliResourceTest : public ProgramTest {
 protected:
  const std::string db_ = MakeMarket();
};

TEST_F(CliResourceTest, AResourceIsShownWithEveryFieldUnderItsPath) {
  const auto mentee = FromJson<v1::Mentee>(MustRun("show mentees/m000001 --format json" + db_).out);
  EXPECT_EQ(mentee.name(), "mentees/m000001");
  EXPECT_EQ(mentee.record().legal_bases_size(), 4);
  const std::string table = MustRun("show mentees/m000001 --lang en" + db_).out;
  EXPECT_THAT(table,
              AllOf(HasSubstr("Field"), HasSubstr("facts.homes[0].district"),
                    HasSubstr("record.legal_bases[3].kind"), HasSubstr("BASIS_KIND_CONSENT")));
  const std::string csv = MustRun("show vacancies/v0000001 --format csv" + db_).out;
  EXPECT_THAT(csv, AllOf(HasSubstr("field,value\r\n"), HasSubstr("\nname,vacancies/v0000001\r\n"),
                         HasSubstr("\ntest_data,true\r\n")));
  EXPECT_THAT(MustRun("show profiles/default --format json" + db_).out, HasSubstr("weights"));
}

TEST_F(CliResourceTest, WhatIsNoNameOrIsNotThereIsRefused) {
  const auto refused = [&](const std::string& arguments, const char* why) {
    const Outcome outcome = Run(arguments + db_);
    EXPECT_EQ(outcome.code, 1) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr(why)) << arguments;
  };
  refused("show mentees/nobody", "nobody");
  refused("show m000001", "is not one of mentees/ID");
  refused("show 'mentees/a b'", "a b");
  refused("delete mentees/nobody", "nobody");
  refused("delete mentees/m000001/contact", "is not one of mentees/ID");
  refused("delete profiles/default", "is not one of mentees/ID");
  EXPECT_EQ(Run("show" + db_).code, 2);
  EXPECT_EQ(Run("delete mentees/m000001").code, 2) << "of which database";
}

TEST_F(CliResourceTest, ADeletionIsTriedFirstAndThenMade) {
  EXPECT_THAT(MustRun("delete mentees/m000001 --dry-run --lang en" + db_).out,
              HasSubstr("would be deleted; nothing was changed"));
  MustRun("show mentees/m000001" + db_);
  EXPECT_THAT(
      MustRun("delete mentees/m000001 --lang en" + db_).out,
      AllOf(HasSubstr("mentees/m000001 is deleted"), HasSubstr("removes the person altogether")));
  EXPECT_EQ(Run("show mentees/m000001" + db_).code, 1);
  EXPECT_THAT(MustRun("delete vacancies/v0000001 --lang en" + db_).out,
              Not(HasSubstr("altogether")));
}

}  // namespace
}  // namespace passung::cli
