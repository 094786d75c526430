// How long it takes to make a market that nobody keeps, what counting it holds in memory, and how
// hard it is.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/market.h"

namespace passung::bench {
namespace {

// A thousand records made one by one are those of the market made at once.
absl::Status CheckAnswer(MarketOptions options) {
  options.mentees = 1000;
  options.vacancies = 1000;
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker, MarketMaker::Create(options));
  PASSUNG_ASSIGN_OR_RETURN(const Market market, MakeMarket(options));
  for (int64_t i = 999; i >= 0; --i) {
    if (maker.MenteeAt(i) != market.mentees[static_cast<size_t>(i)] ||
        maker.VacancyAt(i) != market.vacancies[static_cast<size_t>(i)]) {
      return absl::InternalError(absl::StrCat("record ", i, " depends on what was made before"));
    }
  }
  return absl::OkStatus();
}

double Percent(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void Print(const MarketOptions& options, const MarketStats& stats) {
  const int64_t all = stats.vacancies;
  absl::PrintF("\n%s, %d vacancies, %d mentees: %d rows (%.2f each)\n", Name(options.region), all,
               stats.mentees, stats.rows, Percent(stats.rows, all) / 100);
  absl::PrintF(
      "unknown  German %.1f %%, hours %.1f %%, start %.1f %%, support %.1f %%, shifts %.1f %%\n",
      Percent(stats.unknown_german, all), Percent(stats.unknown_hours, all),
      Percent(stats.unknown_start, all), Percent(stats.unknown_support, all),
      Percent(stats.unknown_shifts, all));
  absl::PrintF("repeated %.1f %%, %d employers, the biggest %.1f %%, the ten biggest %.1f %%\n",
               Percent(stats.repeated_offers, all), stats.employers,
               Percent(stats.biggest_employer, all), Percent(stats.ten_biggest_employers, all));
}

absl::Status Measure(const MarketOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker, MarketMaker::Create(options));
  // The sum keeps the compiler from dropping records that nobody reads.
  size_t letters = 0;
  const double mentees = Microseconds([&] {
    for (int64_t i = 0; i < maker.mentees(); ++i) letters += maker.MenteeAt(i).id.value.size();
  });
  const double vacancies = Microseconds([&] {
    for (int64_t i = 0; i < maker.vacancies(); ++i) letters += maker.VacancyAt(i).id.value.size();
  });
  const int64_t making = PeakMebibytes();
  MarketCounter counter;
  const double counted = Microseconds([&] {
    for (int64_t i = 0; i < maker.mentees(); ++i) counter.Add(maker.MenteeAt(i));
    for (int64_t i = 0; i < maker.vacancies(); ++i) counter.Add(maker.VacancyAt(i));
  });
  Print(options, counter.stats());
  absl::PrintF(
      "mentees  %10s\nvacancies %9s   at most %d MiB (%d bytes of ids)\n"
      "made again and counted %s, at most %d MiB\n",
      Duration(mentees), Duration(vacancies), making, letters, Duration(counted), PeakMebibytes());
  return absl::OkStatus();
}

absl::StatusOr<int> Run(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<int64_t> sizes,
                           arguments.Numbers("vacancies", quick ? std::vector<int64_t>{20'000}
                                                                : std::vector<int64_t>{1'000'000}));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t mentees, arguments.Number("mentees", 1000));
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  absl::PrintF("command: %s\nmachine: %s\n", arguments.command(), Machine());
  for (const int64_t vacancies : sizes) {
    for (const MarketRegion region : {MarketRegion::kSaxony, MarketRegion::kGermany}) {
      const MarketOptions options = {
          .mentees = mentees, .vacancies = vacancies, .seed = 1, .today = today, .region = region};
      PASSUNG_RETURN_IF_ERROR(CheckAnswer(options));
      PASSUNG_RETURN_IF_ERROR(Measure(options));
    }
  }
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"vacancies", "mentees"}, {"quick"},
                                    passung::bench::Run);
}
