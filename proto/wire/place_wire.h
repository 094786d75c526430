// Places of work, of vacancies and employers.
#ifndef PASSUNG_PROTO_WIRE_PLACE_WIRE_H_
#define PASSUNG_PROTO_WIRE_PLACE_WIRE_H_

#include "passung/v1/vacancy.pb.h"
#include "passung/vacancy.h"
#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<Place> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& place) {
    archive(v1::Place::kDistrictFieldNumber, place.district);
    archive(v1::Place::kPostalCodeFieldNumber, place.postal_code);
    archive(v1::Place::kTownFieldNumber, place.town);
    archive(v1::Place::kPointFieldNumber, place.point);
  }
};

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_PLACE_WIRE_H_
