// A snapshot that came about by changes is the same as one built from its rows at once.

#include "passung/snapshot_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/index/snapshot_internal.h"
#include "passung/engine.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

std::shared_ptr<const Knowledge> TheKnowledge() {
  static const auto* const kKnowledge =
      new std::shared_ptr<const Knowledge>(Knowledge::Create({}, WorldClassification()).value());
  return *kKnowledge;
}

// What is stored, beside the writer.
struct Stored {
  std::map<std::string, Vacancy> vacancies;
  std::map<std::string, Mentee> mentees;

  SnapshotInput Input() const {
    SnapshotInput input{.knowledge = TheKnowledge()};
    for (const auto& [id, vacancy] : vacancies) input.vacancies.push_back(vacancy);
    for (const auto& [id, mentee] : mentees) input.mentees.push_back(mentee);
    return input;
  }
  void Apply(const WriteBatch& batch) {
    for (const Vacancy& vacancy : batch.upsert_vacancies) vacancies[vacancy.id.value] = vacancy;
    for (const Mentee& mentee : batch.upsert_mentees) mentees[mentee.id.value] = mentee;
    for (const VacancyId& id : batch.delete_vacancies) vacancies.erase(id.value);
    for (const MenteeId& id : batch.delete_mentees) mentees.erase(id.value);
  }
};

template <class Record, class Id>
void PickChange(RandomSource& random, const std::map<std::string, Record>& stored, Record fresh,
                std::vector<Record>& upserts, std::vector<Id>& deletions) {
  const auto named = [&](const std::string& id) {
    const auto is = [&](const auto& of) { return of.value == id; };
    return std::any_of(deletions.begin(), deletions.end(), is) ||
           std::any_of(upserts.begin(), upserts.end(),
                       [&](const Record& record) { return record.id.value == id; });
  };
  const std::string id = fresh.id.value;
  if (named(id)) return;
  if (stored.contains(id) && random.Chance(40)) {
    deletions.push_back(fresh.id);
  } else {
    upserts.push_back(std::move(fresh));
  }
}

// New, changed and deleted ones; ids repeat, so that records come back, too.
WriteBatch RandomBatch(RandomSource& random, const Stored& stored, int32_t changes, int32_t ids) {
  WriteBatch batch;
  for (int32_t i = 0; i < changes; ++i) {
    PickChange(random, stored.vacancies, RandomVacancy(random, 20, random.Below(ids)),
               batch.upsert_vacancies, batch.delete_vacancies);
    if (!random.Chance(20)) continue;
    PickChange(random, stored.mentees, RandomMentee(random, 20, random.Below(30)),
               batch.upsert_mentees, batch.delete_mentees);
  }
  return batch;
}

void ExpectSameAnswers(const Snapshot& changed, const Stored& stored, RandomSource& random) {
  const auto built = BuildSnapshot(stored.Input());
  ASSERT_THAT(built, IsOk());
  ASSERT_EQ(changed.digest(), (*built)->digest());
  EXPECT_EQ(changed.stats().mentees, (*built)->stats().mentees);
  EXPECT_EQ(changed.stats().vacancies, (*built)->stats().vacancies);
  EXPECT_EQ(changed.size().mentees, (*built)->stats().mentees);
  EXPECT_EQ(changed.size().vacancies, (*built)->stats().vacancies);
  EXPECT_EQ(changed.stats().rows, (*built)->stats().rows);
  EXPECT_EQ(changed.stats().code_tuples, (*built)->stats().code_tuples);
  Engine one;
  Engine other;
  // Neither engine owns what it is given here.
  one.Publish(std::shared_ptr<const Snapshot>(std::shared_ptr<const Snapshot>(), &changed));
  other.Publish(*built);
  for (int i = 0; i < 4; ++i) {
    MatchOptions options = RandomSearchOptions(random);
    options.summary = random.Chance(50);
    const Mentee mentee = RandomMentee(random, 20, 1000);
    const auto found = one.RankVacancies(mentee, options);
    const auto expected = other.RankVacancies(mentee, options);
    ASSERT_THAT(found, IsOk());
    ASSERT_THAT(expected, IsOk());
    EXPECT_TRUE(found->matches == expected->matches);
    EXPECT_EQ(found->summary, expected->summary);
    options.filter = {};
    Vacancy vacancy = RandomVacancy(random, 20, 1000);
    vacancy.kind = VacancyKind::kJob;
    const auto people = one.RankMentees(vacancy, options);
    const auto expected_people = other.RankMentees(vacancy, options);
    ASSERT_THAT(people, IsOk());
    EXPECT_TRUE(people->matches == expected_people->matches);
    EXPECT_EQ(people->summary, expected_people->summary);
    options.summary = !options.summary;
    const auto otherwise = one.RankMentees(vacancy, options);
    ASSERT_THAT(otherwise, IsOk());
    EXPECT_TRUE(otherwise->matches == people->matches);
  }
}

TEST(SnapshotWriterTest, RandomChangesGiveTheSnapshotThatBuildingItAtOnceGives) {
  for (uint64_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(400 + seed);
    Stored stored;
    const int32_t ids = seed % 2 == 0 ? 60 : 3000;
    for (const Vacancy& vacancy :
         MakeRandomWorld(random, {.vacancies = ids / 2, .unknown_percent = 20}).vacancies) {
      stored.vacancies[vacancy.id.value] = vacancy;
    }
    if (seed == 0) stored = {};  // from nothing
    auto writer = SnapshotWriter::Create(stored.Input());
    ASSERT_THAT(writer, IsOk());
    for (int64_t revision = 1; revision <= 25; ++revision) {
      const WriteBatch batch =
          RandomBatch(random, stored, random.Pick<int32_t>({1, 1, 5, ids / 4}), ids);
      ASSERT_THAT((*writer)->Apply(batch, revision), IsOk());
      stored.Apply(batch);
      EXPECT_EQ((*writer)->current()->revision(), revision);
      ExpectSameAnswers(*(*writer)->current(), stored, random);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(SnapshotWriterTest, WhatIsReplacedIsGivenUpInTheEndAndAnswersStayTheSame) {
  RandomSource random(9);
  Stored stored;
  auto writer = SnapshotWriter::Create(stored.Input());
  ASSERT_THAT(writer, IsOk());
  const auto first = (*writer)->current();
  // Many times as many replaced ones as there are at any time.
  for (int64_t revision = 1; revision <= 400; ++revision) {
    const WriteBatch batch = RandomBatch(random, stored, 60, 80);
    ASSERT_THAT((*writer)->Apply(batch, revision), IsOk());
    stored.Apply(batch);
  }
  EXPECT_NE(&SnapshotImpl::From(*(*writer)->current()).columns(),
            &SnapshotImpl::From(*first).columns());
  ExpectSameAnswers(*(*writer)->current(), stored, random);
}

TEST(SnapshotWriterTest, SnapshotsHeldFromBeforeAnswerAsBefore) {
  RandomSource random(5);
  Stored stored;
  auto writer = SnapshotWriter::Create(stored.Input());
  ASSERT_THAT(writer, IsOk());
  std::vector<std::pair<std::shared_ptr<const Snapshot>, Stored>> held;
  for (int64_t revision = 1; revision <= 12; ++revision) {
    const WriteBatch batch = RandomBatch(random, stored, 40, 200);
    ASSERT_THAT((*writer)->Apply(batch, revision), IsOk());
    stored.Apply(batch);
    held.emplace_back((*writer)->current(), stored);
  }
  for (const auto& [snapshot, rows] : held) ExpectSameAnswers(*snapshot, rows, random);
}

Vacancy Cook(const std::string& id) { return StoryVacancy(id).Of("29302").In("14612"); }

std::vector<std::string> IdsInOrder(const Snapshot& snapshot) {
  Engine engine;
  engine.Publish(std::shared_ptr<const Snapshot>(std::shared_ptr<const Snapshot>(), &snapshot));
  const auto result = engine.RankVacancies(
      StoryMentee("m").In("14612"),
      {.as_of = StoryDay(), .limit = 1000, .profile = *ShippedProfile("default")});
  std::vector<std::string> ids;
  for (const Match& match : result->matches) ids.push_back(match.vacancy.value);
  return ids;
}

TEST(SnapshotWriterTest, TiesGoByIdWhereverAnIdComesIn) {
  auto writer = SnapshotWriter::Create(
      {.knowledge = Knowledge::BuiltIn(), .vacancies = {Cook("b"), Cook("d")}});
  ASSERT_THAT(writer, IsOk());
  std::vector<std::string> expected = {"b", "d"};
  // At both ends, in rising and falling order, and by turns at two spots, where the room between
  // two neighbours is used up soon.
  std::vector<std::string> ids = {"a", "e", "c"};
  for (int i = 0; i < 60; ++i) ids.push_back("f" + std::to_string(100 + i));
  for (int i = 0; i < 60; ++i) ids.push_back("b" + std::to_string(199 - i));
  for (int i = 0; i < 50; ++i) {
    ids.push_back("c" + std::string(static_cast<size_t>(i), '0') + "1");  // right behind "c"
    ids.push_back("d" + std::string(static_cast<size_t>(i), '0') + "1");  // right behind "d"
  }
  const Columns& rows = SnapshotImpl::From(*(*writer)->current()).columns();
  const auto first = (*writer)->current();
  int64_t revision = 0;
  for (const std::string& id : ids) {
    ASSERT_THAT((*writer)->Apply({.upsert_vacancies = {Cook(id)}}, ++revision), IsOk()) << id;
    expected.push_back(id);
  }
  EXPECT_NE(&SnapshotImpl::From(*(*writer)->current()).columns(), &rows) << "never built anew";
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(IdsInOrder(*(*writer)->current()), expected);
}

TEST(SnapshotWriterTest, AFaultyChangeIsRefusedAsAWholeAndNamed) {
  auto writer = SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(),
                                        .mentees = {StoryMentee("m")},
                                        .vacancies = {Cook("a"), Cook("b")},
                                        .revision = 7});
  ASSERT_THAT(writer, IsOk());
  const auto before = (*writer)->current();
  const auto refusal = [&](const WriteBatch& batch) {
    const auto result = (*writer)->Apply(batch, 8);
    EXPECT_EQ((*writer)->current(), before);
    return result.status();
  };
  Vacancy faulty = Cook("c");
  faulty.openings = -1;
  EXPECT_THAT(refusal({.upsert_vacancies = {Cook("d"), faulty}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("upsert_vacancies[1].")));
  EXPECT_THAT(refusal({.upsert_vacancies = {Cook("c"), Cook("c")}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("comes twice")));
  EXPECT_THAT(refusal({.upsert_vacancies = {Cook("a")}, .delete_vacancies = {{"a"}}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("comes twice")));
  EXPECT_THAT(
      refusal({.upsert_vacancies = {Cook("c")}, .delete_vacancies = {{"x"}}}),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("delete_vacancies[0]: there is no \"x\"")));
  EXPECT_THAT(refusal({.delete_mentees = {{"m"}, {"y"}}}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("delete_mentees[1]")));
  EXPECT_EQ(before->FindVacancy({"c"}), nullptr);
  EXPECT_NE(before->FindMentee({"m"}), nullptr);
}

TEST(SnapshotWriterTest, ChangesAreSeenByIdInTheSnapshotsAfterThemOnly) {
  auto writer =
      SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(), .vacancies = {Cook("a")}});
  ASSERT_THAT(writer, IsOk());
  const auto first = (*writer)->current();
  Vacancy changed = Cook("a");
  changed.openings = 3;
  const auto second = *(*writer)->Apply({.upsert_vacancies = {changed, Cook("b")}}, 2);
  const auto third = *(*writer)->Apply({.delete_vacancies = {{"a"}}}, 3);
  const auto fourth = *(*writer)->Apply({.upsert_vacancies = {changed}}, 4);
  EXPECT_NE(first->FindVacancy({"a"})->openings, 3);
  EXPECT_EQ(first->FindVacancy({"b"}), nullptr);
  EXPECT_EQ(second->FindVacancy({"a"})->openings, 3);
  EXPECT_EQ(third->FindVacancy({"a"}), nullptr);
  EXPECT_NE(third->FindVacancy({"b"}), nullptr);
  EXPECT_EQ(fourth->FindVacancy({"a"})->openings, 3);
  EXPECT_EQ(fourth->digest(), second->digest());
  EXPECT_NE(fourth->digest(), third->digest());
}

TEST(SnapshotWriterTest, ExpiredVacanciesAreThoseForWhichNobodyCanApplyAnyMore) {
  Vacancy until = Cook("until");
  until.apply_until = StoryDay();
  Vacancy closed = Cook("closed");
  closed.closed = true;
  Vacancy later = Cook("later");
  later.open_from = StoryDay().PlusDays(30);
  auto writer = SnapshotWriter::Create(
      {.knowledge = Knowledge::BuiltIn(), .vacancies = {until, closed, later, Cook("always")}});
  ASSERT_THAT(writer, IsOk());
  EXPECT_THAT((*writer)->ExpiredOn(StoryDay()), testing::ElementsAre(VacancyId{"closed"}));
  const auto expired = (*writer)->ExpiredOn(StoryDay().PlusDays(1));
  EXPECT_THAT(expired, testing::ElementsAre(VacancyId{"closed"}, VacancyId{"until"}));
  ASSERT_THAT((*writer)->Apply({.delete_vacancies = expired}, 2), IsOk());
  EXPECT_THAT((*writer)->ExpiredOn(StoryDay().PlusDays(1)), testing::IsEmpty());
  EXPECT_EQ(IdsInOrder(*(*writer)->current()), (std::vector<std::string>{"always", "later"}));
}

}  // namespace
}  // namespace passung
