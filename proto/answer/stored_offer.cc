// Support offers as rows of the catalogue.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/offer_wire.h"

namespace passung::answer {
namespace {

enum OfferField : size_t {
  kOfferName,
  kOfferTitle,
  kOfferKind,
  kOfferGap,
  kOfferDistrict,
  kOfferOccupation,
  kOfferLanguage,
  kOfferStart,
  kOfferApplyUntil,
  kOfferClosed,
  kOfferSource,
  kOfferTestData
};

// A scheme that nobody knows would leave everybody unclear for ever.
absl::Status CheckScheme(const Offer& offer, const Knowledge& knowledge) {
  if (offer.admission.empty()) return absl::OkStatus();
  const std::vector<std::string> schemes = knowledge.AdmissionSchemes();
  if (std::find(schemes.begin(), schemes.end(), offer.admission) != schemes.end()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "admission: \"", offer.admission, "\" is not one of ", absl::StrJoin(schemes, ", ")));
}

std::vector<std::string> OfferDistricts(const Offer& offer) {
  std::vector<std::string> districts;
  for (const DistrictCode district : offer.districts) districts.push_back(district.ToString());
  for (const Place& place : offer.places) {
    if (place.district) districts.push_back(place.district->ToString());
  }
  return districts;
}

std::vector<std::string> OfferOccupations(const Offer& offer) {
  std::vector<std::string> prefixes;
  for (const OccupationPrefix& prefix : offer.occupations) prefixes.push_back(prefix.ToString());
  return prefixes;
}

std::vector<std::string> OfferGaps(const Offer& offer) {
  std::vector<std::string> gaps;
  for (size_t i = 0; i < EnumCount<GapKind>(); ++i) {
    const auto kind = static_cast<GapKind>(i);
    if ((GapsOf(offer) & GapBit(kind)) != 0) {
      gaps.push_back(v1::GapKind_Name(static_cast<int>(i) + 1));
    }
  }
  return gaps;
}

std::vector<std::string> OneIf(bool there, std::string value) {
  if (!there) return {};
  return {std::move(value)};
}

std::vector<std::string> OfferDay(const std::optional<Date>& day) {
  return OneIf(day.has_value(), day ? day->ToString() : "");
}

}  // namespace

using OfferRows = RowOf<v1::Offer>;

absl::StatusOr<Offer> OfferRows::Read(const v1::Offer& message, absl::string_view path,
                                      const Offer* /*before*/, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(Offer row, wire::FromProto(message, path));
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, Validate(row)));
  PASSUNG_RETURN_IF_ERROR(
      wire::UnderField(path, CheckScheme(row, context.backend.snapshot()->knowledge())));
  return row;
}

v1::Offer OfferRows::Show(const Offer& row) { return wire::ToProto(row); }

std::string OfferRows::Bytes(const Offer& row) { return EncodeCanonical(row); }

void OfferRows::Expect(const OfferId& id, const Offer* row, WriteBatch& batch) {
  batch.expect.push_back(
      {.kind = RowKind::kOffer,
       .id = id.value,
       .fingerprint = row == nullptr ? "" : FingerprintOf(EncodeCanonical(*row))});
}

const std::vector<FilterField>& OfferRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "title", .type = FilterType::kText, .orders = true},
      {.name = "kind", .type = FilterType::kEnum, .values = v1::OfferKind_descriptor()},
      {.name = "gap", .type = FilterType::kEnum, .values = v1::GapKind_descriptor()},
      {.name = "district", .type = FilterType::kText},
      {.name = "occupation", .type = FilterType::kPrefix},
      {.name = "language", .type = FilterType::kText},
      {.name = "start", .type = FilterType::kDate, .orders = true},
      {.name = "apply_until", .type = FilterType::kDate, .orders = true},
      {.name = "closed", .type = FilterType::kBool},
      {.name = "source", .type = FilterType::kText},
      {.name = "test_data", .type = FilterType::kBool}};
  return fields;
}

std::vector<std::string> OfferRows::Values(const Offer& row, size_t field) {
  switch (field) {
    case kOfferName:
      return {wire::ResourceName(wire::kOffers, row.id.value)};
    case kOfferTitle:
      return OneIf(!row.title.empty(), row.title);
    case kOfferKind:
      return {v1::OfferKind_Name(static_cast<int>(row.kind) + 1)};
    case kOfferGap:
      return OfferGaps(row);
    case kOfferDistrict:
      return OfferDistricts(row);
    case kOfferOccupation:
      return OfferOccupations(row);
    case kOfferLanguage:
      return row.languages;
    case kOfferStart:
      return OfferDay(row.start);
    case kOfferApplyUntil:
      return OfferDay(row.apply_until);
    case kOfferClosed:
      return {row.closed ? "true" : "false"};
    case kOfferSource:
      return OneIf(!row.source.empty(), row.source);
    case kOfferTestData:
      return {row.test_data ? "true" : "false"};
    default:
      return {};
  }
}

}  // namespace passung::answer
