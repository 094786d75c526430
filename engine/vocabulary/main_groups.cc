#include <array>

#include "engine/vocabulary/classification.h"

namespace passung {
namespace {

// The main groups of the Klassifikation der Berufe 2010, version 2020 (Bundesagentur für Arbeit),
// with their segments. They are part of the program so that codes can be checked, related and named
// before anybody has imported the classification.
constexpr std::array<MainGroup, 37> kMainGroups = {{
    {1, "Angehörige der regulären Streitkräfte", 12},
    {11, "Land-, Tier- und Forstwirtschaftsberufe", 1},
    {12, "Gartenbauberufe und Floristik", 1},
    {21, "Rohstoffgewinnung und -aufbereitung, Glas- und Keramikherstellung und -verarbeitung", 2},
    {22, "Kunststoffherstellung und -verarbeitung, Holzbe- und -verarbeitung", 2},
    {23, "Papier- und Druckberufe, technische Mediengestaltung", 2},
    {24, "Metallerzeugung und -bearbeitung, Metallbauberufe", 2},
    {25, "Maschinen- und Fahrzeugtechnikberufe", 3},
    {26, "Mechatronik-, Energie- und Elektroberufe", 3},
    {27, "Technische Forschungs-, Entwicklungs-, Konstruktions- und Produktionssteuerungsberufe",
     3},
    {28, "Textil- und Lederberufe", 2},
    {29, "Lebensmittelherstellung und -verarbeitung", 5},
    {31, "Bauplanungs-, Architektur- und Vermessungsberufe", 4},
    {32, "Hoch- und Tiefbauberufe", 4},
    {33, "(Innen-)Ausbauberufe", 4},
    {34, "Gebäude- und versorgungstechnische Berufe", 4},
    {41, "Mathematik-, Biologie-, Chemie- und Physikberufe", 11},
    {42, "Geologie-, Geografie- und Umweltschutzberufe", 11},
    {43, "Informatik-, Informations- und Kommunikationstechnologieberufe", 11},
    {51, "Verkehrs- und Logistikberufe (außer Fahrzeugführung)", 13},
    {52, "Führer/innen von Fahrzeug- und Transportgeräten", 13},
    {53, "Schutz-, Sicherheits- und Überwachungsberufe", 12},
    {54, "Reinigungsberufe", 14},
    {61, "Einkaufs-, Vertriebs- und Handelsberufe", 8},
    {62, "Verkaufsberufe", 8},
    {63, "Tourismus-, Hotel- und Gaststättenberufe", 5},
    {71, "Berufe in Unternehmensführung und -organisation", 9},
    {72, "Berufe in Finanzdienstleistungen, Rechnungswesen und Steuerberatung", 10},
    {73, "Berufe in Recht und Verwaltung", 10},
    {81, "Medizinische Gesundheitsberufe", 6},
    {82, "Nichtmedizinische Gesundheits-, Körperpflege- und Wellnessberufe, Medizintechnik", 6},
    {83, "Erziehung, soziale und hauswirtschaftliche Berufe, Theologie", 7},
    {84, "Lehrende und ausbildende Berufe", 7},
    {91, "Sprach-, literatur-, geistes-, gesellschafts- und wirtschaftswissenschaftliche Berufe",
     7},
    {92, "Werbung, Marketing, kaufmännische und redaktionelle Medienberufe", 10},
    {93, "Produktdesign und kunsthandwerkliche Berufe, bildende Kunst, Musikinstrumentenbau", 2},
    {94, "Darstellende und unterhaltende Berufe", 7},
}};

// Segment by main group, 0 for none: looked up for every pair of occupations.
constexpr std::array<int8_t, 100> kSegments = [] {
  std::array<int8_t, 100> segments{};
  for (const MainGroup& group : kMainGroups) {
    segments[static_cast<size_t>(group.code)] = static_cast<int8_t>(group.segment);
  }
  return segments;
}();

}  // namespace

std::span<const MainGroup> MainGroups() { return kMainGroups; }

bool IsMainGroup(int code) { return SegmentOfMainGroup(code) != 0; }

int SegmentOfMainGroup(int code) {
  return code >= 0 && code < 100 ? kSegments[static_cast<size_t>(code)] : 0;
}

}  // namespace passung
