#include "engine/ingest/offer_csv.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/collector.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/list_items.h"
#include "engine/ingest/places.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 41> kOfferColumns = {"id",
                                                             "kind",
                                                             "title",
                                                             "provider",
                                                             "description",
                                                             "gaps",
                                                             "reasons",
                                                             "audiences",
                                                             "level_from",
                                                             "level_to",
                                                             "skills",
                                                             "occupations",
                                                             "licences",
                                                             "school",
                                                             "places",
                                                             "districts",
                                                             "channels",
                                                             "languages",
                                                             "start",
                                                             "end",
                                                             "apply_until",
                                                             "any_time",
                                                             "hours",
                                                             "places_total",
                                                             "places_left",
                                                             "employed",
                                                             "admission",
                                                             "months_before",
                                                             "cost_euros",
                                                             "office",
                                                             "papers",
                                                             "phone",
                                                             "website",
                                                             "valid_from",
                                                             "valid_to",
                                                             "closed",
                                                             "checked",
                                                             "source",
                                                             "source_reference",
                                                             "test_data",
                                                             "note"};

constexpr std::array<absl::string_view, 4> kPlaceDetails = {"plz", "town", "lat", "lon"};
constexpr size_t kDescriptionBytes = 2'000;
constexpr size_t kPhoneBytes = 64;
constexpr size_t kMostPapersRead = 16;
constexpr IntegerRange kSeats = {.least = 0, .most = 100'000};

class OfferRow final {
 public:
  OfferRow(const CsvRow& row, RecordLog& log) : row_(row), log_(log) {}

  Offer Read() {
    Offer offer;
    offer.id.value = std::string(row_.Get("id"));
    ReadKind(offer);
    ReadTexts(offer);
    ReadHelp(offer);
    ReadWhere(offer);
    ReadWhen(offer);
    ReadWho(offer);
    return offer;
  }

 private:
  ValueContext At(absl::string_view column) { return {.field = column, .log = log_}; }
  std::string Text(absl::string_view column, size_t max_bytes) {
    return ReadText(row_.Get(column), max_bytes, At(column));
  }

  // Of what limits who may take part nothing may be lost: the offer would look more open than it is.
  template <class T>
  std::optional<T> Limiting(absl::string_view column, std::optional<T> value) {
    if (!value && row_.Has(column)) {
      log_.Refuse(column, ProblemCode::kLimitUnreadable, {{"value", Shown(row_.Get(column))}});
    }
    return value;
  }

  void WarnOfRest(absl::string_view column, size_t most) {
    log_.Warn(column, ProblemCode::kOnlyFirst, {{"most", absl::StrCat(most)}});
  }

  template <class E>
  std::vector<E> Names(absl::string_view column) {
    std::vector<E> values;
    for (const ListItem& item : ReadItems(row_.Get(column), {}, At(column))) {
      const std::optional<E> value = ReadName<E>(item.value, At(column));
      if (value) values.push_back(*value);
    }
    return values;
  }

  void ReadKind(Offer& offer) {
    const auto kind = ReadName<OfferKind>(row_.Get("kind"), At("kind"));
    if (kind) {
      offer.kind = *kind;
    } else if (row_.Has("kind")) {
      At("kind").RefuseNotAllowed(row_.Get("kind"), AllowedCode::kOfferKind);
    } else {
      log_.Refuse("kind", ProblemCode::kMissing);
    }
  }

  void ReadTexts(Offer& offer) {
    offer.title = Text("title", kMaxTitleBytes);
    offer.provider = Text("provider", kMaxNameBytes);
    offer.description = Text("description", kDescriptionBytes);
    offer.office = Text("office", kMaxNameBytes);
    for (const ListItem& item : ReadItems(row_.Get("papers"), {}, At("papers"))) {
      if (offer.papers.size() == kMostPapersRead) {
        WarnOfRest("papers", kMostPapersRead);
        break;
      }
      offer.papers.push_back(ReadText(item.value, kMaxNameBytes, At("papers")));
    }
    offer.phone = Text("phone", kPhoneBytes);
    offer.website = Text("website", kMaxTitleBytes);
    offer.source = row_.Has("source") ? Text("source", kMaxNameBytes) : "csv";
    offer.source_reference = Text("source_reference", kMaxNameBytes);
    offer.checked = ReadDate(row_.Get("checked"), At("checked"));
    offer.test_data = ReadBoolean(row_.Get("test_data"), At("test_data")).value_or(false);
  }

  void ReadHelp(Offer& offer) {
    offer.gaps = Names<GapKind>("gaps");
    offer.reasons = Names<Reason>("reasons");
    offer.audiences = Names<OfferAudience>("audiences");
    offer.level_from = Limiting("level_from", ReadLevel(row_.Get("level_from"), At("level_from")));
    offer.level_to = ReadLevel(row_.Get("level_to"), At("level_to"));
    offer.skills = Names<LanguageSkill>("skills");
    for (const ListItem& item : ReadItems(row_.Get("occupations"), {}, At("occupations"))) {
      const auto prefix = OccupationPrefix::Parse(item.value);
      if (prefix.ok()) {
        offer.occupations.push_back(*prefix);
      } else {
        At("occupations").RefuseNotAllowed(item.value, AllowedCode::kOccupationDigits);
      }
    }
    offer.licences = Names<LicenceKind>("licences");
    offer.school = ReadName<SchoolCertificate>(row_.Get("school"), At("school"));
  }

  void ReadWhere(Offer& offer) {
    for (const ListItem& item : ReadItems(row_.Get("places"), kPlaceDetails, At("places"))) {
      if (offer.places.size() == kMaxVacancyPlaces) {
        WarnOfRest("places", kMaxVacancyPlaces);
        break;
      }
      Place place;
      if (item.value != "unknown") place.district = ReadDistrict(item.value, At("places"));
      place.postal_code = ReadPostalCode(item.Get("plz"), At("places"));
      place.town = ReadText(item.Get("town"), kMaxNameBytes, At("places"));
      place.point = ReadPoint(item.Get("lat"), item.Get("lon"), At("places"));
      CompletePlace("", At("places"), place);
      offer.places.push_back(std::move(place));
    }
    for (const ListItem& item : ReadItems(row_.Get("districts"), {}, At("districts"))) {
      const auto district = ReadDistrict(item.value, At("districts"));
      if (district) {
        offer.districts.push_back(*district);
      } else {
        At("districts").RefuseNotAllowed(item.value, AllowedCode::kDistrict);
      }
    }
    offer.channels = Names<OfferChannel>("channels");
    offer.languages = ReadLanguages(row_.Get("languages"), At("languages"));
  }

  void ReadWhen(Offer& offer) {
    offer.start = ReadDate(row_.Get("start"), At("start"));
    offer.end = ReadDate(row_.Get("end"), At("end"));
    offer.apply_until =
        Limiting("apply_until", ReadDate(row_.Get("apply_until"), At("apply_until")));
    offer.any_time = ReadBoolean(row_.Get("any_time"), At("any_time")).value_or(false);
    offer.hours = ReadHours(row_.Get("hours"), At("hours"));
    offer.valid.from = ReadDate(row_.Get("valid_from"), At("valid_from"));
    offer.valid.until = Limiting("valid_to", ReadDate(row_.Get("valid_to"), At("valid_to")));
    offer.closed =
        Limiting("closed", ReadBoolean(row_.Get("closed"), At("closed"))).value_or(false);
    offer.months_before =
        ReadInteger(row_.Get("months_before"), {.least = 0, .most = 120}, At("months_before"));
  }

  void ReadWho(Offer& offer) {
    offer.places_total = ReadInteger(row_.Get("places_total"), kSeats, At("places_total"));
    offer.places_left = ReadInteger(row_.Get("places_left"), kSeats, At("places_left"));
    offer.employed = Limiting("employed", ReadBoolean(row_.Get("employed"), At("employed")));
    offer.admission = std::string(row_.Get("admission"));
    offer.cost_euros =
        ReadInteger(row_.Get("cost_euros"), {.least = 0, .most = 1'000'000}, At("cost_euros"));
  }

  const CsvRow& row_;
  RecordLog& log_;
};

}  // namespace

void WarnOfScheme(const Offer& offer, const Knowledge& knowledge, RecordLog& log) {
  if (offer.admission.empty()) return;
  const std::vector<std::string> schemes = knowledge.AdmissionSchemes();
  if (std::find(schemes.begin(), schemes.end(), offer.admission) != schemes.end()) return;
  log.Warn("admission", ProblemCode::kSchemeUnknown,
           {{"value", Shown(offer.admission)}, {"names", absl::StrJoin(schemes, ", ")}});
}

absl::StatusOr<OfferImport> ReadOfferCsv(absl::string_view text, const Knowledge& knowledge,
                                         const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(CsvSheet sheet, OpenCsvSheet(text));
  PASSUNG_RETURN_IF_ERROR(sheet.header.Rename(options.columns, kOfferColumns));
  for (const absl::string_view needed : {"id", "kind"}) {
    if (sheet.header.Has(needed)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("header has not the column \"", needed,
                     "\"; columns are described in engine/ingest/README.md"));
  }
  OfferImport import;
  import.report.problems = sheet.header.Unknown(kOfferColumns);
  Collector<Offer> collector(import.report);
  while (const std::optional<CsvRecord> record = sheet.reader.Next()) {
    RecordLog log;
    Offer offer;
    if (CheckShape(*record, sheet.header, log)) {
      const CsvRow row(sheet.header, *record);
      offer = OfferRow(row, log).Read();
      WarnOfScheme(offer, knowledge, log);
    }
    collector.Add(std::move(offer), std::move(log), record->line);
  }
  import.offers = std::move(collector).Take();
  return import;
}

}  // namespace passung
