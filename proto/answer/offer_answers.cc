#include "proto/answer/offer_answers.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "passung/offers.h"
#include "proto/answer/etag.h"
#include "proto/answer/field_fault.h"
#include "proto/answer/read_offers.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/suggestion_parts.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

constexpr int32_t kOffersPerGap = 5;

// ---- Which gaps ---------------------------------------------------------------------------------

absl::StatusOr<std::vector<Gap>> GapsGiven(const v1::SuggestOffersRequest& request) {
  std::vector<Gap> gaps;
  for (int i = 0; i < request.gaps_size(); ++i) {
    const std::string path = absl::StrCat("gaps[", i, "]");
    PASSUNG_ASSIGN_OR_RETURN(Gap gap, wire::FromProto(request.gaps(i), path));
    PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, Validate(gap)));
    gaps.push_back(gap);
  }
  return gaps;
}

// The gap behind a reason by itself. Of what, is not known; only information can be tied to it then.
absl::StatusOr<Gap> GapOfReason(v1::Reason asked, const std::string& field) {
  PASSUNG_ASSIGN_OR_RETURN(const Reason reason, wire::FromProto<Reason>(asked, field));
  const std::optional<GapKind> kind = GapKindOf(reason);
  if (!kind) return FieldFault(field, absl::StrCat(v1::Reason_Name(asked), " is no obstacle"));
  const bool asks_of_what =
      kind == GapKind::kGerman || kind == GapKind::kLicence || kind == GapKind::kSchool;
  Gap gap;
  gap.kind = asks_of_what ? GapKind::kOrientation : *kind;
  gap.reason = reason;
  return gap;
}

absl::StatusOr<std::vector<Gap>> GapsBefore(const std::string& vacancy_name, const Mentee& mentee,
                                            Date as_of, const MatchContext& context) {
  const auto id = wire::ParseVacancyName(vacancy_name);
  if (!id.ok()) return wire::UnderField("vacancy", id.status());
  const Vacancy* vacancy = context.snapshot->FindVacancy(*id);
  if (vacancy == nullptr) return NotStored(vacancy_name);
  MatchOptions options;
  options.as_of = as_of;
  const auto& profiles = context.profiles == nullptr ? ProfileSet::Shipped() : context.profiles;
  PASSUNG_ASSIGN_OR_RETURN(options.applied, profiles->FindApplied("default"));
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult pair, engine->ExplainMatch(mentee, *vacancy, options));
  return GapsBehind(mentee, pair.match, as_of, vacancy->start);
}

absl::StatusOr<std::vector<Gap>> GapsAsked(const v1::SuggestOffersRequest& request,
                                           const Mentee& mentee, Date as_of,
                                           const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(std::vector<Gap> gaps, GapsGiven(request));
  if (!request.vacancy().empty() && !gaps.empty()) {
    return FieldFault("vacancy", "cannot be given beside gaps");
  }
  if (!request.vacancy().empty()) {
    PASSUNG_ASSIGN_OR_RETURN(gaps, GapsBefore(request.vacancy(), mentee, as_of, context));
  } else if (gaps.empty() && request.reasons().empty()) {
    PASSUNG_ASSIGN_OR_RETURN(gaps, NeedsOf(context.snapshot->knowledge(), mentee, as_of));
  }
  if (request.reasons_size() > kMostGaps) {
    return FieldFault("reasons",
                      absl::StrCat(request.reasons_size(), " entries, allowed are ", kMostGaps));
  }
  for (int i = 0; i < request.reasons_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(Gap gap,
                             GapOfReason(request.reasons(i), absl::StrCat("reasons[", i, "]")));
    gaps.push_back(gap);
  }
  return gaps;
}

absl::StatusOr<OfferQuestion> QuestionOf(const v1::SuggestOffersRequest& request,
                                         const Mentee& mentee, Date as_of,
                                         const MatchContext& context) {
  OfferQuestion question;
  question.as_of = as_of;
  question.limit = request.limit() == 0 ? kOffersPerGap : request.limit();
  if (request.has_employed()) question.employed = request.employed();
  if (request.audience() != v1::OFFER_AUDIENCE_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(question.audience,
                             wire::FromProto<OfferAudience>(request.audience(), "audience"));
  }
  PASSUNG_ASSIGN_OR_RETURN(question.gaps, GapsAsked(request, mentee, as_of, context));
  return question;
}

// ---- The answer ---------------------------------------------------------------------------------

using OfferMessages = absl::flat_hash_map<std::string, const Offer*>;

v1::OfferSuggestion SuggestionOf(const OfferSuggestion& found, const OfferMessages& offers,
                                 const Sentences& sentences, const CallContext& context) {
  v1::OfferSuggestion suggestion;
  *suggestion.mutable_offer() = ShowVersion<v1::Offer>(*offers.at(found.offer.value), context);
  suggestion.set_score(found.score);
  suggestion.set_hit_class(wire::ToProto<v1::HitClass>(found.hit_class));
  suggestion.set_full(found.full);
  if (found.earliest) suggestion.set_earliest(found.earliest->ToString());
  AddParts(found.parts, sentences, suggestion);
  for (const GateOutcome& gate : found.gates) {
    v1::GateOutcome& message = *suggestion.add_gates();
    message = wire::ToProto(gate);
    sentences.AddTo(gate, message);
  }
  return suggestion;
}

v1::GapSuggestions AnswerOf(const GapSuggestions& found, const OfferMessages& offers,
                            const Sentences& sentences, const CallContext& context) {
  v1::GapSuggestions answer;
  *answer.mutable_gap() = wire::ToProto(found.gap);
  answer.set_text(sentences.Of(found.gap));
  answer.set_found(found.found);
  for (const OfferSuggestion& offer : found.offers) {
    *answer.add_offers() = SuggestionOf(offer, offers, sentences, context);
  }
  for (size_t i = 0; i < found.barred.size(); ++i) {
    if (found.barred[i] == 0) continue;
    v1::GateCount& count = *answer.add_barred();
    count.set_gate(wire::ToProto<v1::OfferGate>(static_cast<OfferGate>(i)));
    count.set_count(found.barred[i]);
  }
  return answer;
}

// ---- Gaps without an offer ----------------------------------------------------------------------

// Fewer could be recognised.
constexpr int64_t kLeastShown = 5;
bool TellsOfFew(int64_t count) { return count > 0 && count < kLeastShown; }

// Also what is left of the people tells, so a figure is there only where that is none or enough.
void SetFigures(const GapCount& count, v1::OfferGap& gap) {
  if (count.people < kLeastShown) return;
  gap.set_people(count.people);
  const bool shows_without =
      !TellsOfFew(count.without) && !TellsOfFew(count.people - count.without);
  if (shows_without) gap.set_without(count.without);
  const int64_t others = count.people - count.only_full - (shows_without ? count.without : 0);
  if (TellsOfFew(count.only_full) || TellsOfFew(others)) return;
  gap.set_only_full(count.only_full);
}

// A gap of the group, for its sentence: the level is the next one, whatever is there.
Gap SampleOf(const GapGroup& group) {
  Gap gap;
  gap.kind = group.kind;
  if (group.level) {
    gap.needs = AllSkills(*group.level);
    gap.has = AllSkills(static_cast<LanguageLevel>(static_cast<int>(*group.level) - 1));
  }
  gap.licence = group.licence;
  gap.school = group.school;
  return gap;
}

v1::OfferGap OfferGapOf(const GapCount& count, const Sentences& sentences) {
  const GapGroup& group = count.group;
  v1::OfferGap gap;
  if (group.district) gap.set_district(group.district->ToString());
  gap.set_kind(wire::ToProto<v1::GapKind>(group.kind));
  if (group.level) gap.set_level(wire::ToProto<v1::LanguageLevel>(*group.level));
  if (group.occupation) gap.set_occupation(group.occupation->ToString());
  if (group.licence) gap.set_licence(wire::ToProto<v1::LicenceKind>(*group.licence));
  if (group.school) gap.set_school(wire::ToProto<v1::SchoolCertificate>(*group.school));
  gap.set_text(sentences.Of(SampleOf(group)));
  SetFigures(count, gap);
  return gap;
}

}  // namespace

absl::StatusOr<v1::SuggestOffersResponse> SuggestOffers(const v1::SuggestOffersRequest& request,
                                                        const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, AskedMentee(request, match));
  const Knowledge& knowledge = match.snapshot->knowledge();
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, Sentences::For(request.locale(), knowledge));
  PASSUNG_ASSIGN_OR_RETURN(const Date as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(const OfferQuestion question, QuestionOf(request, mentee, as_of, match));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Offer> offers, ReadOffers(context));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<GapSuggestions> found,
                           passung::SuggestOffers(knowledge, mentee, offers, question));
  OfferMessages by_id;
  for (const Offer& offer : offers) by_id.emplace(offer.id.value, &offer);
  v1::SuggestOffersResponse response;
  for (const GapSuggestions& gap : found)
    *response.add_gaps() = AnswerOf(gap, by_id, sentences, context);
  *response.mutable_versions() = VersionsOf(knowledge, revision, as_of);
  return response;
}

absl::StatusOr<v1::ListOfferGapsResponse> ListOfferGaps(const v1::ListOfferGapsRequest& request,
                                                        const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  if (match.snapshot == nullptr) return absl::FailedPreconditionError("nothing is loaded yet");
  const std::shared_ptr<const Knowledge> knowledge(match.snapshot, &match.snapshot->knowledge());
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, Sentences::For(request.locale(), *knowledge));
  PASSUNG_ASSIGN_OR_RETURN(const Date as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(
      const Look look, LookOf(request.purpose(), v1::VIEW_BASIC, context.today, context.caller));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
  PASSUNG_ASSIGN_OR_RETURN(std::vector<Offer> offers, ReadOffers(context));
  OfferGapCounter counter(knowledge, std::make_shared<const std::vector<Offer>>(std::move(offers)),
                          as_of);
  v1::ListOfferGapsResponse response;
  absl::Status counted;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context, [&](const StoredMentee& row) {
    counted = counter.Add(row.mentee);
    response.set_people(response.people() + 1);
    return counted.ok();
  }));
  PASSUNG_RETURN_IF_ERROR(counted);
  for (const GapCount& count : counter.Counts()) {
    *response.add_gaps() = OfferGapOf(count, sentences);
  }
  *response.mutable_versions() = VersionsOf(*knowledge, revision, as_of);
  return response;
}

}  // namespace passung::answer
