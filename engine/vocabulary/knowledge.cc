#include "passung/knowledge.h"

#include <array>
#include <set>
#include <utility>
#include <vector>

#include "embedded/engine_data.h"
#include "engine/base/check.h"
#include "engine/base/digest.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/district_names.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "engine/vocabulary/offer_admission.h"
#include "engine/vocabulary/residence_access.h"

namespace passung {
namespace {

constexpr absl::string_view kWorkAccessFile = "work_access.csv";
constexpr absl::string_view kRegulatedFile = "regulated_occupations.csv";
constexpr absl::string_view kDistrictsFile = "districts.csv";
constexpr absl::string_view kLinksFile = "district_links.csv";
constexpr absl::string_view kAdmissionFile = "offer_admission.csv";
constexpr absl::string_view kMatrixFile = "district_matrix.csv";  // none is built in

constexpr std::array kFileList = {
    KnowledgeFile{kWorkAccessFile, &KnowledgeFiles::work_access_csv},
    KnowledgeFile{kRegulatedFile, &KnowledgeFiles::regulated_occupations_csv},
    KnowledgeFile{kDistrictsFile, &KnowledgeFiles::districts_csv},
    KnowledgeFile{kLinksFile, &KnowledgeFiles::district_links_csv},
    KnowledgeFile{kAdmissionFile, &KnowledgeFiles::offer_admission_csv},
    KnowledgeFile{kMatrixFile, &KnowledgeFiles::district_matrix_csv},
};

absl::string_view OrBuiltIn(const std::string& text, absl::string_view file) {
  return text.empty() ? embedded::EngineData(file) : absl::string_view(text);
}

std::vector<OccupationCode> MainGroupFirsts(const Classification& classification,
                                            const RegulatedOccupations& regulated) {
  std::vector<OccupationCode> firsts;
  std::set<std::pair<int32_t, int>> seen;  // of main group and level
  for (const OccupationCode code : classification.AllCodes()) {
    if (regulated.IsInSomeRow(code) ||
        seen.emplace(code.Prefix(2), code.requirement_level()).second) {
      firsts.push_back(code);
    }
  }
  return firsts;
}

// The matrix may speak of any district that has a name.
absl::StatusOr<Districts> ReadDistricts(const KnowledgeFiles& files) {
  const absl::string_view districts_text = OrBuiltIn(files.districts_csv, kDistrictsFile);
  const absl::string_view links_text = OrBuiltIn(files.district_links_csv, kLinksFile);
  PASSUNG_ASSIGN_OR_RETURN(Districts districts, Districts::FromCsv(kDistrictsFile, districts_text,
                                                                   kLinksFile, links_text));
  if (files.district_matrix_csv.empty()) return districts;
  PASSUNG_ASSIGN_OR_RETURN(
      DistrictMatrix matrix,
      DistrictMatrix::FromCsv(kMatrixFile, files.district_matrix_csv, [&](DistrictCode code) {
        return districts.Find(code) != nullptr || !OtherDistrictName(code).empty();
      }));
  return Districts::FromCsv(kDistrictsFile, districts_text, kLinksFile, links_text,
                            std::move(matrix));
}

}  // namespace

std::span<const KnowledgeFile> KnowledgeFileList() { return kFileList; }

absl::StatusOr<std::shared_ptr<const Knowledge>> Knowledge::Create(
    const KnowledgeFiles& files, const ClassificationRows& classification) {
  return KnowledgeImpl::Create(files, classification);
}

std::shared_ptr<const Knowledge> Knowledge::BuiltIn() {
  // The files were tested before they were compiled in.
  static const auto& built_in = *new std::shared_ptr<const Knowledge>([] {
    auto knowledge = KnowledgeImpl::Create({}, {});
    PASSUNG_CHECK(knowledge.ok());
    return *std::move(knowledge);
  }());
  return built_in;
}

absl::StatusOr<std::shared_ptr<const KnowledgeImpl>> KnowledgeImpl::Create(
    const KnowledgeFiles& files, const ClassificationRows& rows) {
  PASSUNG_ASSIGN_OR_RETURN(Classification classification, Classification::Create(rows));
  PASSUNG_ASSIGN_OR_RETURN(
      RegulatedOccupations regulated,
      RegulatedOccupations::FromCsv(kRegulatedFile,
                                    OrBuiltIn(files.regulated_occupations_csv, kRegulatedFile)));
  PASSUNG_ASSIGN_OR_RETURN(
      WorkAccessTable access,
      WorkAccessTable::FromCsv(kWorkAccessFile, OrBuiltIn(files.work_access_csv, kWorkAccessFile)));
  PASSUNG_ASSIGN_OR_RETURN(Districts districts, ReadDistricts(files));
  PASSUNG_ASSIGN_OR_RETURN(
      OfferAdmissionTable admission,
      OfferAdmissionTable::FromCsv(kAdmissionFile,
                                   OrBuiltIn(files.offer_admission_csv, kAdmissionFile)));
  std::string digest = base::Digest()
                           .Update(classification.digest().ToHex())
                           .Update(regulated.digest().ToHex())
                           .Update(access.digest().ToHex())
                           .Update(districts.digest().ToHex())
                           .Update(admission.digest().ToHex())
                           .ToHex();
  return std::shared_ptr<const KnowledgeImpl>(
      new KnowledgeImpl(std::move(classification), std::move(regulated),
                        std::make_unique<const WorkAccessTable>(std::move(access)),
                        std::make_unique<const OfferAdmissionTable>(std::move(admission)),
                        std::move(districts), std::move(digest)));
}

KnowledgeImpl::KnowledgeImpl(Classification classification, RegulatedOccupations regulated,
                             std::unique_ptr<const WorkAccessTable> work_access,
                             std::unique_ptr<const OfferAdmissionTable> offer_admission,
                             Districts districts, std::string digest)
    : classification_(std::move(classification)),
      regulated_(std::move(regulated)),
      work_access_(std::move(work_access)),
      offer_admission_(std::move(offer_admission)),
      districts_(std::move(districts)),
      main_group_firsts_(MainGroupFirsts(classification_, regulated_)),
      digest_(std::move(digest)) {}

KnowledgeImpl::~KnowledgeImpl() = default;

const KnowledgeImpl& KnowledgeImpl::From(const Knowledge& knowledge) {
  PASSUNG_DCHECK(dynamic_cast<const KnowledgeImpl*>(&knowledge) != nullptr);
  return static_cast<const KnowledgeImpl&>(knowledge);
}

std::string KnowledgeImpl::OccupationTitleOf(OccupationCode code) const {
  return classification_.TitleOf(code);
}

std::string KnowledgeImpl::DistrictName(DistrictCode district) const {
  const District* known = districts_.Find(district);
  return known == nullptr ? std::string(OtherDistrictName(district)) : known->name;
}

bool KnowledgeImpl::IsKnownOccupation(OccupationCode code) const {
  return !classification_.imported() || classification_.Contains(code);
}

const ActivityName* KnowledgeImpl::FindActivity(absl::string_view name) const {
  return classification_.FindActivity(name);
}

std::vector<OccupationCode> KnowledgeImpl::OccupationsOfIsco(absl::string_view group) const {
  return classification_.crosswalk().OccupationsOfIsco(group);
}

const EscoOccupation* KnowledgeImpl::FindEsco(absl::string_view id) const {
  return classification_.crosswalk().FindEsco(id);
}

std::vector<std::string> KnowledgeImpl::AdmissionSchemes() const {
  return offer_admission_->Schemes();
}

std::vector<const ActivityName*> KnowledgeImpl::Activities() const {
  return classification_.Activities();
}

// The first that holds, engine/SCORING.md section 2. Cheap questions come first where the order
// allows it: most pairs share nothing.
OccupationRelation KnowledgeImpl::Relate(OccupationCode a, OccupationCode b) const {
  if (a == b) return OccupationRelation::kSame5;
  const int32_t a4 = a.Prefix(4);
  const int32_t b4 = b.Prefix(4);
  if (a4 == b4 || regulated_.SameProfession(a, b)) return OccupationRelation::kSame4;
  if (a4 / 10 == b4 / 10) return OccupationRelation::kSame3;
  if (classification_.Neighbours(a, b)) return OccupationRelation::kNeighbour;
  if (a4 / 100 == b4 / 100) return OccupationRelation::kSame2;
  if (SegmentOfMainGroup(a4 / 100) == SegmentOfMainGroup(b4 / 100)) {
    return OccupationRelation::kSegment;
  }
  return OccupationRelation::kUnrelated;
}

DistrictRelation KnowledgeImpl::Relate(DistrictCode home, DistrictCode work) const {
  return districts_.Relation(home, work);
}

}  // namespace passung
