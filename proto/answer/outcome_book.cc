#include "proto/answer/outcome_book.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/codec.h"
#include "passung/offers.h"
#include "proto/answer/match_request.h"
#include "proto/answer/outcome_rows.h"
#include "proto/wire/outcome_wire.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

absl::Status OutcomeFault(absl::string_view path, absl::string_view field,
                          absl::string_view description) {
  return wire::FieldErrorStatus({{.field = absl::StrCat(path, path.empty() ? "" : ".", field),
                                  .description = std::string(description)}});
}

std::string FingerprintOfRow(const std::optional<Outcome>& outcome) {
  return outcome ? FingerprintOf(EncodeCanonical(*outcome)) : std::string();
}

// What the server says itself is not read.
v1::Outcome WithoutWhatIsJudged(const v1::Outcome& message) {
  v1::Outcome asked = message;
  asked.clear_gaps();
  if (asked.has_decision()) {
    const int64_t number = asked.decision().number();
    asked.clear_decision();
    asked.mutable_decision()->set_number(number);
  }
  return asked;
}

template <class Rows>
absl::Status CheckCourseOf(const Rows& rows) {
  std::vector<Outcome> course;
  for (const auto& [id, row] : rows) {
    if (row.now) course.push_back(*row.now);
  }
  return CheckCourse(course);
}

}  // namespace

absl::StatusOr<OutcomeBook::Person> OutcomeBook::Load(const MenteeId& mentee,
                                                      absl::string_view path) const {
  const Repository& repository = context_.backend.repository();
  PASSUNG_RETURN_IF_ERROR(CheckStoredLook(repository, mentee, look_, context_.caller));
  absl::StatusOr<StoredMentee> stored = RowOf<v1::Mentee>::Find(repository, mentee);
  if (absl::IsNotFound(stored.status())) {
    return OutcomeFault(path, "mentee",
                        absl::StrCat("\"", wire::ResourceName(mentee), "\" is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(stored.status());
  Person person;
  person.mentee = std::move(stored->mentee);
  person.record = std::move(stored->record);
  PASSUNG_RETURN_IF_ERROR(WalkOutcomesOf(mentee, "", context_, [&](const Outcome& outcome) {
    person.rows[outcome.id.value] = {.before = outcome, .now = outcome};
    return true;
  }));
  return person;
}

absl::StatusOr<OutcomeBook::Person*> OutcomeBook::Find(const MenteeId& mentee,
                                                       absl::string_view path) {
  const auto known = people_.find(mentee.value);
  if (known != people_.end()) return &known->second;
  PASSUNG_ASSIGN_OR_RETURN(Person person, Load(mentee, path));
  return &people_.emplace(mentee.value, std::move(person)).first->second;
}

absl::Status OutcomeBook::Complete(Outcome& outcome, absl::string_view path) const {
  if (outcome.date > context_.today) {
    return OutcomeFault(path, "date",
                        absl::StrCat("\"", outcome.date.ToString(), "\" is after today, ",
                                     context_.today.ToString()));
  }
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, Validate(outcome)));
  if (outcome.vacancy.value.empty()) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const bool known,
                           context_.backend.repository().KnowsVacancy(outcome.vacancy));
  if (!known) {
    return OutcomeFault(
        path, "vacancy",
        absl::StrCat("\"", wire::ResourceName(outcome.vacancy), "\" is not stored and never was"));
  }
  if (!outcome.decision) return absl::OkStatus();
  if (!context_.find_decision) {
    return OutcomeFault(path, "decision", "cannot be given: no log of decisions is kept here");
  }
  absl::StatusOr<OutcomeDecision> served =
      context_.find_decision(outcome.decision->number, outcome.mentee, outcome.vacancy);
  if (absl::IsNotFound(served.status())) {
    return OutcomeFault(path, "decision.number",
                        absl::StrCat(outcome.decision->number,
                                     " is no logged answer about this person with this vacancy"));
  }
  PASSUNG_RETURN_IF_ERROR(served.status());
  outcome.decision = *std::move(served);
  return wire::UnderField(path, Validate(outcome));
}

absl::StatusOr<std::optional<std::vector<GapKind>>> OutcomeBook::GapsOn(
    const Outcome& outcome, const Mentee& mentee) const {
  const MatchContext context = MatchContextOf(context_);
  if (context.snapshot == nullptr || outcome.vacancy.value.empty()) return std::nullopt;
  const Vacancy* vacancy = context.snapshot->FindVacancy(outcome.vacancy);
  if (vacancy == nullptr || vacancy->kind == VacancyKind::kSelfEmployed) return std::nullopt;
  MatchOptions options;
  options.as_of = outcome.date;
  PASSUNG_RETURN_IF_ERROR(ReadProfile("profiles/default", context, options));
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult pair, engine->ExplainMatch(mentee, *vacancy, options));
  std::set<GapKind> kinds;
  for (const Gap& gap : GapsBehind(mentee, pair.match, outcome.date, vacancy->start)) {
    kinds.insert(gap.kind);
  }
  return std::vector<GapKind>(kinds.begin(), kinds.end());
}

absl::StatusOr<Outcome> OutcomeBook::Put(Outcome outcome, absl::string_view path,
                                         const Outcome* corrected, Person& person) const {
  Row& row = person.rows[outcome.id.value];
  if (row.now) {
    if (TellsTheSame(*row.now, outcome)) return *row.now;
    return absl::AlreadyExistsError(
        absl::StrCat(wire::OutcomeName(outcome.mentee, outcome.id),
                     " is stored with other details; to correct it, name it in replaces"));
  }
  // What was judged on that day stays, whatever else is corrected.
  if (corrected != nullptr && corrected->date == outcome.date &&
      corrected->vacancy == outcome.vacancy) {
    outcome.gaps = corrected->gaps;
  } else {
    PASSUNG_ASSIGN_OR_RETURN(outcome.gaps, GapsOn(outcome, person.mentee));
  }
  row.now = outcome;
  const auto count = std::count_if(person.rows.begin(), person.rows.end(),
                                   [](const auto& one) { return one.second.now.has_value(); });
  if (static_cast<size_t>(count) > kMostOutcomes) {
    return OutcomeFault(path, "mentee",
                        absl::StrCat("has ", kMostOutcomes, " outcomes, and no more are kept"));
  }
  const absl::Status course = CheckCourseOf(person.rows);
  if (!course.ok()) return OutcomeFault(path, "date", course.message());
  return outcome;
}

absl::StatusOr<Outcome> OutcomeBook::Take(const v1::Outcome& message, absl::string_view path,
                                          const std::optional<OutcomeId>& replaces) {
  PASSUNG_ASSIGN_OR_RETURN(Outcome outcome, wire::FromProto(WithoutWhatIsJudged(message), path));
  PASSUNG_ASSIGN_OR_RETURN(Person * person, Find(outcome.mentee, path));
  PASSUNG_RETURN_IF_ERROR(Complete(outcome, path));
  std::optional<Outcome> corrected;
  Rows rows = person->rows;  // to come back to
  if (replaces) {
    const auto old = person->rows.find(replaces->value);
    if (old == person->rows.end() || !old->second.now) {
      return absl::NotFoundError(absl::StrCat(
          "replaces: ", wire::OutcomeName(outcome.mentee, *replaces), " is not stored"));
    }
    PASSUNG_RETURN_IF_ERROR(
        CheckEtag(message.etag(), EtagOf<v1::Outcome>(*old->second.now, context_)));
    corrected = std::exchange(old->second.now, std::nullopt);
  }
  absl::StatusOr<Outcome> stored =
      Put(std::move(outcome), path, corrected ? &*corrected : nullptr, *person);
  if (!stored.ok()) person->rows = std::move(rows);
  return stored;
}

absl::Status OutcomeBook::Withdraw(const OutcomeKey& key, absl::string_view etag) {
  PASSUNG_ASSIGN_OR_RETURN(Person * person, Find(key.mentee, ""));
  const auto row = person->rows.find(key.id.value);
  if (row == person->rows.end() || !row->second.now) {
    return absl::NotFoundError(
        absl::StrCat(wire::OutcomeName(key.mentee, key.id), " is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(CheckEtag(etag, EtagOf<v1::Outcome>(*row->second.now, context_)));
  row->second.now.reset();
  const absl::Status course = CheckCourseOf(person->rows);
  if (course.ok()) return course;
  return wire::WithReason(
      absl::FailedPreconditionError(absl::StrCat("without it, ", course.message())),
      "OUTCOME_NEEDED");
}

bool OutcomeBook::changes_anything() const {
  for (const auto& [id, person] : people_) {
    for (const auto& [row_id, row] : person.rows) {
      if (row.before != row.now) return true;
    }
  }
  return false;
}

WriteBatch OutcomeBook::Batch() const {
  WriteBatch batch;
  for (const auto& [id, person] : people_) {
    const MenteeId mentee{id};
    const StoredMentee stored{person.mentee, person.record};
    RowOf<v1::Mentee>::Expect(mentee, &stored, batch);
    for (const auto& [row_id, row] : person.rows) {
      if (!row.before && !row.now) continue;
      batch.expect.push_back({.kind = RowKind::kOutcome,
                              .id = OutcomeRowId(mentee, {row_id}),
                              .fingerprint = FingerprintOfRow(row.before)});
      if (row.before == row.now) continue;
      if (row.now) {
        batch.upsert_outcomes.push_back(*row.now);
      } else {
        batch.delete_outcomes.push_back({mentee, {row_id}});
      }
    }
  }
  return batch;
}

}  // namespace passung::answer
