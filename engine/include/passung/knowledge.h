#ifndef PASSUNG_KNOWLEDGE_H_
#define PASSUNG_KNOWLEDGE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/vocabulary.h"

namespace passung {

// Rows of the official classification, as an importer reads them.
struct OccupationTitle {
  std::string code;      // 1 to 5 digits
  std::string title_de;  // official short title
  friend bool operator==(const OccupationTitle&, const OccupationTitle&) = default;
};
// "Belongs to that group, not to this one": read in both directions. Both codes have 3 or 4 digits.
struct NeighbourPair {
  std::string code;
  std::string neighbour;
  friend bool operator==(const NeighbourPair&, const NeighbourPair&) = default;
};
// A DKZ name (activity or training) with its occupation.
struct ActivityName {
  std::string name;  // DKZ short name
  OccupationCode code;
  std::optional<int32_t> level;  // where the activity has exactly one requirement level
  friend bool operator==(const ActivityName&, const ActivityName&) = default;
};
// A unit group of ISCO-08 that the Bundesagentur's crosswalk gives for an occupation: up to five for one
// occupation, and any number of occupations for one group.
struct IscoLink {
  OccupationCode code;
  std::string group;  // 4 digits
  int32_t rank = 1;   // 1: the one that is recommended for the occupation
  friend bool operator==(const IscoLink&, const IscoLink&) = default;
};
// An occupation of ESCO, which belongs to one unit group of ISCO-08.
struct EscoOccupation {
  std::string id;  // the UUID that its URI ends with, in lower case
  std::string group;
  std::string label_de;  // may be empty
  friend bool operator==(const EscoOccupation&, const EscoOccupation&) = default;
};
// Other classifications of occupations, as far as they lead to the KldB.
struct Crosswalk {
  std::vector<IscoLink> isco;
  std::vector<EscoOccupation> esco;
  friend bool operator==(const Crosswalk&, const Crosswalk&) = default;
};
struct ClassificationRows {
  std::vector<OccupationTitle> titles;
  std::vector<NeighbourPair> neighbours;
  std::vector<ActivityName> activities;
  Crosswalk crosswalk;
  friend bool operator==(const ClassificationRows&, const ClassificationRows&) = default;
};

// Texts of the dated data files; an empty one means the file compiled in. Their columns are
// documented in engine/data/README.md.
struct KnowledgeFiles {
  std::string work_access_csv;
  std::string regulated_occupations_csv;
  std::string districts_csv;
  std::string district_links_csv;
  std::string offer_admission_csv;
  // Times, lengths and commuters between districts, measured by the operator; there is none built in.
  std::string district_matrix_csv;
};

// The name of one of these files and where its text goes.
struct KnowledgeFile {
  absl::string_view name;  // "work_access.csv"
  std::string KnowledgeFiles::*text = nullptr;
};
// All of them, for readers of a folder.
std::span<const KnowledgeFile> KnowledgeFileList();

// What is known of codes, without any person or vacancy: the classification, the legal tables, the
// district relation. Immutable, shared by any number of threads.
class Knowledge {
 public:
  // InvalidArgument naming file, line and column of the first fault.
  static absl::StatusOr<std::shared_ptr<const Knowledge>> Create(
      const KnowledgeFiles& files, const ClassificationRows& classification);
  // The files compiled in and only the 37 main groups.
  static std::shared_ptr<const Knowledge> BuiltIn();

  virtual ~Knowledge() = default;

  // ---- For display and for readers ----
  // Short title of a code, or of its nearest titled ancestor; empty for none.
  virtual std::string OccupationTitleOf(OccupationCode code) const = 0;
  virtual std::string DistrictName(DistrictCode district) const = 0;  // empty if unknown
  // False only where a classification is imported and lacks the code.
  virtual bool IsKnownOccupation(OccupationCode code) const = 0;
  virtual bool has_classification() const = 0;
  // The DKZ name, compared byte for byte; nullptr if it is not one.
  virtual const ActivityName* FindActivity(absl::string_view name) const = 0;
  // All DKZ names, rising by name as bytes, for readers that compare names in another way. The
  // pointers live as long as the knowledge. Linear.
  virtual std::vector<const ActivityName*> Activities() const { return {}; }
  // The occupations for which a unit group of ISCO-08 (four digits) is the recommended one or, where it is that
  // of none, all that it is given for; rising. Empty: there is none, or no crosswalk is imported.
  virtual std::vector<OccupationCode> OccupationsOfIsco(absl::string_view /*group*/) const {
    return {};
  }
  // By the id in the form of EscoOccupation; nullptr: not imported. Lives as long as the knowledge.
  virtual const EscoOccupation* FindEsco(absl::string_view /*id*/) const { return nullptr; }
  // The schemes by which offers admit people (Offer::admission), rising.
  virtual std::vector<std::string> AdmissionSchemes() const { return {}; }
  virtual OccupationRelation Relate(OccupationCode a, OccupationCode b) const = 0;
  virtual DistrictRelation Relate(DistrictCode home, DistrictCode work) const = 0;
  // 32 hexadecimal digits over everything above.
  virtual const std::string& digest() const = 0;
};

}  // namespace passung

#endif  // PASSUNG_KNOWLEDGE_H_
