#include "server/audit/decision.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <memory>
#include <utility>

#include "passung/v1/match_service.pb.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"
#include "server/audit/mark.h"
#include "server/audit/person_facts.h"

namespace passung::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Pseudonym = absl::FunctionRef<std::string(const MenteeId&)>;

// The part of a stream's message that is of the kind of the unary method, or the message itself.
const Message& RankingIn(const Message& message) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("ranking");
  return field == nullptr ? message : message.GetReflection()->GetMessage(message, field);
}

// Takes the person out of `request`.
void SetRequest(const Message& asked, absl::string_view key, v1::DecisionEntry& entry) {
  const std::unique_ptr<Message> request(asked.New());
  request->CopyFrom(asked);
  const auto& type = *request->GetDescriptor();
  const auto& reflection = *request->GetReflection();
  const FieldDescriptor* described = type.FindFieldByName("inline_mentee");
  if (described != nullptr && reflection.HasField(*request, described)) {
    entry.set_inline_mentee_digest(MessageCode(key, reflection.GetMessage(*request, described)));
    reflection.ClearField(request.get(), described);
  }
  const FieldDescriptor* named = type.FindFieldByName("mentee");
  if (named != nullptr) reflection.ClearField(request.get(), named);
  entry.mutable_request()->PackFrom(*request);
}

// In the order of Criterion. A match in which some are summed up has no such list.
void AddContributions(const v1::Match& match, v1::DecisionHit& hit) {
  hit.mutable_contributions()->Resize(static_cast<int>(kCriterionCount), 0);
  for (const v1::Contribution& one : match.contributions()) {
    const auto criterion = wire::FromProto<CriterionKey>(one.criterion(), "criterion");
    if (!criterion.ok()) return hit.clear_contributions();
    hit.set_contributions(static_cast<int>(*criterion), one.contribution());
  }
}

void AddHit(const v1::Match& match, Pseudonym pseudonym, v1::DecisionEntry& entry) {
  v1::DecisionHit& hit = *entry.add_hits();
  hit.set_vacancy(match.vacancy());
  // Of whom all hits are is said once.
  if (entry.mentee().empty()) {
    for (const MenteeId& id : MenteesIn(match)) hit.set_mentee(pseudonym(id));
  }
  hit.set_score(match.score());
  hit.set_hit_class(match.hit_class());
  AddContributions(match, hit);
}

void AddHits(const Message& ranking, Pseudonym pseudonym, v1::DecisionEntry& entry) {
  const auto& reflection = *ranking.GetReflection();
  const auto add = [&](const Message& match) {
    if (const auto* hit = dynamic_cast<const v1::Match*>(&match)) AddHit(*hit, pseudonym, entry);
  };
  if (const FieldDescriptor* list = ranking.GetDescriptor()->FindFieldByName("matches")) {
    for (int i = 0; i < reflection.FieldSize(ranking, list); ++i) {
      add(reflection.GetRepeatedMessage(ranking, list, i));
    }
  }
  if (const FieldDescriptor* one = ranking.GetDescriptor()->FindFieldByName("match")) {
    add(reflection.GetMessage(ranking, one));
  }
}

// How near ties were drawn, where they were.
void SetExploration(const Message& ranking, v1::DecisionEntry& entry) {
  const auto* answer = dynamic_cast<const v1::RankVacanciesResponse*>(&ranking);
  if (answer != nullptr && answer->has_exploration()) {
    *entry.mutable_exploration() = answer->exploration();
  }
}

// What entered or changed; what left was not scored.
void AddHits(const v1::ListDelta& list, Pseudonym pseudonym, v1::DecisionEntry& entry) {
  for (const v1::ListedChange& change : list.changes()) {
    if (!change.has_after()) continue;
    v1::DecisionHit& hit = *entry.add_hits();
    hit.set_vacancy(change.after().vacancy());
    if (entry.mentee().empty()) {
      for (const MenteeId& id : MenteesIn(change.after())) hit.set_mentee(pseudonym(id));
    }
    hit.set_score(change.after().score());
    hit.set_hit_class(change.after().hit_class());
    if (change.has_match()) AddContributions(change.match(), hit);
  }
}

std::vector<v1::DecisionEntry> DecisionsOfLists(const Message& request,
                                                const v1::WatchMatchesResponse& told,
                                                absl::string_view key, Pseudonym pseudonym) {
  std::vector<v1::DecisionEntry> entries;
  for (const v1::ListDelta& list : told.lists()) {
    v1::DecisionEntry entry;
    if (const auto mentee = wire::ParseMenteeName(list.mentee()); mentee.ok()) {
      entry.set_mentee(pseudonym(*mentee));
    }
    AddHits(list, pseudonym, entry);
    if (entry.hits().empty()) continue;
    SetRequest(RankingIn(request), key, entry);
    *entry.mutable_versions() = told.versions();
    entry.set_answer_digest(MessageCode(key, list));
    entries.push_back(std::move(entry));
  }
  return entries;
}

// Whom vacancies were ranked for: a stream's message says it, otherwise the request.
std::string SubjectOf(const Message& request, const Message& answer, Pseudonym pseudonym) {
  const std::vector<MenteeId> people = MenteesIn(&RankingIn(answer) == &answer ? request : answer);
  return people.empty() ? "" : pseudonym(people.front());
}

}  // namespace

std::string MessageBytes(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&out);
  }
  return bytes;
}

std::string MessageCode(absl::string_view key, const Message& message) {
  return MarkOf(key, MessageBytes(message));
}

std::vector<v1::DecisionEntry> DecisionsOf(const Message& request, const Message& answer,
                                           absl::string_view key, Pseudonym pseudonym) {
  const v1::VersionsUsed* versions = VersionsIn(answer);
  if (versions == nullptr) return {};
  if (const auto* told = dynamic_cast<const v1::WatchMatchesResponse*>(&answer)) {
    return DecisionsOfLists(request, *told, key, pseudonym);
  }
  const Message& ranking = RankingIn(answer);
  v1::DecisionEntry entry;
  entry.set_mentee(SubjectOf(request, answer, pseudonym));
  SetRequest(RankingIn(request), key, entry);
  *entry.mutable_versions() = *versions;
  AddHits(ranking, pseudonym, entry);
  SetExploration(ranking, entry);
  entry.set_answer_digest(MessageCode(key, ranking));
  return {std::move(entry)};
}

std::optional<OutcomeDecision> ServedIn(const v1::DecisionEntry& entry, absl::string_view pseudonym,
                                        const VacancyId& vacancy) {
  const std::string name = wire::ResourceName(vacancy);
  v1::RankMenteesRequest mirror;  // of one vacancy, whose hits are people
  const bool is_mirror = entry.request().UnpackTo(&mirror) && mirror.vacancy() == name;
  for (const v1::DecisionHit& hit : entry.hits()) {
    const bool same_vacancy = hit.vacancy() == name || (hit.vacancy().empty() && is_mirror);
    if (!same_vacancy || (entry.mentee() != pseudonym && hit.mentee() != pseudonym)) continue;
    const v1::VersionsUsed& versions = entry.versions();
    const auto hit_class = wire::FromProto<HitClass>(hit.hit_class(), "hit_class");
    return OutcomeDecision{
        .number = entry.number(),
        .snapshot_revision = versions.snapshot_revision(),
        .snapshot_digest = versions.snapshot_digest(),
        .profile = versions.profile(),
        .profile_version = versions.profile_version(),
        .profile_digest = versions.profile_digest(),
        .score = hit.score(),
        .hit_class = hit_class.ok() ? *hit_class : HitClass::kOpen,
        .contributions = {hit.contributions().begin(), hit.contributions().end()}};
  }
  return std::nullopt;
}

}  // namespace passung::server
