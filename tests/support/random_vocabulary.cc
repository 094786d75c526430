#include "tests/support/random_vocabulary.h"

#include <algorithm>

#include "tests/support/builders.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

// Nursing and its helpers (one profession), a staffing and a title row of Saxony, guards, drivers,
// codes of one trade at several levels, neighbours, a segment, strangers.
const std::vector<std::string>& Codes() {
  static const auto* const kCodes = new std::vector<std::string>{
      "81302", "81301", "81313", "82102", "82101", "83142", "84124", "83113", "25104", "25103",
      "25102", "25101", "27223", "53111", "53112", "52122", "29301", "29302", "31104", "81733"};
  return *kCodes;
}

}  // namespace

Date WorldDay() { return Day("2026-02-15"); }

const ClassificationRows& WorldClassification() {
  static const auto* const kRows = [] {
    auto* rows = new ClassificationRows;
    for (const std::string& code : Codes()) rows->titles.push_back({code, "Beruf " + code});
    rows->neighbours = {{"2510", "2722"}, {"8130", "8314"}, {"831", "841"}, {"2930", "5311"}};
    return rows;
  }();
  return *kRows;
}

Date RandomDay(RandomSource& random) {
  static constexpr int32_t kDays[] = {-900, -200, -31, -2, -1, 0,   1,   2,
                                      7,    14,   15,  57, 91, 120, 183, 400};
  return WorldDay().PlusDays(kDays[random.Below(16)]);
}

Date RandomStay(RandomSource& random) {
  static constexpr int32_t kMonths[] = {0, 1, 2, 3, 5, 6, 14, 47, 48, 60};
  const Date day = Day("2026-02-15").PlusDays(random.Between(-2, 2));
  return day.PlusMonths(-kMonths[random.Below(10)]);
}

OccupationCode RandomCode(RandomSource& random) { return Kldb(random.Pick(Codes())); }

OccupationPrefix RandomPrefix(RandomSource& random) {
  const size_t digits = static_cast<size_t>(random.Between(1, 5));
  return OccupationPrefix::Parse(random.Pick(Codes()).substr(0, digits)).value();
}

EmployerId RandomEmployer(RandomSource& random) {
  return {random.Pick<std::string>({"e1", "e2", "E3", "e10"})};
}

DistrictCode RandomDistrict(RandomSource& random) {
  // Saxon districts of two regions, one over the border, one that no table knows.
  static constexpr int32_t kDistricts[] = {14713, 14729, 14730, 14612, 14627, 14511, 15002, 5111};
  return DistrictCode::FromNumber(kDistricts[random.Below(8)]);
}

AreaCode RandomArea(RandomSource& random) {
  return Area(random.Pick<std::string>({"14", "15", "14713", "14612"}));
}

std::string RandomPostalCode(RandomSource& random) {
  return random.Pick<std::string>({"04109", "04509", "01067"});
}
std::string RandomLanguage(RandomSource& random) { return random.Pick<std::string>({"en", "uk"}); }
std::string RandomSkill(RandomSource& random) {
  return random.Pick<std::string>({"s1", "s2", "s3"});
}

LicenceKind RandomLicence(RandomSource& random) {
  return random.PickEnum<LicenceKind>(EnumCount<LicenceKind>());
}
LicenceKind RandomLicenceHeld(RandomSource& random) {
  const LicenceKind kind = RandomLicence(random);
  return kind == LicenceKind::kCertificateOfConduct ? LicenceKind::kGuardInstruction : kind;
}

WeeklyHours RandomHours(RandomSource& random) {
  WeeklyHours hours{random.Pick<int32_t>({10, 14, 15, 20, 24, 39}), 0};
  hours.max = std::max(hours.min, random.Pick<int32_t>({10, 15, 20, 25, 39, 40}));
  return hours;
}

std::vector<TimeWindow> RandomWindows(RandomSource& random, int32_t least) {
  std::vector<TimeWindow> windows;
  for (int32_t i = random.Between(least, 3); i > 0; --i) {
    const int32_t from = random.Pick<int32_t>({0, 300, 359, 360, 480, 540});
    const int32_t to = random.Pick<int32_t>({720, 870, 1320, 1321, 1381, 1440});
    windows.push_back({random.Pick<int32_t>({0, 0, 1, 5, 6}), from, to});
  }
  return windows;
}

}  // namespace passung
