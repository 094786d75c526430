#include "bindings/cli/reader.h"

#include <algorithm>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/layout.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

using text::Texts;

// The sentences of a match for a mentee.
struct MenteeSheet {
  std::vector<std::string> fits;     // the strongest first
  std::vector<std::string> missing;  // what bars first
  std::vector<std::string> next;
};

void AddSentence(const std::string& sentence, std::vector<std::string>& sentences) {
  if (sentence.empty()) return;
  if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end()) {
    sentences.push_back(sentence);
  }
}

// A criterion with the same reason says more of it: what is usual, how much fits.
const std::string& SentenceOf(const Hit& hit, size_t outcome) {
  for (size_t i = 0; i < hit.match.contributions.size(); ++i) {
    if (hit.match.contributions[i].reason == hit.match.outcomes[outcome].reason) {
      return hit.contribution_texts[i];
    }
  }
  return hit.outcome_texts[outcome];
}

// Rules that do not pass: the worst verdict first, in the order of the rules.
void AddRules(const Hit& hit, const Texts& texts, MenteeSheet& sheet) {
  for (const Verdict verdict : {Verdict::kFail, Verdict::kPassAfter, Verdict::kUnknown}) {
    for (size_t i = 0; i < hit.match.outcomes.size(); ++i) {
      const RuleOutcome& outcome = hit.match.outcomes[i];
      if (outcome.verdict != verdict) continue;
      AddSentence(SentenceOf(hit, i), sheet.missing);
      if (outcome.step != Step::kNone) AddSentence(texts.Of(outcome.step), sheet.next);
    }
  }
}

void AddCriteria(const Hit& hit, MenteeSheet& sheet) {
  const std::vector<Contribution>& all = hit.match.contributions;
  std::vector<size_t> order(all.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return all[a].contribution > all[b].contribution; });
  for (const size_t i : order) {
    AddSentence(hit.contribution_texts[i], SpeaksFor(all[i]) ? sheet.fits : sheet.missing);
  }
}

MenteeSheet MenteeSheetOf(const Hit& hit, const Texts& texts) {
  MenteeSheet sheet;
  AddRules(hit, texts, sheet);
  AddCriteria(hit, sheet);
  if (sheet.fits.empty()) sheet.fits.push_back(texts.Get("mentee.nothing_fits"));
  if (sheet.missing.empty()) sheet.missing.push_back(texts.Get("mentee.nothing_missing"));
  if (sheet.next.empty()) sheet.next.push_back(texts.Get("mentee.talk"));
  return sheet;
}

void PrintIndented(const std::string& begin, const std::string& text, Console& console) {
  const int indent = Width(begin);
  std::string before = begin;
  for (const std::string& line : Wrap(text, console.width - indent)) {
    console.out << before << line << "\n";
    before.assign(static_cast<size_t>(indent), ' ');
  }
}

void PrintPart(const Texts& texts, absl::string_view heading,
               const std::vector<std::string>& sentences, Console& console) {
  console.out << texts.Get(heading) << "\n";
  for (const std::string& sentence : sentences) PrintIndented("  - ", sentence, console);
  console.out << "\n";
}

std::string CardLine(const Card& card) {
  std::vector<std::string> parts;
  for (const std::string& part : {card.title, card.who, card.where}) {
    if (!part.empty()) parts.push_back(part);
  }
  return absl::StrJoin(parts, " · ");
}

template <class E, class M>
std::string EnumWord(M message, const Texts& texts) {
  const auto value = wire::FromProto<E>(message, "");
  return value.ok() ? texts.Of(*value) : std::string();
}

bool IsHidden(const v1::RuleOutcome& outcome) { return outcome.reason() == v1::REASON_UNSPECIFIED; }

// Rules whose reason is hidden are one row: which of them is open or comes later is none of the employer's
// business. The worst of them, of equal ones the latest day.
v1::RuleOutcome AccessOf(const v1::Match& match) {
  v1::RuleOutcome worst;
  for (const v1::RuleOutcome& outcome : match.rule_outcomes()) {
    if (!IsHidden(outcome)) continue;
    const bool later = outcome.verdict() == worst.verdict() && outcome.from() > worst.from();
    if (outcome.verdict() > worst.verdict() || later) worst = outcome;
  }
  return worst;
}

}  // namespace

const Readers& AllReaders() {
  static const Readers& readers = *new Readers{{"mentee", v1::AUDIENCE_MENTEE},
                                               {"mentor", v1::AUDIENCE_MENTOR},
                                               {"employer", v1::AUDIENCE_EMPLOYER}};
  return readers;
}

void AddReaderOption(CLI::App& command, const Readers& readers, v1::Audience& reader) {
  std::vector<std::string> names;
  for (const auto& [name, audience] : readers) names.push_back(name);
  command
      .add_option("--for", reader,
                  absl::StrCat("Whom it is written for: ", absl::StrJoin(names, ", "),
                               " (default: mentor)"))
      ->transform(CLI::CheckedTransformer(readers).description(""))
      ->type_name("READER");
}

void PrintForMentee(const Hit& hit, const Texts& texts, Console& console) {
  const MenteeSheet sheet = MenteeSheetOf(hit, texts);
  console.out << CardLine(hit.card) << "\n\n";
  PrintPart(texts, "heading.mentee.fits", sheet.fits, console);
  PrintPart(texts, "heading.mentee.missing", sheet.missing, console);
  PrintPart(texts, "heading.mentee.next", sheet.next, console);
}

void PrintShortForMentee(const Hit& hit, int rank, const Texts& texts, Console& console) {
  const MenteeSheet sheet = MenteeSheetOf(hit, texts);
  PrintIndented(absl::StrCat(rank, ". "), CardLine(hit.card), console);
  PrintIndented("   ", absl::StrCat(texts.Get("heading.mentee.fits"), ": ", sheet.fits.front()),
                console);
  PrintIndented("   ",
                absl::StrCat(texts.Get("heading.mentee.missing"), ": ", sheet.missing.front()),
                console);
}

void PrintForEmployer(const v1::Match& match, const Card& card, const Texts& texts,
                      Console& console) {
  console.out << CardLine(card) << "\n    " << texts.Score(match.score()) << ", "
              << EnumWord<HitClass>(match.hit_class(), texts) << "\n\n";
  Table parts({{texts.Get("table.criterion")},
               {texts.Get("table.contribution"), Align::kRight},
               {texts.Get("table.of"), Align::kRight},
               {texts.Get("table.fact")}},
              console.width, 4);
  for (const v1::Contribution& row : match.contributions()) {
    const std::string name = EnumWord<CriterionKey>(row.criterion(), texts);
    parts.Add({name.empty() ? texts.Get("employer.folded_name") : name,
               texts.Score(row.contribution()), texts.Score(row.weight() * kMaxPoints),
               row.text()});
  }
  parts.Print(console.out);
  console.out << "\n";
  Table rules({{texts.Get("table.rule")}, {texts.Get("table.verdict")}, {texts.Get("table.fact")}},
              console.width, 4);
  const v1::RuleOutcome access = AccessOf(match);
  if (!access.text().empty()) {
    rules.Add(
        {texts.Get("employer.access"), EnumWord<Verdict>(access.verdict(), texts), access.text()});
  }
  for (const v1::RuleOutcome& row : match.rule_outcomes()) {
    if (IsHidden(row) || row.reason() == v1::REASON_NONE) continue;
    rules.Add({EnumWord<RuleKey>(row.rule(), texts), EnumWord<Verdict>(row.verdict(), texts),
               row.text()});
  }
  rules.Print(console.out);
  for (const int flag : match.flags()) {
    console.out << "    " << texts.Get("table.flags") << ": "
                << EnumWord<Flag>(static_cast<v1::Flag>(flag), texts) << "\n";
  }
  console.out << "\n";
}

}  // namespace passung::cli
