// Words of the one catalogue that server, command line and page have, too (proto/text).
#ifndef PASSUNG_PYTHON_WORDS_H_
#define PASSUNG_PYTHON_WORDS_H_

#include <nanobind/nanobind.h>

#include <string>

#include "proto/text/text.h"

namespace passung::python {

// "de", "en" …; throws InvalidArgument naming the field `lang`.
const text::Texts& TextsFor(const std::string& lang);
// "mentor" or "mentee". What employers may see is decided by the server, which alone knows who asks.
text::Audience AudienceOf(const std::string& audience);

void BindWords(nanobind::module_& module);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_WORDS_H_
