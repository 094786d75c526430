// Images are written while somebody else writes.

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "passung/snapshot_image.h"
#include "passung/snapshot_writer.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

TEST(SnapshotImageConcurrencyTest, AnImageIsOfOneRevisionWhateverIsWrittenMeanwhile) {
  RandomSource random(5);
  const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 200});
  const auto writer =
      SnapshotWriter::Create({.knowledge = knowledge, .vacancies = world.vacancies}).value();
  std::mutex mutex;
  std::shared_ptr<const Snapshot> current = writer->current();
  std::atomic<bool> done = false;
  std::thread changes([&] {
    for (int64_t revision = 1; !done; ++revision) {
      WriteBatch batch;
      batch.upsert_vacancies = {RandomVacancy(random, 20, random.Below(100'000))};
      const auto next = writer->Apply(batch, revision).value();
      const std::lock_guard lock(mutex);
      current = next;
    }
  });
  const auto path = std::filesystem::path(testing::TempDir()) / "meanwhile.image";
  for (int i = 0; i < 15; ++i) {
    std::shared_ptr<const Snapshot> snapshot;
    {
      const std::lock_guard lock(mutex);
      snapshot = current;
    }
    ASSERT_THAT(WriteImage(*snapshot, {}, path.string()), IsOk());
    const auto image = SnapshotImage::Open(path.string());
    ASSERT_THAT(image, IsOk());
    EXPECT_THAT((*image)->VerifyVacancies(), IsOk());
    const auto loaded = (*image)->Load(knowledge, {});
    ASSERT_THAT(loaded, IsOk());
    EXPECT_EQ((*loaded)->digest(), snapshot->digest());
    EXPECT_EQ((*loaded)->revision(), snapshot->revision());
  }
  done = true;
  changes.join();
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace passung
