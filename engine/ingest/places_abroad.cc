#include "engine/ingest/places_abroad.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "engine/ingest/text_folding.h"

namespace passung {
namespace {

// Towns and well-known municipalities of the Austrian Gemeindeverzeichnis. Left out: names that a municipality
// in Germany has too (Baden, Salzburg, Horn, Neunkirchen …).
constexpr std::array<absl::string_view, 226> kAustrianTowns = {"Allentsteig",
                                                               "Altenmarkt im Pongau",
                                                               "Ansfelden",
                                                               "Attnang-Puchheim",
                                                               "Bad Aussee",
                                                               "Bad Gastein",
                                                               "Bad Hall",
                                                               "Bad Hofgastein",
                                                               "Bad Ischl",
                                                               "Bad Leonfelden",
                                                               "Bad Radkersburg",
                                                               "Bad St. Leonhard im Lavanttal",
                                                               "Bad Vöslau",
                                                               "Bischofshofen",
                                                               "Bleiburg",
                                                               "Bludenz",
                                                               "Braunau am Inn",
                                                               "Bregenz",
                                                               "Bruck an der Leitha",
                                                               "Bruck an der Mur",
                                                               "Bruckneudorf",
                                                               "Brunn am Gebirge",
                                                               "Bürs",
                                                               "Deutsch-Wagram",
                                                               "Deutschlandsberg",
                                                               "Dornbirn",
                                                               "Drosendorf-Zissersdorf",
                                                               "Dürnstein",
                                                               "Ebbs",
                                                               "Ebenfurth",
                                                               "Ebreichsdorf",
                                                               "Eferding",
                                                               "Eggenburg",
                                                               "Eisenerz",
                                                               "Eisenstadt",
                                                               "Ellmau",
                                                               "Enns",
                                                               "Eugendorf",
                                                               "Fehring",
                                                               "Feistritz im Rosental",
                                                               "Feldbach",
                                                               "Feldkirch",
                                                               "Feldkirchen in Kärnten",
                                                               "Ferlach",
                                                               "Fischamend",
                                                               "Fließ",
                                                               "Freistadt",
                                                               "Friesach",
                                                               "Frohnleiten",
                                                               "Fulpmes",
                                                               "Fürstenfeld",
                                                               "Gallneukirchen",
                                                               "Gallspach",
                                                               "Gerasdorf bei Wien",
                                                               "Gföhl",
                                                               "Gleisdorf",
                                                               "Gloggnitz",
                                                               "Gmunden",
                                                               "Graz",
                                                               "Grein",
                                                               "Grieskirchen",
                                                               "Groß Gerungs",
                                                               "Groß Siegharts",
                                                               "Groß-Enzersdorf",
                                                               "Guntramsdorf",
                                                               "Gurgl",
                                                               "Gänserndorf",
                                                               "Götzis",
                                                               "Güssing",
                                                               "Haag am Hausruck",
                                                               "Hainburg an der Donau",
                                                               "Hall in Tirol",
                                                               "Hallein",
                                                               "Hardegg",
                                                               "Hartberg",
                                                               "Heidenreichstein",
                                                               "Herzogenburg",
                                                               "Hohenems",
                                                               "Hollabrunn",
                                                               "Hörsching",
                                                               "Imst",
                                                               "Innsbruck",
                                                               "Ischgl",
                                                               "Jenbach",
                                                               "Jennersdorf",
                                                               "Judenburg",
                                                               "Kapfenberg",
                                                               "Kaprun",
                                                               "Kematen",
                                                               "Kindberg",
                                                               "Kirchdorf an der Krems",
                                                               "Kirchschlag in der Buckligen Welt",
                                                               "Kitzbühel",
                                                               "Klagenfurt",
                                                               "Klagenfurt am Wörthersee",
                                                               "Klosterneuburg",
                                                               "Knittelfeld",
                                                               "Korneuburg",
                                                               "Kottingbrunn",
                                                               "Kramsach",
                                                               "Krems an der Donau",
                                                               "Kufstein",
                                                               "Köflach",
                                                               "Kössen",
                                                               "Laa an der Thaya",
                                                               "Laakirchen",
                                                               "Landeck",
                                                               "Langenlois",
                                                               "Lech am Arlberg",
                                                               "Leibnitz",
                                                               "Leoben",
                                                               "Leobendorf",
                                                               "Leonding",
                                                               "Lienz",
                                                               "Liezen",
                                                               "Lilienfeld",
                                                               "Linz",
                                                               "Litschau",
                                                               "Lustenau",
                                                               "Maissau",
                                                               "Mannersdorf am Leithagebirge",
                                                               "Marchegg",
                                                               "Marchtrenk",
                                                               "Maria Enzersdorf",
                                                               "Mariazell",
                                                               "Mattersburg",
                                                               "Mattighofen",
                                                               "Mautern an der Donau",
                                                               "Mayrhofen",
                                                               "Meggenhofen",
                                                               "Melk",
                                                               "Murau",
                                                               "Mureck",
                                                               "Mödling",
                                                               "Mürzzuschlag",
                                                               "Nauders",
                                                               "Neufeld an der Leitha",
                                                               "Neulengbach",
                                                               "Neumarkt am Wallersee",
                                                               "Neusiedl am See",
                                                               "Oberndorf bei Salzburg",
                                                               "Oberpullendorf",
                                                               "Oberwart",
                                                               "Oberwölz",
                                                               "Pasching",
                                                               "Perchtoldsdorf",
                                                               "Perg",
                                                               "Peuerbach",
                                                               "Pinkafeld",
                                                               "Poysdorf",
                                                               "Pregarten",
                                                               "Pressbaum",
                                                               "Pulkau",
                                                               "Purbach am Neusiedler See",
                                                               "Purkersdorf",
                                                               "Pöchlarn",
                                                               "Raabs an der Thaya",
                                                               "Radenthein",
                                                               "Radstadt",
                                                               "Rankweil",
                                                               "Rechnitz",
                                                               "Reichenau an der Rax",
                                                               "Retz",
                                                               "Reutte",
                                                               "Ried im Innkreis",
                                                               "Rohrbach-Berg",
                                                               "Rottenmann",
                                                               "Saalfelden am Steinernen Meer",
                                                               "Scheibbs",
                                                               "Schladming",
                                                               "Schrattenthal",
                                                               "Schrems",
                                                               "Schwanenstadt",
                                                               "Schwaz",
                                                               "Schwechat",
                                                               "Schärding",
                                                               "Seefeld in Tirol",
                                                               "Seekirchen am Wallersee",
                                                               "Seiersberg",
                                                               "Spittal an der Drau",
                                                               "St. Anton am Arlberg",
                                                               "St. Johann im Pongau",
                                                               "St. Johann in Tirol",
                                                               "St. Pölten",
                                                               "St. Veit an der Glan",
                                                               "Stainach",
                                                               "Steinach am Brenner",
                                                               "Steyr",
                                                               "Steyregg",
                                                               "Stockerau",
                                                               "Strasshof an der Nordbahn",
                                                               "Telfs",
                                                               "Ternitz",
                                                               "Traiskirchen",
                                                               "Traismauer",
                                                               "Trofaiach",
                                                               "Tulln",
                                                               "Tulln an der Donau",
                                                               "Tux",
                                                               "Villach",
                                                               "Vils",
                                                               "Voitsberg",
                                                               "Vöcklabruck",
                                                               "Völkermarkt",
                                                               "Vösendorf",
                                                               "Waidhofen an der Thaya",
                                                               "Waidhofen an der Ybbs",
                                                               "Wals-Siezenheim",
                                                               "Wattens",
                                                               "Weitra",
                                                               "Weiz",
                                                               "Wels",
                                                               "Wien",
                                                               "Wiener Neudorf",
                                                               "Wiener Neustadt",
                                                               "Wieselburg",
                                                               "Wolfurt",
                                                               "Wolkersdorf",
                                                               "Wolkersdorf im Weinviertel",
                                                               "Wörgl",
                                                               "Ybbs an der Donau",
                                                               "Zams",
                                                               "Zell am See",
                                                               "Zeltweg",
                                                               "Zistersdorf",
                                                               "Zwettl"};
constexpr std::array<absl::string_view, 8> kOtherCountries = {
    "oesterreich", "austria", "at", "schweiz", "switzerland", "ch", "liechtenstein", "luxemburg"};

std::string FoldTown(absl::string_view town) {
  return absl::StrReplaceAll(Fold(town), {{"sankt ", "st. "}});
}

const std::vector<std::string>& FoldedTowns() {
  static const auto& folded_towns = *[] {
    auto* folded = new std::vector<std::string>;
    for (const absl::string_view town : kAustrianTowns) folded->push_back(FoldTown(town));
    std::sort(folded->begin(), folded->end());
    return folded;
  }();
  return folded_towns;
}

bool IsAustrian(absl::string_view town) {
  const std::string folded = FoldTown(town);
  if (absl::StartsWith(folded, "bezirk: ")) return true;
  const absl::string_view name =
      absl::StripAsciiWhitespace(absl::string_view(folded).substr(0, folded.find(',')));
  return std::binary_search(FoldedTowns().begin(), FoldedTowns().end(), name);
}

}  // namespace

void WarnOfAbroad(const Abroad& abroad, const ValueContext& context) {
  const bool by_land = abroad.by == Abroad::By::kLand;
  context.log.Warn(context.field, by_land ? ProblemCode::kPlaceAbroad : ProblemCode::kTownAbroad,
                   {{"value", Shown(abroad.name)}});
}

void RefuseAbroad(const Abroad& abroad, const ValueContext& context) {
  const bool by_land = abroad.by == Abroad::By::kLand;
  context.log.Refuse(context.field,
                     by_land ? ProblemCode::kOnlyPlaceAbroad : ProblemCode::kOnlyTownAbroad,
                     {{"value", Shown(abroad.name)}});
}

std::optional<Abroad> FindAbroad(absl::string_view town, absl::string_view land) {
  const std::string folded_land = Fold(land);
  const auto& others = kOtherCountries;
  if (std::find(others.begin(), others.end(), folded_land) != others.end()) {
    return Abroad{.by = Abroad::By::kLand, .name = std::string(land)};
  }
  if (!folded_land.empty() || !IsAustrian(town)) return std::nullopt;
  return Abroad{.by = Abroad::By::kTown, .name = std::string(town)};
}

}  // namespace passung
