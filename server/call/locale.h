// The language in which a caller wants to be spoken to.
#ifndef PASSUNG_SERVER_CALL_LOCALE_H_
#define PASSUNG_SERVER_CALL_LOCALE_H_

#include "absl/strings/string_view.h"

namespace passung::server {

// Of a header Accept-Language "de" or "en", whichever comes first; German where it has neither.
inline absl::string_view LocaleOf(absl::string_view accept_language) {
  const bool english = accept_language.find("en") < accept_language.find("de");
  return english ? "en" : "de";
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CALL_LOCALE_H_
