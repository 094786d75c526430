// `passung offers mentees/ID`: which offers help; `passung offer-gaps`: what no offer helps with.
#include <memory>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/gap_option.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/offer.h"
#include "passung/suggestion.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct OffersOptions {
  std::string mentee;
  SourceOptions source;
  OutputOptions output;
  std::vector<std::string> gaps;
  std::string vacancy;
  std::string employed;
  std::string audience;
  std::string as_of;
  int32_t limit = 0;
  bool explain = false;
};

// The word for a value that came over the wire; empty for none.
template <class E, class ProtoEnum>
std::string WordOf(ProtoEnum value, const text::Texts& texts) {
  const auto read = wire::FromProto<E>(value, "value");
  return read.ok() ? texts.Of(*read) : "";
}

std::string DayOf(const std::string& day, const text::Texts& texts) {
  const auto date = Date::Parse(day);
  return date.ok() ? texts.Day(*date) : day;
}

absl::StatusOr<v1::SuggestOffersRequest> RequestOf(const OffersOptions& options,
                                                   const Console& console) {
  v1::SuggestOffersRequest request;
  request.set_mentee(options.mentee);
  for (const std::string& gap : options.gaps) {
    PASSUNG_ASSIGN_OR_RETURN(*request.add_gaps(), ParseGap(gap));
  }
  request.set_vacancy(options.vacancy);
  if (!options.employed.empty()) request.set_employed(options.employed == "yes");
  if (!options.audience.empty()) {
    request.set_audience(
        wire::ToProto<v1::OfferAudience>(*FromName<OfferAudience>(options.audience)));
  }
  request.set_limit(options.limit);
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  request.set_locale(options.output.locale());
  return request;
}

// Where to go and with what, and how old that is.
std::vector<std::string> NotesOf(const v1::OfferSuggestion& suggestion, const text::Texts& texts) {
  const v1::Offer& offer = suggestion.offer();
  std::vector<std::string> notes;
  if (!suggestion.earliest().empty()) {
    notes.push_back(
        texts.Get("phrase.apply_from", {{{"date", DayOf(suggestion.earliest(), texts)}}}));
  }
  if (!offer.office().empty()) {
    std::vector<std::string> office = {offer.office()};
    for (const std::string& part : {offer.phone(), offer.website()}) {
      if (!part.empty()) office.push_back(part);
    }
    notes.push_back(texts.Get("phrase.go_to", {{{"office", absl::StrJoin(office, ", ")}}}));
  }
  if (!offer.papers().empty()) {
    notes.push_back(texts.Get("phrase.bring", {{{"papers", absl::StrJoin(offer.papers(), ", ")}}}));
  }
  if (!offer.checked().empty()) {
    notes.push_back(texts.Get(
        "phrase.checked", {{{"date", DayOf(offer.checked(), texts)}, {"source", offer.source()}}}));
  }
  return notes;
}

void AddReasons(const v1::OfferSuggestion& suggestion, const text::Texts& texts,
                std::vector<std::string>& notes) {
  for (const v1::GateOutcome& gate : suggestion.gates()) {
    notes.push_back(absl::StrCat(WordOf<OfferGate>(gate.gate(), texts), ": ", gate.text()));
  }
  for (const v1::SuggestionPart& part : suggestion.parts()) {
    notes.push_back(absl::StrCat(WordOf<SuggestionCriterion>(part.criterion(), texts), ": ",
                                 part.points(), " × ", part.weight(), " = ",
                                 texts.Number(part.contribution()), ". ", part.text()));
  }
}

// Also what is not simply open: admitted on request, a level to be tested.
void AddObstacles(const v1::OfferSuggestion& suggestion, std::vector<std::string>& notes) {
  for (const v1::GateOutcome& gate : suggestion.gates()) {
    if (gate.verdict() != v1::VERDICT_PASS) notes.push_back(gate.text());
  }
}

void PrintOffers(const v1::GapSuggestions& gap, const OffersOptions& options,
                 const text::Texts& texts, const Console& console) {
  Table table({{texts.Get("table.id"), Align::kLeft, 24},
               {texts.Get("table.score"), Align::kRight},
               {texts.Get("table.class"), Align::kLeft, 16},
               {texts.Get("table.kind"), Align::kLeft, 24},
               {texts.Get("table.start"), Align::kLeft, 12},
               {texts.Get("table.title")}},
              console.width);
  for (const v1::OfferSuggestion& suggestion : gap.offers()) {
    const v1::Offer& offer = suggestion.offer();
    std::vector<std::string> notes = NotesOf(suggestion, texts);
    if (options.explain) {
      AddReasons(suggestion, texts, notes);
    } else {
      AddObstacles(suggestion, notes);
    }
    std::string title = offer.title().empty() ? offer.provider() : offer.title();
    if (suggestion.full()) absl::StrAppend(&title, " (", texts.Get("phrase.full"), ")");
    table.Add({offer.name(), texts.Score(suggestion.score()),
               WordOf<HitClass>(suggestion.hit_class(), texts),
               WordOf<OfferKind>(offer.kind(), texts), DayOf(offer.start(), texts), title},
              notes);
  }
  table.Print(console.out);
}

void PrintGap(const v1::GapSuggestions& gap, const OffersOptions& options, const text::Texts& texts,
              const Console& console) {
  console.out << "\n" << gap.text() << "\n";
  if (gap.offers().empty()) {
    console.out << "  " << texts.Get("phrase.no_offer") << "\n";
  } else {
    PrintOffers(gap, options, texts, console);
  }
  if (gap.found() > gap.offers_size()) {
    console.out << "  "
                << texts.Get("phrase.found", {{{"shown", absl::StrCat(gap.offers_size())},
                                               {"found", absl::StrCat(gap.found())}}})
                << "\n";
  }
  for (const v1::GateCount& count : gap.barred()) {
    console.out << "  "
                << texts.Get("phrase.barred", {{{"count", absl::StrCat(count.count())},
                                                {"gate", WordOf<OfferGate>(count.gate(), texts)}}})
                << "\n";
  }
}

void PrintCsvOf(const v1::SuggestOffersResponse& response, std::ostream& out) {
  out << CsvLine({"gap", "offer", "score", "class", "full", "title", "start"});
  for (const v1::GapSuggestions& gap : response.gaps()) {
    for (const v1::OfferSuggestion& suggestion : gap.offers()) {
      const v1::Offer& offer = suggestion.offer();
      out << CsvLine({v1::GapKind_Name(gap.gap().kind()), offer.name(),
                      absl::StrCat(suggestion.score()), v1::HitClass_Name(suggestion.hit_class()),
                      suggestion.full() ? "true" : "false", offer.title(), offer.start()});
    }
  }
}

absl::Status RunOffers(const OffersOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const v1::SuggestOffersRequest request, RequestOf(options, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::SuggestOffersResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  if (options.output.format == Format::kCsv) {
    PrintCsvOf(response, console.out);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get("phrase.offers", {{{"mentee", options.mentee},
                                              {"date", DayOf(response.versions().as_of(), texts)}}})
              << "\n";
  if (response.gaps().empty()) console.out << texts.Get("phrase.no_gaps") << "\n";
  for (const v1::GapSuggestions& gap : response.gaps()) PrintGap(gap, options, texts, console);
  console.out << "\n"
              << texts.Get("note.legal", {{{"date", DayOf(response.versions().as_of(), texts)}}})
              << "\n";
  return absl::OkStatus();
}

// ---- What no offer helps with -------------------------------------------------------------------

std::string CountOf(bool known, int64_t count, const text::Texts& texts) {
  return known ? texts.Number(count) : texts.Get("phrase.fewer_than_five");
}

std::vector<std::string> LineOf(const v1::OfferGap& gap, const Knowledge& knowledge,
                                const text::Texts& texts) {
  const auto district = DistrictCode::Parse(gap.district());
  return {district.ok() ? texts.District(*district, knowledge) : texts.Get("phrase.unknown"),
          absl::StrCat(gap.text(), gap.occupation().empty() ? "" : " ", gap.occupation()),
          CountOf(gap.has_people(), gap.people(), texts),
          CountOf(gap.has_without(), gap.without(), texts),
          CountOf(gap.has_only_full(), gap.only_full(), texts)};
}

absl::Status RunOfferGaps(const OffersOptions& options, Console& console) {
  v1::ListOfferGapsRequest request;
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  const text::Texts& texts = options.output.texts();
  request.set_locale(texts.locale() == text::Locale::kDe ? "de" : "en");
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ListOfferGapsResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source->LoadKnowledge());
  const std::vector<std::string> keys = {"district", "gap", "people", "without", "only_full"};
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine(keys);
    for (const v1::OfferGap& gap : response.gaps()) {
      console.out << CsvLine(LineOf(gap, *knowledge, texts));
    }
    return absl::OkStatus();
  }
  console.out << texts.Get("phrase.offer_gaps",
                           {{{"date", DayOf(response.versions().as_of(), texts)},
                             {"people", texts.Number(response.people())}}})
              << "\n";
  std::vector<TableColumn> columns;
  columns.reserve(keys.size());
  for (const std::string& key : keys) {
    columns.push_back({texts.Get(absl::StrCat("table.", key)),
                       columns.size() < 2 ? Align::kLeft : Align::kRight, 52});
  }
  Table table(std::move(columns), console.width);
  for (const v1::OfferGap& gap : response.gaps()) table.Add(LineOf(gap, *knowledge, texts));
  table.Print(console.out);
  return absl::OkStatus();
}

void AddAsOf(CLI::App& command, OffersOptions& options) {
  command.add_option("--as-of", options.as_of, "Day of facts, rules and offers (default: today)")
      ->type_name("YYYY-MM-DD");
}

}  // namespace

void AddOffersCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("offers", "Support offers for what stands in a mentee's way");
  command->footer(
      "Without --gap and --vacancy: what stands before the person's own aims.\n\n"
      "Examples:\n"
      "  passung offers mentees/m000001 --db market.db --explain\n"
      "  passung offers mentees/m000001 --db market.db --vacancy vacancies/v0000001\n"
      "  passung offers mentees/m000001 --db market.db --gap labour_law --gap german:B2\n"
      "  passung import --kind offers offers.csv --db market.db   (makes offers)");
  auto options = std::make_shared<OffersOptions>();
  command->add_option("mentee", options->mentee)->required()->type_name("NAME");
  AddSourceOptions(*command, options->source);
  command
      ->add_option("--gap", options->gaps,
                   "A gap, with \":\" and what it is about: german:B2, licence:driving_b, "
                   "school:hauptschule, recognition:81302, labour_law; may come again")
      ->type_name("GAP");
  command->add_option("--vacancy", options->vacancy, "What stands before this vacancy")
      ->type_name("NAME");
  command->add_option("--employed", options->employed, "Whether the person has work: yes or no")
      ->check(CLI::IsMember({"yes", "no"}).description(""))
      ->type_name("ANSWER");
  command->add_option("--audience", options->audience, "Only for: mentee, mentor or employer")
      ->check(CLI::IsMember({"mentee", "mentor", "employer"}).description(""))
      ->type_name("WHO");
  command->add_option("--limit", options->limit, "Offers for each gap, at most 100 (default: 5)")
      ->type_name("N");
  AddAsOf(*command, *options);
  command->add_flag("--explain", options->explain, "Show every gate and every part of the score");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunOffers(*options, console); };
  });
}

void AddOfferGapsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("offer-gaps", "Gaps that no offer closes, by district, over all mentees");
  command->footer(
      "Figures below five are left out.\n\n"
      "Example:\n"
      "  passung offer-gaps --db market.db --lang en");
  auto options = std::make_shared<OffersOptions>();
  AddSourceOptions(*command, options->source);
  AddAsOf(*command, *options);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunOfferGaps(*options, console); };
  });
}

}  // namespace passung::cli
