#include "proto/answer/told_lists.h"

#include <string>

#include "proto/answer/views.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

v1::ListedMatch ToProto(const ListedMatch& listed) {
  v1::ListedMatch message;
  message.set_mentee(wire::ResourceName(listed.mentee));
  message.set_vacancy(wire::ResourceName(listed.vacancy));
  message.set_rank(listed.rank);
  message.set_score(listed.score);
  message.set_hit_class(wire::ToProto<v1::HitClass>(listed.hit_class));
  message.set_occupation_index(listed.occupation_index);
  message.set_place_index(listed.place_index);
  return message;
}

// Whatever is listed in the list of a mentee, or of a vacancy.
const ListedMatch& OneOf(const ListChange& change) {
  return change.after ? *change.after : *change.before;
}
std::string NameIn(const ListDelta& list, const ListChange& change) {
  const ListedMatch& listed = OneOf(change);
  return list.mentee.value.empty() ? wire::ResourceName(listed.mentee)
                                   : wire::ResourceName(listed.vacancy);
}

v1::ListedChange ToProto(const ListDelta& list, const ListChange& change, const Telling& telling) {
  v1::ListedChange message;
  message.set_event(wire::ToProto<v1::ListEvent>(change.event));
  if (change.before) *message.mutable_before() = ToProto(*change.before);
  if (change.after) *message.mutable_after() = ToProto(*change.after);
  // Who pushed out whom tells who was not pushed out, but barred.
  const bool tells_why = telling.view != v1::VIEW_EMPLOYER;
  if (change.event == ListEvent::kLeft && tells_why) {
    message.set_because(wire::ToProto<v1::LeftBecause>(change.because));
  }
  if (change.counterpart && tells_why) {
    const std::string name = NameIn(list, list.changes[static_cast<size_t>(*change.counterpart)]);
    change.event == ListEvent::kLeft ? message.set_displaced_by(name) : message.set_displaces(name);
  }
  if (!change.match) return message;
  v1::Match& match = *message.mutable_match();
  match = wire::ToProto(*change.match);
  telling.sentences.AddTo(*change.match, match);
  ApplyView(telling.view, telling.as_of, match);
  telling.sentences.AddToHidden(match);
  return message;
}

}  // namespace

v1::ListDelta ToProto(const ListDelta& list, const Telling& telling) {
  v1::ListDelta message;
  if (!list.mentee.value.empty()) message.set_mentee(wire::ResourceName(list.mentee));
  if (!list.vacancy.value.empty()) message.set_vacancy(wire::ResourceName(list.vacancy));
  message.set_gone(!list.is_there);
  for (const ListChange& change : list.changes) {
    *message.add_changes() = ToProto(list, change, telling);
  }
  return message;
}

}  // namespace passung::answer
