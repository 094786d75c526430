#include "engine/ingest/mentee_residence.h"

#include <array>

#include "engine/ingest/list_items.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 7> kTitleDetails = {
    "housing", "bar", "note", "stay_since", "document_until", "from", "until"};

}  // namespace

std::vector<AreaLimit> ReadAreaLimits(absl::string_view text, const ValueContext& context) {
  std::vector<AreaLimit> limits;
  for (const ListItem& item : ReadItems(text, kValidityDetails, context)) {
    AreaLimit limit;
    limit.valid = ReadValidity(item, context);
    if (item.value != "none") {
      const absl::StatusOr<AreaCode> area = AreaCode::Parse(item.value);
      if (!area.ok()) {
        context.WarnNotAllowed(item.value, AllowedCode::kArea);
        continue;
      }
      limit.limited = true;
      limit.area = *area;
    }
    limits.push_back(limit);
  }
  return limits;
}

Residence ReadResidence(const CsvRow& row, RecordLog& log) {
  Residence residence;
  const ValueContext context{.field = "residence", .log = log};
  for (const ListItem& item : ReadItems(row.Get("residence"), kTitleDetails, context)) {
    ResidenceFact fact;
    if (item.value != "unknown") fact.status = ReadName<ResidenceStatus>(item.value, context);
    fact.housing = ReadName<Housing>(item.Get("housing"), context);
    fact.access_bar = ReadName<AccessBar>(item.Get("bar"), context);
    fact.note = ReadName<AccessNote>(item.Get("note"), context);
    fact.stay_since = ReadDate(item.Get("stay_since"), context);
    fact.document_until = ReadDate(item.Get("document_until"), context);
    fact.valid = ReadValidity(item, context);
    residence.titles.push_back(fact);
  }
  residence.obligations = ReadAreaLimits(row.Get("residence_obligations"),
                                         {.field = "residence_obligations", .log = log});
  return residence;
}

}  // namespace passung
