#include "engine/market/places.h"

#include <array>

#include "engine/market/german_places.h"

namespace passung::market {
namespace {

// Statistisches Landesamt / Destatis GV-ISys: population on 31 December 2024.
constexpr auto kSaxonDistricts = std::to_array<MarketDistrict>({
    {14511, 245618},
    {14521, 318394},
    {14522, 296431},
    {14523, 219100},
    {14524, 306793},
    {14612, 564904},
    {14625, 292608},
    {14626, 243958},
    {14627, 239221},
    {14628, 243996},
    {14713, 611850},
    {14729, 260127},
    {14730, 199422},
});

// The larger municipalities of each district with the postal code of their town hall, of the three
// cities a few quarters; the weight is the population in thousands, in the cities even. Postal
// codes and points (to a thousandth of a degree): GeoNames postal code data, CC BY 4.0.
constexpr auto kSaxonTowns = std::to_array<MarketTown>({
    {14511, "09111", "Chemnitz", 50835000, 12922000, 1},
    {14511, "09113", "Chemnitz", 50851000, 12895000, 1},
    {14511, "09116", "Chemnitz", 50821000, 12884000, 1},
    {14511, "09120", "Chemnitz", 50806000, 12907000, 1},
    {14511, "09122", "Chemnitz", 50794000, 12888000, 1},
    {14511, "09126", "Chemnitz", 50820000, 12940000, 1},
    {14511, "09130", "Chemnitz", 50838000, 12934000, 1},
    {14521, "08280", "Aue-Bad Schlema", 50590000, 12707000, 19},
    {14521, "09456", "Annaberg-Buchholz", 50580000, 13006000, 19},
    {14521, "09496", "Marienberg", 50613000, 13188000, 16},
    {14521, "08340", "Schwarzenberg", 50538000, 12784000, 15},
    {14521, "08289", "Schneeberg", 50595000, 12641000, 13},
    {14521, "08297", "Zwönitz", 50630000, 12810000, 11},
    {14522, "09599", "Freiberg", 50911000, 13339000, 42},
    {14522, "04720", "Döbeln", 51122000, 13110000, 24},
    {14522, "09648", "Mittweida", 50986000, 12975000, 14},
    {14522, "09669", "Frankenberg", 50926000, 13060000, 14},
    {14522, "09217", "Burgstädt", 50913000, 12806000, 10},
    {14522, "09557", "Flöha", 50856000, 13074000, 10},
    {14523, "08523", "Plauen", 50494000, 12135000, 66},
    {14523, "08468", "Reichenbach im Vogtland", 50623000, 12303000, 20},
    {14523, "08209", "Auerbach", 50492000, 12417000, 17},
    {14523, "08606", "Oelsnitz", 50415000, 12170000, 10},
    {14523, "08233", "Treuen", 50542000, 12303000, 8},
    {14523, "08223", "Falkenstein", 50476000, 12370000, 7},
    {14524, "08056", "Zwickau", 50711000, 12493000, 87},
    {14524, "09212", "Limbach-Oberfrohna", 50859000, 12762000, 24},
    {14524, "08371", "Glauchau", 50820000, 12545000, 21},
    {14524, "08412", "Werdau", 50736000, 12375000, 21},
    {14524, "08451", "Crimmitschau", 50809000, 12346000, 18},
    {14524, "09337", "Hohenstein-Ernstthal", 50801000, 12713000, 14},
    {14612, "01067", "Dresden", 51055000, 13727000, 1},
    {14612, "01069", "Dresden", 51043000, 13737000, 1},
    {14612, "01097", "Dresden", 51071000, 13740000, 1},
    {14612, "01109", "Dresden", 51116000, 13747000, 1},
    {14612, "01127", "Dresden", 51079000, 13721000, 1},
    {14612, "01157", "Dresden", 51071000, 13673000, 1},
    {14612, "01169", "Dresden", 51044000, 13674000, 1},
    {14612, "01219", "Dresden", 51021000, 13768000, 1},
    {14612, "01239", "Dresden", 51007000, 13809000, 1},
    {14625, "02625", "Bautzen", 51182000, 14429000, 38},
    {14625, "02977", "Hoyerswerda", 51438000, 14236000, 31},
    {14625, "01454", "Radeberg", 51111000, 13912000, 19},
    {14625, "01917", "Kamenz", 51268000, 14094000, 17},
    {14625, "01877", "Bischofswerda", 51128000, 14180000, 11},
    {14625, "01458", "Ottendorf-Okrilla", 51183000, 13833000, 10},
    {14626, "02826", "Görlitz", 51150000, 14983000, 55},
    {14626, "02763", "Zittau", 50898000, 14808000, 25},
    {14626, "02943", "Weißwasser", 51504000, 14640000, 15},
    {14626, "02708", "Löbau", 51100000, 14667000, 14},
    {14626, "02730", "Ebersbach-Neugersdorf", 51017000, 14583000, 11},
    {14626, "02906", "Niesky", 51292000, 14821000, 9},
    {14627, "01445", "Radebeul", 51106000, 13660000, 33},
    {14627, "01589", "Riesa", 51303000, 13310000, 29},
    {14627, "01662", "Meißen", 51165000, 13486000, 29},
    {14627, "01640", "Coswig", 51132000, 13583000, 20},
    {14627, "01558", "Großenhain", 51290000, 13534000, 18},
    {14627, "01689", "Weinböhla", 51167000, 13567000, 11},
    {14628, "01796", "Pirna", 50958000, 13937000, 40},
    {14628, "01705", "Freital", 51002000, 13649000, 39},
    {14628, "01809", "Heidenau", 50972000, 13867000, 17},
    {14628, "01723", "Wilsdruff", 51052000, 13537000, 15},
    {14628, "01744", "Dippoldiswalde", 50896000, 13669000, 14},
    {14628, "01844", "Neustadt in Sachsen", 51028000, 14218000, 12},
    {14713, "04103", "Leipzig", 51340000, 12383000, 1},
    {14713, "04105", "Leipzig", 51349000, 12369000, 1},
    {14713, "04129", "Leipzig", 51367000, 12391000, 1},
    {14713, "04157", "Leipzig", 51378000, 12360000, 1},
    {14713, "04177", "Leipzig", 51342000, 12323000, 1},
    {14713, "04207", "Leipzig", 51312000, 12308000, 1},
    {14713, "04229", "Leipzig", 51325000, 12334000, 1},
    {14713, "04317", "Leipzig", 51333000, 12405000, 1},
    {14713, "04328", "Leipzig", 51348000, 12431000, 1},
    {14713, "04347", "Leipzig", 51364000, 12431000, 1},
    {14729, "04668", "Grimma", 51234000, 12720000, 28},
    {14729, "04416", "Markkleeberg", 51276000, 12369000, 25},
    {14729, "04552", "Borna", 51124000, 12496000, 20},
    {14729, "04808", "Wurzen", 51387000, 12804000, 16},
    {14729, "04420", "Markranstädt", 51302000, 12220000, 16},
    {14729, "04654", "Frohburg", 51057000, 12558000, 12},
    {14730, "04509", "Delitzsch", 51526000, 12343000, 26},
    {14730, "04860", "Torgau", 51560000, 12996000, 20},
    {14730, "04435", "Schkeuditz", 51397000, 12221000, 19},
    {14730, "04838", "Eilenburg", 51460000, 12633000, 17},
    {14730, "04425", "Taucha", 51383000, 12483000, 16},
    {14730, "04758", "Oschatz", 51300000, 13110000, 14},
});

// The largest integer whose square is at most `value`.
int64_t SquareRoot(int64_t value) {
  int64_t low = 0;
  int64_t high = 1'000'000;
  while (low < high) {
    const int64_t middle = (low + high + 1) / 2;
    if (middle * middle <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

}  // namespace

const Places& PlacesOf(MarketRegion region) {
  static constexpr Places kSaxonPlaces = {kSaxonDistricts, kSaxonTowns};
  return region == MarketRegion::kGermany ? GermanPlaces(kSaxonPlaces) : kSaxonPlaces;
}

int32_t Kilometres(GeoPoint from, GeoPoint to) {
  // Metres per thousandth of a degree at 51° north: 111.2 and 70.1.
  const int64_t north = int64_t{from.latitude_e6 - to.latitude_e6} * 1112 / 10'000;
  const int64_t east = int64_t{from.longitude_e6 - to.longitude_e6} * 701 / 10'000;
  return static_cast<int32_t>(SquareRoot(north * north + east * east) / 1000);
}

}  // namespace passung::market
