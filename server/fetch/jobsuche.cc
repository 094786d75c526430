#include "server/fetch/jobsuche.h"

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "server/fetch/url.h"

namespace passung::server {
namespace {

using Json = nlohmann::json;

// Of a page of results.
constexpr std::array kPageFields = {
    ExpectedField{"stellenangebote", "a", false}, ExpectedField{"maxErgebnisse", "tn", true},
    ExpectedField{"page", "tn", false},           ExpectedField{"size", "tn", false},
    ExpectedField{"facetten", "oa", false},
};

// Of an entry. The description has `plz` as a number; real ones are texts.
constexpr std::array kEntryFields = {
    ExpectedField{"refnr", "t", true},
    ExpectedField{"beruf", "t", true},
    ExpectedField{"arbeitsort", "o", true},
    ExpectedField{"aktuelleVeroeffentlichungsdatum", "t", true},
    ExpectedField{"modifikationsTimestamp", "t", true},
    ExpectedField{"titel", "t", false},
    ExpectedField{"hashId", "t", false},
    ExpectedField{"arbeitgeber", "t", false},
    ExpectedField{"eintrittsdatum", "t", false},
    ExpectedField{"kundennummerHash", "t", false},
    ExpectedField{"externeUrl", "t", false},
};

// Of details: the form of 2026 (v4) and the older one of the description.
constexpr std::array kDetailFields = {
    ExpectedField{"referenznummer", "t", false},
    ExpectedField{"refnr", "t", false},
    ExpectedField{"stellenangebotsTitel", "t", false},
    ExpectedField{"titel", "t", false},
    ExpectedField{"stellenangebotsart", "t", false},
    ExpectedField{"angebotsart", "t", false},
    ExpectedField{"stellenangebotsBeschreibung", "t", false},
    ExpectedField{"stellenbeschreibung", "t", false},
    ExpectedField{"hauptberuf", "t", false},
    ExpectedField{"beruf", "t", false},
    ExpectedField{"alternativBeruf1", "t", false},
    ExpectedField{"alternativBeruf2", "t", false},
    ExpectedField{"firma", "t", false},
    ExpectedField{"arbeitgeber", "t", false},
    ExpectedField{"arbeitgeberAdresse", "o", false},
    ExpectedField{"arbeitgeberHashId", "t", false},
    ExpectedField{"arbeitgeberKundennummerHash", "t", false},
    ExpectedField{"arbeitgeberdarstellung", "t", false},
    ExpectedField{"arbeitgeberdarstellungUrl", "t", false},
    ExpectedField{"stellenlokationen", "a", false},
    ExpectedField{"arbeitsorte", "a", false},
    ExpectedField{"arbeitszeitVollzeit", "b", false},
    ExpectedField{"arbeitszeitTeilzeitVormittag", "b", false},
    ExpectedField{"arbeitszeitTeilzeitNachmittag", "b", false},
    ExpectedField{"arbeitszeitTeilzeitAbend", "b", false},
    ExpectedField{"arbeitszeitTeilzeitFlexibel", "b", false},
    ExpectedField{"arbeitszeitSchichtNachtWochenende", "b", false},
    ExpectedField{"arbeitszeitmodelle", "a", false},
    ExpectedField{"istGeringfuegigeBeschaeftigung", "b", false},
    ExpectedField{"istBehinderungGefordert", "b", false},
    ExpectedField{"istPrivateArbeitsvermittlung", "b", false},
    ExpectedField{"istArbeitnehmerUeberlassung", "b", false},
    ExpectedField{"istBetreut", "b", false},
    ExpectedField{"istGoogleJobsRelevant", "b", false},
    ExpectedField{"quereinstiegGeeignet", "b", false},
    ExpectedField{"homeofficemoeglich", "b", false},
    ExpectedField{"fuerFluechtlingeGeeignet", "b", false},
    ExpectedField{"nurFuerSchwerbehinderte", "b", false},
    ExpectedField{"anzeigeAnonym", "b", false},
    ExpectedField{"uebernahme", "b", false},
    ExpectedField{"eintrittszeitraum", "o", false},
    ExpectedField{"eintrittsdatum", "t", false},
    ExpectedField{"veroeffentlichungszeitraum", "o", false},
    ExpectedField{"aktuelleVeroeffentlichungsdatum", "t", false},
    ExpectedField{"datumErsteVeroeffentlichung", "t", false},
    ExpectedField{"ersteVeroeffentlichungsdatum", "t", false},
    ExpectedField{"aenderungsdatum", "t", false},
    ExpectedField{"modifikationsTimestamp", "t", false},
    ExpectedField{"vertragsdauer", "t", false},
    ExpectedField{"befristung", "tn", false},
    ExpectedField{"befristungBis", "t", false},
    ExpectedField{"vertragsende", "t", false},
    ExpectedField{"verguetungsangabe", "t", false},
    ExpectedField{"verguetung", "t", false},
    ExpectedField{"anzahlOffeneStellen", "n", false},
    ExpectedField{"geforderterBildungsabschluss", "t", false},
    ExpectedField{"sprachkenntnisse", "ao", false},
    ExpectedField{"fertigkeiten", "a", false},
    ExpectedField{"fuehrungskompetenzen", "o", false},
    ExpectedField{"mobilitaet", "o", false},
    ExpectedField{"branche", "t", false},
    ExpectedField{"branchengruppe", "t", false},
    ExpectedField{"betriebsgroesse", "tn", false},
    ExpectedField{"allianzpartner", "t", false},
    ExpectedField{"allianzpartnerName", "t", false},
    ExpectedField{"allianzpartnerUrl", "t", false},
    ExpectedField{"chiffrenummer", "t", false},
    ExpectedField{"hashId", "t", false},
    ExpectedField{"hauptDkz", "tn", false},
    ExpectedField{"externeUrl", "t", false},
};

char TypeOf(const Json& value) {
  if (value.is_string()) return 't';
  if (value.is_number()) return 'n';
  if (value.is_boolean()) return 'b';
  if (value.is_object()) return 'o';
  return value.is_array() ? 'a' : '0';
}

std::map<std::string, char> TypesOf(const Json& object) {
  std::map<std::string, char> types;
  for (const auto& [name, value] : object.items()) types.emplace(name, TypeOf(value));
  return types;
}

// A text, or a number as one.
std::string TextOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return "";
  if (found->is_string()) return found->get<std::string>();
  return found->is_number_integer() ? absl::StrCat(found->get<int64_t>()) : "";
}

// "stellenangebote" may lack where nothing was found.
absl::Status CheckShape(const Json& page) {
  if (!page.is_object())
    return absl::InvalidArgumentError("no page of results: it is no JSON object");
  int64_t total = 0;
  if (!absl::SimpleAtoi(TextOf(page, "maxErgebnisse"), &total) || total < 0) {
    return absl::InvalidArgumentError("no page of results: maxErgebnisse is no number");
  }
  const auto list = page.find("stellenangebote");
  const bool has_list = list != page.end() && !list->is_null();
  if (has_list && !list->is_array()) {
    return absl::InvalidArgumentError("no page of results: stellenangebote is no list");
  }
  if (!has_list && total > 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("no page of results: stellenangebote lacks where ", total, " are counted"));
  }
  return absl::OkStatus();
}

// What lies deeper is left out: writing and forgetting it would take a stack as deep.
constexpr int kDeepest = 64;

Json Parse(absl::string_view body) {
  return Json::parse(
      body.begin(), body.end(),
      [](int depth, Json::parse_event_t /*event*/, Json& /*value*/) { return depth <= kDeepest; },
      /*allow_exceptions=*/false);
}

}  // namespace

std::string NameOf(const JobsucheQuery& query) {
  const std::string name =
      QueryOf({{"was", query.what},
               {"wo", query.where},
               {"umkreis", query.radius_km ? absl::StrCat(*query.radius_km) : ""},
               {"angebotsart", query.kind},
               {"veroeffentlichtseit", query.days ? absl::StrCat(*query.days) : ""}});
  return name.empty() ? "?" : name;
}

std::string SearchTarget(const JobsucheQuery& query, int64_t page) {
  const std::string name = NameOf(query);
  return absl::StrCat("/pc/v4/jobs", name, name == "?" ? "" : "&", "page=", page,
                      "&size=", query.page_size);
}

std::string DetailsTarget(absl::string_view reference) {
  return absl::StrCat("/pc/v4/jobdetails/", PercentEncoded(absl::Base64Escape(reference)));
}

absl::StatusOr<SearchPage> ReadSearchPage(absl::string_view body, FormatWatch& watch) {
  const Json json = Parse(body);
  if (const absl::Status status = CheckShape(json); !status.ok()) return status;
  watch.Look("page", kPageFields, TypesOf(json));
  SearchPage page;
  if (!absl::SimpleAtoi(TextOf(json, "maxErgebnisse"), &page.total)) return page;
  const auto list = json.find("stellenangebote");
  if (list == json.end()) return page;
  for (const Json& entry : *list) {
    const bool object = entry.is_object();
    if (object) watch.Look("search", kEntryFields, TypesOf(entry));
    SearchEntry read;
    if (object) read.reference = TextOf(entry, "refnr");
    if (object) read.changed = TextOf(entry, "modifikationsTimestamp");
    if (read.reference.empty()) {
      ++page.nameless;
    } else {
      page.entries.push_back(std::move(read));
    }
  }
  return page;
}

absl::StatusOr<std::string> ReadDetails(absl::string_view body, absl::string_view reference,
                                        FormatWatch& watch) {
  const Json json = Parse(body);
  if (!json.is_object()) return absl::InvalidArgumentError("details are no JSON object");
  watch.Look("details", kDetailFields, TypesOf(json));
  const std::string named = TextOf(json, "referenznummer");
  const std::string number = named.empty() ? TextOf(json, "refnr") : named;
  if (number.empty()) watch.CountMissing("details.referenznummer");
  if (number != reference) {
    return absl::InvalidArgumentError(
        absl::StrCat("details name the vacancy \"", number.substr(0, 60), "\""));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace passung::server
