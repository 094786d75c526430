#include "bindings/python/native/question.h"

#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/python/native/attributes.h"
#include "bindings/python/native/errors.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

// Entries that T::Parse reads.
template <class T>
std::vector<T> ParseAll(nb::handle options, const char* field) {
  std::vector<T> parsed;
  ForEach(options, field, [&](nb::handle entry) {
    auto value = T::Parse(nb::cast<std::string>(nb::str(entry)));
    if (!value.ok()) {
      throw StatusError(
          absl::InvalidArgumentError(absl::StrCat(field, ": ", value.status().message())));
    }
    parsed.push_back(*std::move(value));
  });
  return parsed;
}

template <class E>
std::vector<E> NamesIn(nb::handle options, const char* field) {
  std::vector<E> names;
  ForEach(options, field, [&](nb::handle entry) { names.push_back(NameIn<E>(field, entry)); });
  return names;
}

Date ReadDay(nb::handle options, const char* field) {
  const nb::object value = options.attr(field);
  if (value.is_none()) Refuse(field, value, "a day, such as \"2026-03-02\"");
  auto day = Date::Parse(nb::cast<std::string>(nb::str(value)));
  if (!day.ok()) Refuse(field, value, "a day, such as \"2026-03-02\"");
  return *day;
}

MatchFilter ReadFilter(nb::handle options) {
  MatchFilter filter;
  filter.districts = ParseAll<DistrictCode>(options, "districts");
  filter.kinds = NamesIn<VacancyKind>(options, "kinds");
  filter.occupations = ParseAll<OccupationPrefix>(options, "occupations");
  ForEach(options, "employers", [&](nb::handle entry) {
    filter.employers.push_back(EmployerId{nb::cast<std::string>(nb::str(entry))});
  });
  return filter;
}

using WeightArray = nb::ndarray<const int64_t, nb::shape<kCriterionCount>, nb::device::cpu>;

// All weights in the order of the criteria, read from where the array has them; or those that are named.
void ReadWeights(nb::handle options, ProfileOverrides& overrides) {
  const nb::object weights = options.attr("weights");
  if (weights.is_none()) return;
  WeightArray array;
  if (nb::try_cast<WeightArray>(weights, array, false)) {
    for (size_t i = 0; i < kCriterionCount; ++i) {
      overrides.weights.emplace_back(static_cast<CriterionKey>(i), array(i));
    }
    return;
  }
  if (!nb::isinstance<nb::dict>(weights)) {
    Refuse("weights", weights,
           absl::StrCat("a dict of criteria, or ", kCriterionCount, " weights of type int64"));
  }
  for (const auto& [name, weight] : nb::borrow<nb::dict>(weights)) {
    int64_t value = 0;
    if (!nb::try_cast<int64_t>(weight, value)) Refuse("weights", weight, "a whole number");
    overrides.weights.emplace_back(NameIn<CriterionKey>("weights", name), value);
  }
}

void ReadRules(nb::handle options, ProfileOverrides& overrides) {
  const nb::object rules = options.attr("rules");
  if (rules.is_none()) return;
  if (!nb::isinstance<nb::dict>(rules)) Refuse("rules", rules, "a dict of rules");
  for (const auto& [name, turned] : nb::borrow<nb::dict>(rules)) {
    overrides.switches.emplace_back(NameIn<RuleKey>("rules", name),
                                    NameIn<RuleSwitch>("rules", turned));
  }
}

}  // namespace

Profiles::Profiles() {
  for (const ScoringProfile& profile : ShippedProfiles()) Add(profile);
}

Profiles::Profiles(const ImageExtras& extras) : Profiles() {
  for (const ScoringProfile& profile : extras.profiles) Add(profile);
  for (const ActiveProfile& chosen : extras.active) profiles_[chosen.id].active = chosen.version;
}

void Profiles::Add(const ScoringProfile& profile) {
  Versions& versions = profiles_[profile.id];
  if (versions.active == 0) versions.active = profile.version;
  versions.by_number.emplace(profile.version, profile);
}

absl::StatusOr<ScoringProfile> Profiles::Find(const std::string& id, int32_t version) const {
  const auto versions = profiles_.find(id);
  if (versions == profiles_.end()) {
    return absl::NotFoundError(
        absl::StrCat("profile: \"", id, "\" is not one of ", absl::StrJoin(Ids(), ", ")));
  }
  const int32_t number = version == 0 ? versions->second.active : version;
  const auto found = versions->second.by_number.find(number);
  if (found != versions->second.by_number.end()) return found->second;
  return absl::NotFoundError(absl::StrCat("profile_version: \"", id, "\" has no version ", number));
}

std::vector<std::string> Profiles::Ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, versions] : profiles_) ids.push_back(id);
  return ids;
}

MatchOptions ReadOptions(nb::handle options, const Profiles& profiles) {
  MatchOptions read;
  read.as_of = ReadDay(options, "as_of");
  read.limit = Read<int32_t>(options, "limit", "a whole number");
  read.profile = Value(profiles.Find(Read<std::string>(options, "profile", "the id of a profile"),
                                     Read<int32_t>(options, "profile_version", "a whole number")));
  ReadWeights(options, read.overrides);
  ReadRules(options, read.overrides);
  read.classes = NamesIn<HitClass>(options, "classes");
  read.filter = ReadFilter(options);
  read.frozen = Read<bool>(options, "frozen", "True or False");
  read.summary = Read<bool>(options, "summary", "True or False");
  read.threads = Read<int32_t>(options, "threads", "a whole number");
  return read;
}

}  // namespace passung::python
