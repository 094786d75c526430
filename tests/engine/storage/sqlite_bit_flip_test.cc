// One flipped bit anywhere in the files of a database: whoever opens it is told, or reads what was written. PASSUNG_LONG=1
// flips more of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/digest.h"
#include "engine/storage/row_store.h"
#include "passung/codec.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

std::string WholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
void WriteWholeFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Every way to read rows, and what each gave: a digest, or the status in words.
using Readings = std::map<std::string, absl::StatusOr<std::string>>;

Readings ReadEverything(const RowStore& store) {
  Readings readings;
  const auto read = [&](const std::string& name, RowKind kind, const RowRange& range) {
    base::Digest digest;
    const absl::Status status =
        store.Scan(kind, range, [&](absl::string_view id, absl::string_view bytes) {
          digest.Update(id).Update(bytes);
          return absl::OkStatus();
        });
    readings[name] = status.ok() ? absl::StatusOr<std::string>(digest.ToHex()) : status;
  };
  for (int kind = 0; kind < kRowKindCount; ++kind) {
    const auto row_kind = static_cast<RowKind>(kind);
    const std::string name(RowKindName(row_kind));
    read(name, row_kind, {});
    read(name + " as of 2", row_kind, {.revision = 2});
    if (ShapeOf(row_kind).lookup) read(name + " of ada", row_kind, {.owner = "ada"});
  }
  for (int i = 0; i < 40; ++i) {
    const std::string id = absl::StrCat("m", i);
    const auto bytes = store.Get(RowKind::kMentee, id, kLatest);
    // That somebody is not there is an answer, too.
    readings["get " + id] = absl::IsNotFound(bytes.status()) ? "not there" : bytes;
  }
  return readings;
}

class BitFlipTest : public testing::Test {
 protected:
  // Some pages of every kind of tree: rows in history, indexes, places that were freed.
  void Fill(const std::string& path) {
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path));
    for (int round = 1; round <= 4; ++round) {
      WriteBatch batch;
      for (int i = 0; i < 40; ++i) {
        const std::string id = absl::StrCat("m", i);
        batch.upsert_mentees.push_back(SomeMentee(id, 10 * round + i % 7));
        MenteeRecord record;
        record.id.value = id;
        record.mentor.value = i % 2 == 0 ? "ada" : "ben";
        record.expire_time = UnixTime{1'800'000'000 + round};
        batch.upsert_records.push_back(record);
        batch.upsert_vacancies.push_back(SomeVacancy(absl::StrCat("v", i), round));
      }
      ASSERT_OK(repository->Write(batch));
    }
    ASSERT_OK(repository->AddPseudonymKeys({{{"m1"}, std::string(32, 'k')}}));
    ASSERT_OK(repository->Write(Deletes({{"m3"}}, {{"v4"}, {"v5"}})));
    if (path != live_) return;
    // As a program leaves it that is killed now.
    for (const char* suffix : {"", "-wal", "-acknowledged"}) {
      std::filesystem::copy_file(live_ + suffix, killed_ + suffix);
    }
  }

  // What is asked of a database with a flipped bit: no other answer than before, unless it says what is wrong.
  void ExpectTruthOrError(const std::string& path, const Readings& truth) {
    const auto store = OpenSqliteRowStore(path);
    if (!store.ok()) {
      ++refused_;
      return;
    }
    bool told = false;
    for (const auto& [name, reading] : ReadEverything(**store)) {
      if (!reading.ok()) {
        told = true;
        continue;
      }
      EXPECT_EQ(*reading, *truth.at(name)) << name;
    }
    ++(told ? told_ : unharmed_);
  }

  void FlipBits(const std::string& db, const std::string& suffix, int count) {
    Readings truth;
    {
      const std::string copy = folder_.File("truth.db");
      for (const char* one : {"", "-wal", "-acknowledged"}) {
        if (std::filesystem::exists(db + one)) std::filesystem::copy_file(db + one, copy + one);
      }
      truth = ReadEverything(*OpenSqliteRowStore(copy).value());
    }
    const std::string bytes = WholeFile(db + suffix);
    for (int i = 0; i < count && !HasFailure(); ++i) {
      const TempFolder folder;
      const std::string flipped = folder.File("passung.db");
      for (const char* one : {"", "-wal", "-acknowledged"}) {
        if (std::filesystem::exists(db + one)) std::filesystem::copy_file(db + one, flipped + one);
      }
      const size_t bit = random_() % (bytes.size() * 8);
      SCOPED_TRACE(absl::StrCat("bit ", bit % 8, " of byte ", bit / 8, " of ", bytes.size()));
      std::string changed = bytes;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
      WriteWholeFile(flipped + suffix, changed);
      ExpectTruthOrError(flipped, truth);
    }
    RecordProperty("flips", count);
    RecordProperty("refused", refused_);
    RecordProperty("told", told_);
    RecordProperty("unharmed", unharmed_);
  }

  const int count_ = std::getenv("PASSUNG_LONG") != nullptr ? 5000 : 250;
  const TempFolder folder_;
  const std::string live_ = folder_.File("live.db");
  const std::string killed_ = folder_.File("killed.db");
  std::mt19937_64 random_{17};
  int refused_ = 0;   // when it was opened
  int told_ = 0;      // when it was read
  int unharmed_ = 0;  // where nothing was
};

TEST_F(BitFlipTest, InADatabaseFile) {
  ASSERT_NO_FATAL_FAILURE(Fill(folder_.File("quiet.db")));
  FlipBits(folder_.File("quiet.db"), "", count_);
  EXPECT_GT(refused_ + told_, count_ / 8);  // most bits are of earlier versions, or of none
}

TEST_F(BitFlipTest, InALogThatWasNotBroughtInYet) {
  ASSERT_NO_FATAL_FAILURE(Fill(live_));
  FlipBits(killed_, "-wal", count_);
  EXPECT_GT(refused_, count_ / 4);
}

TEST_F(BitFlipTest, InWhatWasAcknowledged) {
  ASSERT_NO_FATAL_FAILURE(Fill(live_));
  FlipBits(killed_, "-acknowledged", count_ / 5);
  EXPECT_GT(unharmed_, 0);
}

}  // namespace
}  // namespace passung::storage
