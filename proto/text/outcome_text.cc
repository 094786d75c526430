#include "proto/text/outcome_text.h"

#include "absl/strings/str_cat.h"

namespace passung::text {

std::string OutcomeText(const Texts& texts, const Outcome& outcome) {
  return texts.Get(absl::StrCat("outcome.", Name(outcome.kind)),
                   {{{"placement", outcome.placement ? texts.Of(*outcome.placement) : ""},
                     {"by", outcome.declined_by ? texts.Of(*outcome.declined_by) : ""},
                     {"reason_known", outcome.reason ? "yes" : "no"},
                     {"reason", outcome.reason ? texts.Of(*outcome.reason) : ""}}});
}

std::string OutcomeClassText(const Texts& texts, OutcomeKind kind,
                             std::optional<PlacementKind> placement) {
  if (!placement) return texts.Of(kind);
  return texts.Get("report.placed_in", {{{"placement", texts.Of(*placement)}}});
}

}  // namespace passung::text
