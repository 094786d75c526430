#include "bindings/cli/match_csv.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "bindings/cli/layout.h"

namespace passung::cli {

void WriteListCsv(const std::vector<Hit>& hits, std::ostream& out) {
  std::vector<std::string> titles = {"rank",      "name",  "score", "score_min", "score_max",
                                     "hit_class", "title", "who",   "where"};
  for (const absl::string_view name : Names<CriterionKey>()) titles.emplace_back(name);
  out << CsvLine(titles);
  for (size_t i = 0; i < hits.size(); ++i) {
    const Hit& hit = hits[i];
    std::vector<std::string> cells = {absl::StrCat(i + 1),
                                      hit.name,
                                      absl::StrCat(hit.match.score),
                                      absl::StrCat(hit.match.interval.min),
                                      absl::StrCat(hit.match.interval.max),
                                      std::string(Name(hit.match.hit_class)),
                                      hit.card.title,
                                      hit.card.who,
                                      hit.card.where};
    const size_t before = cells.size();
    cells.resize(titles.size());
    for (const Contribution& contribution : hit.match.contributions) {
      cells[before + Index(contribution.criterion)] = absl::StrCat(contribution.contribution);
    }
    out << CsvLine(cells);
  }
}

void WriteExplanationCsv(const Hit& hit, std::ostream& out) {
  out << CsvLine({"part", "key", "points", "weight", "contribution", "verdict", "switch", "reason",
                  "from", "step", "lead_days", "text"});
  for (size_t i = 0; i < hit.match.contributions.size(); ++i) {
    const Contribution& row = hit.match.contributions[i];
    out << CsvLine({"criterion", std::string(Name(row.criterion)), absl::StrCat(row.points),
                    absl::StrCat(row.weight), absl::StrCat(row.contribution), "", "",
                    std::string(Name(row.reason)), "", "", "", hit.contribution_texts[i]});
  }
  for (size_t i = 0; i < hit.match.outcomes.size(); ++i) {
    const RuleOutcome& row = hit.match.outcomes[i];
    out << CsvLine({"rule", std::string(Name(row.rule)), "", "", "", std::string(Name(row.verdict)),
                    std::string(Name(row.rule_switch)), std::string(Name(row.reason)),
                    row.from ? row.from->ToString() : "", std::string(Name(row.step)),
                    absl::StrCat(row.lead_days), hit.outcome_texts[i]});
  }
}

}  // namespace passung::cli
