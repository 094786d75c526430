#include "bindings/cli/change_view.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/card.h"
#include "bindings/cli/layout.h"
#include "engine/base/status_macros.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::cli {
namespace {

using text::Counted;
using text::Texts;

std::string Title(const Card& card) {
  std::vector<std::string> parts;
  for (const std::string& part : {card.title, card.who, card.where}) {
    if (!part.empty()) parts.push_back(part);
  }
  return absl::StrJoin(parts, ", ");
}

bool HasEffect(const ChangeGain& gain) {
  return gain.opens > 0 || gain.furthers > 0 || gain.enters_top > 0 || gain.enters_bar > 0 ||
         gain.no_longer_listed > 0;
}

// "z. B. Pflegefachkraft, Klinik, Leipzig: 74,1 %, zurzeit nicht möglich → 81,0 %, möglich (Platz 3)"
std::string ExampleText(const ChangeExample& example, const std::string& title,
                        const Texts& texts) {
  // A class that stays is named once.
  const bool same_class = example.class_before == example.class_after;
  const std::string before = texts.Score(example.score_before);
  std::string text = texts.Get(
      "phrase.example",
      {{{"title", title},
        {"before",
         same_class ? before : absl::StrCat(before, ", ", texts.Of(example.class_before))},
        {"after",
         absl::StrCat(texts.Score(example.score_after), ", ", texts.Of(example.class_after))}}});
  if (example.rank_after > 0) {
    absl::StrAppend(
        &text, " (",
        texts.Get("phrase.example_rank", {{{"rank", texts.Number(example.rank_after)}}}), ")");
  }
  return text;
}

std::string Count(int64_t count, const Texts& texts) {
  return count == 0 ? "–" : texts.Number(count);
}

std::vector<TableColumn> ColumnsOf(const ChangeTable& changes, const Texts& texts) {
  const bool steps = changes.counted == Counted::kVacancies;
  const std::string limit = texts.Number(changes.scale.limit);
  const std::string bar = texts.Score(changes.scale.bar);
  std::vector<TableColumn> columns = {
      {texts.Get("table.opens"), Align::kRight},
      {texts.Get("table.opens_at_once"), Align::kRight},
      {texts.Get("table.furthers"), Align::kRight},
      {texts.Get("table.enters_top", {{{"limit", limit}}}), Align::kRight},
      {texts.Get("table.enters_bar", {{{"bar", bar}}}), Align::kRight}};
  if (steps) columns.push_back({texts.Get("table.lead")});
  columns.push_back({texts.Get(steps ? "table.step" : "table.relaxation")});
  return columns;
}

std::vector<std::string> CellsOf(const ChangeLine& line, Counted counted, const Texts& texts) {
  const ChangeGain& gain = line.gain;
  std::vector<std::string> cells = {Count(gain.becomes_listed, texts),
                                    Count(gain.becomes_open, texts), Count(gain.furthers, texts),
                                    Count(gain.enters_top, texts), Count(gain.enters_bar, texts)};
  if (counted == Counted::kVacancies) cells.push_back(line.lead);
  cells.push_back(line.text);
  return cells;
}

// What later lines of the same kind do that brings the same; they are done then.
std::vector<std::string> TakeLikewise(const std::vector<ChangeLine>& lines, size_t at,
                                      std::vector<bool>& done) {
  std::vector<std::string> likewise;
  const ChangeLine& line = lines[at];
  for (size_t i = at + 1; i < lines.size(); ++i) {
    const ChangeLine& other = lines[i];
    const bool same = other.kind == line.kind && other.gain == line.gain &&
                      other.notes == line.notes && other.offers == line.offers;
    if (!same) continue;
    done[i] = true;
    likewise.push_back(other.text);
  }
  return likewise;
}

std::vector<std::string> NotesOf(const ChangeLine& line, const ExampleTitles& titles,
                                 const Texts& texts) {
  std::vector<std::string> notes;
  for (const ChangeExample& example : line.gain.examples) {
    notes.push_back(ExampleText(example, titles.Get(example), texts));
  }
  for (const auto& more : {line.notes, line.offers}) {
    notes.insert(notes.end(), more.begin(), more.end());
  }
  return notes;
}

}  // namespace

const std::string& ExampleTitles::IdOf(const ChangeExample& example) const {
  return counted_ == Counted::kVacancies ? example.vacancy.value : example.mentee.value;
}

std::string ExampleTitles::Get(const ChangeExample& example) const {
  const auto found = titles_.find(IdOf(example));
  return found == titles_.end() ? IdOf(example) : found->second;
}

absl::StatusOr<ExampleTitles> ExampleTitles::Of(const std::vector<ChangeLine>& lines,
                                                Counted counted, Date day, const Texts& texts,
                                                Source& source) {
  ExampleTitles titles(counted);
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  for (const ChangeLine& line : lines) {
    for (const ChangeExample& example : line.gain.examples) {
      const std::string& id = titles.IdOf(example);
      if (titles.titles_.contains(id)) continue;
      Card card;
      if (counted == Counted::kVacancies) {
        PASSUNG_ASSIGN_OR_RETURN(
            const auto found, GetAs<v1::Vacancy>(source, wire::ResourceName(wire::kVacancies, id)));
        PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, wire::FromProto(found));
        card = CardOf(vacancy, Match(), texts, *knowledge);
      } else {
        PASSUNG_ASSIGN_OR_RETURN(const auto found,
                                 GetAs<v1::Mentee>(source, wire::ResourceName(wire::kMentees, id)));
        PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, wire::FromProto(found));
        card = CardOf(mentee, day, texts, *knowledge);
      }
      titles.titles_.emplace(id, absl::StrCat(Title(card), " (", id, ")"));
    }
  }
  return titles;
}

void PrintChanges(const ChangeTable& changes, const Texts& texts, const Console& console) {
  Table table(ColumnsOf(changes, texts), console.width);
  std::vector<std::string> without;
  std::vector<bool> done(changes.lines.size());
  size_t shown = 0;
  for (size_t i = 0; i < changes.lines.size(); ++i) {
    const ChangeLine& line = changes.lines[i];
    if (done[i]) continue;
    if (!HasEffect(line.gain) && line.notes.empty()) {
      without.push_back(line.text);
      continue;
    }
    if (shown == changes.most) continue;
    ++shown;
    std::vector<std::string> notes = NotesOf(line, changes.titles, texts);
    const std::vector<std::string> likewise = TakeLikewise(changes.lines, i, done);
    if (!likewise.empty()) {
      notes.push_back(texts.Get("phrase.likewise", {{{"steps", absl::StrJoin(likewise, "; ")}}}));
    }
    table.Add(CellsOf(line, changes.counted, texts), std::move(notes));
  }
  if (shown > 0) table.Print(console.out);
  console.out << "\n";
  if (without.empty()) return;
  PrintWrapped(
      texts.Get("phrase.no_effect", {{{"count", texts.Number(static_cast<int64_t>(without.size()))},
                                      {"steps", absl::StrJoin(without, "; ")}}}),
      console);
}

void PrintWrapped(const std::string& text, const Console& console) {
  for (const std::string& line : Wrap(text, console.width)) console.out << line << "\n";
}

void WriteChangesCsv(const std::vector<ChangeLine>& lines, std::ostream& out) {
  out << CsvLine({"text", "lead", "becomes_listed", "becomes_open", "opens", "no_longer_listed",
                  "furthers", "enters_bar", "enters_top", "top_gain"});
  for (const ChangeLine& line : lines) {
    const ChangeGain& gain = line.gain;
    out << CsvLine({line.text, line.lead, absl::StrCat(gain.becomes_listed),
                    absl::StrCat(gain.becomes_open), absl::StrCat(gain.opens),
                    absl::StrCat(gain.no_longer_listed), absl::StrCat(gain.furthers),
                    absl::StrCat(gain.enters_bar), absl::StrCat(gain.enters_top),
                    absl::StrCat(gain.top_gain)});
  }
}

}  // namespace passung::cli
