#include "bindings/cli/match_view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/layout.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {
namespace {

using text::Texts;

constexpr size_t kReasonsShown = 3;
constexpr int kWidestTitle = 40;
constexpr int kWidestName = 28;

// The id without its collection.
std::string IdOf(const std::string& name) { return name.substr(name.find('/') + 1); }

std::string IntervalText(const ScoreInterval& interval, const Texts& texts) {
  return absl::StrCat(texts.Score(interval.min), " – ", texts.Score(interval.max));
}

// "später möglich ab 04.03.2027", "zurzeit nicht möglich (Hinweis)"
std::string VerdictText(const RuleOutcome& outcome, const Texts& texts) {
  std::string text = texts.Of(outcome.verdict);
  if (outcome.from) {
    absl::StrAppend(&text, " ", texts.Get("phrase.from", {{{"date", texts.Day(*outcome.from)}}}));
  }
  if (outcome.rule_switch == RuleSwitch::kFlag && outcome.verdict != Verdict::kPass) {
    absl::StrAppend(&text, " (", texts.Of(RuleSwitch::kFlag), ")");
  }
  return text;
}

// The sentence, and the way on where it does not name it.
std::string OutcomeSentence(const RuleOutcome& outcome, const std::string& sentence,
                            const Texts& texts) {
  if (outcome.step == Step::kNone) return sentence;
  std::string way = absl::StrCat(texts.Get("table.step"), ": ", texts.Of(outcome.step));
  if (outcome.lead_days > 0) {
    const int weeks = (outcome.lead_days + 6) / 7;
    absl::StrAppend(&way, " (", texts.Get("phrase.weeks", {{{"weeks", texts.Number(weeks)}}}), ")");
  }
  return absl::StrCat(sentence, sentence.empty() ? "" : " ", way, ".");
}

void PrintContributions(const Hit& hit, const Texts& texts, const Console& console) {
  Table table({{texts.Get("table.criterion")},
               {texts.Get("table.points"), Align::kRight},
               {texts.Get("table.weight"), Align::kRight},
               {texts.Get("table.contribution"), Align::kRight},
               {texts.Get("table.reason")}},
              console.width, 4);
  int32_t sum = 0;
  int32_t weights = 0;
  for (size_t i = 0; i < hit.match.contributions.size(); ++i) {
    const Contribution& row = hit.match.contributions[i];
    sum += row.contribution;
    weights += row.weight;
    table.Add({texts.Of(row.criterion), texts.Number(row.points), texts.Number(row.weight),
               texts.Number(row.contribution), hit.contribution_texts[i]});
  }
  table.Add({texts.Get("table.total"), "", texts.Number(weights), texts.Number(sum),
             absl::StrCat("= ", texts.Score(hit.match.score))});
  table.Print(console.out);
}

void PrintRules(const Hit& hit, const Texts& texts, const Console& console) {
  Table table(
      {{texts.Get("table.rule")}, {texts.Get("table.verdict")}, {texts.Get("table.reason")}},
      console.width, 4);
  std::vector<std::string> silent;  // rules with nothing to say
  for (size_t i = 0; i < hit.match.outcomes.size(); ++i) {
    const RuleOutcome& row = hit.match.outcomes[i];
    if (row.reason == Reason::kNone && row.verdict == Verdict::kPass) {
      silent.push_back(texts.Of(row.rule));
      continue;
    }
    table.Add({texts.Of(row.rule), VerdictText(row, texts),
               OutcomeSentence(row, hit.outcome_texts[i], texts)});
  }
  if (!silent.empty()) {
    table.Add({"…", texts.Of(Verdict::kPass),
               absl::StrCat(absl::StrJoin(silent, ", "), ": ", texts.Get("reason.none.mentor"))});
  }
  table.Print(console.out);
}

void PrintFlags(const Hit& hit, const Texts& texts, const Console& console) {
  for (const Flag flag : hit.match.flags) {
    console.out << "    " << texts.Get("table.flags") << ": " << texts.Of(flag);
    const std::string sentence = texts.FlagText(flag, text::Audience::kMentor);
    if (sentence != texts.Of(flag)) console.out << ". " << sentence;
    console.out << "\n";
  }
}

}  // namespace

void PrintCounts(const Summary& summary, const Texts& texts, std::ostream& out) {
  out << texts.Get("phrase.summary", {{{"listed", texts.Number(summary.listed)},
                                       {"open", texts.Number(summary.open)},
                                       {"later", texts.Number(summary.later)},
                                       {"unclear", texts.Number(summary.unclear)},
                                       {"closed", texts.Number(summary.closed)}}})
      << "\n";
  std::vector<std::string> dropped;
  for (size_t i = 0; i < summary.dropped_by_rule.size(); ++i) {
    if (summary.dropped_by_rule[i] == 0) continue;
    dropped.push_back(absl::StrCat(texts.Of(static_cast<RuleKey>(i)), " ",
                                   texts.Number(summary.dropped_by_rule[i])));
  }
  if (!dropped.empty()) {
    out << texts.Get("phrase.dropped") << " " << absl::StrJoin(dropped, " · ") << "\n";
  }
}

void PrintProfile(const VersionsUsed& versions, const Texts& texts, std::ostream& out) {
  out << texts.Get("phrase.profile", {{{"profile", versions.profile_id},
                                       {"version", absl::StrCat(versions.profile_version)}}})
      << "\n\n";
}

void PrintList(const std::vector<Hit>& hits, Found found, const Texts& texts,
               const Console& console) {
  if (hits.empty()) {
    console.out << texts.Get(found == Found::kVacancies ? "note.no_match" : "note.no_mentee")
                << "\n";
    return;
  }
  const bool vacancies = found == Found::kVacancies;
  Table table(
      {{texts.Get("table.rank"), Align::kRight},
       {texts.Get("table.score"), Align::kRight},
       {texts.Get("table.interval"), Align::kRight},
       {texts.Get("table.class")},
       {texts.Get(vacancies ? "table.title" : "table.occupation"), Align::kLeft, kWidestTitle},
       {texts.Get(vacancies ? "table.employer" : "table.german"), Align::kLeft, kWidestName},
       {texts.Get(vacancies ? "table.place" : "table.district"), Align::kLeft, kWidestName},
       {texts.Get("table.id")}},
      console.width);
  for (size_t i = 0; i < hits.size(); ++i) {
    const Hit& hit = hits[i];
    std::vector<std::string> notes;
    for (const std::string& reason : BestReasons(hit, kReasonsShown)) {
      notes.push_back(absl::StrCat("+ ", reason));
    }
    if (const std::string obstacle = Obstacle(hit); !obstacle.empty()) {
      notes.push_back(absl::StrCat("! ", obstacle));
    }
    table.Add({absl::StrCat(i + 1), texts.Score(hit.match.score),
               IntervalText(hit.match.interval, texts), texts.Of(hit.match.hit_class),
               hit.card.title, hit.card.who, hit.card.where, IdOf(hit.name)},
              std::move(notes));
  }
  table.Print(console.out);
}

void PrintExplanation(const Hit& hit, int rank, const Texts& texts, const Console& console) {
  if (rank > 0) console.out << rank << ". ";
  console.out << hit.card.title;
  for (const std::string& part : {hit.card.who, hit.card.where, hit.name}) {
    if (!part.empty()) console.out << " · " << part;
  }
  console.out << "\n    " << texts.Score(hit.match.score) << " ("
              << IntervalText(hit.match.interval, texts) << "), " << texts.Of(hit.match.hit_class)
              << "\n\n";
  PrintContributions(hit, texts, console);
  console.out << "\n";
  PrintRules(hit, texts, console);
  PrintFlags(hit, texts, console);
  console.out << "\n";
}

void PrintNotes(const VersionsUsed& versions, const Texts& texts, std::ostream& out) {
  out << "\n"
      << texts.Get("note.list") << "\n"
      << texts.Get("note.percentage") << "\n"
      << texts.Get("note.legal", {{{"date", texts.Day(versions.as_of)}}}) << "\n";
}

}  // namespace passung::cli
