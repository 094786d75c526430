// The page for mentors: the files that its build makes, kept in memory and given to browsers.
#ifndef PASSUNG_SERVER_HTTP_PAGE_FILES_H_
#define PASSUNG_SERVER_HTTP_PAGE_FILES_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/http/http_server.h"

namespace passung::server {

// Immutable, thread-safe. Holds what it read when it was made: a page that is built meanwhile is served by
// the next process.
class PageFiles {
 public:
  // Reads all files of `folder`, whose names become paths; `index.html` is "/" as well. Of a file that has a
  // companion "<name>.gz" browsers that take gzip get that one.
  // InvalidArgument naming folder or file: it is not there, cannot be read, has an ending that no browser
  // expects of a page, or there is no index.html. ResourceExhausted: more than 16 MiB.
  // `open`: whoever reaches the server may do everything; index.html says so, and the page shows it.
  static absl::StatusOr<std::unique_ptr<const PageFiles>> Read(const std::string& folder,
                                                               bool open = false);

  // Answers GET and HEAD for a file of the page. False: there is none at that path, and nothing was answered.
  bool Answer(const HttpRequest& request, HttpExchange& exchange) const;

 private:
  struct File {
    absl::string_view content_type;
    std::string plain;
    std::string gzip;      // empty: none
    std::string etag;      // quoted
    bool forever = false;  // its name changes with its content
  };

  PageFiles() = default;
  static void MarkOpen(File& index);

  std::map<std::string, File, std::less<>> files_;  // by path
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_PAGE_FILES_H_
