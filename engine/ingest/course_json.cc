#include "engine/ingest/course_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/collector.h"
#include "engine/ingest/job_json.h"
#include "engine/ingest/job_record.h"
#include "engine/ingest/markup.h"
#include "engine/ingest/offer_csv.h"
#include "engine/ingest/places.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/text_folding.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

constexpr absl::string_view kPageList = "_embedded.termine";
constexpr size_t kMostCourseText = 2'000;
constexpr size_t kMostPhoneText = 64;

// ---- Records ------------------------------------------------------------------------------------

std::vector<JsonRecord> CoursesOf(const std::vector<JsonRecord>& documents) {
  std::vector<JsonRecord> courses;
  for (const JsonRecord& document : documents) {
    if (!document.HasBelow(kPageList)) {
      courses.push_back(document);
      courses.back().number = static_cast<int64_t>(courses.size());
      continue;
    }
    for (size_t i = 0;; ++i) {
      const std::string path = absl::StrCat(kPageList, "[", i, "]");
      if (!document.HasBelow(absl::StrCat(path, "."))) break;
      courses.push_back(document.Below(path));
      courses.back().number = static_cast<int64_t>(courses.size());
    }
  }
  return courses;
}

// ---- Values -------------------------------------------------------------------------------------

// Milliseconds since 1970 at midnight in Germany, as a number or a text. Two hours are added: midnight is
// 22:00 or 23:00 UTC of the day before.
std::optional<Date> MomentOf(const JobRecord& record,
                             std::initializer_list<absl::string_view> paths) {
  const JobRecord::Value value = record.First(paths);
  if (value.text.empty()) return std::nullopt;
  int64_t milliseconds = 0;
  constexpr int64_t kTwoHours = int64_t{2} * 3600 * 1000;
  constexpr int64_t kDay = int64_t{24} * 3600 * 1000;
  constexpr int64_t kLatest = int64_t{84'005} * kDay;  // 2199-12-31
  if (absl::SimpleAtoi(value.text, &milliseconds) && milliseconds >= 0 && milliseconds < kLatest) {
    return Date::FromDays(static_cast<int32_t>((milliseconds + kTwoHours) / kDay));
  }
  ValueContext{.field = value.path, .log = record.log()}.WarnNotAllowed(value.text,
                                                                        AllowedCode::kMilliseconds);
  return std::nullopt;
}

// On one line.
std::string WithoutMarkup(absl::string_view html) {
  std::string text = PlainText(html);
  std::replace(text.begin(), text.end(), '\n', ' ');
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

// Levels that a title names: "A2 bis B1", "DeuFöV B2".
std::vector<LanguageLevel> LevelsIn(absl::string_view title) {
  std::vector<LanguageLevel> levels;
  for (const Word& word : SplitWords(Fold(title))) {
    const auto level = FromName<LanguageLevel>(absl::AsciiStrToUpper(word.text));
    if (level && *level != LanguageLevel::kNone) levels.push_back(*level);
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

LanguageLevel Before(LanguageLevel level) {
  return static_cast<LanguageLevel>(static_cast<int>(level) - 1);
}

// ---- Kind and levels ----------------------------------------------------------------------------

struct CourseKind {
  absl::string_view beginning;  // of the code of the systematics
  OfferKind kind;
  absl::string_view admission;
};
// The first that fits; codes as in the description of the interface.
constexpr std::array kCourseKinds = {
    CourseKind{"MC", OfferKind::kVocationalGerman, "vocational_german"},
    CourseKind{"MB", OfferKind::kIntegrationCourse, "integration_course"},
    CourseKind{"MQ", OfferKind::kAdaptation, ""},
    CourseKind{"A8", OfferKind::kPartner, ""},
};

struct CourseTarget {
  absl::string_view code;
  LanguageLevel level;
};
constexpr std::array kCourseTargets = {
    CourseTarget{"MC 01 1", LanguageLevel::kA2}, CourseTarget{"MC 01 2", LanguageLevel::kB1},
    CourseTarget{"MC 01 3", LanguageLevel::kB2}, CourseTarget{"MC 01 4", LanguageLevel::kC1},
    CourseTarget{"MC 01 5", LanguageLevel::kC2},
};

std::vector<std::string> CodesOf(const JobRecord& record) {
  std::vector<std::string> codes;
  for (size_t i = 0;; ++i) {
    const std::string path = absl::StrCat("angebot.systematiken[", i, "].codeNr");
    const absl::string_view code = record.First({path}).text;
    if (code.empty()) return codes;
    codes.emplace_back(code);
  }
}

void ReadCourseKind(const JobRecord& record, const std::vector<std::string>& codes, Offer& offer) {
  for (const CourseKind& kind : kCourseKinds) {
    const bool fits = std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
      return absl::StartsWith(code, kind.beginning);
    });
    if (!fits) continue;
    offer.kind = kind.kind;
    offer.admission = std::string(kind.admission);
    return;
  }
  record.log().Refuse("angebot.systematiken", ProblemCode::kOfferKindUnknown);
}

// The target by the code, else by the title; a course begins one level below it unless the title says
// otherwise (DeuFöV § 13).
void ReadCourseLevels(const JobRecord& record, const std::vector<std::string>& codes,
                      Offer& offer) {
  if (!IsGermanCourse(offer.kind)) return;
  const std::vector<LanguageLevel> named = LevelsIn(offer.title);
  for (const CourseTarget& target : kCourseTargets) {
    if (std::find(codes.begin(), codes.end(), target.code) != codes.end()) {
      offer.level_to = target.level;
    }
  }
  if (!offer.level_to && !named.empty()) offer.level_to = named.back();
  if (!offer.level_to && offer.kind == OfferKind::kIntegrationCourse) {
    offer.level_to = LanguageLevel::kB1;
    offer.level_from = LanguageLevel::kNone;
  }
  if (!offer.level_to) {
    record.log().Warn("angebot.titel", ProblemCode::kCourseLevelUnknown);
    return;
  }
  if (offer.level_from) return;
  const bool range = named.size() > 1 && named.front() < *offer.level_to;
  offer.level_from = range ? named.front() : Before(*offer.level_to);
}

// ---- Place --------------------------------------------------------------------------------------

bool InGermany(const GeoPoint& point) {
  return point.latitude_e6 > 47'000'000 && point.latitude_e6 < 55'200'000 &&
         point.longitude_e6 > 5'800'000 && point.longitude_e6 < 15'100'000;
}

// The source mixes up the two numbers now and then.
std::optional<GeoPoint> PointOf(const JobRecord& record, const std::string& path) {
  const std::string north = absl::StrCat(path, ".koordinaten.lat");
  const std::string east = absl::StrCat(path, ".koordinaten.lon");
  const ValueContext context{.field = north, .log = record.log()};
  const auto point = ReadPoint(record.First({north}).text, record.First({east}).text, context);
  if (!point) return std::nullopt;
  if (InGermany(*point)) return point;
  const GeoPoint swapped = {.latitude_e6 = point->longitude_e6, .longitude_e6 = point->latitude_e6};
  if (InGermany(swapped)) return swapped;
  record.log().Warn(north, ProblemCode::kPointAbroad);
  return std::nullopt;
}

void ReadCoursePlace(const JobRecord& record, Offer& offer) {
  std::string path = "adresse";
  if (!record.HasBelow("adresse.ortStrasse.")) path = "angebot.bildungsanbieter.adresse";
  const std::string postal_code = absl::StrCat(path, ".ortStrasse.plz");
  const std::string town = absl::StrCat(path, ".ortStrasse.name");
  const std::string land = absl::StrCat(path, ".ortStrasse.land.name");
  if (!record.HasBelow(absl::StrCat(path, ".ortStrasse."))) return;
  Place place;
  place.postal_code =
      ReadPostalCode(record.First({postal_code}).text, {.field = postal_code, .log = record.log()});
  const std::string name = record.Text({town}, kMaxNameBytes);
  place.town = name.substr(0, name.find(','));  // "Nürnberg, Mittelfranken"
  place.point = PointOf(record, path);
  CompletePlace(record.First({land}).text, {.field = town, .log = record.log()}, place);
  offer.places = {std::move(place)};
}

// Form 4 is distance learning, 5 e-learning; all others take place somewhere.
void ReadCourseForm(const JobRecord& record, Offer& offer) {
  const absl::string_view form = record.First({"unterrichtsform.id"}).text;
  const bool remote = form == "4" || form == "5";
  offer.channels = {remote ? OfferChannel::kOnline : OfferChannel::kOnSite};
}

// ---- The rest -----------------------------------------------------------------------------------

void ReadCourseTexts(const JobRecord& record, Offer& offer) {
  offer.source = "berufssprachkurssuche";
  const absl::string_view id = record.First({"id"}).text;
  if (id.empty()) record.log().Refuse("id", ProblemCode::kReferenceMissing);
  offer.id.value = id.empty() ? "" : absl::StrCat("bsk-", id);
  offer.source_reference = std::string(id);
  offer.title = record.Text({"angebot.titel"}, kMaxTitleBytes);
  offer.provider = record.Text({"angebot.bildungsanbieter.name"}, kMaxNameBytes);
  offer.office = offer.provider;
  const JobRecord::Value content = record.First({"angebot.inhalt"});
  offer.description = ReadText(WithoutMarkup(content.text), kMostCourseText,
                               {.field = content.path, .log = record.log()});
  const std::string phone =
      absl::StrCat(record.First({"angebot.bildungsanbieter.telefonVorwahl"}).text, " ",
                   record.First({"angebot.bildungsanbieter.telefonDurchwahl"}).text);
  offer.phone = ReadText(absl::StripAsciiWhitespace(phone), kMostPhoneText,
                         {.field = "angebot.bildungsanbieter.telefonVorwahl", .log = record.log()});
  offer.website =
      record.Text({"link", "angebot.link", "angebot.bildungsanbieter.homepage"}, kMaxTitleBytes);
}

void ReadCourseTerms(const JobRecord& record, Offer& offer) {
  offer.start = MomentOf(record, {"beginn"});
  offer.end = MomentOf(record, {"ende"});
  offer.apply_until = MomentOf(record, {"anmeldeschluss"});
  offer.checked = MomentOf(record, {"aktualisierungsdatum"});
  offer.any_time = record.Flag({"individuellerEinstieg"}).value_or(false);
  offer.places_total = record.Integer({"teilnehmerMax"}, {.least = 0, .most = 100'000});
  const absl::string_view currency = record.First({"kostenWaehrung"}).text;
  if (currency.empty() || currency == "EUR") {
    const absl::string_view cost = record.First({"kostenWert"}).text;
    int32_t euros = 0;
    if (absl::SimpleAtoi(cost.substr(0, cost.find_first_of(".,")), &euros) && euros >= 0) {
      offer.cost_euros = euros;
    }
  }
}

Offer ReadCourse(const JsonRecord& json, const Knowledge& knowledge, RecordLog& log) {
  Offer offer;
  if (json.fault) {
    log.Refuse(*json.fault);
    return offer;
  }
  const JobRecord record(json, log);
  ReadCourseTexts(record, offer);
  const std::vector<std::string> codes = CodesOf(record);
  ReadCourseKind(record, codes, offer);
  ReadCourseLevels(record, codes, offer);
  ReadCoursePlace(record, offer);
  ReadCourseForm(record, offer);
  ReadCourseTerms(record, offer);
  WarnOfScheme(offer, knowledge, log);
  return offer;
}

}  // namespace

absl::StatusOr<OfferImport> ReadCourseJson(absl::string_view text, const Knowledge& knowledge) {
  const std::vector<JsonRecord> courses = CoursesOf(ReadJsonRecords(text));
  if (courses.empty()) return absl::InvalidArgumentError("no date of a course in the file");
  if (courses.size() == 1 && courses[0].fault) {
    return absl::InvalidArgumentError(
        absl::StrCat("file is neither CSV nor a result of the Berufssprachkurssuche: ",
                     courses[0].fault->reason));
  }
  OfferImport import;
  Collector<Offer> collector(import.report);
  for (const JsonRecord& json : courses) {
    RecordLog log;
    Offer offer = ReadCourse(json, knowledge, log);
    collector.Add(std::move(offer), std::move(log), json.number);
  }
  import.offers = std::move(collector).Take();
  return import;
}

}  // namespace passung
