// Who may be shown to whom: on every call that shows a person.

#include "proto/answer/person_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "proto/answer/admin_answers.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/contact_answers.h"
#include "proto/answer/match_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class PersonGuardTest : public AnswerTest {
 protected:
  // c: counselling, p: placement, of mentor w1 and w2; n: no basis; old: a basis that ended.
  PersonGuardTest() {
    Put("c", "w1", v1::PURPOSE_COUNSELLING);
    Put("p", "w2", v1::PURPOSE_PLACEMENT);
    Put("n", "w1", v1::PURPOSE_UNSPECIFIED);
    v1::Mentee old = MenteeNamed("old");
    AddBasis(v1::PURPOSE_COUNSELLING, old);
    old.mutable_record()->mutable_legal_bases(0)->mutable_valid()->set_until("2026-02-14");
    Create(old);
    Create(VacancyNamed("V1"));
  }
  void Put(const std::string& id, const std::string& mentor, v1::Purpose purpose) {
    v1::Mentee mentee = MenteeNamed(id);
    mentee.mutable_record()->set_mentor("mentors/" + mentor);
    if (purpose != v1::PURPOSE_UNSPECIFIED) AddBasis(purpose, mentee);
    Create(mentee);
  }

  static v1::GetMenteeRequest Get(const std::string& id, v1::Purpose purpose) {
    v1::GetMenteeRequest request;
    request.set_name("mentees/" + id);
    request.set_purpose(purpose);
    return request;
  }
  std::vector<std::string> Listed(v1::Purpose purpose, const CallContext& context) {
    v1::ListMenteesRequest request;
    request.set_purpose(purpose);
    std::vector<std::string> names;
    const v1::ListMenteesResponse response = ListMentees(request, context).value();
    for (const auto& mentee : response.mentees()) names.push_back(mentee.name());
    return names;
  }
  absl::StatusOr<v1::RankVacanciesResponse> RankFor(const std::string& id, v1::Purpose purpose,
                                                    const CallContext& context) {
    v1::RankVacanciesRequest request;
    request.set_mentee("mentees/" + id);
    request.set_purpose(purpose);
    return RankVacancies(request, MatchContextOf(context));
  }
  v1::RankMenteesResponse Ranked(v1::Purpose purpose, const CallContext& context) {
    v1::RankMenteesRequest request;
    request.set_vacancy("vacancies/V1");
    request.set_purpose(purpose);
    return RankMentees(request, MatchContextOf(context)).value();
  }
  static std::vector<std::string> NamesOf(const v1::RankMenteesResponse& response) {
    std::vector<std::string> names;
    for (const auto& match : response.matches()) names.push_back(match.mentee());
    return names;
  }
};

TEST_F(PersonGuardTest, WithoutAPurposeNobodyIsShown) {
  EXPECT_THAT(FieldsOf(GetMentee(Get("c", v1::PURPOSE_UNSPECIFIED), Strict()).status()),
              ElementsAre("purpose"));
  EXPECT_THAT(FieldsOf(ListMentees({}, Strict()).status()), ElementsAre("purpose"));
  EXPECT_THAT(FieldsOf(RankFor("c", v1::PURPOSE_UNSPECIFIED, Strict()).status()),
              ElementsAre("purpose"));
  v1::GetMenteeContactRequest contact;
  contact.set_name("mentees/c/contact");
  EXPECT_THAT(FieldsOf(GetMenteeContact(contact, Strict()).status()), ElementsAre("purpose"));
}

TEST_F(PersonGuardTest, ABasisForThePurposeOpensAndNoOtherDoes) {
  EXPECT_OK(GetMentee(Get("c", v1::PURPOSE_COUNSELLING), Strict()));
  EXPECT_OK(RankFor("c", v1::PURPOSE_COUNSELLING, Strict()));
  for (const auto& [id, purpose] :
       {std::pair{"c", v1::PURPOSE_PLACEMENT}, std::pair{"p", v1::PURPOSE_COUNSELLING},
        std::pair{"n", v1::PURPOSE_COUNSELLING}, std::pair{"old", v1::PURPOSE_COUNSELLING}}) {
    const auto refused = GetMentee(Get(id, purpose), Strict());
    EXPECT_THAT(refused, StatusIs(StatusCode::kPermissionDenied)) << id;
    EXPECT_EQ(ReasonOf(refused.status()), "NO_LEGAL_BASIS") << id;
    EXPECT_EQ(ReasonOf(RankFor(id, purpose, Strict()).status()), "NO_LEGAL_BASIS") << id;
  }
  v1::GetMenteeContactRequest contact;
  contact.set_name("mentees/c/contact");
  contact.set_purpose(v1::PURPOSE_CONTACT);
  EXPECT_EQ(ReasonOf(GetMenteeContact(contact, Strict()).status()), "NO_LEGAL_BASIS");
  contact.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_THAT(FieldsOf(GetMenteeContact(contact, Strict()).status()), ElementsAre("purpose"));
}

TEST_F(PersonGuardTest, ListsAndRankingsLeaveOutWhoHasNone) {
  EXPECT_THAT(Listed(v1::PURPOSE_COUNSELLING, Strict()), ElementsAre("mentees/c"));
  EXPECT_THAT(Listed(v1::PURPOSE_PLACEMENT, Strict()), ElementsAre("mentees/p"));
  EXPECT_THAT(Listed(v1::PURPOSE_REPORTING, Strict()), IsEmpty());
  const v1::RankMenteesResponse ranked = Ranked(v1::PURPOSE_PLACEMENT, Strict());
  EXPECT_THAT(NamesOf(ranked), ElementsAre("mentees/p"));
  EXPECT_EQ(ranked.summary().listed() + ranked.summary().closed(), 1) << "nor are they counted";
  EXPECT_EQ(ranked.versions().snapshot_digest(), backend_->snapshot()->digest());
}

TEST_F(PersonGuardTest, WithoutAPurposeThoseWhoNeedNoBasisSeeAll) {
  EXPECT_EQ(Listed(v1::PURPOSE_UNSPECIFIED, Context()).size(), 4U);
  EXPECT_EQ(Ranked(v1::PURPOSE_UNSPECIFIED, Context()).matches_size(), 4);
}

TEST_F(PersonGuardTest, AMentorSeesOwnMenteesAndNoOthers) {
  EXPECT_THAT(Listed(v1::PURPOSE_UNSPECIFIED, Mentor("w1")), ElementsAre("mentees/c", "mentees/n"));
  EXPECT_THAT(NamesOf(Ranked(v1::PURPOSE_UNSPECIFIED, Mentor("w1"))),
              UnorderedElementsAre("mentees/c", "mentees/n"));
  EXPECT_OK(GetMentee(Get("c", v1::PURPOSE_UNSPECIFIED), Mentor("w1")));
  for (const char* id : {"p", "old", "never-there"}) {
    EXPECT_EQ(ReasonOf(GetMentee(Get(id, v1::PURPOSE_UNSPECIFIED), Mentor("w1")).status()),
              "NOT_YOUR_MENTEE")
        << id << ": not even whether there is one";
    EXPECT_EQ(ReasonOf(RankFor(id, v1::PURPOSE_UNSPECIFIED, Mentor("w1")).status()),
              "NOT_YOUR_MENTEE")
        << id;
  }
  v1::UpdateMenteeRequest update;
  update.mutable_mentee()->set_name("mentees/p");
  update.mutable_mentee()->mutable_facts()->set_has_car(true);
  EXPECT_EQ(ReasonOf(UpdateMentee(update, Mentor("w1")).status()), "NOT_YOUR_MENTEE");
  v1::DeleteMenteeRequest gone;
  gone.set_name("mentees/p");
  EXPECT_EQ(ReasonOf(DeleteMentee(gone, Mentor("w1")).status()), "NOT_YOUR_MENTEE");
}

TEST_F(PersonGuardTest, AMentorCannotGiveAMenteeAway) {
  v1::UpdateMenteeRequest update;
  update.mutable_mentee()->set_name("mentees/c");
  update.mutable_mentee()->mutable_record()->set_mentor("mentors/w2");
  update.mutable_update_mask()->add_paths("record.mentor");
  EXPECT_EQ(ReasonOf(UpdateMentee(update, Mentor("w1")).status()), "NOT_YOUR_MENTEE");
  EXPECT_OK(UpdateMentee(update, Context()));
}

TEST_F(PersonGuardTest, AWriterSeesNoFactsWithoutABasis) {
  v1::UpdateMenteeRequest update;
  update.mutable_mentee()->set_name("mentees/n");
  auto& basis = *update.mutable_mentee()->mutable_record()->add_legal_bases();
  basis.set_purpose(v1::PURPOSE_COUNSELLING);
  basis.set_kind(v1::BASIS_KIND_PUBLIC_TASK);
  update.mutable_update_mask()->add_paths("record.legal_bases");
  update.set_request_id("r1");
  ASSERT_OK_AND_ASSIGN(const v1::Mentee blind, UpdateMentee(update, Strict()));
  EXPECT_FALSE(blind.has_facts());
  EXPECT_NE(blind.etag(), "");
  update.set_purpose(v1::PURPOSE_COUNSELLING);
  update.clear_request_id();
  ASSERT_OK_AND_ASSIGN(const v1::Mentee shown, UpdateMentee(update, Strict()));
  EXPECT_TRUE(shown.has_facts());
}

// ---- Restriction, export, purge, end --------------------------------------------------------------

TEST_F(PersonGuardTest, ARestrictedPersonIsSeenByNothingButAnExport) {
  v1::RestrictPersonRequest restrict;
  restrict.set_name("mentees/c");
  restrict.set_restricted(true);
  ASSERT_OK(RestrictPerson(restrict, Strict()));
  EXPECT_EQ(ReasonOf(GetMentee(Get("c", v1::PURPOSE_COUNSELLING), Strict()).status()),
            "PERSON_RESTRICTED");
  EXPECT_EQ(ReasonOf(RankFor("c", v1::PURPOSE_COUNSELLING, Strict()).status()),
            "PERSON_RESTRICTED");
  EXPECT_THAT(Listed(v1::PURPOSE_COUNSELLING, Strict()), IsEmpty());
  EXPECT_EQ(Ranked(v1::PURPOSE_UNSPECIFIED, Context()).matches_size(), 3);
  EXPECT_EQ(backend_->snapshot()->FindMentee({"c"}), nullptr);
  v1::BatchUpsertMenteesRequest batch;
  *batch.add_mentees() = MenteeNamed("c");
  ASSERT_OK_AND_ASSIGN(const auto refused, BatchUpsertMentees(batch, Context()));
  EXPECT_EQ(refused.report().refused(), 1);
  v1::ExportPersonRequest ask;
  ask.set_name("mentees/c");
  ASSERT_OK_AND_ASSIGN(const v1::PersonExport exported, ExportPerson(ask, Strict()));
  EXPECT_TRUE(exported.mentee().record().restricted());
  Reopen();
  EXPECT_EQ(backend_->snapshot()->FindMentee({"c"}), nullptr);
  restrict.set_restricted(false);
  ASSERT_OK(RestrictPerson(restrict, Strict()));
  EXPECT_NE(backend_->snapshot()->FindMentee({"c"}), nullptr);
  EXPECT_OK(RankFor("c", v1::PURPOSE_COUNSELLING, Strict()));
}

TEST_F(PersonGuardTest, AnExportHoldsContactAndEveryVersion) {
  v1::UpdateMenteeContactRequest contact;
  contact.mutable_contact()->set_name("mentees/c/contact");
  contact.mutable_contact()->set_phone("0341 4711");
  ASSERT_OK(UpdateMenteeContact(contact, Context()));
  v1::UpdateMenteeRequest update;
  update.mutable_mentee()->set_name("mentees/c");
  update.mutable_mentee()->mutable_facts()->set_max_travel_minutes(33);
  update.mutable_update_mask()->add_paths("facts.max_travel_minutes");
  ASSERT_OK(UpdateMentee(update, Context()));
  v1::ExportPersonRequest ask;
  ask.set_name("mentees/c");
  ASSERT_OK_AND_ASSIGN(const v1::PersonExport exported, ExportPerson(ask, Context()));
  EXPECT_EQ(exported.contact().phone(), "0341 4711");
  ASSERT_EQ(exported.versions_size(), 2);
  EXPECT_EQ(exported.versions(0).to_revision(), exported.versions(1).from_revision());
  EXPECT_FALSE(exported.versions(1).has_to_revision());
  EXPECT_EQ(exported.versions(1).mentee().facts().max_travel_minutes(), 33);
  EXPECT_EQ(exported.record_versions_size(), 1);
  EXPECT_EQ(exported.export_time().seconds(), kNoon.seconds);
  ask.set_name("mentees/never-there");
  EXPECT_THAT(ExportPerson(ask, Context()), StatusIs(StatusCode::kNotFound));
}

TEST_F(PersonGuardTest, APurgeLeavesNoTrace) {
  v1::Mentee mentee = MenteeNamed("gone");
  mentee.mutable_facts()->mutable_skills()->add_skills()->set_id("Canary.Skill.1");
  v1::CreateMenteeRequest create;
  *create.mutable_mentee() = mentee;
  create.set_request_id("Canary");
  ASSERT_OK(CreateMentee(create, Context()));
  v1::UpdateMenteeContactRequest contact;
  contact.mutable_contact()->set_name("mentees/gone/contact");
  contact.mutable_contact()->set_display_name("Canary-Name");
  contact.set_request_id("c1");
  ASSERT_OK(UpdateMenteeContact(contact, Context()));
  v1::PurgePersonRequest purge;
  purge.set_name("mentees/gone");
  ASSERT_OK(PurgePerson(purge, Context()));
  EXPECT_EQ(backend_->snapshot()->FindMentee({"gone"}), nullptr);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_FALSE(absl::StrContains(bytes, "Canary")) << entry.path();
  }
  EXPECT_OK(PurgePerson(purge, Context())) << "twice is no fault";
  v1::ExportPersonRequest ask;
  ask.set_name("mentees/gone");
  EXPECT_THAT(ExportPerson(ask, Context()), StatusIs(StatusCode::kNotFound));
}

TEST_F(PersonGuardTest, ExactlyThoseWhoseTimeIsOverArePurged) {
  for (const auto& [id, seconds] : {std::pair{"e1", 0}, std::pair{"e2", 1}, std::pair{"e3", 2}}) {
    v1::Mentee mentee = MenteeNamed(id);
    mentee.mutable_record()->mutable_expire_time()->set_seconds(kNoon.seconds + seconds);
    Create(mentee);
  }
  v1::PurgeExpiredRequest request;
  request.set_validate_only(true);
  ASSERT_OK_AND_ASSIGN(const auto counted, PurgeExpired(request, Context({}, 1)));
  EXPECT_EQ(counted.purged(), 1);
  EXPECT_NE(backend_->snapshot()->FindMentee({"e1"}), nullptr);
  request.set_validate_only(false);
  ASSERT_OK(PurgeExpired(request, Context({}, 1)));
  EXPECT_EQ(backend_->snapshot()->FindMentee({"e1"}), nullptr);
  EXPECT_NE(backend_->snapshot()->FindMentee({"e2"}), nullptr);
  ASSERT_OK_AND_ASSIGN(const auto later, PurgeExpired(request, Context({}, 3)));
  EXPECT_EQ(later.purged(), 2);
  ASSERT_OK_AND_ASSIGN(const auto year, PurgeExpired(request, Context({}, 366 * kSecondsPerDay)));
  EXPECT_EQ(year.purged(), 4) << "everybody has an end";
}

}  // namespace
}  // namespace passung::answer
