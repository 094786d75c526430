#include "server/http/page_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/base/digest.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMostBytes = 16 * 1024 * 1024;

// What a page of ours may do: run, show and ask what comes from this server, and nothing else. Styles of single
// elements are set by scripts (the length of a bar), never by markup, so that no "unsafe-inline" is needed.
constexpr absl::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct Ending {
  absl::string_view suffix;
  absl::string_view content_type;
};
constexpr Ending kEndings[] = {
    {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},   {".svg", "image/svg+xml"},
    {".json", "application/json"},         {".txt", "text/plain; charset=utf-8"},
};

std::optional<absl::string_view> ContentTypeOf(absl::string_view name) {
  const auto* const at = std::find_if(std::begin(kEndings), std::end(kEndings), [&](Ending ending) {
    return absl::EndsWith(name, ending.suffix);
  });
  if (at == std::end(kEndings)) return std::nullopt;
  return at->content_type;
}

absl::StatusOr<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file || !content) {
    return absl::InvalidArgumentError(absl::StrCat("page: ", path.string(), " cannot be read"));
  }
  return std::move(content).str();
}

// Relative to the folder, sorted.
absl::StatusOr<std::vector<std::string>> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  uint64_t bytes = 0;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    bytes += at->file_size(error);
    names.push_back(fs::relative(at->path(), folder, error).generic_string());
  }
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("page: the folder ", folder, " cannot be read: ", error.message()));
  }
  if (bytes > kMostBytes) {
    return absl::ResourceExhaustedError(absl::StrCat("page: the folder ", folder, " has ", bytes,
                                                     " bytes, allowed are ", kMostBytes));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string EtagOf(absl::string_view content) {
  return absl::StrCat("\"", base::DigestOf(content).ToHex(), "\"");
}

// As RFC 9110 lists them; a weight of 0 refuses.
bool TakesGzip(absl::string_view accepted) {
  for (absl::string_view entry : absl::StrSplit(accepted, ',')) {
    const std::vector<absl::string_view> parts = absl::StrSplit(entry, ';');
    if (absl::StripAsciiWhitespace(parts.front()) != "gzip") continue;
    return parts.size() == 1 || !absl::StrContains(parts[1], "q=0") ||
           absl::StrContains(parts[1], "q=0.");
  }
  return false;
}

}  // namespace

// As plain text: for some hundred bytes compressing is not worth the library.
void PageFiles::MarkOpen(File& index) {
  index.plain = absl::StrReplaceAll(
      index.plain, {{"</head>", "<meta name=\"passung-open\" content=\"yes\">\n</head>"}});
  index.gzip.clear();
  index.etag = EtagOf(index.plain);
}

absl::StatusOr<std::unique_ptr<const PageFiles>> PageFiles::Read(const std::string& folder,
                                                                 bool open) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(folder));
  std::unique_ptr<PageFiles> page(new PageFiles);
  for (absl::string_view name : names) {
    const bool compressed = absl::ConsumeSuffix(&name, ".gz");
    const auto content_type = ContentTypeOf(name);
    if (!content_type) {
      return absl::InvalidArgumentError(absl::StrCat(
          "page: ", folder, "/", name, " is no .html, .js, .css, .svg, .json or .txt"));
    }
    const std::string file_name = absl::StrCat(name, compressed ? ".gz" : "");
    PASSUNG_ASSIGN_OR_RETURN(std::string content, ReadFile(fs::path(folder) / file_name));
    File& file = page->files_[absl::StrCat("/", name)];
    file.content_type = *content_type;
    file.forever = absl::StartsWith(name, "assets/");
    if (compressed) {
      file.gzip = std::move(content);
    } else {
      file.etag = EtagOf(content);
      file.plain = std::move(content);
    }
  }
  const auto index = page->files_.find("/index.html");
  if (index == page->files_.end()) {
    return absl::InvalidArgumentError(absl::StrCat("page: ", folder, " has no index.html"));
  }
  if (open) MarkOpen(index->second);
  page->files_["/"] = index->second;
  return page;
}

bool PageFiles::Answer(const HttpRequest& request, HttpExchange& exchange) const {
  if (request.method != "GET" && request.method != "HEAD") return false;
  const auto at = files_.find(request.path);
  if (at == files_.end()) return false;
  const File& file = at->second;
  HttpHead head{.content_type = std::string(file.content_type)};
  head.more = {{"Content-Security-Policy", std::string(kPolicy)},
               {"Cache-Control", file.forever ? "public, max-age=31536000, immutable" : "no-cache"},
               {"ETag", file.etag},
               {"Vary", "Accept-Encoding"},
               {"Cross-Origin-Opener-Policy", "same-origin"}};
  if (request.Header("if-none-match") == file.etag) {
    head.status = 304;
    exchange.Respond(std::move(head), "");
    return true;
  }
  const bool compressed = !file.gzip.empty() && TakesGzip(request.Header("accept-encoding"));
  if (compressed) head.more.emplace_back("Content-Encoding", "gzip");
  exchange.Respond(std::move(head), compressed ? file.gzip : file.plain);
  return true;
}

}  // namespace passung::server
