// What is wrong with a JSON request, by its field and without its content.
#ifndef PASSUNG_SERVER_HTTP_JSON_FAULT_H_
#define PASSUNG_SERVER_HTTP_JSON_FAULT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace passung::server {

// InvalidArgument for what protobuf's reader of JSON says of a request of this type. It quotes the text around
// the fault, in which anything about a person may stand; that does not leave here, the path of the field does.
absl::Status JsonFault(absl::string_view type, absl::string_view said);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_JSON_FAULT_H_
