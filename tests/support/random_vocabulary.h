// The few words of random worlds.
#ifndef PASSUNG_TESTS_SUPPORT_RANDOM_VOCABULARY_H_
#define PASSUNG_TESTS_SUPPORT_RANDOM_VOCABULARY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "passung/vacancy.h"
#include "tests/support/random_source.h"

namespace passung {

Date RandomDay(RandomSource& random);   // around WorldDay, often on it or beside it
Date RandomStay(RandomSource& random);  // some months before WorldDay, often at an end of a row
OccupationCode RandomCode(RandomSource& random);
OccupationPrefix RandomPrefix(RandomSource& random);
EmployerId RandomEmployer(RandomSource& random);
DistrictCode RandomDistrict(RandomSource& random);
AreaCode RandomArea(RandomSource& random);
std::string RandomPostalCode(RandomSource& random);
std::string RandomLanguage(RandomSource& random);
std::string RandomSkill(RandomSource& random);
LicenceKind RandomLicence(RandomSource& random);
LicenceKind RandomLicenceHeld(RandomSource& random);  // anything but a certificate of conduct
WeeklyHours RandomHours(RandomSource& random);
std::vector<TimeWindow> RandomWindows(RandomSource& random, int32_t least);

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_RANDOM_VOCABULARY_H_
