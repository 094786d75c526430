// Pins as the service answers: set, set again, taken away, and refused with what is wrong.
#include "proto/answer/pin_answers.h"

#include <gmock/gmock.h>

#include "proto/answer/admin_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class PinAnswersTest : public AnswerTest {
 protected:
  PinAnswersTest() {
    v1::Mentee own = MenteeNamed("own");
    own.mutable_record()->set_mentor("mentors/w1");
    AddBasis(v1::PURPOSE_COUNSELLING, own);
    Create(own);
    Create(MenteeNamed("other"));
    Create(VacancyNamed("ward"));
    Create(VacancyNamed("shop"));
  }

  static v1::SetPinRequest Wanted(v1::PinMark mark, const std::string& vacancy = "ward",
                                  const std::string& mentee = "own") {
    v1::SetPinRequest request;
    request.mutable_pin()->set_mentee("mentees/" + mentee);
    request.mutable_pin()->set_vacancy("vacancies/" + vacancy);
    request.mutable_pin()->set_mark(mark);
    request.mutable_pin()->set_note("ring up");
    return request;
  }
  v1::Pin Set(const v1::SetPinRequest& request, const CallContext& context) {
    auto pin = SetPin(request, context);
    EXPECT_OK(pin);
    return pin.ok() ? *pin : v1::Pin();
  }
  v1::Pin Set(const v1::SetPinRequest& request) { return Set(request, Context()); }
  static v1::ListPinsRequest Of(const std::string& mentee) {
    v1::ListPinsRequest request;
    request.set_mentee("mentees/" + mentee);
    return request;
  }
  std::vector<std::string> ListedPins(const v1::ListPinsRequest& request = Of("own")) {
    std::vector<std::string> names;
    const auto response = ListPins(request, Context());
    EXPECT_OK(response);
    if (!response.ok()) return names;
    for (const v1::Pin& pin : response->pins()) names.push_back(pin.vacancy());
    return names;
  }
  static v1::DeletePinRequest Away(const std::string& name) {
    v1::DeletePinRequest request;
    request.set_name(name);
    return request;
  }
};

TEST_F(PinAnswersTest, WhatIsSetIsListedWithWhoSetItAndWhen) {
  v1::SetPinRequest request = Wanted(v1::PIN_MARK_HIDDEN);
  request.mutable_pin()->set_reason(v1::HIDE_REASON_EMPLOYER_DECLINED);
  const CallContext mentor = Mentor("w1");
  const v1::Pin set = Set(request, mentor);
  EXPECT_EQ(set.name(), "mentees/own/pins/ward");
  EXPECT_EQ(set.set_by(), "mentors/w1");
  EXPECT_EQ(set.set_time().seconds(), mentor.now.seconds);
  ASSERT_OK_AND_ASSIGN(const auto listed, ListPins(Of("own"), mentor));
  ASSERT_EQ(listed.pins_size(), 1);
  EXPECT_EQ(listed.pins(0).SerializeAsString(), set.SerializeAsString());
}

TEST_F(PinAnswersTest, TheSameSetAgainChangesNothingNotEvenWhoSetIt) {
  const v1::Pin set = Set(Wanted(v1::PIN_MARK_PINNED), Mentor("w1"));
  const int64_t revision = Revision();
  EXPECT_EQ(Set(Wanted(v1::PIN_MARK_PINNED)).SerializeAsString(), set.SerializeAsString());
  EXPECT_EQ(Revision(), revision);
  EXPECT_EQ(Set(Wanted(v1::PIN_MARK_NOTED)).set_by(), "");
  EXPECT_EQ(Revision(), revision + 1);
}

TEST_F(PinAnswersTest, AnotherVersionThanTheEtagsIsNotReplacedAndNotTakenAway) {
  const v1::Pin first = Set(Wanted(v1::PIN_MARK_PINNED));
  v1::SetPinRequest request = Wanted(v1::PIN_MARK_HIDDEN);
  request.mutable_pin()->set_etag(first.etag());
  const v1::Pin second = Set(request);
  EXPECT_NE(first.etag(), second.etag());
  EXPECT_EQ(ReasonOf(SetPin(request, Context()).status()), "ETAG_MISMATCH");
  v1::DeletePinRequest away = Away(first.name());
  away.set_etag(first.etag());
  EXPECT_EQ(ReasonOf(DeletePin(away, Context()).status()), "ETAG_MISMATCH");
  away.set_etag(second.etag());
  EXPECT_OK(DeletePin(away, Context()));
  EXPECT_THAT(ListedPins(), IsEmpty());
  EXPECT_EQ(ReasonOf(SetPin(request, Context()).status()), "ETAG_MISMATCH") << "there is none";
}

TEST_F(PinAnswersTest, ARequestIdGivesTheSameAnswerAndACheckStoresNothing) {
  v1::SetPinRequest request = Wanted(v1::PIN_MARK_PINNED);
  request.set_validate_only(true);
  Set(request);
  EXPECT_THAT(ListedPins(), IsEmpty());
  request.set_validate_only(false);
  request.set_request_id("r1");
  const v1::Pin set = Set(request);
  ASSERT_OK(DeletePin(Away(set.name()), Context()));
  EXPECT_EQ(Set(request).etag(), set.etag());
  EXPECT_THAT(ListedPins(), IsEmpty()) << "it was answered, not done again";
  request.mutable_pin()->set_note("else");
  EXPECT_EQ(ReasonOf(SetPin(request, Context()).status()), "REQUEST_ID_REUSED");
}

TEST_F(PinAnswersTest, WhatIsNotThereCannotBeTakenAwayUnlessItMayBeMissing) {
  v1::DeletePinRequest away = Away("mentees/own/pins/ward");
  EXPECT_THAT(DeletePin(away, Context()), StatusIs(StatusCode::kNotFound));
  away.set_allow_missing(true);
  EXPECT_OK(DeletePin(away, Context()));
  EXPECT_THAT(FieldsOf(DeletePin(Away("mentees/own"), Context()).status()), ElementsAre("name"));
}

TEST_F(PinAnswersTest, FaultyOnesAreRefusedWithTheirFieldAndNoNoteIsQuoted) {
  const auto refused = [&](const v1::SetPinRequest& request, const std::string& field) {
    const absl::Status status = SetPin(request, Context()).status();
    EXPECT_THAT(FieldsOf(status), ElementsAre(field));
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("ring up")));
  };
  refused(Wanted(v1::PIN_MARK_UNSPECIFIED), "pin.mark");
  refused(Wanted(v1::PIN_MARK_PINNED, "nowhere"), "pin.vacancy");
  refused(Wanted(v1::PIN_MARK_PINNED, "ward", "nobody"), "pin.mentee");
  v1::SetPinRequest request = Wanted(v1::PIN_MARK_PINNED);
  request.mutable_pin()->set_reason(v1::HIDE_REASON_OTHER);
  refused(request, "pin.reason");
  request = Wanted(v1::PIN_MARK_NOTED);
  request.mutable_pin()->clear_note();
  refused(request, "pin.note");
  request.mutable_pin()->set_note("ring up" + std::string(1'000, 'x'));
  refused(request, "pin.note");
  EXPECT_THAT(ListedPins(), IsEmpty());
}

TEST_F(PinAnswersTest, AMentorSeesAndWritesPinsOfOwnMenteesOnly) {
  const v1::Pin other = Set(Wanted(v1::PIN_MARK_PINNED, "ward", "other"));
  const CallContext mentor = Mentor("w1");
  EXPECT_EQ(ReasonOf(ListPins(Of("other"), mentor).status()), "NOT_YOUR_MENTEE");
  EXPECT_EQ(ReasonOf(SetPin(Wanted(v1::PIN_MARK_HIDDEN, "ward", "other"), mentor).status()),
            "NOT_YOUR_MENTEE");
  EXPECT_EQ(ReasonOf(DeletePin(Away(other.name()), mentor).status()), "NOT_YOUR_MENTEE");
  EXPECT_THAT(ListedPins(Of("other")), ElementsAre("vacancies/ward"));
}

TEST_F(PinAnswersTest, WithoutAPurposeOrABasisForItNothingIsShownOrWritten) {
  v1::SetPinRequest request = Wanted(v1::PIN_MARK_PINNED);
  EXPECT_THAT(FieldsOf(SetPin(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_OK(SetPin(request, Strict()));
  request.mutable_pin()->set_mentee("mentees/other");
  EXPECT_EQ(ReasonOf(SetPin(request, Strict()).status()), "NO_LEGAL_BASIS");
  v1::ListPinsRequest list = Of("own");
  list.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_THAT(FieldsOf(ListPins(list, Strict()).status()), ElementsAre("purpose"));
}

TEST_F(PinAnswersTest, OfARestrictedPersonNothingIsShownButAnExportAndAPurgeErasesIt) {
  Set(Wanted(v1::PIN_MARK_PINNED));
  v1::RestrictPersonRequest restrict;
  restrict.set_name("mentees/own");
  restrict.set_restricted(true);
  ASSERT_OK(RestrictPerson(restrict, Context()));
  EXPECT_EQ(ReasonOf(ListPins(Of("own"), Context()).status()), "PERSON_RESTRICTED");
  v1::ExportPersonRequest request;
  request.set_name("mentees/own");
  ASSERT_OK_AND_ASSIGN(const v1::PersonExport exported, ExportPerson(request, Context()));
  ASSERT_EQ(exported.pins_size(), 1);
  EXPECT_EQ(exported.pins(0).note(), "ring up");
  v1::PurgePersonRequest purge;
  purge.set_name("mentees/own");
  ASSERT_OK(PurgePerson(purge, Context()));
  EXPECT_THAT(ListedPins(), IsEmpty());
}

TEST_F(PinAnswersTest, AListIsPagedFilteredAndOrdered) {
  Set(Wanted(v1::PIN_MARK_PINNED, "ward"));
  Set(Wanted(v1::PIN_MARK_HIDDEN, "shop"));
  v1::ListPinsRequest request = Of("own");
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto first, ListPins(request, Context()));
  ASSERT_EQ(first.pins_size(), 1);
  EXPECT_EQ(first.pins(0).vacancy(), "vacancies/shop");
  request.set_page_token(first.next_page_token());
  EXPECT_THAT(ListedPins(request), ElementsAre("vacancies/ward"));
  request = Of("own");
  request.set_order_by("vacancy desc");
  EXPECT_THAT(ListedPins(request), ElementsAre("vacancies/ward", "vacancies/shop"));
  request.set_filter("mark = PIN_MARK_HIDDEN");
  EXPECT_THAT(ListedPins(request), ElementsAre("vacancies/shop"));
  request.set_filter("note = \"x\"");
  EXPECT_THAT(FieldsOf(ListPins(request, Context()).status()), ElementsAre("filter"));
}

}  // namespace
}  // namespace passung::answer
