#include "proto/answer/profile_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "passung/market.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/profile_answers.h"
#include "proto/wire/profile_wire.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int kMost = 1000;

v1::ScoringProfile Draft() {
  v1::ScoringProfile profile = wire::ToProto(ShippedProfiles().front());
  profile.set_name("profiles/default");
  profile.set_version(0);
  return profile;
}

v1::ScoringProfile OnlyTheWay() {
  v1::ScoringProfile profile = Draft();
  v1::CriterionWeights& weights = *profile.mutable_weights();
  weights.set_district_fit(weights.district_fit() + 9000);
  return profile;
}

class ProfilePreviewTest : public AnswerTest {
 protected:
  absl::StatusOr<v1::PreviewProfileResponse> Preview(const v1::PreviewProfileRequest& request) {
    return PreviewProfile(request, Context());
  }
  static v1::PreviewProfileRequest Trying(const v1::ScoringProfile& profile) {
    v1::PreviewProfileRequest request;
    *request.mutable_profile() = profile;
    return request;
  }
  v1::RankVacanciesResponse Rank(const std::string& mentee, const std::string& profile) {
    v1::RankVacanciesRequest request;
    request.set_mentee(mentee);
    request.set_profile(profile);
    request.set_limit(kMost);
    request.set_skip_summary(true);
    return RankVacancies(request, MatchContextOf(Context())).value();
  }
  void PutMarket(uint64_t seed) {
    MarketOptions options = {.mentees = 40, .vacancies = 1500, .seed = seed};
    options.today = StoryDay();
    const MarketMaker maker = MarketMaker::Create(options).value();
    WriteBatch batch;
    for (int64_t i = 0; i < maker.mentees(); ++i) batch.upsert_mentees.push_back(maker.MenteeAt(i));
    for (int64_t i = 0; i < maker.vacancies(); ++i) {
      batch.upsert_vacancies.push_back(maker.VacancyAt(i));
    }
    ASSERT_OK(backend_->Write(batch));
  }
};

// ---- Against two rankings ------------------------------------------------------------------------

using Places = std::map<std::string, std::pair<int, int>>;  // vacancy → place and score

Places PlacesIn(const v1::RankVacanciesResponse& ranking) {
  Places places;
  for (int i = 0; i < ranking.matches_size(); ++i) {
    places[ranking.matches(i).vacancy()] = {i + 1, ranking.matches(i).score()};
  }
  return places;
}

// {entered, left, up, down, same} among the first `limit`, counted vacancy by vacancy.
std::array<int, 5> CountsOf(const Places& before, const Places& after, int limit) {
  std::array<int, 5> counts{};
  const auto first = [&](const Places& places, const std::string& vacancy) {
    const auto found = places.find(vacancy);
    return found == places.end() || found->second.first > limit ? 0 : found->second.first;
  };
  Places all = before;
  all.insert(after.begin(), after.end());
  for (const auto& [vacancy, ignored] : all) {
    const int was = first(before, vacancy);
    const int is = first(after, vacancy);
    if (was == 0 && is == 0) continue;
    const size_t kind = was == 0 ? 0 : is == 0 ? 1 : is < was ? 2 : is > was ? 3 : 4;
    ++counts.at(kind);
  }
  return counts;
}

int DistanceOf(const v1::PlaceChange& change) {
  const int was = change.place_before() == 0 ? kMost + 1 : change.place_before();
  const int is = change.place_after() == 0 ? kMost + 1 : change.place_after();
  return std::abs(was - is);
}

void ExpectPlaces(const v1::PlaceChange& place, const Places& before, const Places& after) {
  const auto in = [&](const Places& places) {
    const auto found = places.find(place.vacancy());
    return found == places.end() ? std::pair(0, 0) : found->second;
  };
  EXPECT_EQ(std::pair(place.place_before(), place.score_before()), in(before)) << place.vacancy();
  EXPECT_EQ(std::pair(place.place_after(), place.score_after()), in(after)) << place.vacancy();
}

TEST_F(ProfilePreviewTest, OnRandomMarketsItSaysWhatTwoRankingsSay) {
  for (const uint64_t seed : {3U, 4U}) {
    Reopen();
    PutMarket(seed);
    v1::ScoringProfile draft = OnlyTheWay();
    if (seed == 4) {
      draft = Draft();
      draft.mutable_switches()->set_reach(v1::RULE_SWITCH_OFF);
      draft.mutable_weights()->set_language_fit(0);
    }
    v1::CreateProfileVersionRequest store;
    *store.mutable_profile() = draft;
    store.mutable_profile()->set_name(absl::StrCat("profiles/tried", seed));
    ASSERT_OK(CreateProfileVersion(store, Context()));

    for (const int limit : {1, 20, 100}) {
      v1::PreviewProfileRequest request = Trying(draft);
      request.set_sample(7);
      request.set_limit(limit);
      ASSERT_OK_AND_ASSIGN(const auto preview, Preview(request));
      ASSERT_THAT(preview.changes(), SizeIs(7));
      for (const v1::ListChange& change : preview.changes()) {
        const Places before = PlacesIn(Rank(change.mentee(), "profiles/default"));
        const Places after = PlacesIn(Rank(change.mentee(), store.profile().name()));
        EXPECT_THAT((std::array<int, 5>{change.entered(), change.left(), change.up(), change.down(),
                                        change.same()}),
                    CountsOf(before, after, limit))
            << change.mentee() << " " << limit;
        for (const v1::PlaceChange& place : change.places()) ExpectPlaces(place, before, after);
      }
    }
  }
}

TEST_F(ProfilePreviewTest, TheFarthestMoversComeFirstWithWhatTheirExplanationsSay) {
  PutMarket(5);
  v1::CreateProfileVersionRequest store;
  *store.mutable_profile() = OnlyTheWay();
  store.mutable_profile()->set_name("profiles/tried");
  ASSERT_OK(CreateProfileVersion(store, Context()));
  ASSERT_OK_AND_ASSIGN(const auto preview, Preview(Trying(OnlyTheWay())));
  ASSERT_THAT(preview.movers(), SizeIs(10));
  std::vector<int> distances;
  for (const v1::ListChange& change : preview.changes()) {
    for (const v1::PlaceChange& place : change.places()) distances.push_back(DistanceOf(place));
  }
  std::sort(distances.rbegin(), distances.rend());
  for (int i = 0; i < preview.movers_size(); ++i) {
    const v1::PlaceChange& mover = preview.movers(i);
    EXPECT_EQ(DistanceOf(mover), distances[static_cast<size_t>(i)]);
    const auto explained = [&](const std::string& profile) {
      v1::ExplainMatchRequest request;
      request.set_mentee(mover.mentee());
      request.set_vacancy(mover.vacancy());
      request.set_profile(profile);
      std::map<int, int> by_criterion;
      const auto answer = ExplainMatch(request, MatchContextOf(Context())).value();
      for (const auto& of : answer.match().contributions()) {
        by_criterion[of.criterion()] = of.contribution();
      }
      return by_criterion;
    };
    auto before = explained("profiles/default");
    auto after = explained("profiles/tried");
    std::map<int, std::pair<int, int>> expected;
    for (int of = v1::Criterion_MIN + 1; of <= v1::Criterion_MAX; ++of) {
      if (before[of] != after[of]) expected[of] = {before[of], after[of]};
    }
    std::map<int, std::pair<int, int>> said;
    int last = std::numeric_limits<int>::max();
    for (const v1::ContributionChange& change : mover.contributions()) {
      said[change.criterion()] = {change.before(), change.after()};
      EXPECT_LE(std::abs(change.after() - change.before()), last) << "the largest first";
      last = std::abs(change.after() - change.before());
    }
    EXPECT_EQ(said, expected) << mover.vacancy();
  }
}

TEST_F(ProfilePreviewTest, ARuleThatIsSwitchedNamesItselfAsTheReason) {
  Create(MenteeNamed("nurse"));
  Create(wire::ToProto(StoryVacancy("near").Of("81301").In("14713")));
  Create(wire::ToProto(
      StoryVacancy("demanding").Of("81301").In("14713").WantsGermanByLaw(LanguageLevel::kC2)));
  v1::ScoringProfile draft = Draft();
  draft.mutable_switches()->set_language_floor(v1::RULE_SWITCH_OFF);
  ASSERT_OK_AND_ASSIGN(const auto preview, Preview(Trying(draft)));
  ASSERT_THAT(preview.movers(), SizeIs(1));
  const v1::PlaceChange& mover = preview.movers(0);
  EXPECT_EQ(mover.vacancy(), "vacancies/demanding");
  EXPECT_EQ(mover.place_before(), 0);
  EXPECT_GT(mover.place_after(), 0);
  EXPECT_THAT(mover.barred_before(), ElementsAre(v1::RULE_LANGUAGE_FLOOR));
  EXPECT_THAT(mover.barred_after(), IsEmpty());
}

// ---- What is looked at ---------------------------------------------------------------------------

TEST_F(ProfilePreviewTest, WhereNothingIsChangedNothingMoves) {
  PutMarket(6);
  ASSERT_OK_AND_ASSIGN(const auto preview, Preview(Trying(Draft())));
  EXPECT_THAT(preview.changes(), SizeIs(10));
  EXPECT_EQ(preview.visible(), 40);
  EXPECT_EQ(preview.limit(), 20);
  EXPECT_THAT(preview.movers(), IsEmpty());
  EXPECT_NE(preview.digest_before(), "");
  for (const v1::ListChange& change : preview.changes()) {
    EXPECT_EQ(change.same(), change.places_size());
  }
}

TEST_F(ProfilePreviewTest, NothingIsStoredOfIt) {
  PutMarket(7);
  const int64_t revision = Revision();
  ASSERT_OK(Preview(Trying(OnlyTheWay())));
  EXPECT_EQ(Revision(), revision);
  v1::GetProfileRequest get;
  get.set_name("profiles/default");
  get.set_version(2);
  EXPECT_THAT(GetProfile(get, Context()), StatusIs(StatusCode::kNotFound));
}

TEST_F(ProfilePreviewTest, TheSampleIsSpreadOverAllByIdAndTheNamedComeInTheirOrder) {
  PutMarket(8);
  v1::PreviewProfileRequest request = Trying(Draft());
  request.set_sample(4);
  ASSERT_OK_AND_ASSIGN(const auto sampled, Preview(request));
  std::vector<std::string> names;
  for (const auto& change : sampled.changes()) names.push_back(change.mentee());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  ASSERT_THAT(names, SizeIs(4));
  v1::PreviewProfileRequest named = Trying(Draft());
  named.add_mentees(names[3]);
  named.add_mentees(names[0]);
  ASSERT_OK_AND_ASSIGN(const auto answer, Preview(named));
  ASSERT_THAT(answer.changes(), SizeIs(2));
  EXPECT_EQ(answer.changes(0).mentee(), names[3]);
  EXPECT_EQ(answer.changes(1).mentee(), names[0]);
  EXPECT_EQ(answer.visible(), 0);
}

TEST_F(ProfilePreviewTest, AProfileThatIsNewIsComparedWithOneThatIsNamed) {
  PutMarket(9);
  v1::ScoringProfile fresh = OnlyTheWay();
  fresh.set_name("profiles/fresh");
  v1::PreviewProfileRequest request = Trying(fresh);
  EXPECT_THAT(FieldsOf(Preview(request).status()), ElementsAre("compare_with"));
  request.set_compare_with("profiles/near_home");
  ASSERT_OK_AND_ASSIGN(const auto preview, Preview(request));
  EXPECT_EQ(preview.compared_with(), "profiles/near_home");
  EXPECT_EQ(preview.compared_version(), 1);
  request.set_compare_with("profiles/none");
  EXPECT_THAT(Preview(request), StatusIs(StatusCode::kNotFound));
  request.set_compare_with("people/near_home");
  EXPECT_THAT(FieldsOf(Preview(request).status()), ElementsAre("compare_with"));
}

// ---- Who may be seen -----------------------------------------------------------------------------

TEST_F(ProfilePreviewTest, AMentorSeesTheirOwnMenteesAndNobodyElse) {
  for (const char* id : {"own", "other"}) {
    v1::Mentee mentee = MenteeNamed(id);
    mentee.mutable_record()->set_mentor(std::string(id) == "own" ? "mentors/w1" : "mentors/w2");
    Create(mentee);
  }
  Create(VacancyNamed("V1"));
  ASSERT_OK_AND_ASSIGN(const auto preview, PreviewProfile(Trying(Draft()), Mentor("w1")));
  ASSERT_THAT(preview.changes(), SizeIs(1));
  EXPECT_EQ(preview.changes(0).mentee(), "mentees/own");
  EXPECT_EQ(preview.visible(), 1);
  v1::PreviewProfileRequest request = Trying(Draft());
  request.add_mentees("mentees/other");
  EXPECT_EQ(ReasonOf(PreviewProfile(request, Mentor("w1")).status()), "NOT_YOUR_MENTEE");
}

TEST_F(ProfilePreviewTest, WithoutABasisForThePurposeNobodyIsLookedAt) {
  v1::Mentee with = MenteeNamed("with");
  AddBasis(v1::PURPOSE_COUNSELLING, with);
  Create(with);
  Create(MenteeNamed("without"));
  v1::PreviewProfileRequest request = Trying(Draft());
  EXPECT_THAT(FieldsOf(PreviewProfile(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_THAT(FieldsOf(PreviewProfile(request, Strict()).status()), ElementsAre("purpose"))
      << "that purpose opens no list in full";
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  ASSERT_OK_AND_ASSIGN(const auto preview, PreviewProfile(request, Strict()));
  ASSERT_THAT(preview.changes(), SizeIs(1));
  EXPECT_EQ(preview.changes(0).mentee(), "mentees/with");
  request.add_mentees("mentees/without");
  EXPECT_THAT(PreviewProfile(request, Strict()), StatusIs(StatusCode::kPermissionDenied));
}

TEST_F(ProfilePreviewTest, NobodyIsRankedForWhoDoesNotWaitAnyMore) {
  PutMarket(10);
  CallContext context = Context();
  context.is_over = [] { return true; };
  v1::PreviewProfileRequest request = Trying(Draft());
  EXPECT_THAT(PreviewProfile(request, context), StatusIs(StatusCode::kCancelled));
}

// ---- Refusals ------------------------------------------------------------------------------------

TEST_F(ProfilePreviewTest, EachRefusalNamesItsField) {
  Create(MenteeNamed("m1"));
  Create(VacancyNamed("V1"));
  const auto refused = [&](auto change) {
    v1::PreviewProfileRequest request = Trying(Draft());
    change(request);
    const absl::Status status = Preview(request).status();
    EXPECT_THAT(status, StatusIs(StatusCode::kInvalidArgument));
    return FieldsOf(status);
  };
  EXPECT_THAT(refused([](auto& r) { r.clear_profile(); }), Not(IsEmpty()));
  EXPECT_THAT(refused([](auto& r) { r.mutable_profile()->mutable_weights()->set_start_fit(-1); }),
              ElementsAre(HasSubstr("profile.")));
  EXPECT_THAT(refused([](auto& r) { r.mutable_profile()->clear_weights(); }), Not(IsEmpty()));
  EXPECT_THAT(refused([](auto& r) { r.set_limit(-1); }), ElementsAre("limit"));
  EXPECT_THAT(refused([](auto& r) { r.set_limit(101); }), ElementsAre("limit"));
  EXPECT_THAT(refused([](auto& r) { r.set_sample(51); }), ElementsAre("sample"));
  EXPECT_THAT(refused([](auto& r) { r.set_sample(-1); }), ElementsAre("sample"));
  EXPECT_THAT(refused([](auto& r) { r.set_as_of("tomorrow"); }), ElementsAre("as_of"));
  EXPECT_THAT(refused([](auto& r) {
                r.add_mentees("mentees/m1");
                r.set_sample(2);
              }),
              ElementsAre("sample"));
  EXPECT_THAT(refused([](auto& r) {
                r.add_mentees("mentees/m1");
                r.add_mentees("mentees/m1");
              }),
              ElementsAre("mentees[1]"));
  EXPECT_THAT(refused([](auto& r) { r.add_mentees("people/m1"); }), ElementsAre("mentees[0]"));
  EXPECT_THAT(refused([](auto& r) {
                for (int i = 0; i <= 50; ++i) r.add_mentees(absl::StrCat("mentees/m", i));
              }),
              ElementsAre("mentees"));
  v1::PreviewProfileRequest request = Trying(Draft());
  request.add_mentees("mentees/nobody");
  EXPECT_THAT(Preview(request), StatusIs(StatusCode::kNotFound));
}

}  // namespace
}  // namespace passung::answer
