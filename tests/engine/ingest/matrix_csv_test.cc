#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/ingest.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;

constexpr char kPublished[] = "home_ags,home_name,work_ags,work_name,commuters,scope\n";

absl::StatusOr<MatrixImport> MatrixOf(absl::string_view text, MatrixColumns columns = {}) {
  if (columns.source.empty()) columns.source = "S";
  return ImportDistrictMatrix(text, columns, *Knowledge::BuiltIn());
}

TEST(MatrixCsvTest, APublishedTableOfCommutersBecomesAMatrixByHomeAndWork) {
  ASSERT_OK_AND_ASSIGN(
      const MatrixImport import,
      MatrixOf(absl::StrCat(kPublished,
                            "14713,\"Leipzig, Stadt\",14729,Leipzig,9120.5,within_saxony\n"
                            "14511,Chemnitz,14521,Erzgebirgskreis,4881.0,within_saxony\n"
                            "14511,Chemnitz,9564,Nürnberg,107.4,out_of_saxony\n"),
               {.source = "commuters of 2020, \"BA\""}));
  EXPECT_EQ(import.csv,
            "home,work,minutes,km,kmh,commuters,source\n"
            "14511,09564,,,,107,\"commuters of 2020, \"\"BA\"\"\"\n"
            "14511,14521,,,,4881,\"commuters of 2020, \"\"BA\"\"\"\n"
            "14713,14729,,,,9121,\"commuters of 2020, \"\"BA\"\"\"\n");
  EXPECT_EQ(import.report.accepted, 2);
  EXPECT_EQ(import.report.accepted_with_warnings, 1) << "a lost leading zero";
  EXPECT_EQ(import.report.refused, 0);
  KnowledgeFiles files;
  files.district_matrix_csv = import.csv;
  EXPECT_OK(Knowledge::Create(files, {}));
}

TEST(MatrixCsvTest, RowsWithoutAFigureAndOfDistrictsThatAreNoneAreLeftOutAndNamed) {
  ASSERT_OK_AND_ASSIGN(const MatrixImport import,
                       MatrixOf(absl::StrCat(kPublished,
                                             "14511,a,14521,b,*,\n"
                                             "14511,a,14511,a,90000,\n"
                                             "03156,Osterode am Harz,14521,b,55,\n"
                                             "14511,a,14522,b,6712,\n")));
  EXPECT_EQ(import.csv, "home,work,minutes,km,kmh,commuters,source\n14511,14522,,,,6712,\"S\"\n");
  EXPECT_EQ(import.report.refused, 3);
  ASSERT_EQ(import.report.records.size(), 4u);
  EXPECT_EQ(import.report.records[0].line, 2);
  EXPECT_THAT(import.report.records[0].problems.front().reason, HasSubstr("no figure"));
  EXPECT_THAT(import.report.records[1].problems.front().reason, HasSubstr("one district"));
  EXPECT_EQ(import.report.records[2].problems.front().field, "home_ags");
  EXPECT_THAT(import.report.records[2].problems.front().reason, HasSubstr("\"03156\""));
}

TEST(MatrixCsvTest, ColumnsMayBeNamedAndSpreadsheetsOfOtherCountriesAreRead) {
  ASSERT_OK_AND_ASSIGN(const MatrixImport import,
                       MatrixOf("Von;Nach;Auto\n14612;14627;28,5\n14612;14612;12\n",
                                {.home = "von", .work = "Nach", .minutes = "auto"}));
  EXPECT_EQ(import.csv,
            "home,work,minutes,km,kmh,commuters,source\n"
            "14612,14612,12,,,,\"S\"\n14612,14627,29,,,,\"S\"\n");
}

TEST(MatrixCsvTest, LengthsNeedASpeedAndATimeComesFirst) {
  const std::string text = "home,work,km,minutes\n14612,14627,25,\n14627,14612,25,30\n";
  ASSERT_OK_AND_ASSIGN(const MatrixImport import, MatrixOf(text, {.kmh = 60}));
  EXPECT_EQ(import.csv,
            "home,work,minutes,km,kmh,commuters,source\n"
            "14612,14627,,25,60,,\"S\"\n14627,14612,30,,,,\"S\"\n");
  EXPECT_THAT(MatrixOf(text),
              StatusIs(StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("\"km\""), HasSubstr("5 to 300"), HasSubstr("is missing"))));
  EXPECT_THAT(MatrixOf(text, {.kmh = 4}),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("is given as 4")));
}

TEST(MatrixCsvTest, AFaultRefusesTheWholeFileByLineColumnValueAndWhatIsAllowed) {
  struct MatrixFault {
    const char* rows;
    std::vector<std::string> says;
  };
  for (const MatrixFault& test : std::vector<MatrixFault>{
           {"14511,a,14521,b,1.234,\n",
            {"line 2, column \"commuters\"", "\"1.234\"", "0 to 10000000", "thousands"}},
           {"14511,a,14521,b,-5,\n", {"column \"commuters\"", "\"-5\""}},
           {"14511,a,14521,b,10000001,\n", {"column \"commuters\"", "10000001"}},
           {"14511,a,14521,b,many,\n", {"column \"commuters\"", "\"many\""}},
           {"14511,a,14521,b,5,\n145,a,14521,b,5,\n",
            {"line 3, column \"home_ags\"", "\"145\"", "01 to 16"}},
           {"14511,a,,b,5,\n", {"line 2, column \"work_ags\""}},
           {"14511,a,14521,b,5,\n14511,a,14521,b,6,\n",
            {"line 3, column \"work_ags\"", "14511,14521", "line 2"}},
           {"14511,a,14521,b,5,6,7\n", {"line 2", "7 values for 6 columns"}},
           {"14511,a,14521,b,*,\n", {"no row has a figure"}},
       }) {
    for (const std::string& word : test.says) {
      EXPECT_THAT(MatrixOf(absl::StrCat(kPublished, test.rows)),
                  StatusIs(StatusCode::kInvalidArgument, HasSubstr(word)))
          << test.rows;
    }
  }
}

TEST(MatrixCsvTest, AHeaderWithoutTheColumnsSaysWhichNamesAreKnown) {
  EXPECT_THAT(MatrixOf("from,to,n\n14511,14521,5\n"),
              StatusIs(StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("home, home_ags"), HasSubstr("name the one"))));
  EXPECT_THAT(MatrixOf("home,work,n\n14511,14521,5\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("commuters, pendler")));
  EXPECT_THAT(
      MatrixOf("home,work,n\n14511,14521,5\n", {.commuters = "people"}),
      StatusIs(StatusCode::kInvalidArgument, HasSubstr("column \"people\" named for commuters")));
  EXPECT_THAT(MatrixOf(""), StatusIs(StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace passung
