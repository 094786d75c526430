#include "server/audit/explored_lists.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/wire/resource_name.h"

namespace passung::server {
namespace {

using answer::LoggedHit;
using answer::LoggedList;

absl::Status CannotBeRead(const v1::DecisionEntry& entry) {
  return absl::DataLossError(
      absl::StrCat("what was drawn in entry ", entry.number(), " of the decisions cannot be read"));
}

// The lists so far.
class Lists {
 public:
  explicit Lists(absl::flat_hash_map<std::string, MenteeId> people) : people_(std::move(people)) {}

  absl::Status Add(const v1::DecisionEntry& entry) {
    const auto person = people_.find(entry.mentee());
    if (person == people_.end()) return absl::OkStatus();  // purged
    const auto day = Date::Parse(entry.versions().as_of());
    if (!day.ok()) return CannotBeRead(entry);
    PASSUNG_ASSIGN_OR_RETURN(std::vector<LoggedHit> hits, HitsOf(entry));
    const auto [known, is_new] = numbers_.emplace(KeyOf(entry.mentee(), *day, hits), lists_.size());
    if (!is_new) {
      lists_[known->second].numbers.push_back(entry.number());
      return absl::OkStatus();
    }
    lists_.push_back({.numbers = {entry.number()},
                      .mentee = person->second,
                      .revision = entry.versions().snapshot_revision(),
                      .day = *day,
                      .hits = std::move(hits)});
    return absl::OkStatus();
  }

  std::vector<LoggedList> Take() { return std::move(lists_); }

 private:
  static absl::StatusOr<std::vector<LoggedHit>> HitsOf(const v1::DecisionEntry& entry) {
    const auto& places = entry.exploration().places();
    if (places.size() > entry.hits_size()) return CannotBeRead(entry);
    std::vector<LoggedHit> hits;
    for (int i = 0; i < places.size(); ++i) {
      auto vacancy = wire::ParseVacancyName(entry.hits(i).vacancy());
      if (!vacancy.ok() || places[i].group() < 1) return CannotBeRead(entry);
      hits.push_back({.vacancy = *std::move(vacancy),
                      .place = {.hit = places[i].rank() - 1,
                                .group = places[i].group(),
                                .group_first = places[i].group_first() - 1}});
    }
    return hits;
  }

  // What makes a list the same: whose, on which day, what stood where.
  static std::string KeyOf(absl::string_view pseudonym, Date day,
                           const std::vector<LoggedHit>& hits) {
    std::string key = absl::StrCat(pseudonym, " ", day.ToString());
    for (const LoggedHit& hit : hits) {
      absl::StrAppend(&key, " ", hit.vacancy.value, "/", hit.place.hit, "/", hit.place.group);
    }
    return key;
  }

  const absl::flat_hash_map<std::string, MenteeId> people_;
  std::vector<LoggedList> lists_;
  absl::flat_hash_map<std::string, size_t> numbers_;  // places in `lists_` by their keys
};

absl::StatusOr<std::vector<LoggedList>> ReadOnce(const AccessLog& log,
                                                 const std::function<bool()>& is_over) {
  PASSUNG_ASSIGN_OR_RETURN(auto people, log.pseudonyms().All());
  Lists lists(std::move(people));
  const auto take = [&](const v1::DecisionEntry& entry) -> absl::StatusOr<bool> {
    if (is_over && is_over()) return absl::CancelledError("nobody waits for the answer any more");
    if (!entry.has_exploration()) return true;
    PASSUNG_RETURN_IF_ERROR(lists.Add(entry));
    return true;
  };
  PASSUNG_RETURN_IF_ERROR(log.ReadDecisions("\"exploration\"", take));
  return lists.Take();
}

}  // namespace

absl::StatusOr<std::vector<LoggedList>> ReadExploredLists(const AccessLog& log,
                                                          const std::function<bool()>& is_over) {
  absl::StatusOr<std::vector<LoggedList>> lists = ReadOnce(log, is_over);
  // A file may have been removed just now.
  return absl::IsNotFound(lists.status()) ? ReadOnce(log, is_over) : std::move(lists);
}

}  // namespace passung::server
