#include "proto/answer/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace passung::answer {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kAccess[] =
    "status,housing,months_from,months_below,access_bar,helper_job,qualified_job,"
    "dual_training,school_training,eq_internship,agency,valid_from,valid_to,source\n"
    "german,,,,,P,P,P,P,P,P,2026-01-01,,S\n";
class DataFolderTest : public testing::Test {
 protected:
  DataFolderTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / absl::StrCat("passung_", test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~DataFolderTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  absl::StatusOr<KnowledgeFiles> Read() const { return ReadDataFolder(folder_.string()); }

  std::filesystem::path folder_;
};

TEST_F(DataFolderTest, AFileThatIsNotThereStaysTheOneCompiledIn) {
  Write("work_access.csv", kAccess);
  ASSERT_OK_AND_ASSIGN(const KnowledgeFiles files, Read());
  EXPECT_EQ(files.work_access_csv, kAccess);
  EXPECT_THAT(files.regulated_occupations_csv, IsEmpty());
  EXPECT_THAT(files.districts_csv, IsEmpty());
  EXPECT_THAT(files.district_links_csv, IsEmpty());
}

TEST_F(DataFolderTest, TheFilesCompiledInAreReadFromTheirFolderToo) {
  ASSERT_OK_AND_ASSIGN(const KnowledgeFiles files, ReadDataFolder("engine/data"));
  ASSERT_OK_AND_ASSIGN(const auto knowledge, Knowledge::Create(files, {}));
  EXPECT_EQ(knowledge->digest(), Knowledge::BuiltIn()->digest());
  for (const KnowledgeFile& file : KnowledgeFileList()) {
    // Of the matrix there is none: it is the operator's.
    EXPECT_EQ((files.*file.text).empty(), file.name == "district_matrix.csv") << file.name;
  }
}

TEST_F(DataFolderTest, OtherFilesThanTablesAreLeftAlone) {
  Write("work_access.csv", kAccess);
  Write("README.md", "what was changed, and why");
  EXPECT_OK(Read().status());
}

TEST_F(DataFolderTest, AFolderThatIsNotThereIsRefused) {
  EXPECT_THAT(ReadDataFolder("/no/such/folder"),
              StatusIs(absl::StatusCode::kNotFound, AllOf(HasSubstr("--data \"/no/such/folder\""),
                                                          HasSubstr("No such file or directory"))));
}

TEST_F(DataFolderTest, AFileInThePlaceOfAFolderIsRefused) {
  Write("work_access.csv", kAccess);
  EXPECT_THAT(ReadDataFolder((folder_ / "work_access.csv").string()),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("Not a directory")));
}

TEST_F(DataFolderTest, AFolderInThePlaceOfAFileIsRefused) {
  std::filesystem::create_directories(folder_ / "districts.csv");
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kUnavailable,
                               AllOf(HasSubstr("districts.csv"), HasSubstr("cannot be read"))));
}

TEST_F(DataFolderTest, AFolderWithNoneOfTheFilesIsRefused) {
  EXPECT_THAT(Read(),
              StatusIs(kInvalid, AllOf(HasSubstr("holds none of"), HasSubstr("work_access.csv"))));
}

TEST_F(DataFolderTest, ATableThatNobodyReadsIsRefused) {
  for (const char* name : {"work_acess.csv", "WORK_ACCESS.CSV", "work_access.csv.csv"}) {
    Write("work_access.csv", kAccess);
    Write(name, kAccess);
    EXPECT_THAT(Read(), StatusIs(kInvalid, AllOf(HasSubstr(absl::StrCat("\"", name, "\"")),
                                                 HasSubstr("is not one of work_access.csv"))));
    std::filesystem::remove(folder_ / name);
  }
}

TEST_F(DataFolderTest, AnEmptyFileIsNoWayToAskForTheOneCompiledIn) {
  Write("districts.csv", "");
  EXPECT_THAT(Read(), StatusIs(kInvalid, HasSubstr("districts.csv line 1")));
}

TEST_F(DataFolderTest, AWrongRowIsRefusedWithFileLineColumnAndValue) {
  Write("work_access.csv", absl::StrCat(kAccess, "martian,,,,,P,P,P,P,P,P,2026-01-01,,somebody\n"));
  EXPECT_THAT(Read(), StatusIs(kInvalid, AllOf(HasSubstr(folder_.string()),
                                               HasSubstr("work_access.csv line 3"),
                                               HasSubstr("column \"status\": \"martian\""))));
}

TEST_F(DataFolderTest, FilesThatDoNotFitTogetherAreRefused) {
  Write("districts.csv", "code,name,region,seat_latitude,seat_longitude,source\n");
  EXPECT_THAT(Read(), StatusIs(kInvalid,
                               AllOf(HasSubstr("district_links.csv line 2"), HasSubstr("14511"))));
}

}  // namespace
}  // namespace passung::answer
