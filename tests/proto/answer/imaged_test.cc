// A backend that begins with an image has what it would have built.
#include "proto/answer/imaged.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "proto/answer/stored_backend.h"
#include "tests/support/status_matchers.h"

namespace passung::answer {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ImagedTest : public ::testing::Test {
 protected:
  ImagedTest() {
    const auto* const info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / absl::StrCat("imaged_", info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ImagedTest() override { fs::remove_all(folder_); }

  std::unique_ptr<Repository> Database() const {
    return OpenRepository(absl::StrCat("sqlite:", (folder_ / "p.db").string())).value();
  }
  std::string Image() const { return (folder_ / "p.image").string(); }
  std::unique_ptr<StoredBackend> WithImage(absl::Status& unused) const {
    return StoredBackend::OpenWithImage(Database(), {}, Image(), unused).value();
  }
  // What is built of all rows.
  std::string Built() const {
    return StoredBackend::Open(Database(), {}).value()->snapshot()->digest();
  }

  static Vacancy SomeVacancy(int number) {
    Vacancy vacancy;
    vacancy.id.value = absl::StrCat("v", number);
    vacancy.title = absl::StrCat("Stelle ", number);
    vacancy.places = {{.district = DistrictCode::FromNumber(14713)}};
    return vacancy;
  }
  static WriteBatch Some(int from, int to) {
    WriteBatch batch;
    for (int i = from; i < to; ++i) batch.upsert_vacancies.push_back(SomeVacancy(i));
    Mentee mentee;
    mentee.id.value = absl::StrCat("m", from);
    batch.upsert_mentees = {mentee};
    return batch;
  }
  // A database of some vacancies and its image.
  void Begin() {
    absl::Status unused;
    const auto backend = WithImage(unused);
    EXPECT_THAT(unused, StatusIs(absl::StatusCode::kNotFound));
    ASSERT_THAT(backend->Write(Some(0, 40)), IsOk());
    ASSERT_THAT(backend->KeepImage(), IsOk());
  }

  fs::path folder_;
};

TEST_F(ImagedTest, IsUsedWhereNothingWasWrittenSince) {
  Begin();
  absl::Status unused = absl::UnknownError("");
  const auto backend = WithImage(unused);
  EXPECT_THAT(unused, IsOk());
  EXPECT_EQ(backend->snapshot()->digest(), Built());
  EXPECT_NE(backend->snapshot()->FindVacancy({"v7"}), nullptr);
  EXPECT_NE(backend->snapshot()->FindMentee({"m0"}), nullptr);
}

TEST_F(ImagedTest, TakesOverWhatWasWrittenSince) {
  Begin();
  {
    const auto other = StoredBackend::Open(Database(), {}).value();
    ASSERT_THAT(other->Write(Some(38, 45)), IsOk());
    WriteBatch gone;
    gone.delete_vacancies = {VacancyId{"v3"}};
    gone.delete_mentees = {MenteeId{"m0"}};
    ASSERT_THAT(other->Write(gone), IsOk());
  }
  absl::Status unused = absl::UnknownError("");
  const auto backend = WithImage(unused);
  EXPECT_THAT(unused, IsOk());
  EXPECT_EQ(backend->snapshot()->digest(), Built());
  EXPECT_EQ(backend->snapshot()->revision(), backend->repository().revision().value());
  EXPECT_EQ(backend->snapshot()->FindVacancy({"v3"}), nullptr);
  // And goes on being written to.
  ASSERT_THAT(backend->Write(Some(50, 52)), IsOk());
  EXPECT_EQ(backend->snapshot()->digest(), Built());
  ASSERT_THAT(backend->KeepImage(), IsOk());
  EXPECT_EQ(SnapshotImage::Open(Image()).value()->facts().revision,
            backend->snapshot()->revision());
}

TEST_F(ImagedTest, IsOfNoUseWhereItIsDamagedOrOfAnotherDatabase) {
  Begin();
  std::string bytes;
  {
    std::ifstream in(Image(), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(Image(), std::ios::binary) << bytes;
  absl::Status unused;
  EXPECT_EQ(WithImage(unused)->snapshot()->digest(), Built());
  EXPECT_THAT(unused, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("have it written anew")));
}

TEST_F(ImagedTest, APersonWhoWasPurgedDoesNotComeBack) {
  Begin();
  {
    const auto other = StoredBackend::Open(Database(), {}).value();
    WriteBatch purge;
    purge.purge_mentees = {MenteeId{"m0"}};
    ASSERT_THAT(other->Write(purge), IsOk());
  }
  absl::Status unused;
  const auto backend = WithImage(unused);
  EXPECT_THAT(unused, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("row by row")));
  EXPECT_EQ(backend->snapshot()->FindMentee({"m0"}), nullptr);
  EXPECT_EQ(backend->snapshot()->digest(), Built());
}

}  // namespace
}  // namespace passung::answer
