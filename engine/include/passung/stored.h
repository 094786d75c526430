#ifndef PASSUNG_STORED_H_
#define PASSUNG_STORED_H_

#include <cstdint>
#include <string>

#include "passung/ids.h"
#include "passung/unix_time.h"

// Rows of the repository that only those who serve it need.

namespace passung {

// Which version of a profile is used where none is named.
struct ActiveProfile {
  std::string id;  // of the profile
  int32_t version = 1;
  friend bool operator==(const ActiveProfile&, const ActiveProfile&) = default;
};

// What was answered to a request that changed something, for when the same request comes again.
struct StoredAnswer {
  std::string id;              // who asked, and the id that they gave the request; any bytes
  std::string request_digest;  // tells another request under the same id
  std::string answer;          // the response message, opaque here
  std::string subject;         // id of the mentee it is about, "*" for many, empty for nobody
  UnixTime expire_time;        // from then on it is forgotten
  friend bool operator==(const StoredAnswer&, const StoredAnswer&) = default;
};

// Ties a person to what logs say of them. When it is gone, nobody can any more.
struct PseudonymKey {
  MenteeId mentee;
  std::string key;  // random bytes
};

}  // namespace passung

#endif  // PASSUNG_STORED_H_
