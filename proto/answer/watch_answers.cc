#include "proto/answer/watch_answers.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "proto/answer/field_fault.h"
#include "proto/answer/match_request.h"
#include "proto/answer/page_token.h"
#include "proto/answer/sentences.h"
#include "proto/answer/told_lists.h"
#include "proto/answer/views.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

constexpr int kMostMentees = 500;
// Of all lists together, so that a message can be sent: 1.6 kB each where all of them change, and 3 kB with sentences.
constexpr int64_t kMostWatchedPlaces = 10'000;
constexpr int64_t kMostWatchedPlacesInWords = 5'000;

absl::Status TooOld(absl::string_view why, absl::string_view field = "resume_after") {
  return wire::WithReason(
      absl::OutOfRangeError(absl::StrCat(
          field, ": ", why, "; begin without it, and forget the lists that are known")),
      "RESUME_TOO_OLD");
}

// What a message was told with, beside its rows and profile: a list that goes on with it must be one that
// this server would have told, too.
struct ToldWith {
  std::string profile;    // digest
  std::string knowledge;  // digest
  std::string rows;       // digest of the snapshot
  std::string engine;     // version
  std::string looked_on;  // the day on which it was decided who may be seen

  std::string ToText() const {
    return absl::StrJoin({profile, knowledge, rows, engine, looked_on}, "\n");
  }
  // Nothing for what an earlier version made.
  static std::optional<ToldWith> Parse(absl::string_view text) {
    const std::vector<std::string> parts = absl::StrSplit(text, '\n');
    if (parts.size() != 5) return std::nullopt;
    return ToldWith{parts[0], parts[1], parts[2], parts[3], parts[4]};
  }
};

absl::Status NotKept(absl::string_view field) {
  return TooOld("what was stored then is not kept any more", field);
}

absl::Status OtherEngine() {
  return TooOld(absl::StrCat("that was told by another version than ", EngineVersion()));
}

// Who was purged was never there: that they left could not be told.
absl::Status CheckIsSnapshotOf(const ToldWith& told, const Snapshot& then) {
  if (told.knowledge != then.knowledge().digest()) {
    return TooOld("the legal tables are others since");
  }
  if (told.rows != then.digest()) return TooOld("somebody was purged since");
  return absl::OkStatus();
}

// With the rows and records of a revision, which `backend` keeps: those whom the caller might see then are those of whom
// the records of then say so. `field` says which revision.
absl::StatusOr<MatchContext> ContextAt(int64_t revision, absl::string_view field,
                                       const CallContext& context, const MatchContext& now,
                                       std::shared_ptr<Backend>& backend) {
  if (revision == now.snapshot->revision()) return now;
  auto past = context.backend.AsOf(revision);
  if (absl::IsOutOfRange(past.status())) return NotKept(field);
  if (absl::IsNotFound(past.status())) {
    return TooOld("this database does not know the revision", field);
  }
  PASSUNG_ASSIGN_OR_RETURN(backend, std::move(past));
  MatchContext then = now;
  then.snapshot = backend->snapshot();
  then.records = &backend->repository();
  then.visible = nullptr;
  return then;
}

absl::Status ProfileChanged() {
  return wire::WithReason(
      absl::AbortedError("resume_after: the profile is another one since; begin without it, and "
                         "forget the lists that are known"),
      "PROFILE_CHANGED");
}

}  // namespace

AlertStream::AlertStream(const v1::WatchMatchesRequest& request, std::string page_key)
    : request_(request), page_key_(std::move(page_key)) {}

absl::StatusOr<std::unique_ptr<AlertStream>> AlertStream::Start(
    const v1::WatchMatchesRequest& request, const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  if (match.snapshot == nullptr) {
    return absl::FailedPreconditionError("no mentees and vacancies are loaded yet");
  }
  std::unique_ptr<AlertStream> stream(new AlertStream(request, context.page_key));
  PASSUNG_RETURN_IF_ERROR(stream->Read(match));
  PASSUNG_RETURN_IF_ERROR(stream->ReadNames(match));
  PASSUNG_RETURN_IF_ERROR(stream->Begin(context, match));
  return stream;
}

// ---- The request ----------------------------------------------------------------------------

absl::Status AlertStream::Read(const MatchContext& context) {
  const v1::RankVacanciesRequest& ranking = request_.ranking();
  if (ranking.subject_case() != v1::RankVacanciesRequest::SUBJECT_NOT_SET) {
    return FieldFault("ranking.subject",
                      "must be left out: `mentees` or `vacancy` says whose lists");
  }
  const absl::StatusOr<Look> look = LookOf(ranking, context);
  if (!look.ok()) return wire::UnderField("ranking", look.status());
  look_ = *look;
  const auto sentences =
      Sentences::ForRequest(ranking, ViewIn(ranking), context.snapshot->knowledge());
  if (!sentences.ok()) return wire::UnderField("ranking", sentences.status());
  auto options = OptionsOf(ranking, context);
  if (!options.ok()) return wire::UnderField("ranking", options.status());
  options_ = *std::move(options);
  options_.summary = false;
  return absl::OkStatus();
}

absl::Status AlertStream::ReadNames(const MatchContext& context) {
  if (IsMirror() == (request_.mentees_size() > 0)) {
    return FieldFault("mentees", "must be given, or else vacancy, and not both");
  }
  if (IsMirror()) {
    const auto id = wire::ParseVacancyName(request_.vacancy());
    if (!id.ok()) return wire::UnderField("vacancy", id.status());
    if (context.snapshot->FindVacancy(*id) == nullptr) return NotStored(request_.vacancy());
    vacancies_.push_back(*id);
    return absl::OkStatus();
  }
  PASSUNG_RETURN_IF_ERROR(CheckPlaces());
  std::set<std::string> seen;
  for (int i = 0; i < request_.mentees_size(); ++i) {
    const std::string field = absl::StrCat("mentees[", i, "]");
    const auto id = wire::ParseMenteeName(request_.mentees(i));
    if (!id.ok()) return wire::UnderField(field, id.status());
    if (!seen.insert(id->value).second) return FieldFault(field, "is named twice");
    PASSUNG_RETURN_IF_ERROR(CheckMayRank(*id, look_, context));
    if (context.snapshot->FindMentee(*id) == nullptr) return NotStored(request_.mentees(i));
    mentees_.push_back(*id);
  }
  return absl::OkStatus();
}

absl::Status AlertStream::CheckPlaces() const {
  const int mentees = request_.mentees_size();
  if (mentees > kMostMentees) {
    return FieldFault("mentees", absl::StrCat(mentees, " are more than ", kMostMentees));
  }
  const bool in_words = !request_.ranking().locale().empty() && !request_.skip_matches();
  const int64_t most = in_words ? kMostWatchedPlacesInWords : kMostWatchedPlaces;
  if (int64_t{mentees} * options_.limit <= most) return absl::OkStatus();
  return FieldFault("ranking.limit",
                    absl::StrCat(options_.limit, " for ", mentees, " mentees are more than ", most,
                                 " places together", in_words ? " with sentences" : "",
                                 ": at most ", most / mentees, " for so many"));
}

// ---- Moments --------------------------------------------------------------------------------

// Whose lists are watched may be seen by the caller; in a vacancy's list only they stand.
absl::Status AlertStream::TakeSnapshot(const MatchContext& context, const Look& look,
                                       WatchMoment& moment) const {
  moment.snapshot = context.snapshot;
  if (!IsMirror()) return absl::OkStatus();
  moment.vacancies = context.snapshot;
  PASSUNG_ASSIGN_OR_RETURN(moment.snapshot, VisibleOf(look, context));
  return absl::OkStatus();
}

absl::StatusOr<WatchMoment> AlertStream::Now(const MatchContext& context) {
  WatchMoment now;
  if (context.profiles != profiles_ || profiles_ == nullptr) {
    PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, OptionsOf(request_.ranking(), context));
    if (options.applied == nullptr) {
      PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.profile, options.overrides));
      options.applied = std::make_shared<const AppliedProfile>(std::move(applied));
    }
    options_.applied = options.applied;
    profiles_ = context.profiles;
  }
  now.applied = options_.applied;
  PASSUNG_ASSIGN_OR_RETURN(now.as_of, DayOf(request_.ranking().as_of(), context));
  PASSUNG_RETURN_IF_ERROR(TakeSnapshot(context, look_, now));
  return now;
}

absl::Status AlertStream::Begin(const CallContext& context, const MatchContext& match) {
  PASSUNG_RETURN_IF_ERROR(CheckFrom());
  PASSUNG_ASSIGN_OR_RETURN(const WatchMoment now, Now(match));
  if (request_.resume_after().empty() && request_.from_revision() == 0) return StartAt(now);
  return Resume(context, match, now);
}

absl::Status AlertStream::CheckFrom() const {
  if (request_.from_revision() < 0) {
    return FieldFault("from_revision",
                      absl::StrCat(request_.from_revision(), " is not a revision, 1 or more"));
  }
  if (request_.from_revision() > 0 && !request_.resume_after().empty()) {
    return FieldFault("from_revision", "must be left out where resume_after says where to go on");
  }
  if (request_.from_revision() > 0 && IsMirror()) {
    return FieldFault("from_revision",
                      "is for lists of mentees: in that of a vacancy may have been people who may "
                      "not be shown any more");
  }
  return absl::OkStatus();
}

absl::Status AlertStream::StartAt(const WatchMoment& moment) {
  const WatchOptions options{.match = options_, .explain = !request_.skip_matches()};
  absl::Status begun;
  if (IsMirror()) {
    auto watch = CandidateWatch::Start(moment, options, vacancies_);
    begun = watch.status();
    if (watch.ok()) candidates_ = *std::move(watch);
  } else {
    auto watch = MatchWatch::Start(moment, options, mentees_);
    begun = watch.status();
    if (watch.ok()) watch_ = *std::move(watch);
  }
  return begun.ok() ? begun : wire::UnderField("ranking", begun);
}

// What was missed is found at once, so that the rows of then are not kept for as long as nobody asks.
absl::Status AlertStream::Resume(const CallContext& context, const MatchContext& match,
                                 const WatchMoment& now) {
  PASSUNG_ASSIGN_OR_RETURN(const Past past, request_.resume_after().empty()
                                                ? PastToBeginWith(context, match, now.as_of)
                                                : PastToResume(context, match));
  PASSUNG_RETURN_IF_ERROR(StartAt(past.moment));
  whole_ = false;
  told_to_ = rows().revision();
  if (match.snapshot->revision() < told_to_) {
    look_ = past.look;
    return absl::OkStatus();
  }
  missed_ = Advance(now);
  looked_at_ = match.snapshot->revision();
  return absl::OkStatus();
}

absl::StatusOr<AlertStream::Past> AlertStream::PastToResume(const CallContext& context,
                                                            const MatchContext& match) const {
  const auto end = ParsePageToken(page_key_, Question(), request_.resume_after());
  if (!end.ok() || !end->has_value) {
    return FieldFault("resume_after",
                      "is not that of a message that this request was answered with");
  }
  const std::optional<ToldWith> told = ToldWith::Parse(end->value);
  if (!told || told->engine != EngineVersion()) return OtherEngine();
  if (told->profile != options_.applied->digest) return ProfileChanged();
  Past past{.moment = {.applied = options_.applied}, .look = look_, .backend = nullptr};
  PASSUNG_ASSIGN_OR_RETURN(past.moment.as_of, Date::Parse(end->id));
  PASSUNG_ASSIGN_OR_RETURN(past.look.today, Date::Parse(told->looked_on));
  PASSUNG_ASSIGN_OR_RETURN(const MatchContext then,
                           ContextAt(end->revision, "resume_after", context, match, past.backend));
  PASSUNG_RETURN_IF_ERROR(CheckIsSnapshotOf(*told, *then.snapshot));
  const absl::Status taken = TakeSnapshot(then, past.look, past.moment);
  if (absl::IsOutOfRange(taken)) return NotKept("resume_after");
  PASSUNG_RETURN_IF_ERROR(taken);
  return past;
}

absl::StatusOr<AlertStream::Past> AlertStream::PastToBeginWith(const CallContext& context,
                                                               const MatchContext& match,
                                                               Date as_of) const {
  Past past{.moment = {.as_of = as_of, .applied = options_.applied}, .look = look_, .backend = {}};
  PASSUNG_ASSIGN_OR_RETURN(
      const MatchContext then,
      ContextAt(request_.from_revision(), "from_revision", context, match, past.backend));
  const absl::Status taken = TakeSnapshot(then, past.look, past.moment);
  if (absl::IsOutOfRange(taken)) return NotKept("from_revision");
  PASSUNG_RETURN_IF_ERROR(taken);
  return past;
}

WatchDelta AlertStream::Advance(const WatchMoment& to) {
  return IsMirror() ? candidates_->Advance(to) : watch_->Advance(to);
}

const WatchMoment& AlertStream::moment() const {
  return IsMirror() ? candidates_->moment() : watch_->moment();
}

const Snapshot& AlertStream::rows() const {
  return IsMirror() ? *moment().vacancies : *moment().snapshot;
}

// The request as it is without where it goes on.
std::string AlertStream::Question() const {
  v1::WatchMatchesRequest question = request_;
  question.clear_resume_after();
  question.clear_from_revision();
  question.clear_end_when_current();
  return question.SerializeAsString();
}

std::string AlertStream::ResumeAfter() const {
  return MakePageToken(page_key_, Question(),
                       {.id = moment().as_of.ToString(),
                        .has_value = true,
                        .value = ToldWith{.profile = moment().applied->digest,
                                          .knowledge = rows().knowledge().digest(),
                                          .rows = rows().digest(),
                                          .engine = std::string(EngineVersion()),
                                          .looked_on = look_.today.ToString()}
                                     .ToText(),
                        .revision = rows().revision()});
}

// ---- What is told ---------------------------------------------------------------------------

absl::StatusOr<std::optional<v1::WatchMatchesResponse>> AlertStream::Next(
    const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  if (std::exchange(whole_, false)) {
    return Tell(IsMirror() ? candidates_->Whole() : watch_->Whole(), true, match);
  }
  if (const auto missed = std::exchange(missed_, std::nullopt); missed && !missed->lists.empty()) {
    return Tell(*missed, false, match);
  }
  const int64_t newest = match.snapshot->revision();
  // A server that told of the list already knew more than this one knows yet.
  if (newest < rows().revision()) return std::nullopt;
  const bool same_profiles = match.profiles == profiles_;
  PASSUNG_ASSIGN_OR_RETURN(const Date day, DayOf(request_.ranking().as_of(), match));
  const bool same_day = day == moment().as_of && match.today == look_.today;
  if (same_profiles && same_day && newest == looked_at_) return std::nullopt;
  look_.today = match.today;
  PASSUNG_ASSIGN_OR_RETURN(const WatchMoment now, Now(match));
  const WatchDelta delta = Advance(now);
  looked_at_ = newest;
  if (delta.lists.empty()) return std::nullopt;
  return Tell(delta, false, match);
}

// Somebody may have come to another mentor, or be restricted, since they were watched.
absl::Status AlertStream::CheckMayShow(const WatchDelta& delta, const MatchContext& context) const {
  for (const ListDelta& list : delta.lists) {
    if (IsMirror() || !list.is_there) continue;  // what is gone is told of by its name alone
    PASSUNG_RETURN_IF_ERROR(CheckMayRank(list.mentee, look_, context));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::WatchMatchesResponse> AlertStream::Tell(const WatchDelta& delta, bool whole,
                                                           const MatchContext& context) {
  PASSUNG_RETURN_IF_ERROR(CheckMayShow(delta, context));
  const v1::View view = ViewIn(request_.ranking());
  PASSUNG_ASSIGN_OR_RETURN(
      const Sentences sentences,
      Sentences::ForRequest(request_.ranking(), view, context.snapshot->knowledge()));
  v1::WatchMatchesResponse response = NothingNew();
  const Telling telling{view, moment().as_of, sentences};
  for (const ListDelta& list : delta.lists) *response.add_lists() = ToProto(list, telling);
  response.set_whole(whole);
  *response.mutable_versions() = wire::ToProto(delta.versions);
  return response;
}

v1::WatchMatchesResponse AlertStream::NothingNew() {
  v1::WatchMatchesResponse response;
  response.set_to_revision(rows().revision());
  response.set_from_revision(std::exchange(told_to_, response.to_revision()));
  response.set_resume_after(ResumeAfter());
  return response;
}

}  // namespace passung::answer
