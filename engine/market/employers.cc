#include "engine/market/employers.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace passung::market {
namespace {

// Branch words in the order of Field; the last one is for agencies.
constexpr std::array<absl::string_view, kFieldCount + 1> kBranches = {
    "lager",  "fahrdienst",  "reinigung", "handel",     "kueche",   "gasthaus",
    "kontor", "kanzlei",     "datenwerk", "metallwerk", "autohaus", "elektro",
    "bau",    "haustechnik", "fabrik",    "gaertnerei", "pflege",   "praxis",
    "schule", "wachdienst",  "salon",     "labor",      "medien",   "zeitarbeit"};

constexpr std::array<absl::string_view, 16> kFirstHalves = {
    "Quendel", "Ambel",  "Trol", "Wispel",  "Kranz", "Lorbel", "Fenchel", "Mirl",
    "Zirbel",  "Hoppel", "Nusk", "Drossel", "Ulmer", "Perl",   "Gundel",  "Schnirk"};
constexpr std::array<absl::string_view, 12> kSecondHalves = {"moor",   "quell", "tann",  "hausen",
                                                             "winkel", "ried",  "grund", "loh",
                                                             "heim",   "stein", "au",    "furt"};
constexpr std::array<absl::string_view, 4> kForms = {"GmbH", "KG", "eG", "AG"};

Employer Describe(const World& world, size_t group, size_t rank) {
  Random random(world.seed, Stream::kEmployer, group * 100'000 + rank);
  Employer employer;
  employer.id.value = absl::StrFormat("e%02d-%04d", group, rank + 1);
  const absl::string_view first = kFirstHalves[static_cast<size_t>(random.Below(16))];
  const absl::string_view second = kSecondHalves[static_cast<size_t>(random.Below(12))];
  const absl::string_view form = kForms[random.Pick({70, 15, 8, 7})];
  employer.name =
      absl::StrCat("Muster", kBranches[group], " ", first, second, " ", rank + 1, " ", form);
  employer.district = world.districts.Draw(random);
  employer.states_german = random.OneOf({350, 550, 600, 700});
  employer.states_support = random.OneOf({150, 300, 450, 800});
  employer.offers_support = random.OneOf({150, 300, 500});
  return employer;
}

}  // namespace

Employer DrawEmployer(const World& world, Field field, Random& random) {
  return Describe(world, static_cast<size_t>(field), world.employers.Draw(random));
}

Employer DrawAgency(const World& world, Random& random) {
  return Describe(world, kFieldCount, world.agencies.Draw(random));
}

}  // namespace passung::market
