// A handful of DKZ names, enough to see how the readers ask for them.
#ifndef PASSUNG_TESTS_ENGINE_INGEST_FAKE_KNOWLEDGE_H_
#define PASSUNG_TESTS_ENGINE_INGEST_FAKE_KNOWLEDGE_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/knowledge.h"

namespace passung {

class FakeKnowledge final : public Knowledge {
 public:
  explicit FakeKnowledge(std::vector<ActivityName> activities = Defaults())
      : activities_(std::move(activities)) {
    std::sort(activities_.begin(), activities_.end(),
              [](const ActivityName& a, const ActivityName& b) { return a.name < b.name; });
  }

  static ActivityName Named(absl::string_view name, absl::string_view code,
                            std::optional<int32_t> level = std::nullopt) {
    return {std::string(name), OccupationCode::Parse(code).value(), level};
  }
  // Names and codes: DKZ of July 2024.
  static std::vector<ActivityName> Defaults() {
    return {Named("Physiotherapeut/in", "81713", 3),
            Named("Kaufmann/-frau - Büromanagement", "71402", 2),
            Named("Koch/Köchin", "29302", 2),
            Named("Altenpfleger/in", "82102", 2),
            Named("Verwaltungsfachangestellte/r - Kommunalverwaltung", "73202", 2),
            Named("Helfer/in - Lagerwirtschaft, Transport", "51311", 1),
            Named("Softwareentwickler/in", "43414", std::nullopt),
            Named("Data Engineer", "43214", 4),
            Named("Ingenieur/in - Maschinenbau", "25104", 4),
            Named("Bestattermeister/in", "82493", 3),
            Named("Fachagrarwirt/in - Baumpflege/Bachelor Professional Baumpfl.", "12143", 3)};
  }

  std::string OccupationTitleOf(OccupationCode /*code*/) const override { return ""; }
  std::string DistrictName(DistrictCode /*district*/) const override { return ""; }
  // As if a classification had been imported that lacks this code.
  bool IsKnownOccupation(OccupationCode code) const override { return code.ToString() != "11192"; }
  bool has_classification() const override { return true; }
  const ActivityName* FindActivity(absl::string_view name) const override {
    for (const ActivityName& activity : activities_) {
      if (activity.name == name) return &activity;
    }
    return nullptr;
  }
  std::vector<const ActivityName*> Activities() const override {
    std::vector<const ActivityName*> all;
    for (const ActivityName& activity : activities_) all.push_back(&activity);
    return all;
  }
  OccupationRelation Relate(OccupationCode /*a*/, OccupationCode /*b*/) const override {
    return OccupationRelation::kUnrelated;
  }
  DistrictRelation Relate(DistrictCode /*home*/, DistrictCode /*work*/) const override {
    return DistrictRelation::kFar;
  }
  const std::string& digest() const override { return digest_; }

 private:
  std::vector<ActivityName> activities_;
  std::string digest_;
};

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_INGEST_FAKE_KNOWLEDGE_H_
