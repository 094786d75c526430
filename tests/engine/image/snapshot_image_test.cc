// An image gives the snapshot back that it was made of, or is refused.

#include "passung/snapshot_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/image/archive.h"
#include "engine/image/index_sections.h"
#include "engine/image/sealed_file.h"
#include "passung/engine.h"
#include "passung/snapshot_writer.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const Knowledge> WorldKnowledge() {
  static const auto* const kKnowledge =
      new std::shared_ptr<const Knowledge>(Knowledge::Create({}, WorldClassification()).value());
  return *kKnowledge;
}

class SnapshotImageTest : public ::testing::Test {
 protected:
  SnapshotImageTest() {
    const auto* const info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / absl::StrCat("image_", info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = (folder_ / "market.image").string();
  }
  ~SnapshotImageTest() override { fs::remove_all(folder_); }

  static SnapshotInput InputOf(const RandomWorld& world) {
    return {.knowledge = WorldKnowledge(),
            .mentees = world.mentees,
            .vacancies = world.vacancies,
            .revision = 7};
  }
  std::string Bytes() const {
    std::ifstream in(path_, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
  }
  void Put(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::shared_ptr<const Snapshot> Reloaded(const std::vector<Mentee>& mentees) const {
    const auto image = SnapshotImage::Open(path_);
    EXPECT_THAT(image, IsOk());
    if (!image.ok()) return nullptr;
    EXPECT_THAT((*image)->VerifyVacancies(), IsOk());
    auto loaded = (*image)->Load(WorldKnowledge(), mentees);
    EXPECT_THAT(loaded, IsOk());
    return loaded.ok() ? *loaded : nullptr;
  }

  fs::path folder_;
  std::string path_;
};

void ExpectSameAnswers(const std::shared_ptr<const Snapshot>& a,
                       const std::shared_ptr<const Snapshot>& b, const RandomWorld& world,
                       RandomSource& random) {
  ASSERT_EQ(a->digest(), b->digest());
  Engine one;
  Engine other;
  one.Publish(a);
  other.Publish(b);
  for (const Mentee& mentee : world.mentees) {
    const MatchOptions options = RandomSearchOptions(random);
    const auto x = one.RankVacancies(mentee, options);
    const auto y = other.RankVacancies(mentee, options);
    ASSERT_EQ(x.status(), y.status());
    if (!x.ok()) continue;
    ASSERT_TRUE(x->matches == y->matches);
  }
  for (const Vacancy& vacancy : world.vacancies) {
    MatchOptions options = RandomMatchOptions(random);
    options.classes.clear();
    const auto x = one.RankMentees(vacancy, options);
    const auto y = other.RankMentees(vacancy, options);
    ASSERT_EQ(x.status(), y.status());
    if (!x.ok()) continue;
    ASSERT_TRUE(x->matches == y->matches);
  }
}

TEST_F(SnapshotImageTest, GivesTheSameSnapshotBack) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    RandomSource random(seed);
    const int32_t vacancies = seed == 1 ? 0 : (seed < 4 ? 3 : 700);
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 12, .vacancies = vacancies});
    const auto built = BuildSnapshot(InputOf(world));
    ASSERT_THAT(built, IsOk());
    const auto facts = WriteImage(**built, {}, path_);
    ASSERT_THAT(facts, IsOk());
    EXPECT_EQ(facts->vacancies, (*built)->stats().vacancies);
    EXPECT_EQ(facts->rows, (*built)->stats().rows);
    EXPECT_EQ(facts->revision, 7);
    EXPECT_EQ(facts->bytes, static_cast<int64_t>(fs::file_size(path_)));
    const auto loaded = Reloaded(world.mentees);
    ASSERT_NE(loaded, nullptr);
    EXPECT_EQ(loaded->revision(), 7);
    EXPECT_EQ(loaded->stats().code_tuples, (*built)->stats().code_tuples);
    ExpectSameAnswers(*built, loaded, world, random);
    for (const Vacancy& vacancy : world.vacancies) {
      const Vacancy* const found = loaded->FindVacancy(vacancy.id);
      ASSERT_NE(found, nullptr) << vacancy.id.value;
      EXPECT_EQ(*found, vacancy);
    }
    EXPECT_EQ(loaded->FindVacancy({"nobody-has-this"}), nullptr);
  }
}

TEST_F(SnapshotImageTest, IsTheSameFileFromEveryThreadCountAndEachTime) {
  RandomSource random(3);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 2, .vacancies = 300});
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(built, IsOk());
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const std::string first = Bytes();
  ASSERT_THAT(WriteImage(**built, {}, path_, 3), IsOk());
  EXPECT_TRUE(Bytes() == first);
  const auto image = SnapshotImage::Open(path_, 3);
  ASSERT_THAT(image, IsOk());
  const auto loaded = (*image)->Load(WorldKnowledge(), world.mentees, 3);
  ASSERT_THAT(loaded, IsOk());
  ASSERT_THAT(WriteImage(**loaded, {}, path_), IsOk());
  EXPECT_TRUE(Bytes() == first) << "the image of what an image gave is the same";
}

TEST_F(SnapshotImageTest, OfAChangedSnapshotHasTheChanges) {
  for (uint64_t seed = 21; seed <= 24; ++seed) {
    RandomSource random(seed);
    RandomWorld world = MakeRandomWorld(random, {.mentees = 5, .vacancies = 60});
    const auto writer = SnapshotWriter::Create(InputOf(world));
    ASSERT_THAT(writer, IsOk());
    WriteBatch batch;
    batch.delete_vacancies = {world.vacancies[3].id, world.vacancies[40].id};
    Vacancy changed = world.vacancies[10];
    changed.title = "anders";
    changed.places.clear();
    batch.upsert_vacancies = {changed, RandomVacancy(random, 20, 5'000)};
    const auto after = (*writer)->Apply(batch, 8);
    ASSERT_THAT(after, IsOk());
    ASSERT_THAT(WriteImage(**after, {}, path_), IsOk());
    const auto loaded = Reloaded(world.mentees);
    ASSERT_NE(loaded, nullptr);
    EXPECT_EQ(loaded->revision(), 8);
    EXPECT_EQ(loaded->FindVacancy(world.vacancies[3].id), nullptr);
    ExpectSameAnswers(*after, loaded, world, random);
  }
}

TEST_F(SnapshotImageTest, CanBeChangedOnceLoaded) {
  RandomSource random(31);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 8, .vacancies = 400});
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const auto loaded = Reloaded(world.mentees);
  ASSERT_NE(loaded, nullptr);
  const auto by_image = SnapshotWriter::Continue(loaded);
  const auto by_rows = SnapshotWriter::Create(InputOf(world));
  ASSERT_THAT(by_rows, IsOk());
  for (int64_t revision = 8; revision < 60; ++revision) {
    WriteBatch batch;
    batch.upsert_vacancies = {RandomVacancy(random, 20, random.Below(600))};
    batch.upsert_mentees = {RandomMentee(random, 20, random.Below(20))};
    const auto a = by_image->Apply(batch, revision);
    const auto b = (*by_rows)->Apply(batch, revision);
    ASSERT_THAT(a, IsOk());
    ASSERT_THAT(b, IsOk());
    if (revision % 10 == 0) ExpectSameAnswers(*a, *b, world, random);
  }
}

TEST_F(SnapshotImageTest, CarriesClassificationAndProfiles) {
  RandomSource random(1);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 5});
  const auto built = BuildSnapshot(InputOf(world));
  const ScoringProfile profile = RandomProfile(random);
  const ActiveProfile active{.id = profile.id, .version = profile.version};
  ASSERT_THAT(
      WriteImage(
          **built,
          {.classification = WorldClassification(), .profiles = {profile}, .active = {active}},
          path_),
      IsOk());
  const auto image = SnapshotImage::Open(path_);
  ASSERT_THAT(image, IsOk());
  EXPECT_EQ((*image)->extras().classification, WorldClassification());
  EXPECT_THAT((*image)->extras().profiles, ElementsAre(profile));
  EXPECT_THAT((*image)->extras().active, ElementsAre(active));
}

TEST_F(SnapshotImageTest, HoldsNoPerson) {
  RandomSource random(2);
  RandomWorld world = MakeRandomWorld(random, {.mentees = 3, .vacancies = 20});
  world.mentees[0].id.value = "very-own-mentee-id";
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(built, IsOk());
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  EXPECT_EQ(Bytes().find("very-own-mentee-id"), std::string::npos);
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SnapshotImageTest, IsRefusedWhereverABitIsFlipped) {
  RandomSource random(4);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 30});
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const std::string whole = Bytes();
  for (int i = 0; i < 400; ++i) {
    std::string bytes = whole;
    const auto at = static_cast<size_t>(random.Below(static_cast<int32_t>(bytes.size())));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.Below(8)));
    Put(bytes);
    const absl::Status status = SnapshotImage::Open(path_).status();
    EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsFailedPrecondition(status)) << at << status;
  }
}

TEST_F(SnapshotImageTest, IsRefusedWhereverItIsCutOff) {
  RandomSource random(5);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 10});
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const std::string whole = Bytes();
  for (size_t size = 0; size < whole.size(); size += 1 + size / 7) {
    Put(whole.substr(0, size));
    EXPECT_THAT(SnapshotImage::Open(path_), StatusIs(absl::StatusCode::kDataLoss)) << size;
  }
  Put(whole + "x");
  EXPECT_THAT(SnapshotImage::Open(path_), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SnapshotImageTest, OfAnotherFormatOrVersionIsRefusedByName) {
  const auto built = BuildSnapshot({.knowledge = WorldKnowledge()});
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  std::string bytes = Bytes();
  bytes[14] = 9;
  Put(bytes);
  EXPECT_THAT(SnapshotImage::Open(path_),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("format 9; this program")));
  const auto writer = image::SealedFileWriter::Create(path_);
  ASSERT_THAT(writer, IsOk());
  image::ArchiveWriter text;
  text(std::string("0.0.9"), uint64_t{1});
  ASSERT_THAT((*writer)->Finish(text.bytes()), IsOk());
  EXPECT_THAT(SnapshotImage::Open(path_),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("version 0.0.9")));
}

TEST_F(SnapshotImageTest, WhoeverWritesWhileSomebodyElseDoesIsToldAndChangesNothing) {
  auto first = image::SealedFileWriter::Create(path_);
  ASSERT_THAT(first, IsOk());
  (*first)->BeginSection();
  (*first)->Append("of the first");
  EXPECT_THAT(image::SealedFileWriter::Create(path_),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("being written by somebody")));
  ASSERT_THAT((*first)->Finish(""), IsOk());
  const auto sealed = image::SealedFile::Open(path_, 1);
  ASSERT_THAT(sealed, IsOk());
  EXPECT_EQ((*sealed)->section(0), "of the first");
  EXPECT_THAT(image::SealedFileWriter::Create(path_), IsOk());
}

TEST_F(SnapshotImageTest, WhatAWriterThatEndedLeftHalfWrittenIsGone) {
  std::ofstream(path_ + ".part") << std::string(100'000, 'x');
  const auto built = BuildSnapshot({.knowledge = WorldKnowledge()});
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  EXPECT_THAT(SnapshotImage::Open(path_), IsOk());
  EXPECT_FALSE(fs::exists(path_ + ".part"));
}

TEST_F(SnapshotImageTest, OfOtherTablesIsRefused) {
  const auto built = BuildSnapshot({.knowledge = WorldKnowledge()});
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const auto image = SnapshotImage::Open(path_);
  ASSERT_THAT(image, IsOk());
  EXPECT_THAT((*image)->Load(Knowledge::BuiltIn(), {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("other tables")));
  Mentee faulty;
  EXPECT_THAT((*image)->Load(WorldKnowledge(), {faulty}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("mentee")));
}

TEST_F(SnapshotImageTest, ThatIsNotThereOrCannotBeWrittenIsSaidSo) {
  EXPECT_THAT(SnapshotImage::Open(path_),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("market.image")));
  EXPECT_THAT(SnapshotImage::Open(folder_.string()),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("not a file")));
  const auto built = BuildSnapshot({.knowledge = WorldKnowledge()});
  EXPECT_THAT(WriteImage(**built, {}, (folder_ / "no" / "x.image").string()),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("x.image")));
  EXPECT_THAT(WriteImage(**built, {}, "/dev/full/x"), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(SnapshotImageTest, AReaderKeepsWhatItHasWhileANewOneIsWritten) {
  RandomSource random(6);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 4, .vacancies = 50});
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const auto loaded = Reloaded(world.mentees);
  ASSERT_NE(loaded, nullptr);
  const auto empty = BuildSnapshot({.knowledge = WorldKnowledge()});
  ASSERT_THAT(WriteImage(**empty, {}, path_), IsOk());
  ExpectSameAnswers(*built, loaded, world, random);
  EXPECT_THAT(Reloaded({})->stats().vacancies, 0);
}

// What a seal cannot promise is looked at: bytes that somebody sealed anew are an index, or none.
TEST_F(SnapshotImageTest, SectionsOfAnyBytesAreRefusedOrReadWithinBounds) {
  RandomSource random(8);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 2, .vacancies = 40});
  const auto built = BuildSnapshot(InputOf(world));
  ASSERT_THAT(WriteImage(**built, {}, path_), IsOk());
  const std::string whole = Bytes();
  const auto sealed = image::SealedFile::Of(whole, "whole", 1);
  ASSERT_THAT(sealed, IsOk());
  int refused = 0;
  for (int i = 0; i < 250; ++i) {
    const auto spoilt = static_cast<size_t>(random.Below(image::kSectionCount));
    auto writer = image::SealedFileWriter::Create(path_);
    ASSERT_THAT(writer, IsOk());
    for (size_t nth = 0; nth < (*sealed)->section_count(); ++nth) {
      std::string bytes((*sealed)->section(nth));
      if (nth == spoilt && !bytes.empty()) {
        const auto at = static_cast<size_t>(random.Below(static_cast<int32_t>(bytes.size())));
        if (random.Chance(20)) {
          bytes.resize(at);
        } else {
          bytes[at] = static_cast<char>(random.Below(256));
        }
      }
      (*writer)->BeginSection();
      (*writer)->Append(bytes);
    }
    ASSERT_THAT((*writer)->Finish((*sealed)->text()), IsOk());
    const auto image = SnapshotImage::Open(path_);
    const auto loaded = image.ok()
                            ? (*image)->Load(WorldKnowledge(), world.mentees)
                            : absl::StatusOr<std::shared_ptr<const Snapshot>>(image.status());
    if (!loaded.ok()) {
      ++refused;
      EXPECT_THAT(loaded.status(), StatusIs(absl::StatusCode::kDataLoss));
    }
  }
  EXPECT_GT(refused, 80);
}

}  // namespace
}  // namespace passung
