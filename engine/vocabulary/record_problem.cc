#include "passung/record_problem.h"

#include <cstddef>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

// In the order of ProblemCode.
constexpr absl::string_view kSentences[] = {
    "{detail}",
    "column \"{value}\" stands in the header twice; the first one is read",
    "unknown column \"{value}\" is left out",
    "unknown field \"{value}\" is left out",
    "a quotation mark opened on line {line} is not closed",
    "{count} values for {columns} columns; a value that holds the separator must be quoted",
    "{count} values for {columns} columns; the file ends in the middle of this record",
    "{count} values for {columns} columns; the missing ones count as empty",
    "not valid JSON at byte {position}; nothing behind it was read",
    "nested more than {most} deep; nothing behind it was read",
    "a list stands where an object is expected",
    "a single value stands where an object is expected",
    "is nested too deeply: allowed are a value, a list of values, an object with \"value\" and "
    "details, or a list of such; left out",
    "\"{value}\" is not {allowed}; counts as unknown",
    "\"{value}\" is not {allowed}",
    "\"{value}\" cannot be read",
    "must be given",
    "\"{value}\" has four digits; read as \"{read}\" (a lost leading zero)",
    "\"{value}\" holds bytes that are no text",
    "\"{value}\" holds NUL bytes; left out",
    "\"{value}\" has {bytes} bytes; cut to {most}",
    "\"{value}\" is longer than {most} characters",
    "detail \"{value}\" is not one of {names}; left out",
    "only the first {most} are read",
    "id \"{value}\" stands already on line {line}",
    "no reference number is given",
    "neither identifier nor url is given",
    "neither a title nor an occupation is given",
    "\"{value}\" is not a known name of an occupation; its code counts as unknown",
    "\"{value}\" is read as \"{name}\"",
    "\"{value}\" is not the code of \"{name}\"; read as {read}",
    "the source took the code from the title",
    "no occupation is named; read from the title as \"{name}\"",
    "no occupation is named; the title is most like \"{name}\", confidence {percent} %: taken",
    "no occupation is named; the title is most like \"{name}\", confidence {percent} %: too unsure "
    "to be taken",
    "{count} occupations; only the first {most} are read",
    "\"{value}\" stands for {count} occupations; only the first {most} are read",
    "entry \"{value}\" is left out: its occupation is not known",
    "a recognition of \"{value}\" is left out: it does not say of which occupation",
    "{count} competences without a number are left out",
    "{count} places; only the first {most} are read",
    "no district is given and none can be told from the town \"{value}\"; the place counts as "
    "unknown",
    "no district is given; the home counts as unknown",
    "the place is outside Germany (\"{value}\"); left out",
    "the town \"{value}\" is in Austria; left out",
    "no place in Germany: the place is outside Germany (\"{value}\")",
    "no place in Germany: the town \"{value}\" is in Austria",
    "the coordinates are not in Germany; left out",
    "the title says \"Aushilfe\": a Minijob, short-term or ordinary work; the kind counts as "
    "unknown",
    "\"{value}\" is contradicted by \"{word}\" in the title; read as {read}",
    "{least} to {most} hours a week are contradicted by \"{word}\" in the title; read as "
    "{read_least} to {read_most}",
    "\"{value}\" does not fit the title and is not read",
    "\"true\" beside full time; not read as a Minijob",
    "no code that begins with MC, MB, MQ or A8: what is offered is not known",
    "no level that the course leads to; counts as unknown",
    "\"{value}\" cannot be read, and it limits who may take part",
    "\"{value}\" is not one of {names}; who is admitted counts as unknown",
    "\"{value}\" comes twice",
    "\"{value}\" has already the code {read}; the first one counts",
    "home and work are one district, in which nobody is counted",
    "no figure is published",
    "\"{value}\" is not {least} to {most}",
    "\"{value}\" has {bytes} bytes, allowed are {most}",
    "\"{value}\" entries, allowed are {most}",
    "\"{value}\" stands in the list twice",
    "\"{value}\" lies before {name} \"{start}\"",
    "\"{value}\" is no level that a course leads to",
    "\"{value}\" is not above {name} \"{start}\"",
    "\"{value}\" is more than {name} \"{most}\"",
    "must be given for the kind {read}",
    "\"{value}\" does not belong to the kind {read}",
    "\"{value}\" must not be given without a vacancy",
};
static_assert(std::size(kSentences) == EnumCount<ProblemCode>());

// In the order of AllowedCode.
constexpr absl::string_view kPhrases[] = {
    "one of {names}",
    "a day as YYYY-MM-DD or DD.MM.YYYY from 1900 to 2199",
    "a whole number from {least} to {most}",
    "yes or no",
    "a latitude from -90 to 90 and a longitude from -180 to 180 in degrees",
    "a postal code of five digits",
    "a district code (AGS) of five digits that begins with 01 to 16",
    "\"none\", a Land of two digits or a district of five",
    "one of L=, R=, S=, W= (listening, reading, speaking, writing)",
    "a language code of two letters (ISO 639-1)",
    "hours a week from 1 to 48, as 20 or 20-30",
    "times such as \"mo-fr 08:00-16:00; sa 09:00-13:00\" or \"free\"",
    "the times at which the person can work",
    "milliseconds since 1970-01-01",
    "a school certificate",
    "1 to 63 characters of A-Z, a-z, 0-9, \".\", \"_\", \"-\"",
    "the first 1 to 5 digits of a code of the KldB 2010",
    "a five-digit code of the KldB 2010",
    "a code of the imported classification",
    "one occupation: it stands for {count}",
    "an occupation of the imported crosswalk (import --kind classification --isco, --esco)",
    "a kind of offer",
    "the number of a logged answer, 1 or more",
    "a district of today",
    "{least} to {most} digits",
    "4 digits",
    "a UUID",
};
static_assert(std::size(kPhrases) == EnumCount<AllowedCode>());

absl::string_view TextOf(absl::string_view name, const std::vector<ProblemValue>& values) {
  for (const ProblemValue& value : values) {
    if (value.name == name) return value.value;
  }
  return "…";
}

std::string Fill(absl::string_view pattern, const std::vector<ProblemValue>& values,
                 absl::string_view allowed) {
  std::string text;
  while (true) {
    const size_t open = pattern.find('{');
    absl::StrAppend(&text, pattern.substr(0, open));
    if (open == absl::string_view::npos) return text;
    const size_t close = pattern.find('}', open);
    const absl::string_view name = pattern.substr(open + 1, close - open - 1);
    absl::StrAppend(&text, name == "allowed" ? allowed : TextOf(name, values));
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace

absl::string_view PatternOf(ProblemCode code) { return kSentences[Index(code)]; }
absl::string_view PatternOf(AllowedCode allowed) { return kPhrases[Index(allowed)]; }

RecordProblem MakeProblem(std::string field, ProblemCode code, std::vector<ProblemValue> values,
                          std::optional<AllowedCode> allowed) {
  RecordProblem problem = {
      .field = std::move(field), .code = code, .values = std::move(values), .allowed = allowed};
  const std::string words = allowed ? Fill(PatternOf(*allowed), problem.values, "") : "";
  problem.reason = Fill(PatternOf(code), problem.values, words);
  return problem;
}

RecordProblem OtherProblem(std::string field, std::string sentence) {
  return {.field = std::move(field), .reason = std::move(sentence)};
}

}  // namespace passung
