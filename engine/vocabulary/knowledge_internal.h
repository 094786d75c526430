#ifndef PASSUNG_ENGINE_VOCABULARY_KNOWLEDGE_INTERNAL_H_
#define PASSUNG_ENGINE_VOCABULARY_KNOWLEDGE_INTERNAL_H_

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/vocabulary/classification.h"
#include "engine/vocabulary/districts.h"
#include "engine/vocabulary/legal.h"
#include "passung/knowledge.h"

namespace passung {

// Only rules/work_access includes its definition (engine/vocabulary/residence_access.h).
class WorkAccessTable;
// Only offers/admission includes its definition (engine/vocabulary/offer_admission.h).
class OfferAdmissionTable;

// The one implementation of Knowledge: what the rules and criteria see of it. Immutable.
class KnowledgeImpl final : public Knowledge {
 public:
  static absl::StatusOr<std::shared_ptr<const KnowledgeImpl>> Create(
      const KnowledgeFiles& files, const ClassificationRows& classification);
  // Every Knowledge is one of these.
  static const KnowledgeImpl& From(const Knowledge& knowledge);

  ~KnowledgeImpl() override;

  const Classification& classification() const { return classification_; }
  const RegulatedOccupations& regulated() const { return regulated_; }
  const WorkAccessTable& work_access() const { return *work_access_; }
  const OfferAdmissionTable& offer_admission() const { return *offer_admission_; }
  const Districts& districts() const { return districts_; }
  // Codes that stand for their whole main group to whoever has nothing to do with it: the first of each requirement
  // level, and all that are in a row of the regulated occupations. Rising.
  std::span<const OccupationCode> main_group_firsts() const { return main_group_firsts_; }

  std::string OccupationTitleOf(OccupationCode code) const override;
  std::string DistrictName(DistrictCode district) const override;
  bool IsKnownOccupation(OccupationCode code) const override;
  bool has_classification() const override { return classification_.imported(); }
  const ActivityName* FindActivity(absl::string_view name) const override;
  std::vector<const ActivityName*> Activities() const override;
  std::vector<OccupationCode> OccupationsOfIsco(absl::string_view group) const override;
  const EscoOccupation* FindEsco(absl::string_view id) const override;
  std::vector<std::string> AdmissionSchemes() const override;
  // Called for every pair of a claim and an occupation code: a few integer comparisons, at worst
  // five probes of small hash sets.
  OccupationRelation Relate(OccupationCode a, OccupationCode b) const override;
  DistrictRelation Relate(DistrictCode home, DistrictCode work) const override;
  const std::string& digest() const override { return digest_; }

 private:
  KnowledgeImpl(Classification classification, RegulatedOccupations regulated,
                std::unique_ptr<const WorkAccessTable> work_access,
                std::unique_ptr<const OfferAdmissionTable> offer_admission, Districts districts,
                std::string digest);

  Classification classification_;
  RegulatedOccupations regulated_;
  std::unique_ptr<const WorkAccessTable> work_access_;
  std::unique_ptr<const OfferAdmissionTable> offer_admission_;
  Districts districts_;
  std::vector<OccupationCode> main_group_firsts_;
  std::string digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_KNOWLEDGE_INTERNAL_H_
