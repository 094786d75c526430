// A program of somebody else's: an installed Passung, nothing of its sources. It makes a small market, asks for the best
// vacancies of one person, takes the market through a file and asks again. Ends with 1 where anything is not as promised.
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include "passung/engine.h"
#include "passung/ingest.h"
#include "passung/market.h"
#include "passung/snapshot_image.h"

namespace {

int Fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

bool SumsUp(const passung::RankResult& result) {
  for (const passung::Match& match : result.matches) {
    int32_t sum = 0;
    for (const passung::Contribution& part : match.contributions) sum += part.contribution;
    if (sum != match.score) return false;
  }
  return true;
}

int Run(const std::string& image_path) {
  const auto today = passung::Date::Parse("2026-03-02");
  auto market = passung::MakeMarket({.mentees = 0, .vacancies = 500, .seed = 7, .today = *today});
  if (!market.ok()) return Fail(market.status().ToString());
  const auto knowledge = passung::Knowledge::BuiltIn();
  const auto import = passung::ImportMentees(
      "{\"id\": \"m1\", \"german\": \"B1\", \"experiences\": \"51311:months=30\"}", *knowledge);
  if (!import.ok() || import->mentees.size() != 1) return Fail("the mentee could not be read");

  const auto snapshot =
      passung::BuildSnapshot({.knowledge = knowledge, .vacancies = std::move(market->vacancies)});
  if (!snapshot.ok()) return Fail(snapshot.status().ToString());
  passung::Engine engine;
  engine.Publish(*snapshot);
  const passung::MatchOptions options{
      .as_of = *today, .limit = 5, .profile = *passung::ShippedProfile("default")};
  const auto ranked = engine.RankVacancies(import->mentees.front(), options);
  if (!ranked.ok()) return Fail(ranked.status().ToString());
  if (ranked->matches.size() != 5) return Fail("not five matches");
  if (!SumsUp(*ranked)) return Fail("contributions do not add up to the score");

  const auto written = passung::WriteImage(**snapshot, {}, image_path);
  if (!written.ok()) return Fail(written.status().ToString());
  const auto image = passung::SnapshotImage::Open(image_path);
  if (!image.ok()) return Fail(image.status().ToString());
  const auto loaded = (*image)->Load(knowledge, {});
  if (!loaded.ok()) return Fail(loaded.status().ToString());
  engine.Publish(*loaded);
  const auto again = engine.RankVacancies(import->mentees.front(), options);
  if (!again.ok() || again->matches != ranked->matches) return Fail("the image answers otherwise");

  for (const passung::Match& match : ranked->matches) {
    std::printf("%s %d\n", match.vacancy.value.c_str(), match.score);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return argc == 2 ? Run(argv[1]) : Fail("usage: consumer IMAGE-FILE");
}
