// `passung list mentees|vacancies|employers|mentors|offers`.
#include <memory>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/card.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/hints.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/page_options.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "proto/text/vacancy_label.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/offer_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::cli {
namespace {

constexpr int kWidest = 44;

struct ListOptions {
  std::string collection;
  SourceOptions source;
  OutputOptions output;
  PageOptions page;
};

// A line for each row, the same in a table and as CSV.
struct Lines {
  std::vector<std::string> keys;  // of CSV columns; in a table "table.KEY" is the title
  std::vector<std::vector<std::string>> rows;
};

absl::StatusOr<Lines> LinesOf(const v1::ListMenteesResponse& response, const ListOptions& options,
                              Source& source, const Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  Lines lines{.keys = {"id", "occupation", "german", "district"}, .rows = {}};
  for (const v1::Mentee& message : response.mentees()) {
    PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, wire::FromProto(message));
    const Card card = CardOf(mentee, console.today, options.output.texts(), *knowledge);
    lines.rows.push_back({message.name(), card.title, card.who, card.where});
  }
  return lines;
}

absl::StatusOr<Lines> LinesOf(const v1::ListVacanciesResponse& response, const ListOptions& options,
                              Source& source, const Console& /*console*/) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  const text::Texts& texts = options.output.texts();
  Lines lines{.keys = {"id", "title", "employer", "place", "occupation", "kind"}, .rows = {}};
  for (const v1::Vacancy& message : response.vacancies()) {
    PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, wire::FromProto(message));
    lines.rows.push_back({message.name(), vacancy.title, vacancy.employer_name,
                          text::VacancyPlace(vacancy, 0, texts, *knowledge),
                          text::VacancyOccupationTitle(vacancy, 0, texts, *knowledge),
                          vacancy.kind ? texts.Of(*vacancy.kind) : ""});
  }
  return lines;
}

absl::StatusOr<Lines> LinesOf(const v1::ListEmployersResponse& response,
                              const ListOptions& /*options*/, Source& /*source*/,
                              const Console& /*console*/) {
  Lines lines{.keys = {"id", "employer", "place"}, .rows = {}};
  for (const v1::Employer& employer : response.employers()) {
    lines.rows.push_back({employer.name(), employer.display_name(),
                          employer.places().empty() ? "" : employer.places(0).town()});
  }
  return lines;
}

absl::StatusOr<Lines> LinesOf(const v1::ListMentorsResponse& response, const ListOptions& options,
                              Source& source, const Console& /*console*/) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  Lines lines{.keys = {"id", "mentor", "district"}, .rows = {}};
  for (const v1::Mentor& mentor : response.mentors()) {
    lines.rows.push_back({mentor.name(), mentor.display_name(),
                          DistrictsOf(mentor.districts(), options.output.texts(), *knowledge)});
  }
  return lines;
}

// Where, and "online" and the like for what needs no place.
std::string WhereOf(const Offer& offer, const text::Texts& texts, const Knowledge& knowledge) {
  std::vector<std::string> parts;
  for (const Place& place : offer.places) {
    if (!place.town.empty()) parts.push_back(place.town);
    if (place.town.empty() && place.district)
      parts.push_back(texts.District(*place.district, knowledge));
  }
  for (const OfferChannel channel : offer.channels) {
    if (channel != OfferChannel::kOnSite) parts.push_back(texts.Of(channel));
  }
  return absl::StrJoin(parts, ", ");
}

absl::StatusOr<Lines> LinesOf(const v1::ListOffersResponse& response, const ListOptions& options,
                              Source& source, const Console& /*console*/) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  const text::Texts& texts = options.output.texts();
  Lines lines{.keys = {"id", "title", "kind", "german", "start", "place", "provider"}, .rows = {}};
  for (const v1::Offer& message : response.offers()) {
    PASSUNG_ASSIGN_OR_RETURN(const Offer offer, wire::FromProto(message));
    lines.rows.push_back({message.name(), offer.title, texts.Of(offer.kind),
                          offer.level_to ? texts.Of(*offer.level_to) : "",
                          offer.start ? texts.Day(*offer.start) : "",
                          WhereOf(offer, texts, *knowledge), offer.provider});
  }
  return lines;
}

void PrintTable(const Lines& lines, const text::Texts& texts, const Console& console) {
  std::vector<TableColumn> columns;
  for (const std::string& key : lines.keys) {
    columns.push_back({texts.Get(absl::StrCat("table.", key)), Align::kLeft, kWidest});
  }
  Table table(std::move(columns), console.width);
  for (const auto& row : lines.rows) table.Add(row);
  table.Print(console.out);
}

// Whoever lists the rows of a file has the file.
void AskForEverything(v1::ListMenteesRequest& request) { request.set_view(v1::VIEW_FULL); }
template <class Request>
void AskForEverything(Request& /*request*/) {}

template <class Request>
absl::Status RunList(const ListOptions& options, Console& console) {
  Request request;
  options.page.Fill(request);
  AskForEverything(request);
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const auto response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const Lines lines, LinesOf(response, options, *source, console));
  const text::Texts& texts = options.output.texts();
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine(lines.keys);
    for (const auto& row : lines.rows) console.out << CsvLine(row);
  } else {
    PrintTable(lines, texts, console);
  }
  PrintNextPage(response.next_page_token(), options.output, console);
  return absl::OkStatus();
}

}  // namespace

void AddListCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("list", "What is stored, page by page");
  command->footer(
      "Examples:\n"
      "  passung list mentees --db market.db --page-size 20\n"
      "  passung list vacancies --db market.db --format json\n"
      "  passung list vacancies --db market.db --filter 'district = 14713 AND closed = false' \\\n"
      "    --order-by 'published desc'   (proto/README.md has the fields)");
  auto options = std::make_shared<ListOptions>();
  command
      ->add_option("collection", options->collection,
                   "mentees, vacancies, employers, mentors or offers")
      ->required()
      ->check(CLI::IsMember({"mentees", "vacancies", "employers", "mentors", "offers"})
                  .description(""));
  AddSourceOptions(*command, options->source);
  AddPageOptions(*command, options->page, "Only rows for which this holds",
                 "A field, with \" desc\" for falling");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) {
      if (options->collection == wire::kMentees) {
        return RunList<v1::ListMenteesRequest>(*options, console);
      }
      if (options->collection == wire::kEmployers) {
        return RunList<v1::ListEmployersRequest>(*options, console);
      }
      if (options->collection == wire::kMentors) {
        return RunList<v1::ListMentorsRequest>(*options, console);
      }
      if (options->collection == wire::kOffers) {
        return RunList<v1::ListOffersRequest>(*options, console);
      }
      return RunList<v1::ListVacanciesRequest>(*options, console);
    };
  });
}

}  // namespace passung::cli
