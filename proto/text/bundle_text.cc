#include "proto/text/bundle_text.h"

#include "absl/strings/str_cat.h"

namespace passung::text {
namespace {

constexpr int32_t kDaysOfAWeek = 7;

std::string WeeksOf(const Texts& texts, int32_t days) {
  return texts.Number((days + kDaysOfAWeek - 1) / kDaysOfAWeek);
}

std::string Named(const Texts& texts, absl::string_view key, const StepBundle& bundle,
                  int32_t most_steps) {
  return texts.Get(key, {{{"goal", texts.Of(bundle.goal)},
                          {"most", texts.Number(most_steps)},
                          {"value", texts.Number(bundle.value)},
                          {"at_most", texts.Number(bundle.at_most)},
                          {"at_once", WeeksOf(texts, bundle.days_at_once)},
                          {"in_turn", WeeksOf(texts, bundle.days_in_turn)}}});
}

}  // namespace

std::vector<std::string> BundleTexts(const Texts& texts, const StepBundle& bundle,
                                     int32_t most_steps, const GainScale& scale) {
  const auto named = [&](absl::string_view key) { return Named(texts, key, bundle, most_steps); };
  if (bundle.steps.empty()) {
    return {named(bundle.is_best() ? "bundle.none" : "bundle.none_found")};
  }
  std::vector<std::string> lines = {GainText(texts, bundle.gain, Counted::kVacancies, scale)};
  lines.push_back(named(bundle.is_best() ? "bundle.best" : "bundle.at_most"));
  const bool takes_time = bundle.days_at_once > 0;
  const bool one_after_other = bundle.days_in_turn > bundle.days_at_once;
  if (takes_time) lines.push_back(named(one_after_other ? "bundle.times" : "bundle.time"));
  return lines;
}

}  // namespace passung::text
