#include "proto/answer/profile_preview.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "proto/answer/field_fault.h"
#include "proto/answer/match_request.h"
#include "proto/answer/profile_answers.h"
#include "proto/answer/profile_measure.h"
#include "proto/answer/row_walk.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

constexpr int32_t kDepth = 1000;  // as deep as old and new places are looked for
constexpr int kMostPeople = 50;
constexpr int kUsualSample = 10;
constexpr int32_t kMostPlaces = 100;
constexpr size_t kMostMovers = 10;

// A number of the request: 0 stands for `usual`.
absl::StatusOr<int32_t> NumberOr(absl::string_view field, int32_t asked, int32_t usual,
                                 int32_t most) {
  if (asked == 0) return usual;
  if (asked >= 1 && asked <= most) return asked;
  return FieldFault(std::string(field), absl::StrCat(asked, " is not between 1 and ", most));
}

absl::Status CheckPeople(const v1::PreviewProfileRequest& request) {
  if (request.mentees_size() > kMostPeople) {
    return FieldFault("mentees",
                      absl::StrCat(request.mentees_size(), " are more than ", kMostPeople));
  }
  if (request.mentees_size() > 0 && request.sample() != 0) {
    return FieldFault("sample", "goes without mentees only");
  }
  std::set<absl::string_view> seen;
  for (int i = 0; i < request.mentees_size(); ++i) {
    if (seen.insert(request.mentees(i)).second) continue;
    return FieldFault(absl::StrCat("mentees[", i, "]"),
                      absl::StrCat("\"", request.mentees(i), "\" is named twice"));
  }
  return absl::OkStatus();
}

// Those whom the request names.
absl::StatusOr<std::vector<Mentee>> Named(const v1::PreviewProfileRequest& request,
                                          const Look& look, const MatchContext& context) {
  std::vector<Mentee> people;
  for (int i = 0; i < request.mentees_size(); ++i) {
    const auto id = wire::ParseMenteeName(request.mentees(i));
    if (!id.ok()) return wire::UnderField(absl::StrCat("mentees[", i, "]"), id.status());
    PASSUNG_RETURN_IF_ERROR(CheckMayRank(*id, look, context));
    const Mentee* mentee = context.snapshot->FindMentee(*id);
    if (mentee == nullptr) return NotStored(request.mentees(i));
    people.push_back(*mentee);
  }
  return people;
}

// Every so-manyth of those whom the caller may see; `visible` becomes how many these are.
absl::StatusOr<std::vector<Mentee>> Sampled(int32_t size, const Look& look,
                                            const MatchContext& match, const CallContext& context,
                                            int64_t& visible) {
  std::vector<MenteeId> ids;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context, [&](const StoredMentee& row) {
    // Whoever came since the snapshot was made is not in it yet.
    if (match.snapshot->FindMentee(row.mentee.id) != nullptr) ids.push_back(row.mentee.id);
    return true;
  }));
  visible = static_cast<int64_t>(ids.size());
  const size_t wanted = std::min(ids.size(), static_cast<size_t>(size));
  std::vector<Mentee> people;
  for (size_t i = 0; i < wanted; ++i) {
    people.push_back(*match.snapshot->FindMentee(ids[i * ids.size() / wanted]));
  }
  return people;
}

struct Standing {
  int32_t place = 0;
  int32_t score = 0;
};
using List = std::map<std::string, Standing>;  // by name of the vacancy

// The place of each vacancy in the list of somebody.
absl::StatusOr<List> ListOf(const Mentee& mentee, const Engine& engine,
                            const MatchOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const RankResult result, engine.RankVacancies(mentee, options));
  List list;
  int32_t place = 0;
  for (const Match& match : result.matches) {
    list[wire::ResourceName(match.vacancy)] = {.place = ++place, .score = match.score};
  }
  return list;
}

bool IsAmongFirst(int32_t place, int32_t limit) { return place >= 1 && place <= limit; }

// How many places it moves.
int32_t Distance(const v1::PlaceChange& change) {
  const auto place = [](int32_t of) { return of == 0 ? kDepth + 1 : of; };
  return std::abs(place(change.place_before()) - place(change.place_after()));
}

void Count(const v1::PlaceChange& place, int32_t limit, v1::ListChange& change) {
  if (!IsAmongFirst(place.place_before(), limit)) {
    change.set_entered(change.entered() + 1);
  } else if (!IsAmongFirst(place.place_after(), limit)) {
    change.set_left(change.left() + 1);
  } else if (place.place_after() < place.place_before()) {
    change.set_up(change.up() + 1);
  } else if (place.place_after() > place.place_before()) {
    change.set_down(change.down() + 1);
  } else {
    change.set_same(change.same() + 1);
  }
}

v1::PlaceChange ChangeOf(const std::string& mentee, const std::string& vacancy, const List& before,
                         const List& after) {
  v1::PlaceChange change;
  change.set_mentee(mentee);
  change.set_vacancy(vacancy);
  if (const auto was = before.find(vacancy); was != before.end()) {
    change.set_place_before(was->second.place);
    change.set_score_before(was->second.score);
  }
  if (const auto is = after.find(vacancy); is != after.end()) {
    change.set_place_after(is->second.place);
    change.set_score_after(is->second.score);
  }
  return change;
}

// The names of those among the first of a list, by place.
std::vector<std::string> FirstOf(const List& list, int32_t limit) {
  std::vector<std::string> first(std::min(list.size(), static_cast<size_t>(limit)));
  for (const auto& [vacancy, standing] : list) {
    if (standing.place <= limit) first[static_cast<size_t>(standing.place) - 1] = vacancy;
  }
  return first;
}

v1::ListChange Compare(const MenteeId& mentee, const List& before, const List& after,
                       int32_t limit) {
  v1::ListChange change;
  change.set_mentee(wire::ResourceName(mentee));
  for (const std::string& vacancy : FirstOf(after, limit)) {
    *change.add_places() = ChangeOf(change.mentee(), vacancy, before, after);
  }
  for (const std::string& vacancy : FirstOf(before, limit)) {
    v1::PlaceChange place = ChangeOf(change.mentee(), vacancy, before, after);
    if (!IsAmongFirst(place.place_after(), limit)) *change.add_places() = std::move(place);
  }
  for (const v1::PlaceChange& place : change.places()) Count(place, limit, change);
  return change;
}

// The profile in use and the one that is tried, both ready for use.
struct TwoProfiles {
  std::shared_ptr<const AppliedProfile> before;
  std::shared_ptr<const AppliedProfile> after;
};

absl::StatusOr<TwoProfiles> ProfilesOf(const v1::PreviewProfileRequest& request,
                                       const CallContext& context) {
  const auto profiles = context.backend.profiles();
  TwoProfiles both;
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile tried,
                           ReadTriedProfile(request.profile(), context));
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile after, Apply(tried, {}));
  both.after = std::make_shared<const AppliedProfile>(std::move(after));
  std::string id = tried.id;
  if (!request.compare_with().empty()) {
    const auto named = wire::ParseProfileName(request.compare_with());
    if (!named.ok()) return wire::UnderField("compare_with", named.status());
    id = *named;
  } else if (profiles->all().count(id) == 0) {
    return FieldFault("compare_with",
                      absl::StrCat("must be given: there is no profile \"", id, "\" yet"));
  }
  PASSUNG_ASSIGN_OR_RETURN(both.before, profiles->FindApplied(id));
  return both;
}

using ByCriterion = std::array<int32_t, kCriterionCount>;

ByCriterion ContributionsOf(const Match& match) {
  ByCriterion contributions{};
  for (const Contribution& of : match.contributions) {
    contributions[Index(of.criterion)] = of.contribution;
  }
  return contributions;
}

// Criteria that count differently, those with the largest difference first.
void AddContributions(const Match& match_before, const Match& match_after, v1::PlaceChange& mover) {
  const ByCriterion before = ContributionsOf(match_before);
  const ByCriterion after = ContributionsOf(match_after);
  std::vector<size_t> changed;
  for (size_t i = 0; i < before.size(); ++i) {
    if (before[i] != after[i]) changed.push_back(i);
  }
  std::stable_sort(changed.begin(), changed.end(), [&](size_t a, size_t b) {
    return std::abs(after[a] - before[a]) > std::abs(after[b] - before[b]);
  });
  for (const size_t i : changed) {
    v1::ContributionChange& change = *mover.add_contributions();
    change.set_criterion(wire::ToProto<v1::Criterion>(static_cast<CriterionKey>(i)));
    change.set_before(before[i]);
    change.set_after(after[i]);
  }
}

// The rules that keep a vacancy out of the list.
std::vector<v1::Rule> BarringRules(const Match& match) {
  std::vector<v1::Rule> rules;
  for (const RuleOutcome& outcome : match.outcomes) {
    if (outcome.rule_switch != RuleSwitch::kEnforce || outcome.verdict != Verdict::kFail) continue;
    rules.push_back(wire::ToProto<v1::Rule>(outcome.rule));
  }
  return rules;
}

// A question to the engine, put with one profile and with the other.
struct Comparison {
  const Engine& engine;
  const Snapshot& snapshot;
  TwoProfiles profiles;
  MatchOptions options;

  MatchOptions With(const std::shared_ptr<const AppliedProfile>& profile) const {
    MatchOptions with = options;
    with.applied = profile;
    return with;
  }
};

// Why a vacancy moves: what its criteria and rules say with both profiles.
absl::Status Explain(const Comparison& comparison, v1::PlaceChange& mover) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId mentee, wire::ParseMenteeName(mover.mentee()));
  PASSUNG_ASSIGN_OR_RETURN(const VacancyId vacancy, wire::ParseVacancyName(mover.vacancy()));
  const Mentee& person = *comparison.snapshot.FindMentee(mentee);
  const Vacancy& offered = *comparison.snapshot.FindVacancy(vacancy);
  const auto explain = [&](const std::shared_ptr<const AppliedProfile>& profile) {
    return comparison.engine.ExplainMatch(person, offered, comparison.With(profile));
  };
  PASSUNG_ASSIGN_OR_RETURN(const PairResult before, explain(comparison.profiles.before));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult after, explain(comparison.profiles.after));
  AddContributions(before.match, after.match, mover);
  for (const v1::Rule rule : BarringRules(before.match)) mover.add_barred_before(rule);
  for (const v1::Rule rule : BarringRules(after.match)) mover.add_barred_after(rule);
  return absl::OkStatus();
}

absl::Status AddMovers(const Comparison& comparison, v1::PreviewProfileResponse& response) {
  std::vector<const v1::PlaceChange*> moved;
  for (const v1::ListChange& change : response.changes()) {
    for (const v1::PlaceChange& place : change.places()) {
      if (Distance(place) > 0) moved.push_back(&place);
    }
  }
  std::stable_sort(moved.begin(), moved.end(),
                   [](const auto* a, const auto* b) { return Distance(*a) > Distance(*b); });
  if (moved.size() > kMostMovers) moved.resize(kMostMovers);
  for (const v1::PlaceChange* place : moved) {
    v1::PlaceChange& mover = *response.add_movers();
    mover = *place;
    PASSUNG_RETURN_IF_ERROR(Explain(comparison, mover));
  }
  return absl::OkStatus();
}

// One after the other: a person's change needs both lists of that person only.
absl::Status AddChanges(const Comparison& comparison, const std::vector<Mentee>& people,
                        const CallContext& context, v1::PreviewProfileResponse& response) {
  for (const Mentee& mentee : people) {
    if (context.is_over && context.is_over()) {
      return absl::CancelledError("nobody waits for the answer any more");
    }
    const auto list = [&](const std::shared_ptr<const AppliedProfile>& profile) {
      return ListOf(mentee, comparison.engine, comparison.With(profile));
    };
    PASSUNG_ASSIGN_OR_RETURN(const List before, list(comparison.profiles.before));
    PASSUNG_ASSIGN_OR_RETURN(const List after, list(comparison.profiles.after));
    *response.add_changes() = Compare(mentee.id, before, after, response.limit());
  }
  return absl::OkStatus();
}

void Describe(const TwoProfiles& profiles, v1::PreviewProfileResponse& response) {
  response.set_compared_with(absl::StrCat(wire::kProfiles, "/", profiles.before->profile.id));
  response.set_compared_version(profiles.before->profile.version);
  response.set_digest_before(profiles.before->digest);
  response.set_digest_after(profiles.after->digest);
}

absl::Status Measure(const Comparison& comparison, v1::Purpose purpose, const CallContext& context,
                     v1::PreviewProfileResponse& response) {
  EvaluationOptions options;
  options.as_of = comparison.options.as_of;
  options.threads = comparison.options.threads;
  options.is_over = context.is_over;
  return MeasureChange(
      comparison.engine,
      {.before = comparison.profiles.before->profile, .after = comparison.profiles.after->profile},
      std::move(options), purpose, context, response);
}

}  // namespace

absl::StatusOr<v1::PreviewProfileResponse> PreviewProfile(const v1::PreviewProfileRequest& request,
                                                          const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(match));
  PASSUNG_RETURN_IF_ERROR(CheckPeople(request));
  v1::PreviewProfileResponse response;
  PASSUNG_ASSIGN_OR_RETURN(const int32_t limit,
                           NumberOr("limit", request.limit(), kDefaultLimit, kMostPlaces));
  PASSUNG_ASSIGN_OR_RETURN(const int32_t sample,
                           NumberOr("sample", request.sample(), kUsualSample, kMostPeople));
  response.set_limit(limit);
  Comparison comparison = {.engine = *engine, .snapshot = *match.snapshot};
  PASSUNG_ASSIGN_OR_RETURN(comparison.profiles, ProfilesOf(request, context));
  comparison.options.limit = kDepth;
  comparison.options.summary = false;
  comparison.options.threads = match.threads;
  PASSUNG_ASSIGN_OR_RETURN(comparison.options.as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(const Look look,
                           LookOf(request.purpose(), v1::VIEW_FULL, context.today, context.caller));
  int64_t visible = 0;
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Mentee> people,
                           request.mentees_size() > 0
                               ? Named(request, look, match)
                               : Sampled(sample, look, match, context, visible));
  response.set_visible(visible);
  PASSUNG_RETURN_IF_ERROR(AddChanges(comparison, people, context, response));
  PASSUNG_RETURN_IF_ERROR(AddMovers(comparison, response));
  Describe(comparison.profiles, response);
  if (request.measure()) {
    PASSUNG_RETURN_IF_ERROR(Measure(comparison, request.purpose(), context, response));
  }
  return response;
}

}  // namespace passung::answer
