#include "proto/text/change_text.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "passung/reason_parameter.h"
#include "proto/text/wording.h"

namespace passung::text {
namespace {

// Arguments of a pattern; of what is there `x_known` says so.
class Values {
 public:
  void Add(const char* name, std::string value) {
    arguments_.push_back({absl::StrCat(name, "_known"), "yes"});
    arguments_.push_back({name, std::move(value)});
  }
  const std::vector<Argument>& all() const { return arguments_; }

 private:
  std::vector<Argument> arguments_;
};

std::string HoursText(const Texts& texts, const WeeklyHours& hours) {
  return texts.Get("format.hours",
                   {{{"min", absl::StrCat(hours.min)}, {"max", absl::StrCat(hours.max)}}});
}

// A count with its words: 1 reads otherwise than 2.
std::string CountText(const Texts& texts, absl::string_view key, int64_t count,
                      const GainScale& scale) {
  return texts.Get(key, {{{"n", texts.Number(count)},
                          {"n_raw", absl::StrCat(count)},
                          {"limit", texts.Number(scale.limit)},
                          {"bar", texts.Score(scale.bar)}}});
}

}  // namespace

std::string StepText(const Texts& texts, const SingleStep& step, Audience audience,
                     const Knowledge& knowledge) {
  Values values;
  if (step.skill) values.Add("skill", texts.Of(*step.skill));
  if (step.level) values.Add("level", texts.Of(*step.level));
  if (step.occupation) {
    values.Add("occupation", texts.Occupation(*step.occupation, audience, knowledge));
  }
  if (step.certificate) values.Add("certificate", texts.Of(*step.certificate));
  if (step.licence) values.Add("licence", texts.Of(*step.licence));
  if (!step.skill_id.empty()) values.Add("skill_id", SkillName(texts, step.skill_id));
  if (step.minutes) values.Add("minutes", texts.Number(*step.minutes));
  if (step.district) values.Add("district", texts.District(*step.district, knowledge));
  if (step.hours) values.Add("hours", HoursText(texts, *step.hours));
  if (!step.windows.empty()) {
    values.Add("windows", WriteWindows(texts, ParameterValue::Of(step.windows).ToString()));
  }
  if (step.day) values.Add("day", texts.Day(*step.day));
  return texts.Get(absl::StrCat("do.", Name(step.act), ".", AudienceKey(audience)), values.all());
}

std::string StepOutcomeText(const Texts& texts, const StepOutcome& outcome) {
  return texts.Get(absl::StrCat("if_outcome.", Name(outcome.outcome)));
}

std::string RelaxationText(const Texts& texts, const Relaxation& relaxation,
                           const Knowledge& knowledge) {
  Values values;
  if (relaxation.licence) values.Add("licence", texts.Of(*relaxation.licence));
  if (relaxation.hours) values.Add("hours", HoursText(texts, *relaxation.hours));
  if (relaxation.day) values.Add("day", texts.Day(*relaxation.day));
  if (relaxation.support) values.Add("support", texts.Of(*relaxation.support));
  std::vector<std::string> districts;
  for (const DistrictCode district : relaxation.districts) {
    districts.push_back(texts.District(district, knowledge));
  }
  if (!districts.empty()) values.Add("districts", absl::StrJoin(districts, ", "));
  return texts.Get(absl::StrCat("relax.", Name(relaxation.kind)), values.all());
}

std::string GainText(const Texts& texts, const ChangeGain& gain, Counted counted,
                     const GainScale& scale) {
  const absl::string_view of = counted == Counted::kVacancies ? "vacancies" : "mentees";
  std::vector<std::string> parts;
  const auto add = [&](absl::string_view what, int64_t count) {
    if (count == 0) return;
    parts.push_back(CountText(texts, absl::StrCat("gain.", of, ".", what), count, scale));
  };
  add("listed", gain.becomes_listed);
  add("open", gain.becomes_open);
  add("furthers", gain.furthers);
  add("top", gain.enters_top);
  add("bar", gain.enters_bar);
  add("lost", gain.no_longer_listed);
  if (parts.empty() && gain.top_gain > 0) {
    parts.push_back(CountText(texts, absl::StrCat("gain.", of, ".better"), 0, scale));
  }
  if (parts.empty()) return texts.Get("gain.nothing");
  return absl::StrCat(absl::StrJoin(parts, "; "), ".");
}

}  // namespace passung::text
