// Lists against the rule applied to every row by itself, on random worlds.

#include "proto/answer/list_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ListRowsTest : public AnswerTest {
 protected:
  uint64_t Below(uint64_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33) % limit;
  }

  v1::Vacancy RandomVacancy(int number) {
    v1::Vacancy vacancy;
    vacancy.set_name(absl::StrFormat("vacancies/v%03d", number));
    if (Below(3) != 0) vacancy.set_employer(absl::StrCat("employers/e", Below(3)));
    if (Below(4) != 0) vacancy.set_published(absl::StrFormat("2026-01-%02d", 1 + Below(9)));
    if (Below(4) != 0)
      vacancy.set_kind(Below(2) == 0 ? v1::VACANCY_KIND_JOB : v1::VACANCY_KIND_MINIJOB);
    for (uint64_t i = 0, count = Below(3); i < count; ++i) {
      vacancy.add_occupations()->set_code(Below(2) == 0 ? "81302" : "62102");
    }
    for (uint64_t i = 0, count = Below(3); i < count; ++i) {
      vacancy.add_places()->set_district(Below(2) == 0 ? "14713" : "14612");
    }
    vacancy.set_closed(Below(3) == 0);
    return vacancy;
  }

  void PutWorld(int count) {
    v1::BatchUpsertVacanciesRequest request;
    world_.clear();
    for (int i = 0; i < count; ++i) world_.push_back(*request.add_vacancies() = RandomVacancy(i));
    ASSERT_OK(BatchUpsertVacancies(request, Context()));
  }

  // All pages; checks that each is full but the last.
  std::vector<std::string> AllOf(v1::ListVacanciesRequest request) {
    std::vector<std::string> names;
    do {
      const auto page = ListVacancies(request, Context());
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return names;
      for (const auto& vacancy : page->vacancies()) names.push_back(vacancy.name());
      if (!page->next_page_token().empty()) {
        EXPECT_EQ(page->vacancies_size(), request.page_size());
      }
      EXPECT_FALSE(page->snapshot_changed());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  using Rule = std::function<bool(const v1::Vacancy&)>;
  std::vector<std::string> NamesWhere(const Rule& rule) {
    std::vector<std::string> names;
    for (const v1::Vacancy& vacancy : world_) {
      if (rule(vacancy)) names.push_back(vacancy.name());
    }
    return names;
  }

  uint64_t state_ = 7;
  std::vector<v1::Vacancy> world_;
};

bool IsIn(const v1::Vacancy& vacancy, const std::string& district) {
  for (const auto& place : vacancy.places()) {
    if (place.district() == district) return true;
  }
  return false;
}
bool IsOf(const v1::Vacancy& vacancy, const std::string& beginning) {
  for (const auto& occupation : vacancy.occupations()) {
    if (absl::StartsWith(occupation.code(), beginning)) return true;
  }
  return false;
}

TEST_F(ListRowsTest, FiltersGiveWhatTheRuleGivesRowByRow) {
  const std::pair<const char*, Rule> cases[] = {
      {"", [](const v1::Vacancy&) { return true; }},
      {"closed = false", [](const v1::Vacancy& v) { return !v.closed(); }},
      {"district = 14713", [](const v1::Vacancy& v) { return IsIn(v, "14713"); }},
      {"district != 14713", [](const v1::Vacancy& v) { return !IsIn(v, "14713"); }},
      {"occupation = 813 AND kind = VACANCY_KIND_JOB",
       [](const v1::Vacancy& v) { return IsOf(v, "813") && v.kind() == v1::VACANCY_KIND_JOB; }},
      {"published < 2026-01-05",
       [](const v1::Vacancy& v) { return v.has_published() && v.published() < "2026-01-05"; }},
      {"published >= 2026-01-05 AND employer = employers/e1 OR employer = employers/e2",
       [](const v1::Vacancy& v) {
         return v.published() >= "2026-01-05" &&
                (v.employer() == "employers/e1" || v.employer() == "employers/e2");
       }},
      {"name >= vacancies/v010 AND name < vacancies/v020", [](const v1::Vacancy& v) {
         return v.name() >= "vacancies/v010" && v.name() < "vacancies/v020";
       }}};
  for (int world = 0; world < 3; ++world) {
    PutWorld(120);
    for (const auto& [filter, rule] : cases) {
      v1::ListVacanciesRequest request;
      request.set_filter(filter);
      for (const int size : {1, 7, 50, 500}) {
        request.set_page_size(size);
        EXPECT_EQ(AllOf(request), NamesWhere(rule)) << filter << " by " << size;
      }
    }
  }
}

TEST_F(ListRowsTest, OrdersGiveEveryRowOnceInOrder) {
  PutWorld(120);
  const auto value = [](const v1::Vacancy& v) {
    return std::pair(!v.has_published(), v.published());
  };
  for (const bool falling : {false, true}) {
    std::vector<v1::Vacancy> sorted = world_;
    std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
      if (a.has_published() != b.has_published()) return a.has_published();
      return falling ? value(b).second < value(a).second : value(a).second < value(b).second;
    });
    std::vector<std::string> names;
    for (const auto& vacancy : sorted) names.push_back(vacancy.name());
    v1::ListVacanciesRequest request;
    request.set_order_by(falling ? "published desc" : "published");
    for (const int size : {1, 7, 119, 120, 500}) {
      request.set_page_size(size);
      EXPECT_EQ(AllOf(request), names) << size;
    }
  }
  v1::ListVacanciesRequest request;
  request.set_order_by("name desc");
  request.set_page_size(11);
  std::vector<std::string> names = NamesWhere([](const auto&) { return true; });
  std::reverse(names.begin(), names.end());
  EXPECT_EQ(AllOf(request), names);
}

TEST_F(ListRowsTest, AChangeBetweenPagesIsTold) {
  PutWorld(20);
  v1::ListVacanciesRequest request;
  request.set_page_size(5);
  ASSERT_OK_AND_ASSIGN(const auto first, ListVacancies(request, Context()));
  request.set_page_token(first.next_page_token());
  Create(VacancyNamed("v004a"));
  ASSERT_OK_AND_ASSIGN(const auto second, ListVacancies(request, Context()));
  EXPECT_TRUE(second.snapshot_changed());
  EXPECT_EQ(second.vacancies(0).name(), "vacancies/v004a") << "the list goes on as it is now";
  request.set_page_token(second.next_page_token());
  ASSERT_OK_AND_ASSIGN(const auto third, ListVacancies(request, Context()));
  EXPECT_TRUE(third.snapshot_changed()) << "since the first page";
}

TEST_F(ListRowsTest, ATokenIsGoodForItsQuestionOnly) {
  PutWorld(20);
  v1::ListVacanciesRequest request;
  request.set_page_size(5);
  ASSERT_OK_AND_ASSIGN(const auto first, ListVacancies(request, Context()));
  request.set_page_token(first.next_page_token());
  request.set_page_size(3);
  EXPECT_OK(ListVacancies(request, Context())) << "another size is no other question";
  request.set_filter("closed = false");
  EXPECT_THAT(FieldsOf(ListVacancies(request, Context()).status()), ElementsAre("page_token"));
  v1::ListMentorsRequest mentors;
  mentors.set_page_token(first.next_page_token());
  EXPECT_THAT(FieldsOf(ListMentors(mentors, Context()).status()), ElementsAre("page_token"));
  v1::ListMenteesRequest people;
  Create(MenteeNamed("a"));
  Create(MenteeNamed("b"));
  people.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto page, ListMentees(people, Context()));
  people.set_page_token(page.next_page_token());
  EXPECT_THAT(FieldsOf(ListMentees(people, Mentor("w1")).status()), ElementsAre("page_token"));
}

TEST_F(ListRowsTest, MasksCutEachRowAndNameWhatIsNoField) {
  PutWorld(3);
  v1::ListVacanciesRequest request;
  request.mutable_read_mask()->add_paths("kind");
  ASSERT_OK_AND_ASSIGN(const auto page, ListVacancies(request, Context()));
  for (const auto& vacancy : page.vacancies()) {
    v1::Vacancy expected;
    expected.set_name(vacancy.name());
    expected.set_kind(vacancy.kind());
    EXPECT_EQ(vacancy.DebugString(), expected.DebugString());
  }
  request.mutable_read_mask()->add_paths("places.district");
  EXPECT_THAT(FieldsOf(ListVacancies(request, Context()).status()),
              ElementsAre("read_mask.paths[1]"));
  v1::ListMenteesRequest people;
  people.mutable_read_mask()->add_paths("facts.german");
  Create(MenteeNamed("a"));
  ASSERT_OK_AND_ASSIGN(const auto mentees, ListMentees(people, Context()));
  EXPECT_EQ(mentees.mentees(0).facts().german_size(), 1);
  EXPECT_EQ(mentees.mentees(0).facts().homes_size(), 0);
  EXPECT_EQ(mentees.mentees(0).name(), "mentees/a");
}

TEST_F(ListRowsTest, AListThatNobodyWaitsForAnyMoreIsNotReadToItsEnd) {
  v1::BatchUpsertVacanciesRequest upsert;
  for (int i = 0; i < kRowsPerRead + 1; ++i) {
    *upsert.add_vacancies() = VacancyNamed(absl::StrCat("v", i));
  }
  ASSERT_THAT(BatchUpsertVacancies(upsert, Context()), IsOk());
  v1::ListVacanciesRequest request;
  request.set_order_by("start");  // by which all rows have to be read
  int asked = 0;
  CallContext context = Context();
  context.is_over = [&asked] { return ++asked > 1; };
  EXPECT_THAT(ListVacancies(request, context).status(), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(asked, 2) << "once before each page";
  context.is_over = [] { return false; };
  EXPECT_THAT(ListVacancies(request, context), IsOk());
}

TEST_F(ListRowsTest, MenteesAreFilteredByTheirRecord) {
  for (const auto& [id, mentor] :
       {std::pair{"a", "w1"}, std::pair{"b", "w2"}, std::pair{"c", "w1"}}) {
    v1::Mentee mentee = MenteeNamed(id);
    mentee.mutable_record()->set_mentor(absl::StrCat("mentors/", mentor));
    mentee.mutable_record()->mutable_expire_time()->set_seconds(kNoon.seconds + id[0]);
    Create(mentee);
  }
  v1::ListMenteesRequest request;
  request.set_filter("mentor = mentors/w1");
  request.set_order_by("expire_time desc");
  std::vector<std::string> names;
  ASSERT_OK_AND_ASSIGN(const auto page, ListMentees(request, Context()));
  for (const auto& mentee : page.mentees()) names.push_back(mentee.name());
  EXPECT_THAT(names, ElementsAre("mentees/c", "mentees/a"));
  request.set_filter("expire_time < 2026-02-15T12:00:00Z");
  ASSERT_OK_AND_ASSIGN(const auto none, ListMentees(request, Context()));
  EXPECT_THAT(none.mentees(), IsEmpty());
}

}  // namespace
}  // namespace passung::answer
