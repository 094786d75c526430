// As main.cc, for the libraries that bring packages of others along: a repository, and words in two languages.
#include <cstdio>
#include <string>

#include "passung/repository.h"
#include "passung/statistics.h"
#include "proto/text/text.h"

int main() {
  const auto repository = passung::OpenRepository("memory:");
  if (!repository.ok()) return 1;
  const auto contents = passung::ReadAll(**repository);
  if (!contents.ok() || !contents->vacancies.empty()) return 1;
  if (passung::ShareOf(1, 2).value != 0.5) return 1;
  using passung::text::Locale;
  for (const Locale locale : {Locale::kDe, Locale::kEn}) {
    const std::string word =
        passung::text::Texts::For(locale).Of(passung::CriterionKey::kLanguageFit);
    std::printf("%s\n", word.c_str());
  }
  return 0;
}
