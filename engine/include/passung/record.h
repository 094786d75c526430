#ifndef PASSUNG_RECORD_H_
#define PASSUNG_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/ids.h"
#include "passung/unix_time.h"

// What is kept *about* a person's data, beside the facts. No rule and no criterion sees any of it.

namespace passung {

// What a person's data is looked at for. Stored and sent: add at the end, never renumber.
enum class Purpose : uint8_t {
  kCounselling,  // the mentor accompanies the person: facts, ranking, steps
  kPlacement,    // facts are shown to employers
  kContact,      // somebody gets in touch: name, phone, mail, address
  kReporting,    // figures of the programme that are made from single persons
};
template <>
struct EnumNames<Purpose> {
  static constexpr absl::string_view kNames[] = {"counselling", "placement", "contact",
                                                 "reporting"};
};

// Why that is lawful, Art. 6 (1) GDPR. Stored and sent, as above.
enum class BasisKind : uint8_t {
  kConsent,     // letter a
  kContract,    // letter b
  kLegalDuty,   // letter c
  kPublicTask,  // letter e
};
template <>
struct EnumNames<BasisKind> {
  static constexpr absl::string_view kNames[] = {"consent", "contract", "legal_duty",
                                                 "public_task"};
};

struct LegalBasis {
  Purpose purpose = Purpose::kCounselling;
  BasisKind kind = BasisKind::kConsent;
  std::string reference;  // number of the form, or the statute; at most 200 bytes
  Validity valid;         // `until` is the last day, also of a consent that was withdrawn
  friend bool operator==(const LegalBasis&, const LegalBasis&) = default;
};

// One per mentee. A mentee without one has no mentor, no basis and no end.
struct MenteeRecord {
  MenteeId id;
  MentorId mentor;                      // who is responsible; empty: nobody
  std::optional<UnixTime> expire_time;  // when everything about the person is purged
  std::vector<LegalBasis> legal_bases;  // at most 64
  // Art. 18 GDPR: kept, and seen by nothing but an export.
  bool restricted = false;
  friend bool operator==(const MenteeRecord&, const MenteeRecord&) = default;
};

// InvalidArgument naming the field.
absl::Status Validate(const MenteeRecord& record);

// Whether a basis for `purpose` holds on `day`.
bool HasLegalBasis(const MenteeRecord& record, Purpose purpose, Date day);

}  // namespace passung

#endif  // PASSUNG_RECORD_H_
