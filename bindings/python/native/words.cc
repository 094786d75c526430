#include "bindings/python/native/words.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/names.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

std::string Word(const std::string& key, const std::string& lang, const nb::kwargs& values) {
  const text::Texts& texts = TextsFor(lang);
  if (!texts.Has(key)) {
    throw StatusError(
        absl::NotFoundError(absl::StrCat("key: \"", key, "\" is not in the catalogue")));
  }
  std::vector<text::Argument> arguments;
  for (const auto& [name, value] : values) {
    arguments.push_back({nb::cast<std::string>(name), nb::cast<std::string>(nb::str(value))});
  }
  return texts.Get(key, arguments);
}

}  // namespace

const text::Texts& TextsFor(const std::string& lang) {
  const auto locale = text::ParseLocale(lang);
  if (locale.ok()) return text::Texts::For(*locale);
  throw StatusError(absl::InvalidArgumentError(
      absl::StrCat("lang: \"", lang, "\" is not one of \"de\", \"en\"")));
}

text::Audience AudienceOf(const std::string& audience) {
  if (audience == "mentor") return text::Audience::kMentor;
  if (audience == "mentee") return text::Audience::kMentee;
  throw StatusError(absl::InvalidArgumentError(
      absl::StrCat("audience: \"", audience, "\" is not one of \"mentor\", \"mentee\"")));
}

void BindWords(nb::module_& module) {
  module.def("word", Word, nb::arg("key"), nb::arg("lang"), nb::arg("values"),
             nb::sig("def word(key: str, lang: str, **values: object) -> str"),
             "The text of a key of the catalogue, such as \"criterion.language_fit\".");
  module.def(
      "score_text",
      [](int32_t score, const std::string& lang) { return TextsFor(lang).Score(score); },
      nb::arg("score"), nb::arg("lang"), "A score of 0 to 100 000 000 as people read it.");
  module.def(
      "number_text",
      [](int64_t number, const std::string& lang) { return TextsFor(lang).Number(number); },
      nb::arg("number"), nb::arg("lang"), "A number with the separators of the language.");
  module.def(
      "day_text",
      [](const std::string& day, const std::string& lang) {
        const auto parsed = Date::Parse(day);
        return parsed.ok() ? TextsFor(lang).Day(*parsed) : day;
      },
      nb::arg("day"), nb::arg("lang"), "A day such as 2026-03-02 as people read it.");
  module.def("criteria", NamesOf<CriterionKey>, "Names of the criteria in their order.");
  module.def("rules", NamesOf<RuleKey>, "Names of the rules in their order.");
}

}  // namespace passung::python
