#include "engine/analysis/step_catalogue.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "engine/analysis/fact_parts.h"
#include "engine/analysis/recognition_steps.h"
#include "engine/analysis/working_time_steps.h"
#include "engine/rules/registry.h"
#include "engine/vocabulary/field_check.h"
#include "engine/vocabulary/lead_times.h"
#include "passung/residence.h"

namespace passung {
namespace {

constexpr int32_t kMinutesMore[] = {15, 30, 45};
constexpr int32_t kMostMinutes = 600;  // as Validate(Mentee)
constexpr size_t kMostDistricts = 12;
constexpr size_t kMostSkillSteps = 8;
constexpr int32_t kDaysEarlier = 28;

class Catalogue {
 public:
  explicit Catalogue(const StepBasis& basis)
      : basis_(basis), facts_(basis.mentee.facts), today_(basis.person.today) {}

  std::vector<StepResult> Make() {
    AddPermissions();
    AddGerman();
    for (StepResult& step : RecognitionSteps(basis_.query, basis_.mentee, today_)) {
      steps_.push_back(std::move(step));
    }
    AddSchool();
    AddLicences();
    AddMinutes();
    AddDistricts();
    AddWorkingTimes();
    AddSkills();
    AddFirstDays();
    return std::move(steps_);
  }

 private:
  void Add(SingleStep step, int32_t lead_days) {
    StepResult result;
    result.step = std::move(step);
    result.lead_days = lead_days;
    result.lead_source = lead_days > 0 ? LeadSource::kPractice : LeadSource::kNone;
    steps_.push_back(std::move(result));
  }

  // What a rule says can be had for the asking, for some vacancy that is there.
  void AddPermissions() {
    std::set<Step> acts;
    for (const Rule* rule : AllRules()) {
      const bool enforced =
          basis_.query.profile().switches[Index(rule->key())] == RuleSwitch::kEnforce;
      if (!enforced || (ReadBy(rule->key()) & PartsOf(FactPart::kPermission)) == 0) continue;
      std::vector<Step> granted(basis_.query.dictionaries.size(rule->column()), Step::kNone);
      std::vector<uint8_t> wanted(granted.size());
      for (uint32_t code = 0; code < granted.size(); ++code) {
        const Finding finding = JudgeAhead(basis_.query, basis_.person, *rule, code);
        if (finding.verdict != Verdict::kPassAfter || finding.from) continue;
        if (GrantedBy(finding.step) == 0) continue;
        granted[code] = finding.step;
        wanted[code] = 1;
      }
      const std::vector<uint8_t> found = basis_.demand.FindAmong(rule->column(), wanted);
      for (uint32_t code = 0; code < found.size(); ++code) {
        if (found[code] != 0) acts.insert(granted[code]);
      }
    }
    for (const Step act : acts) Add({.act = act}, LeadDays(act));
  }

  void AddGerman() {
    if (facts_.german.size() >= kMaxListEntries) return;
    std::optional<LanguageLevel> least;
    std::optional<LanguageLevel> most;
    for (size_t i = 0; i < today_.german.size(); ++i) {
      const auto& has = today_.german[i];
      if (!has) continue;
      least = least ? std::min(*least, *has) : *has;
      most = std::max(most, has);
      if (*has == LanguageLevel::kC2) continue;
      Add({.act = Step::kLearnGerman, .skill = static_cast<LanguageSkill>(i), .level = Next(*has)},
          GermanDays(*has, Next(*has)));
    }
    if (!least) return;
    // A course leads to a level in all skills: from what the weakest needs to what is new to the best.
    const LanguageLevel last = *most == LanguageLevel::kC2 ? *most : Next(*most);
    for (LanguageLevel level = *least; level != last;) {
      level = Next(level);
      if (!IsOneSkillAlone(level)) {
        Add({.act = Step::kLearnGerman, .level = level}, GermanDays(*least, level));
      }
    }
  }

  static LanguageLevel Next(LanguageLevel level) {
    return static_cast<LanguageLevel>(static_cast<int>(level) + 1);
  }
  // Whether reaching a level in all skills lifts one of them by one level and no other.
  bool IsOneSkillAlone(LanguageLevel level) const {
    int below = 0;
    bool by_one = true;
    for (const auto& has : today_.german) {
      if (!has || *has >= level) continue;
      ++below;
      by_one = by_one && Next(*has) == level;
    }
    return below == 1 && by_one;
  }

  void AddWorkingTimes() {
    if (facts_.hours.size() >= kMaxListEntries) return;
    std::vector<SingleStep> steps = WeeklyHoursSteps(today_);
    if (today_.windows) {
      std::vector<SingleStep> windows =
          WindowSteps(basis_.query, *today_.windows, FirstRows().second);
      std::move(windows.begin(), windows.end(), std::back_inserter(steps));
    }
    for (SingleStep& step : steps) Add(std::move(step), 0);
  }

  void AddSchool() {
    const auto& school = today_.school;
    if (!school || *school == SchoolCertificate::kAbitur) return;
    if (facts_.schools.size() >= kMaxListEntries) return;
    const auto next = static_cast<SchoolCertificate>(static_cast<int>(*school) + 1);
    Add({.act = Step::kSchoolCertificate, .certificate = next}, LeadDays(Step::kSchoolCertificate));
  }

  void AddLicences() {
    if (!today_.licences_known || facts_.licences->size() >= kMaxListEntries) return;
    const LicenceSet asked = AskedByLaw() | AskedByBest();
    for (size_t i = 0; i < EnumCount<LicenceKind>(); ++i) {
      const auto kind = static_cast<LicenceKind>(i);
      const LicenceSet bit = LicenceBit(kind);
      if ((asked & bit) == 0 || (today_.licences_held & bit) != 0) continue;
      const Step act = ActFor(kind, (today_.licences_past & bit) != 0);
      Add({.act = act, .licence = kind}, LicenceDays(act, kind));
    }
  }

  static Step ActFor(LicenceKind kind, bool is_past) {
    if (kind == LicenceKind::kGuardClearance) return Step::kGuardClearance;
    if (kind == LicenceKind::kCertificateOfConduct) return Step::kCertificateOfConduct;
    return is_past ? Step::kConvertLicence : Step::kObtainLicence;
  }

  static LicenceSet AskedBy(const LicenceKey& key) {
    const bool guards = key.guard_code && key.security_firm == Known::kYes;
    return guards ? key.by_law | LicenceBit(LicenceKind::kGuardInstruction) : key.by_law;
  }
  // Of what the person does not hold.
  LicenceSet AskedByLaw() const {
    std::vector<LicenceSet> asked(basis_.query.dictionaries.size(ColumnId::kLicence));
    std::vector<uint8_t> wanted(asked.size());
    for (uint32_t code = 0; code < asked.size(); ++code) {
      asked[code] = AskedBy(basis_.query.dictionaries.licence[code]) & ~today_.licences_held;
      wanted[code] = asked[code] != 0 ? 1 : 0;
    }
    const std::vector<uint8_t> found = basis_.demand.FindAmong(ColumnId::kLicence, wanted);
    LicenceSet all = 0;
    for (uint32_t code = 0; code < found.size(); ++code) {
      if (found[code] != 0) all |= asked[code];
    }
    return all;
  }
  LicenceSet AskedByBest() const {
    LicenceSet asked = 0;
    for (const Hit& hit : basis_.best) {
      for (const auto& [kind, required] : SkillsKeyOf(hit).licences) asked |= LicenceBit(kind);
    }
    return asked;
  }
  const SkillsKey& SkillsKeyOf(const Hit& hit) const {
    return basis_.query.dictionaries.skills[basis_.rows.columns.CodeAt(ColumnId::kSkills, hit.row)];
  }

  // Whether some way of which a time is known takes longer.
  bool HasWayAbove(int32_t limit) const {
    const auto& ways = today_.travel_minutes;
    if (std::any_of(ways.begin(), ways.end(),
                    [limit](const auto& way) { return way.minutes > limit; })) {
      return true;
    }
    const DistrictMatrix& matrix = basis_.query.knowledge.districts().matrix();
    const auto& works = matrix.districts();
    return today_.home != nullptr && matrix.has_minutes() &&
           std::any_of(works.begin(), works.end(), [&](DistrictCode work) {
             return matrix.Minutes(today_.home->district, work).value_or(0) > limit;
           });
  }

  // Only where some known way is too long: else a further limit changes nothing.
  void AddMinutes() {
    const int32_t limit =
        today_.max_travel_minutes.value_or(basis_.query.profile().rules.reach_max_minutes);
    if (!HasWayAbove(limit)) return;
    for (const int32_t more : kMinutesMore) {
      const int32_t minutes = std::min(limit + more, kMostMinutes);
      if (minutes <= limit) return;
      Add({.act = Step::kTravelFurther, .minutes = minutes}, 0);
      if (minutes == kMostMinutes) return;
    }
  }

  // Those with most vacancies, where the person may live.
  void AddDistricts() {
    if (today_.home == nullptr || facts_.homes.size() >= kMaxListEntries) return;
    std::map<DistrictCode, int64_t> rows_in;
    const MarketDemand::Counts& demand = FirstRows().first;
    for (uint32_t code = 0; code < demand.size(); ++code) {
      const auto& district = basis_.query.dictionaries.place[code].district;
      if (demand[code] == 0 || !district || *district == today_.home->district) continue;
      if (MayLiveIn(*district)) rows_in[*district] += demand[code];
    }
    for (const DistrictCode district : MostFrequent(rows_in, kMostDistricts)) {
      Add({.act = Step::kMoveHome, .district = district}, 0);
    }
  }
  bool MayLiveIn(DistrictCode district) const {
    const AreaLimit* limit = LatestOn(today_.residence->obligations, today_.day);
    return limit == nullptr || !limit->limited || limit->area.Contains(district);
  }

  // Those that the person's best vacancies name most often.
  void AddSkills() {
    if (!today_.skills_known || facts_.skills->size() >= kMaxSkills) return;
    std::map<std::string, int64_t> named;
    for (const Hit& hit : basis_.best) {
      for (const SkillItem& item : SkillsKeyOf(hit).skills) {
        const std::string& id = basis_.query.dictionaries.skill_ids[item.number];
        const bool held =
            std::binary_search(today_.skills.begin(), today_.skills.end(), absl::string_view(id));
        if (!held) named[id] += ItemWeight(item.required);
      }
    }
    for (const std::string& id : MostFrequent(named, kMostSkillSteps)) {
      Add({.act = Step::kAcquireSkill, .skill_id = id}, 0);
    }
  }

  // The most frequent first; of equals the least.
  template <class Key>
  static std::vector<Key> MostFrequent(const std::map<Key, int64_t>& counts, size_t most) {
    std::vector<std::pair<int64_t, Key>> order;
    order.reserve(counts.size());
    for (const auto& [key, count] : counts) order.emplace_back(-count, key);
    std::sort(order.begin(), order.end());
    order.resize(std::min(order.size(), most));
    std::vector<Key> keys;
    keys.reserve(order.size());
    for (auto& [count, key] : order) keys.push_back(std::move(key));
    return keys;
  }

  void AddFirstDays() {
    const std::optional<Date> first = today_.available_from;
    const Date now = basis_.query.as_of;
    if (!first || *first <= now) return;
    if (const Date earlier = first->PlusDays(-kDaysEarlier); earlier > now) {
      Add({.act = Step::kStartEarlier, .day = earlier}, 0);
    }
    Add({.act = Step::kStartEarlier, .day = now}, 0);
  }

  // Vacancies by place and by hours, for whoever needs one of them.
  const std::pair<MarketDemand::Counts, MarketDemand::Counts>& FirstRows() {
    if (!first_rows_) {
      first_rows_ = basis_.demand.CountFirstRows(ColumnId::kPlace, ColumnId::kHours);
    }
    return *first_rows_;
  }

  const StepBasis& basis_;
  const MenteeFacts& facts_;
  const DayFacts& today_;
  std::optional<std::pair<MarketDemand::Counts, MarketDemand::Counts>> first_rows_;
  std::vector<StepResult> steps_;
};

}  // namespace

std::vector<StepResult> SingleStepsOf(const StepBasis& basis) { return Catalogue(basis).Make(); }

}  // namespace passung
