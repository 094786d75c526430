#include "proto/answer/match_request.h"

#include <array>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/answer/at_field.h"

namespace passung::answer {

absl::Status NotStored(absl::string_view name) {
  return absl::NotFoundError(absl::StrCat(name, " is not stored"));
}

absl::Status MustBeGiven(absl::string_view field, absl::string_view inline_field) {
  return wire::FieldErrorStatus(
      {{.field = std::string(field),
        .description = absl::StrCat("must be given, or else ", inline_field)}});
}

absl::StatusOr<std::unique_ptr<Engine>> EngineFor(const MatchContext& context) {
  if (context.snapshot == nullptr) {
    return absl::FailedPreconditionError("no mentees and vacancies are loaded yet");
  }
  auto engine = std::make_unique<Engine>();
  engine->Publish(context.snapshot);
  return engine;
}

absl::Status ReadProfile(absl::string_view name, const MatchContext& context,
                         MatchOptions& options) {
  if (context.profile != nullptr) {
    options.profile = *context.profile;
    return absl::OkStatus();
  }
  const auto id = wire::ParseProfileName(name);
  if (!id.ok()) return wire::UnderField("profile", id.status());
  const auto& profiles = context.profiles == nullptr ? ProfileSet::Shipped() : context.profiles;
  if (options.overrides.weights.empty() && options.overrides.switches.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(options.applied, profiles->FindApplied(*id));
  } else {
    PASSUNG_ASSIGN_OR_RETURN(options.profile, profiles->Find(*id, 0));
  }
  return absl::OkStatus();
}

absl::Status CheckOverrides(const ProfileOverrides& overrides) {
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  std::array<bool, kCriterionCount> weighted{};
  for (size_t i = 0; i < overrides.weights.size(); ++i) {
    const auto& [criterion, weight] = overrides.weights[i];
    const std::string at = absl::StrCat("weight_overrides[", i, "]");
    if (std::exchange(weighted[Index(criterion)], true)) {
      return wire::FieldErrorStatus(
          {{.field = at + ".criterion",
            .description = absl::StrCat(Name(criterion), " comes twice")}});
    }
    if (weight >= 0 && weight <= kMost) continue;
    return wire::FieldErrorStatus({{.field = at + ".weight",
                                    .description = absl::StrCat(weight, " for ", Name(criterion),
                                                                " is not between 0 and ", kMost)}});
  }
  std::array<bool, kRuleCount> switched{};
  for (size_t i = 0; i < overrides.switches.size(); ++i) {
    const RuleKey rule = overrides.switches[i].first;
    if (!std::exchange(switched[Index(rule)], true)) continue;
    return wire::FieldErrorStatus({{.field = absl::StrCat("switch_overrides[", i, "].rule"),
                                    .description = absl::StrCat(Name(rule), " comes twice")}});
  }
  return absl::OkStatus();
}

absl::StatusOr<Date> DayOf(const std::string& as_of, const MatchContext& context) {
  if (as_of.empty()) return context.today;
  const auto day = Date::Parse(as_of);
  if (!day.ok()) return AtField("as_of", day.status());
  return day;
}

absl::StatusOr<std::shared_ptr<const Snapshot>> VisibleOf(const Look& look,
                                                          const MatchContext& context) {
  if (context.records == nullptr || (!look.purpose && !context.caller.mentor)) {
    return context.snapshot;
  }
  VisibleMentees once;
  VisibleMentees& visible = context.visible == nullptr ? once : *context.visible;
  return visible.Of(context.snapshot, *context.records, look, context.caller);
}

}  // namespace passung::answer
