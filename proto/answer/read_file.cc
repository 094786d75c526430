#include "proto/answer/read_file.h"

#include <array>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace passung::answer {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  constexpr size_t kPiece = 64 * 1024;
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(absl::StrCat("\"", path, "\" cannot be opened"));
  std::string content;
  std::array<char, kPiece> piece;
  // By read(), which only sets a flag where iterators over the buffer would throw.
  do {
    in.read(piece.data(), piece.size());
    content.append(piece.data(), static_cast<size_t>(in.gcount()));
  } while (in);
  if (in.bad()) return absl::UnavailableError(absl::StrCat("\"", path, "\" cannot be read"));
  return content;
}

}  // namespace passung::answer
