#include "proto/wire/filter_wire.h"

#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<MatchFilter> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& filter) {
    archive(v1::MatchFilter::kDistrictsFieldNumber, filter.districts);
    archive(v1::MatchFilter::kKindsFieldNumber, filter.kinds);
    archive(v1::MatchFilter::kOccupationsFieldNumber, filter.occupations);
    archive.Names(v1::MatchFilter::kEmployersFieldNumber, filter.employers);
  }
};

v1::MatchFilter ToProto(const MatchFilter& filter) { return WriteMessage<v1::MatchFilter>(filter); }

absl::StatusOr<MatchFilter> FromProto(const v1::MatchFilter& message, absl::string_view path) {
  return ReadMessage<MatchFilter>(message, path);
}

}  // namespace passung::wire
