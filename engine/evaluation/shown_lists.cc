// Near ties were shown in an order that chance decided, and its share is known: 1 / group for each of a group in each
// of its places. Another profile would have had one order in that group, which chance has given, too, once in a
// while. What came of those that stood where it wants them, each times the group, is what it would have brought.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/judged_people.h"
#include "passung/off_policy.h"
#include "passung/safe_counts.h"

namespace passung {
namespace {

constexpr int32_t kMostPlaces = 1000;
constexpr size_t kParts = 5;  // of the people; a line is asked about none whom it was fitted to

// A place that was drawn.
struct DrawnPlace {
  const ShownHit* shown = nullptr;
  const ShownHit* target = nullptr;  // who would have stood there
  size_t person = 0;                 // by mentee rising as bytes
};

bool IsGoneFrom(const ShownHit& hit) { return hit.target_score < 0; }

// Groups by their first, in the order of places.
std::map<int32_t, std::vector<size_t>> GroupsOf(const ShownList& list) {
  std::map<int32_t, std::vector<size_t>> groups;
  for (size_t i = 0; i < list.hits.size(); ++i) {
    const ShownPlace& place = list.hits[i].place;
    if (place.group > 1) groups[place.group_first].push_back(i);
  }
  return groups;
}

absl::Status CheckGroups(const ShownList& list,
                         const std::map<int32_t, std::vector<size_t>>& groups) {
  for (const auto& [first, group] : groups) {
    std::set<int32_t> ranks;
    for (const size_t at : group) {
      const ShownPlace& place = list.hits[at].place;
      if (static_cast<size_t>(place.group) == group.size()) ranks.insert(place.hit);
    }
    // Those who take part stand on the places that they had before.
    const bool whole = std::equal(ranks.begin(), ranks.end(), group.begin(), group.end(),
                                  [](int32_t rank, size_t at) { return std::cmp_equal(rank, at); });
    if (!whole) {
      return absl::InvalidArgumentError(
          absl::StrCat("lists: the group that begins at place ", first, " of a list is not whole"));
    }
  }
  return absl::OkStatus();
}

void AddDrawn(const ShownList& list, const std::vector<size_t>& group, size_t k, size_t person,
              std::vector<DrawnPlace>& drawn) {
  std::vector<const ShownHit*> target;
  target.reserve(group.size());
  for (const size_t at : group) target.push_back(&list.hits[at]);
  std::sort(target.begin(), target.end(), [](const ShownHit* a, const ShownHit* b) {
    return a->target_score != b->target_score ? a->target_score > b->target_score
                                              : a->vacancy < b->vacancy;
  });
  for (size_t i = 0; i < group.size() && group[i] < k; ++i) {
    drawn.push_back({.shown = &list.hits[group[i]], .target = target[i], .person = person});
  }
}

// A line through what came of it, over the score; level where all scores are one.
class Line {
 public:
  void Add(double x, double y) {
    ++count_;
    x_ += x;
    y_ += y;
    xx_ += x * x;
    xy_ += x * y;
  }
  // 0 … 1; 0 where nothing was added.
  double At(double x) const {
    if (count_ == 0) return 0;
    const double spread = xx_ - x_ * x_ / count_;
    const double slope = spread <= 1e-9 ? 0 : (xy_ - x_ * y_ / count_) / spread;
    return std::clamp(y_ / count_ + slope * (x - x_ / count_), 0.0, 1.0);
  }

 private:
  double count_ = 0;
  double x_ = 0;
  double y_ = 0;
  double xx_ = 0;
  double xy_ = 0;
};

// So many points of 100, so that squares stay numbers; what would not be listed has none.
double PointsOf(const ShownHit& hit) { return IsGoneFrom(hit) ? 0 : hit.target_score / 1e6; }

double RewardOf(const ShownHit& hit) { return hit.good ? 1 : 0; }

// One for each part of the people, fitted to the others.
std::array<Line, kParts> LinesOf(const std::vector<DrawnPlace>& drawn) {
  std::array<Line, kParts> lines;
  for (const DrawnPlace& place : drawn) {
    for (size_t part = 0; part < kParts; ++part) {
      if (place.person % kParts == part) continue;
      lines[part].Add(PointsOf(*place.shown), RewardOf(*place.shown));
    }
  }
  return lines;
}

std::vector<LoggedReward> RowsOf(const std::vector<DrawnPlace>& drawn) {
  const std::array<Line, kParts> lines = LinesOf(drawn);
  std::vector<LoggedReward> rows;
  rows.reserve(drawn.size());
  for (const DrawnPlace& place : drawn) {
    const Line& line = lines[place.person % kParts];
    rows.push_back({.propensity = place.shown->place.propensity(),
                    .target = place.shown == place.target ? 1.0 : 0.0,
                    .reward = RewardOf(*place.shown),
                    .guess_shown = line.At(PointsOf(*place.shown)),
                    .guess_target = line.At(PointsOf(*place.target)),
                    .person = static_cast<int64_t>(place.person)});
  }
  return rows;
}

// Somebody, but fewer than five.
bool IsSmall(const std::set<size_t>& people) {
  return !people.empty() && std::ssize(people) < kLeastShown;
}

// What is told must be of nobody in it, or of five at least.
bool TellsOfTooFew(const std::vector<DrawnPlace>& drawn) {
  std::set<size_t> all;
  std::set<size_t> good;
  std::set<size_t> where_wanted;
  std::set<size_t> good_where_wanted;
  std::set<size_t> good_elsewhere;
  for (const DrawnPlace& place : drawn) {
    const bool wanted = place.shown == place.target;
    all.insert(place.person);
    if (wanted) where_wanted.insert(place.person);
    if (!place.shown->good) continue;
    good.insert(place.person);
    (wanted ? good_where_wanted : good_elsewhere).insert(place.person);
  }
  return std::ssize(all) < kLeastShown || std::ssize(where_wanted) < kLeastShown || IsSmall(good) ||
         IsSmall(good_where_wanted) || IsSmall(good_elsewhere);
}

// Not by whichever list comes first: parts and sums are to be the same for every order of them.
std::vector<const ShownList*> SortedLists(std::span<const ShownList> lists) {
  std::vector<const ShownList*> sorted;
  for (const ShownList& list : lists) sorted.push_back(&list);
  std::sort(sorted.begin(), sorted.end(), [](const ShownList* a, const ShownList* b) {
    if (a->mentee != b->mentee) return a->mentee < b->mentee;
    return std::lexicographical_compare(a->hits.begin(), a->hits.end(), b->hits.begin(),
                                        b->hits.end(), [](const ShownHit& x, const ShownHit& y) {
                                          return x.vacancy != y.vacancy ? x.vacancy < y.vacancy
                                                                        : x.good < y.good;
                                        });
  });
  return sorted;
}

// All places that were drawn.
struct Drawn {
  std::vector<DrawnPlace> places;
  int64_t people = 0;
  int64_t lists = 0;
};

absl::StatusOr<Drawn> DrawnOf(std::span<const ShownList> lists, const ShownListsOptions& options) {
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("k", options.k, 1, kMostPlaces));
  Drawn drawn;
  const MenteeId* person = nullptr;
  for (const ShownList* list : SortedLists(lists)) {
    const auto groups = GroupsOf(*list);
    PASSUNG_RETURN_IF_ERROR(CheckGroups(*list, groups));
    const bool is_another = person == nullptr || *person != list->mentee;
    const size_t before = drawn.places.size();
    const auto number = static_cast<size_t>(drawn.people - (is_another ? 0 : 1));
    for (const auto& [first, group] : groups) {
      AddDrawn(*list, group, static_cast<size_t>(options.k), number, drawn.places);
    }
    if (drawn.places.size() == before) continue;
    ++drawn.lists;
    if (!is_another) continue;
    ++drawn.people;
    person = &list->mentee;
  }
  return drawn;
}

}  // namespace

absl::StatusOr<bool> MayBeCompared(std::span<const ShownList> one, std::span<const ShownList> other,
                                   const ShownListsOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const Drawn drawn, DrawnOf(one, options));
  PASSUNG_ASSIGN_OR_RETURN(const Drawn beside, DrawnOf(other, options));
  const auto is_same = [](const DrawnPlace& a, const DrawnPlace& b) {
    return a.shown->vacancy == b.shown->vacancy && a.person == b.person;
  };
  if (!std::equal(drawn.places.begin(), drawn.places.end(), beside.places.begin(),
                  beside.places.end(), is_same)) {
    return absl::InvalidArgumentError("lists: those of the two are not the same");
  }
  std::set<size_t> scored;
  std::set<size_t> placed;
  std::set<size_t> good;
  for (size_t i = 0; i < drawn.places.size(); ++i) {
    const DrawnPlace& a = drawn.places[i];
    const DrawnPlace& b = beside.places[i];
    if (a.shown->target_score != b.shown->target_score ||
        a.target->target_score != b.target->target_score) {
      scored.insert(a.person);
    }
    if ((a.shown == a.target) == (b.shown == b.target)) continue;
    placed.insert(a.person);
    if (a.shown->good) good.insert(a.person);
  }
  return !IsSmall(scored) && !IsSmall(placed) && !IsSmall(good);
}

absl::StatusOr<ShownListsEstimate> EstimateShownLists(std::span<const ShownList> lists,
                                                      const ShownListsOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const Drawn drawn, DrawnOf(lists, options));
  if (TellsOfTooFew(drawn.places)) return ShownListsEstimate{.hidden = true};
  ShownListsEstimate estimate = {
      .people = drawn.people, .lists = drawn.lists, .places = std::ssize(drawn.places)};
  std::vector<LoggedReward> rows = RowsOf(drawn.places);
  PASSUNG_ASSIGN_OR_RETURN(estimate.target, EstimateOffPolicy(rows, {}));
  for (LoggedReward& row : rows) row.target = row.propensity;
  PASSUNG_ASSIGN_OR_RETURN(const OffPolicyEstimate shown, EstimateOffPolicy(rows, {}));
  estimate.shown = shown.ips;
  return estimate;
}

}  // namespace passung
