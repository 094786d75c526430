#include "proto/answer/profile_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/answer/import_answers.h"
#include "proto/answer/match_answers.h"
#include "proto/wire/profile_wire.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class ProfileAnswersTest : public AnswerTest {
 protected:
  static v1::ScoringProfile Own(const std::string& name) {
    ScoringProfile profile = ShippedProfiles().front();
    v1::ScoringProfile message = wire::ToProto(profile);
    message.set_name(name);
    message.set_version(0);
    return message;
  }
  absl::StatusOr<v1::ProfileVersion> CreateVersion(const v1::ScoringProfile& profile) {
    v1::CreateProfileVersionRequest request;
    *request.mutable_profile() = profile;
    return CreateProfileVersion(request, Context());
  }
  int32_t UsedVersion(const std::string& profile) {
    v1::RankVacanciesRequest request;
    request.mutable_inline_mentee();
    request.set_profile(profile);
    return RankVacancies(request, MatchContextOf(Context())).value().versions().profile_version();
  }
};

TEST_F(ProfileAnswersTest, ShippedProfilesAreListedPageByPage) {
  v1::ListProfilesRequest request;
  request.set_page_size(1);
  std::vector<std::string> names;
  do {
    ASSERT_OK_AND_ASSIGN(const auto page, ListProfiles(request, Context()));
    for (const auto& version : page.profiles()) {
      names.push_back(version.profile().name());
      EXPECT_TRUE(version.shipped());
      EXPECT_TRUE(version.active());
      EXPECT_EQ(version.digest().size(), 32U);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("profiles/adequate_employment", "profiles/default",
                                 "profiles/near_home", "profiles/training_first"));
}

TEST_F(ProfileAnswersTest, TheFirstVersionOfAnOwnProfileIsUsedAtOnceTheNextWhenActivated) {
  ASSERT_OK_AND_ASSIGN(const auto first, CreateVersion(Own("profiles/own")));
  EXPECT_EQ(first.profile().version(), 1);
  EXPECT_TRUE(first.active());
  EXPECT_EQ(UsedVersion("profiles/own"), 1);
  ASSERT_OK_AND_ASSIGN(const auto second, CreateVersion(Own("profiles/own")));
  EXPECT_EQ(second.profile().version(), 2);
  EXPECT_EQ(UsedVersion("profiles/own"), 1);
  v1::ActivateProfileRequest activate;
  activate.set_name("profiles/own");
  activate.set_version(2);
  ASSERT_OK(ActivateProfile(activate, Context()));
  EXPECT_EQ(UsedVersion("profiles/own"), 2);
  Reopen();
  EXPECT_EQ(UsedVersion("profiles/own"), 2);
  v1::GetProfileRequest get;
  get.set_name("profiles/own");
  get.set_version(1);
  ASSERT_OK_AND_ASSIGN(const auto old, GetProfile(get, Context()));
  EXPECT_FALSE(old.active());
}

TEST_F(ProfileAnswersTest, AVersionIsNeverEdited) {
  v1::ScoringProfile profile = Own("profiles/default");
  profile.set_version(1);
  EXPECT_THAT(FieldsOf(CreateVersion(profile).status()), ElementsAre("profile.version"));
  profile.set_version(3);
  EXPECT_THAT(CreateVersion(profile), Refused("the next version, 2"));
  profile.set_version(2);
  EXPECT_OK(CreateVersion(profile));
}

TEST_F(ProfileAnswersTest, AFaultyProfileIsAnAnswerOfTheCheckAndARefusalOfTheStore) {
  v1::ScoringProfile profile = Own("profiles/own");
  profile.mutable_weights()->set_occupation_fit(-1);
  v1::ValidateProfileRequest check;
  *check.mutable_profile() = profile;
  ASSERT_OK_AND_ASSIGN(const auto checked, ValidateProfile(check, Context()));
  EXPECT_THAT(checked.problems(), Not(IsEmpty()));
  EXPECT_EQ(checked.digest(), "");
  EXPECT_THAT(CreateVersion(profile), StatusIs(StatusCode::kInvalidArgument));
  *check.mutable_profile() = Own("profiles/own");
  ASSERT_OK_AND_ASSIGN(const auto good, ValidateProfile(check, Context()));
  EXPECT_THAT(good.problems(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto stored, CreateVersion(Own("profiles/own")));
  EXPECT_EQ(good.digest(), stored.digest());
}

TEST_F(ProfileAnswersTest, WhatIsNotThereIsNotFound) {
  v1::GetProfileRequest get;
  get.set_name("profiles/none");
  EXPECT_THAT(GetProfile(get, Context()), StatusIs(StatusCode::kNotFound));
  v1::ActivateProfileRequest activate;
  activate.set_name("profiles/default");
  activate.set_version(9);
  EXPECT_THAT(ActivateProfile(activate, Context()), StatusIs(StatusCode::kNotFound));
  activate.set_version(0);
  EXPECT_THAT(FieldsOf(ActivateProfile(activate, Context()).status()), ElementsAre("version"));
}

// ---- Imports ------------------------------------------------------------------------------------

class ImportAnswersTest : public AnswerTest {
 protected:
  static v1::ImportVacanciesRequest Options(bool validate_only, const std::string& id = "") {
    v1::ImportVacanciesRequest part;
    part.mutable_options()->set_validate_only(validate_only);
    part.mutable_options()->set_request_id(id);
    return part;
  }
  static v1::ImportVacanciesRequest Data(const std::string& bytes) {
    v1::ImportVacanciesRequest part;
    part.set_data(bytes);
    return part;
  }
  absl::StatusOr<v1::ImportVacanciesResponse> Import(
      const std::vector<v1::ImportVacanciesRequest>& parts) {
    VacancyImporter importer(Context());
    for (const auto& part : parts) {
      if (absl::Status status = importer.Add(part); !status.ok()) return status;
    }
    return importer.Finish();
  }
};

constexpr char kCsv[] = "id,title,occupation\nv1,Pflegefachkraft,81302\nv2,Verkauf,62102\n";

TEST_F(ImportAnswersTest, AFileMayComeInAnyParts) {
  const std::string csv = kCsv;
  std::vector<v1::ImportVacanciesRequest> parts = {Options(false)};
  for (const char c : csv) parts.push_back(Data(std::string(1, c)));
  ASSERT_OK_AND_ASSIGN(const auto response, Import(parts));
  EXPECT_EQ(response.report().records_size(), 2);
  EXPECT_EQ(response.revision(), Revision());
  EXPECT_NE(backend_->snapshot()->FindVacancy({"v1"}), nullptr);
}

TEST_F(ImportAnswersTest, WhatIsWrongWithTheFileAsAWholeIsToldBesideItsRecords) {
  ASSERT_OK_AND_ASSIGN(
      const auto response,
      Import({Options(true), Data("id,title,occupation,colour\nv1,Pflege,81302,blue\n")}));
  ASSERT_EQ(response.report().problems_size(), 1);
  EXPECT_EQ(response.report().problems(0).field(), "colour");
  EXPECT_THAT(response.report().problems(0).reason(), testing::HasSubstr("\"colour\""));
}

TEST_F(ImportAnswersTest, RemarksAreToldInTheLanguageAskedFor) {
  v1::ImportVacanciesRequest options = Options(true);
  const auto data = Data("id,title,postal_code,colour\nv1,Pflege,1234x,blue\n");
  ASSERT_OK_AND_ASSIGN(const auto silent, Import({options, data}));
  options.mutable_options()->set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto german, Import({options, data}));
  const v1::RecordProblem& problem = german.report().records(0).problems(0);
  EXPECT_EQ(problem.code(), v1::PROBLEM_CODE_NOT_ALLOWED);
  EXPECT_EQ(problem.allowed(), v1::ALLOWED_CODE_POSTAL_CODE);
  EXPECT_EQ(problem.text(),
            "„1234x“ zählt als nicht bekannt; erlaubt: eine Postleitzahl aus fünf Ziffern.");
  EXPECT_THAT(german.report().problems(0).text(), testing::HasSubstr("Spalte „colour“"));
  EXPECT_EQ(problem.reason(), silent.report().records(0).problems(0).reason());
  EXPECT_EQ(silent.report().records(0).problems(0).text(), "");
}

TEST_F(ImportAnswersTest, OptionsThatCannotBeAreRefusedBeforeAnyOfTheFileHasCome) {
  const auto refusal = [&](auto change) {
    v1::ImportVacanciesRequest options = Options(false);
    change(*options.mutable_options());
    return VacancyImporter(Context()).Add(options);
  };
  using Of = v1::ImportOptions;
  EXPECT_THAT(FieldsOf(refusal([](Of& options) { options.set_locale("fr"); })),
              ElementsAre("options.locale"));
  const absl::Status format =
      refusal([](Of& options) { options.set_format(static_cast<v1::ImportFormat>(99)); });
  EXPECT_THAT(FieldsOf(format), ElementsAre("options.format"));
  EXPECT_THAT(format.message(), testing::HasSubstr("99 is none of 0 (IMPORT_FORMAT_UNSPECIFIED), "
                                                   "1 (IMPORT_FORMAT_CSV)"));
  EXPECT_THAT(FieldsOf(refusal([](Of& options) { options.set_size(-1); })),
              ElementsAre("options.size"));
  constexpr auto kLargest = static_cast<int64_t>(VacancyImporter::kLargestFile);
  EXPECT_EQ(ReasonOf(refusal([](Of& options) { options.set_size(kLargest + 1); })),
            "FILE_TOO_LARGE");
  EXPECT_OK(refusal([](Of& options) { options.set_size(kLargest); }));
}

TEST_F(ImportAnswersTest, ValidateOnlyReportsAndStoresNothing) {
  ASSERT_OK_AND_ASSIGN(const auto response, Import({Options(true), Data(kCsv)}));
  EXPECT_EQ(response.report().records_size(), 2);
  EXPECT_EQ(backend_->snapshot()->FindVacancy({"v1"}), nullptr);
}

TEST_F(ImportAnswersTest, TheSameFileUnderOneIdIsReadOnce) {
  ASSERT_OK_AND_ASSIGN(const auto first, Import({Options(false, "i1"), Data(kCsv)}));
  ASSERT_OK_AND_ASSIGN(const auto again, Import({Options(false, "i1"), Data(kCsv)}));
  EXPECT_EQ(first.revision(), again.revision());
  EXPECT_EQ(ReasonOf(Import({Options(false, "i1"), Data("id,title\nv9,x\n")}).status()),
            "REQUEST_ID_REUSED");
}

// gRPC says the same of a client that has sent everything and of one that is gone.
TEST_F(ImportAnswersTest, AFileWhoseSenderIsGoneIsNotStored) {
  const int64_t before = Revision();
  for (const int over_at : {1, 2}) {
    int asked = 0;
    VacancyImporter importer(Context(), [&] { return ++asked >= over_at; });
    ASSERT_OK(importer.Add(Options(false)));
    ASSERT_OK(importer.Add(Data(kCsv)));
    EXPECT_THAT(importer.Finish(), StatusIs(StatusCode::kCancelled));
  }
  EXPECT_EQ(Revision(), before);
}

TEST_F(ImportAnswersTest, AFileOfAnotherSizeThanItsSenderSaysIsRefused) {
  v1::ImportVacanciesRequest options = Options(false);
  options.mutable_options()->set_size(static_cast<int64_t>(std::string(kCsv).size()));
  const std::string cut = std::string(kCsv).substr(0, 40);
  const absl::Status refused = Import({options, Data(cut)}).status();
  EXPECT_THAT(FieldsOf(refused), ElementsAre("options.size"));
  EXPECT_EQ(backend_->snapshot()->FindVacancy({"v1"}), nullptr);
  EXPECT_OK(Import({options, Data(kCsv)}));
}

TEST_F(ImportAnswersTest, FilesTogetherHaveALimitAndMakeRoomWhenTheyAreDone) {
  ImportBudget budget(100);
  const std::string sixty(60, 'x');
  {
    VacancyImporter first(Context(), nullptr, budget);
    VacancyImporter second(Context(), nullptr, budget);
    ASSERT_OK(first.Add(Options(false)));
    ASSERT_OK(second.Add(Options(false)));
    ASSERT_OK(first.Add(Data(sixty)));
    const absl::Status refused = second.Add(Data(sixty));
    EXPECT_THAT(refused, StatusIs(StatusCode::kResourceExhausted));
    EXPECT_EQ(ReasonOf(refused), "IMPORTS_FULL");
    EXPECT_OK(second.Add(Data(std::string(40, 'x')))) << "what was refused took nothing";
  }
  EXPECT_TRUE(budget.Take(100)) << "whoever left has given it back";
}

TEST_F(ImportAnswersTest, PartsOutOfOrderAreRefused) {
  EXPECT_THAT(FieldsOf(Import({Data(kCsv)}).status()), ElementsAre("data"));
  EXPECT_THAT(FieldsOf(Import({Options(false), Options(false)}).status()), ElementsAre("options"));
  EXPECT_THAT(FieldsOf(Import({}).status()), ElementsAre("options"));
  v1::ImportVacanciesRequest json = Options(false);
  json.mutable_options()->set_format(v1::IMPORT_FORMAT_BA_JOBDETAILS);
  EXPECT_THAT(FieldsOf(Import({json, Data(kCsv)}).status()), ElementsAre("options.format"));
}

}  // namespace
}  // namespace passung::answer
