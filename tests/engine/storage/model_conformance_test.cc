// Long random histories of every medium against a model that is a few lines of maps. PASSUNG_LONG=1 takes fifty seeds of
// twenty thousand steps each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;

// What a repository of mentees and vacancies is: for each id its versions, each a number and since when and until when.
class Model {
 public:
  struct Version {
    int32_t value = 0;
    int64_t from = 0;
    int64_t to = std::numeric_limits<int64_t>::max();
  };
  using Rows = std::map<std::string, std::vector<Version>>;

  void Begin() { ++revision_; }
  void Put(Rows& rows, const std::string& id, int32_t value) {
    std::vector<Version>& versions = rows[id];
    if (Version* const now = Now(versions)) {
      if (now->value == value) return;
      now->to = revision_;
    }
    versions.push_back({.value = value, .from = revision_});
  }
  void Delete(Rows& rows, const std::string& id) { Now(rows[id])->to = revision_; }

  static std::optional<int32_t> At(const Rows& rows, const std::string& id, int64_t revision) {
    const auto found = rows.find(id);
    if (found == rows.end()) return std::nullopt;
    for (const Version& version : found->second) {
      if (version.from <= revision && revision < version.to) return version.value;
    }
    return std::nullopt;
  }
  std::optional<int32_t> At(const Rows& rows, const std::string& id) const {
    return At(rows, id, revision_);
  }

  int64_t revision() const { return revision_; }
  Rows mentees;
  Rows vacancies;

 private:
  static Version* Now(std::vector<Version>& versions) {
    const bool is_there =
        !versions.empty() && versions.back().to == std::numeric_limits<int64_t>::max();
    return is_there ? &versions.back() : nullptr;
  }

  int64_t revision_ = 0;
};

class ModelTest : public RepositoryTest {
 protected:
  static constexpr int kIds = 60;

  std::string AnyId() { return absl::StrCat("i", random_() % kIds); }
  int32_t AnyValue() { return static_cast<int32_t>(random_() % 3 + 1); }

  void Step() {
    switch (random_() % 8) {
      case 0:
        return Purge();
      case 1:
        return DeleteOne();
      case 2:
      case 3:
      case 4:
        return PutSome();
      case 5:
        return ReadOne();
      case 6:
        return ReadBefore();
      default:
        return random_() % 40 == 0 ? ReadEverything() : ReadHistory();
    }
  }

  void ReadEverything() {
    ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, repository().ReadContents());
    EXPECT_EQ(contents.revision, model_.revision());
    std::vector<Mentee> mentees;
    std::vector<Vacancy> vacancies;
    for (const auto& [id, versions] : model_.mentees) {
      if (const auto value = model_.At(model_.mentees, id))
        mentees.push_back(SomeMentee(id, *value));
    }
    for (const auto& [id, versions] : model_.vacancies) {
      if (const auto value = model_.At(model_.vacancies, id)) {
        vacancies.push_back(SomeVacancy(id, *value));
      }
    }
    EXPECT_TRUE(contents.mentees == mentees);
    EXPECT_TRUE(contents.vacancies == vacancies);
  }

  void BeginWith(uint64_t seed) {
    BeginAnew();
    model_ = {};
    random_.seed(seed);
  }

 private:
  void PutSome() {
    WriteBatch batch;
    model_.Begin();
    for (uint64_t i = random_() % 3 + 1; i > 0; --i) {
      const std::string id = absl::StrCat("i", (random_() % kIds / 3) * 3 + i - 1);  // no id twice
      const int32_t value = AnyValue();
      if (random_() % 2 == 0) {
        batch.upsert_mentees.push_back(SomeMentee(id, value));
        model_.Put(model_.mentees, id, value);
      } else {
        batch.upsert_vacancies.push_back(SomeVacancy(id, value));
        model_.Put(model_.vacancies, id, value);
      }
    }
    EXPECT_THAT(repository().Write(batch), IsOkAndHolds(model_.revision()));
  }

  // Beside what is not there nothing else of the batch is stored either.
  void DeleteOne() {
    const std::string id = AnyId();
    const std::string other = absl::StrCat(id, "b");
    WriteBatch batch = Deletes({}, {{id}});
    batch.upsert_mentees.push_back(SomeMentee(other, 7));
    if (!model_.At(model_.vacancies, id)) {
      EXPECT_THAT(repository().Write(batch).status(), StatusIs(StatusCode::kNotFound));
      return;
    }
    model_.Begin();
    model_.Delete(model_.vacancies, id);
    model_.Put(model_.mentees, other, 7);
    EXPECT_THAT(repository().Write(batch), IsOkAndHolds(model_.revision()));
  }

  void Purge() {
    const std::string id = AnyId();
    WriteBatch batch;
    batch.purge_mentees.push_back({id});
    model_.Begin();
    model_.mentees.erase(id);
    EXPECT_THAT(repository().Write(batch), IsOkAndHolds(model_.revision()));
  }

  void ReadOne() {
    const std::string id = AnyId();
    Expect(repository().GetMentee({id}), model_.At(model_.mentees, id), id);
    Expect(repository().GetVacancy({id}), model_.At(model_.vacancies, id), id);
  }

  void ReadBefore() {
    const std::string id = AnyId();
    const auto then =
        static_cast<int64_t>(random_() % static_cast<uint64_t>(model_.revision() + 1));
    Expect(repository().GetMenteeAsOf({id}, then), Model::At(model_.mentees, id, then), id);
    Expect(repository().GetVacancyAsOf({id}, then), Model::At(model_.vacancies, id, then), id);
  }

  void ReadHistory() {
    const std::string id = AnyId();
    ASSERT_OK_AND_ASSIGN(const auto history, repository().MenteeHistory({id}));
    const auto found = model_.mentees.find(id);
    const size_t known = found == model_.mentees.end() ? 0 : found->second.size();
    ASSERT_EQ(history.size(), known) << id;
    for (size_t i = 0; i < known; ++i) {
      EXPECT_EQ(history[i].value, SomeMentee(id, found->second[i].value));
      EXPECT_EQ(history[i].from_revision, found->second[i].from);
      EXPECT_EQ(history[i].to_revision, found->second[i].to);
    }
  }

  static void Expect(const absl::StatusOr<Mentee>& row, std::optional<int32_t> value,
                     const std::string& id) {
    if (value) {
      EXPECT_THAT(row, IsOkAndHolds(SomeMentee(id, *value)));
    } else {
      EXPECT_THAT(row.status(), StatusIs(StatusCode::kNotFound));
    }
  }
  static void Expect(const absl::StatusOr<Vacancy>& row, std::optional<int32_t> value,
                     const std::string& id) {
    if (value) {
      EXPECT_THAT(row, IsOkAndHolds(SomeVacancy(id, *value)));
    } else {
      EXPECT_THAT(row.status(), StatusIs(StatusCode::kNotFound));
    }
  }

  Model model_;
  std::mt19937_64 random_;
};

TEST_P(ModelTest, RandomHistoriesAreThoseOfAFewMaps) {
  const bool is_long = std::getenv("PASSUNG_LONG") != nullptr;
  const int steps = is_long ? 20'000 : 400;
  // A server waits for the network twice a step: it takes fewer.
  const uint64_t seeds = !is_long ? 1 : (GetParam() == Medium::kPostgres ? 5 : 50);
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    BeginWith(seed);
    for (int step = 0; step < steps; ++step) {
      SCOPED_TRACE(absl::StrCat("seed ", seed, ", step ", step));
      Step();
      if (step == steps / 2) Reopen();
      ASSERT_FALSE(HasFailure());
    }
    ReadEverything();
  }
  RecordProperty("seeds", static_cast<int>(seeds));
}

INSTANTIATE_TEST_SUITE_P(Media, ModelTest, AllMedia(), MediumName);

}  // namespace
}  // namespace passung::storage
