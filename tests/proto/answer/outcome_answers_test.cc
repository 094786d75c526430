// Outcomes as the service answers: told once, corrected, withdrawn, and refused with what is wrong.
#include "proto/answer/outcome_answers.h"

#include <gmock/gmock.h>

#include "proto/answer/admin_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class OutcomeAnswersTest : public AnswerTest {
 protected:
  OutcomeAnswersTest() {
    v1::Mentee own = MenteeNamed("own");
    own.mutable_record()->set_mentor("mentors/w1");
    AddBasis(v1::PURPOSE_COUNSELLING, own);
    Create(own);
    Create(MenteeNamed("other"));
    Create(VacancyNamed("ward"));
    Create(wire::ToProto(
        StoryVacancy("shop").Of("81302").In("14713").WantsGermanByLaw(LanguageLevel::kC1)));
  }

  static v1::RecordOutcomeRequest Told(v1::OutcomeKind kind, const std::string& date,
                                       const std::string& vacancy = "ward",
                                       const std::string& mentee = "own") {
    v1::RecordOutcomeRequest request;
    v1::Outcome& outcome = *request.mutable_outcome();
    outcome.set_mentee("mentees/" + mentee);
    if (!vacancy.empty()) outcome.set_vacancy("vacancies/" + vacancy);
    outcome.set_kind(kind);
    outcome.set_date(date);
    if (kind == v1::OUTCOME_KIND_PLACED || kind == v1::OUTCOME_KIND_ENDED) {
      outcome.set_placement(v1::PLACEMENT_KIND_JOB);
    }
    if (kind == v1::OUTCOME_KIND_DECLINED) outcome.set_declined_by(v1::DECLINED_BY_EMPLOYER);
    return request;
  }
  v1::Outcome Record(const v1::RecordOutcomeRequest& request) {
    auto outcome = RecordOutcome(request, Context());
    EXPECT_OK(outcome);
    return outcome.ok() ? *outcome : v1::Outcome();
  }
  std::vector<std::string> Listed(const std::string& filter = "", const CallContext* as = nullptr) {
    v1::ListOutcomesRequest request;
    request.set_filter(filter);
    const auto response = ListOutcomes(request, as == nullptr ? Context() : *as);
    EXPECT_OK(response);
    std::vector<std::string> lines;
    if (!response.ok()) return lines;
    for (const v1::Outcome& one : response->outcomes()) {
      lines.push_back(absl::StrCat(one.mentee(), " ", one.date()));
    }
    return lines;
  }
};

// ---- Told once ----------------------------------------------------------------------------------

TEST_F(OutcomeAnswersTest, WhatIsToldIsAnsweredAndListedWithWhatStoodInTheWay) {
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10", "shop");
  request.set_locale("de");
  const v1::Outcome told = Record(request);
  EXPECT_THAT(told.name(), testing::StartsWith("mentees/own/outcomes/2026-02-10-proposed-"));
  EXPECT_EQ(told.source(), v1::OUTCOME_SOURCE_MENTOR);
  EXPECT_EQ(told.text(), "Die Stelle wurde vorgeschlagen.");
  ASSERT_TRUE(told.has_gaps());
  EXPECT_THAT(told.gaps().kinds(), testing::Contains(v1::GAP_KIND_GERMAN));
  v1::GetOutcomeRequest get;
  get.set_name(told.name());
  ASSERT_OK_AND_ASSIGN(const v1::Outcome found, GetOutcome(get, Context()));
  EXPECT_EQ(found.etag(), told.etag());
  EXPECT_THAT(Listed(), ElementsAre("mentees/own 2026-02-10"));
}

TEST_F(OutcomeAnswersTest, TheSameToldAgainChangesNothing) {
  const v1::Outcome told = Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10"));
  const int64_t revision = Revision();
  EXPECT_EQ(Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10")).etag(), told.etag());
  EXPECT_EQ(Revision(), revision);
  v1::RecordOutcomeRequest other = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10");
  other.mutable_outcome()->set_source(v1::OUTCOME_SOURCE_EMPLOYER);
  EXPECT_THAT(RecordOutcome(other, Context()),
              StatusIs(StatusCode::kAlreadyExists, HasSubstr("replaces")));
}

TEST_F(OutcomeAnswersTest, ARequestIdGivesTheSameAnswerAndIsNotForAnotherRequest) {
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10");
  request.set_request_id("r1");
  const v1::Outcome told = Record(request);
  const int64_t revision = Revision();
  EXPECT_EQ(Record(request).etag(), told.etag());
  EXPECT_EQ(Revision(), revision);
  request.mutable_outcome()->set_date("2026-02-11");
  const absl::Status reused = RecordOutcome(request, Context()).status();
  EXPECT_EQ(ReasonOf(reused), "REQUEST_ID_REUSED");
}

TEST_F(OutcomeAnswersTest, ACheckStoresNothing) {
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10");
  request.set_validate_only(true);
  const int64_t revision = Revision();
  EXPECT_NE(Record(request).name(), "");
  EXPECT_EQ(Revision(), revision);
  EXPECT_THAT(Listed(), IsEmpty());
}

// ---- Corrections --------------------------------------------------------------------------------

TEST_F(OutcomeAnswersTest, ACorrectionTakesThePlaceOfWhatWasToldWrongly) {
  const v1::Outcome wrong = Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10", "shop"));
  v1::RecordOutcomeRequest right = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-09", "shop");
  right.set_replaces(wrong.name());
  right.mutable_outcome()->set_etag("another");
  const absl::Status outdated = RecordOutcome(right, Context()).status();
  EXPECT_EQ(ReasonOf(outdated), "ETAG_MISMATCH");
  right.mutable_outcome()->set_etag(wrong.etag());
  EXPECT_NE(Record(right).name(), wrong.name());
  EXPECT_THAT(Listed(), ElementsAre("mentees/own 2026-02-09"));
  right.mutable_outcome()->clear_etag();
  EXPECT_THAT(RecordOutcome(right, Context()),
              StatusIs(StatusCode::kNotFound, HasSubstr("replaces")))
      << "it is gone";
}

TEST_F(OutcomeAnswersTest, ACorrectedDetailKeepsNameAndWhatStoodInTheWay) {
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_DECLINED, "2026-02-10", "shop");
  const v1::Outcome told = Record(request);
  request.mutable_outcome()->set_reason(v1::OUTCOME_REASON_PAY);
  request.set_replaces(told.name());
  const v1::Outcome corrected = Record(request);
  EXPECT_EQ(corrected.name(), told.name());
  EXPECT_EQ(corrected.reason(), v1::OUTCOME_REASON_PAY);
  EXPECT_EQ(corrected.gaps().SerializeAsString(), told.gaps().SerializeAsString());
  EXPECT_NE(corrected.etag(), told.etag());
  request.set_replaces("mentees/other/outcomes/x");
  EXPECT_THAT(FieldsOf(RecordOutcome(request, Context()).status()), ElementsAre("replaces"));
  request.set_replaces("x");
  EXPECT_THAT(FieldsOf(RecordOutcome(request, Context()).status()), ElementsAre("replaces"));
}

TEST_F(OutcomeAnswersTest, WhatIsNeededByAnotherOutcomeIsNotWithdrawn) {
  const v1::Outcome placed = Record(Told(v1::OUTCOME_KIND_PLACED, "2026-01-10"));
  const v1::Outcome ended = Record(Told(v1::OUTCOME_KIND_ENDED, "2026-02-10"));
  v1::DeleteOutcomeRequest withdraw;
  withdraw.set_name(placed.name());
  const absl::Status needed = DeleteOutcome(withdraw, Context()).status();
  EXPECT_THAT(needed, StatusIs(StatusCode::kFailedPrecondition, HasSubstr("was not placed")));
  EXPECT_EQ(ReasonOf(needed), "OUTCOME_NEEDED");
  withdraw.set_name(ended.name());
  withdraw.set_etag("another");
  EXPECT_EQ(ReasonOf(DeleteOutcome(withdraw, Context()).status()), "ETAG_MISMATCH");
  withdraw.set_etag(ended.etag());
  withdraw.set_validate_only(true);
  EXPECT_OK(DeleteOutcome(withdraw, Context()));
  EXPECT_THAT(Listed(), SizeIs(2));
  withdraw.set_validate_only(false);
  EXPECT_OK(DeleteOutcome(withdraw, Context()));
  EXPECT_THAT(Listed(), ElementsAre("mentees/own 2026-01-10"));
  EXPECT_THAT(DeleteOutcome(withdraw, Context()), StatusIs(StatusCode::kNotFound));
  withdraw.set_allow_missing(true);
  EXPECT_OK(DeleteOutcome(withdraw, Context()));
}

// ---- Refusals -----------------------------------------------------------------------------------

TEST_F(OutcomeAnswersTest, EveryFaultIsNamedByItsField) {
  const auto refused = [&](const v1::RecordOutcomeRequest& request, const std::string& field,
                           const std::string& why) {
    const absl::Status status = RecordOutcome(request, Context()).status();
    EXPECT_THAT(status, StatusIs(StatusCode::kInvalidArgument, HasSubstr(why)));
    EXPECT_THAT(FieldsOf(status), ElementsAre(field));
  };
  constexpr auto kProposed = v1::OUTCOME_KIND_PROPOSED;
  refused(Told(kProposed, "2026-02-16"), "outcome.date", "is after today, 2026-02-15");
  refused(Told(kProposed, "16.2.2026"), "outcome.date", "16.2.2026");
  refused(Told(kProposed, "2026-02-10", "ward", "nobody"), "outcome.mentee", "is not stored");
  refused(Told(kProposed, "2026-02-10", "nothing"), "outcome.vacancy", "never was");
  refused(Told(kProposed, "2026-02-10", ""), "outcome.vacancy", "must be given");
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_DECLINED, "2026-02-10");
  request.mutable_outcome()->clear_declined_by();
  refused(request, "outcome.declined_by", "must be given");
  request = Told(v1::OUTCOME_KIND_PLACED, "2026-02-10");
  request.mutable_outcome()->clear_placement();
  refused(request, "outcome.placement", "must be given");
  request = Told(kProposed, "2026-02-10");
  request.mutable_outcome()->set_reason(v1::OUTCOME_REASON_PAY);
  refused(request, "outcome.reason", "does not belong");
  request = Told(kProposed, "2026-02-10");
  request.mutable_outcome()->mutable_decision()->set_number(1);
  refused(request, "outcome.decision", "no log of decisions is kept here");
  refused(Told(v1::OUTCOME_KIND_ENDED, "2026-02-10"), "outcome.date", "was not placed before");
  Record(Told(kProposed, "2026-02-10"));
  refused(Told(v1::OUTCOME_KIND_CONTACTED, "2026-02-09"), "outcome.date", "first proposed");
  request = Told(kProposed, "2026-02-10");
  request.set_locale("fr");
  refused(request, "locale", "fr");
  EXPECT_THAT(Listed(), SizeIs(1)) << "nothing of what was refused is stored";
}

TEST_F(OutcomeAnswersTest, AVacancyThatIsOverMayStillBeToldOf) {
  v1::DeleteVacancyRequest over;
  over.set_name("vacancies/ward");
  ASSERT_OK(DeleteVacancy(over, Context()));
  const v1::Outcome told = Record(Told(v1::OUTCOME_KIND_PLACED, "2026-02-10"));
  EXPECT_FALSE(told.has_gaps()) << "it cannot be looked at any more";
}

TEST_F(OutcomeAnswersTest, ADecisionIsTakenAsItWasServed) {
  CallContext context = Context();
  context.find_decision = [](int64_t number, const MenteeId& mentee,
                             const VacancyId& vacancy) -> absl::StatusOr<OutcomeDecision> {
    if (number != 7 || mentee.value != "own" || vacancy.value != "ward") {
      return absl::NotFoundError("none");
    }
    return OutcomeDecision{.number = 7,
                           .snapshot_revision = 3,
                           .snapshot_digest = "d",
                           .profile = "profiles/default",
                           .profile_version = 1,
                           .profile_digest = "p",
                           .score = 81'000'000,
                           .hit_class = HitClass::kLater,
                           .contributions = {1, 2}};
  };
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10");
  request.mutable_outcome()->mutable_decision()->set_number(7);
  request.mutable_outcome()->mutable_decision()->set_score(99);
  ASSERT_OK_AND_ASSIGN(const v1::Outcome told, RecordOutcome(request, context));
  EXPECT_EQ(told.decision().score(), 81'000'000) << "what the caller says of it is not read";
  EXPECT_EQ(told.decision().profile(), "profiles/default");
  EXPECT_THAT(told.decision().contributions(), ElementsAre(1, 2));
  request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10", "shop");
  request.mutable_outcome()->mutable_decision()->set_number(7);
  EXPECT_THAT(FieldsOf(RecordOutcome(request, context).status()),
              ElementsAre("outcome.decision.number"));
}

// ---- Who may ------------------------------------------------------------------------------------

TEST_F(OutcomeAnswersTest, AMentorTellsAndSeesOnlyOfTheOwnMentees) {
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-01", "ward", "other"));
  const CallContext mentor = Mentor("w1");
  EXPECT_OK(RecordOutcome(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10"), mentor));
  for (const char* id : {"other", "nobody"}) {
    const absl::Status refused =
        RecordOutcome(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10", "ward", id), mentor).status();
    EXPECT_EQ(refused.code(), StatusCode::kPermissionDenied) << id;
    EXPECT_EQ(ReasonOf(refused), "NOT_YOUR_MENTEE") << id;
    v1::GetOutcomeRequest get;
    get.set_name(absl::StrCat("mentees/", id, "/outcomes/x"));
    EXPECT_EQ(ReasonOf(GetOutcome(get, mentor).status()), "NOT_YOUR_MENTEE") << id;
    v1::DeleteOutcomeRequest withdraw;
    withdraw.set_name(get.name());
    EXPECT_EQ(ReasonOf(DeleteOutcome(withdraw, mentor).status()), "NOT_YOUR_MENTEE") << id;
  }
  EXPECT_THAT(Listed("", &mentor), ElementsAre("mentees/own 2026-02-10"));
  const CallContext another = Mentor("w2");
  EXPECT_THAT(Listed("", &another), IsEmpty());
  EXPECT_THAT(Listed(), SizeIs(2));
}

TEST_F(OutcomeAnswersTest, WithoutAPurposeOrABasisForItNothingIsShownOrWritten) {
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10");
  EXPECT_THAT(FieldsOf(RecordOutcome(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_THAT(FieldsOf(RecordOutcome(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_OK(RecordOutcome(request, Strict()));
  request.mutable_outcome()->set_mentee("mentees/other");
  EXPECT_EQ(ReasonOf(RecordOutcome(request, Strict()).status()), "NO_LEGAL_BASIS");
  v1::ListOutcomesRequest list;
  EXPECT_THAT(FieldsOf(ListOutcomes(list, Strict()).status()), ElementsAre("purpose"));
  list.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_EQ(ListOutcomes(list, Strict())->outcomes_size(), 1);
  list.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_EQ(ListOutcomes(list, Strict())->outcomes_size(), 0);
}

TEST_F(OutcomeAnswersTest, OfARestrictedPersonNothingIsShownButAnExport) {
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10"));
  v1::RestrictPersonRequest restrict;
  restrict.set_name("mentees/own");
  restrict.set_restricted(true);
  ASSERT_OK(RestrictPerson(restrict, Context()));
  EXPECT_THAT(Listed(), IsEmpty());
  EXPECT_EQ(
      ReasonOf(RecordOutcome(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-11"), Context()).status()),
      "PERSON_RESTRICTED");
  v1::ExportPersonRequest request;
  request.set_name("mentees/own");
  ASSERT_OK_AND_ASSIGN(const v1::PersonExport exported, ExportPerson(request, Context()));
  EXPECT_EQ(exported.outcomes_size(), 1);
}

TEST_F(OutcomeAnswersTest, APurgeTakesOutcomesAndRememberedAnswersAlong) {
  v1::RecordOutcomeRequest request = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10");
  request.set_request_id("r1");
  Record(request);
  v1::PurgePersonRequest purge;
  purge.set_name("mentees/own");
  ASSERT_OK(PurgePerson(purge, Context()));
  EXPECT_THAT(Listed(), IsEmpty());
  EXPECT_THAT(FieldsOf(RecordOutcome(request, Context()).status()), ElementsAre("outcome.mentee"));
}

// ---- Lists --------------------------------------------------------------------------------------

TEST_F(OutcomeAnswersTest, ListsAreFilteredOrderedAndPaged) {
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-01"));
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-03", "shop"));
  Record(Told(v1::OUTCOME_KIND_DECLINED, "2026-02-05"));
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-02", "ward", "other"));
  EXPECT_THAT(Listed("mentee = mentees/own"), SizeIs(3));
  EXPECT_THAT(Listed("vacancy = vacancies/shop"), ElementsAre("mentees/own 2026-02-03"));
  EXPECT_THAT(Listed("kind = OUTCOME_KIND_DECLINED"), ElementsAre("mentees/own 2026-02-05"));
  EXPECT_THAT(Listed("date >= 2026-02-02 AND date < 2026-02-05"),
              ElementsAre("mentees/other 2026-02-02", "mentees/own 2026-02-03"));
  EXPECT_THAT(Listed("gap = GAP_KIND_GERMAN AND vacancy = vacancies/shop"), SizeIs(1));
  EXPECT_THAT(Listed("declined_by = DECLINED_BY_MENTEE"), IsEmpty());
  for (const char* order : {"", "date desc"}) {
    v1::ListOutcomesRequest request;
    request.set_page_size(1);
    request.set_order_by(order);
    std::vector<std::string> dates;
    do {
      ASSERT_OK_AND_ASSIGN(const auto page, ListOutcomes(request, Context()));
      for (const v1::Outcome& one : page.outcomes()) dates.push_back(one.date());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    EXPECT_THAT(dates, SizeIs(4)) << order;
  }
  v1::ListOutcomesRequest wrong;
  wrong.set_filter("mood = good");
  EXPECT_THAT(FieldsOf(ListOutcomes(wrong, Context()).status()), ElementsAre("filter"));
}

TEST_F(OutcomeAnswersTest, AMentorsListIsPagedInTheSameOrder) {
  for (const char* id : {"own.b", "own-c"}) {
    v1::Mentee mentee = MenteeNamed(id);
    mentee.mutable_record()->set_mentor("mentors/w1");
    Create(mentee);
    Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-01", "ward", id));
    Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-02", "shop", id));
  }
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-01"));
  Record(Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-02", "shop", "other"));
  v1::ListOutcomesRequest request;
  request.set_page_size(1);
  std::vector<std::string> names;
  do {
    ASSERT_OK_AND_ASSIGN(const auto page, ListOutcomes(request, Mentor("w1")));
    for (const v1::Outcome& one : page.outcomes()) names.push_back(one.mentee() + one.date());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("mentees/own-c2026-02-01", "mentees/own-c2026-02-02",
                                 "mentees/own.b2026-02-01", "mentees/own.b2026-02-02",
                                 "mentees/own2026-02-01"));
}

// ---- Many ---------------------------------------------------------------------------------------

TEST_F(OutcomeAnswersTest, OfManyTheGoodOnesAreStoredAndTheFaultyOnesReported) {
  v1::BatchRecordOutcomesRequest request;
  *request.add_outcomes() = Told(v1::OUTCOME_KIND_PLACED, "2026-01-10").outcome();
  *request.add_outcomes() = Told(v1::OUTCOME_KIND_PLACED, "2026-03-10").outcome();
  *request.add_outcomes() = Told(v1::OUTCOME_KIND_ENDED, "2026-02-01").outcome();
  *request.add_outcomes() = Told(v1::OUTCOME_KIND_PLACED, "2026-01-10").outcome();
  *request.add_outcomes() = Told(v1::OUTCOME_KIND_ENDED, "2026-02-01", "shop").outcome();
  request.set_validate_only(true);
  const int64_t revision = Revision();
  for (const bool only_checked : {true, false}) {
    request.set_validate_only(only_checked);
    ASSERT_OK_AND_ASSIGN(const auto response, BatchRecordOutcomes(request, Context()));
    EXPECT_EQ(response.report().accepted(), 3);
    EXPECT_EQ(response.report().refused(), 2);
    EXPECT_EQ(response.report().records(1).problems(0).field(), "outcomes[1].date");
    EXPECT_EQ(response.report().records(4).problems(0).field(), "outcomes[4].date");
    EXPECT_EQ(Revision(), only_checked ? revision : revision + 1) << "one write";
  }
  EXPECT_THAT(Listed(), ElementsAre("mentees/own 2026-01-10", "mentees/own 2026-02-01"));
}

TEST_F(OutcomeAnswersTest, OfManyThoseOfOthersAreRefusedAndNothingElse) {
  v1::BatchRecordOutcomesRequest request;
  *request.add_outcomes() =
      Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10", "ward", "other").outcome();
  *request.add_outcomes() = Told(v1::OUTCOME_KIND_PROPOSED, "2026-02-10").outcome();
  ASSERT_OK_AND_ASSIGN(const auto response, BatchRecordOutcomes(request, Mentor("w1")));
  EXPECT_EQ(response.report().refused(), 1);
  EXPECT_EQ(response.report().records(0).problems(0).field(), "outcomes[0].mentee");
  EXPECT_THAT(Listed(), ElementsAre("mentees/own 2026-02-10"));
  request.clear_outcomes();
  EXPECT_THAT(FieldsOf(BatchRecordOutcomes(request, Context()).status()), ElementsAre("outcomes"));
  for (int i = 0; i < 1001; ++i) request.add_outcomes();
  EXPECT_THAT(FieldsOf(BatchRecordOutcomes(request, Context()).status()), ElementsAre("outcomes"));
}

}  // namespace
}  // namespace passung::answer
