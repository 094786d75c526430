// Any bytes as an image, and in the sections of one: refused, or an index within its bounds.
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/image/index_sections.h"
#include "engine/image/sealed_file.h"
#include "passung/market.h"
#include "passung/snapshot_image.h"

namespace {

using passung::image::SealedFile;

// The image of a small market.
struct Whole {
  std::shared_ptr<const passung::Knowledge> knowledge = passung::Knowledge::BuiltIn();
  std::string bytes;
  std::shared_ptr<const SealedFile> file;
};

Whole MakeWhole() {
  Whole whole;
  auto market = passung::MakeMarket({.mentees = 1,
                                     .vacancies = 40,
                                     .seed = 1,
                                     .today = passung::Date::FromCivil(2026, 2, 15).value()});
  passung::SnapshotInput input{.knowledge = whole.knowledge};
  input.vacancies = std::move(market->vacancies);
  const auto snapshot = passung::BuildSnapshot(std::move(input));
  // A name of its own: another fuzzer may be at work.
  const auto path =
      std::filesystem::temp_directory_path() / ("fuzz_image_" + std::to_string(getpid()));
  if (!passung::WriteImage(**snapshot, {}, path.string()).ok()) std::abort();
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  whole.bytes = bytes.str();
  std::filesystem::remove(path);
  whole.file = SealedFile::Of(whole.bytes, "whole", 1).value();
  return whole;
}

// Two bytes of where, and what stands there from now on.
void Spoil(absl::string_view with, std::string& section) {
  if (with.size() < 2 || section.empty()) return section.clear();
  const size_t at =
      (static_cast<uint8_t>(with[0]) | static_cast<size_t>(with[1]) << 8U) % section.size();
  with.remove_prefix(2);
  section.resize(std::max(section.size(), at + with.size()));
  std::copy(with.begin(), with.end(), section.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Whole& whole = *new Whole(MakeWhole());
  absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (SealedFile::Of(bytes, "bytes", 1).ok() && bytes != whole.bytes) std::abort();
  if (bytes.empty()) return 0;
  const size_t nth = static_cast<uint8_t>(bytes[0]) % whole.file->section_count();
  bytes.remove_prefix(1);
  std::vector<absl::string_view> sections;
  for (size_t i = 0; i < whole.file->section_count(); ++i) {
    sections.push_back(whole.file->section(i));
  }
  // Aligned as in a file.
  std::string spoilt(sections[nth]);
  Spoil(bytes, spoilt);
  std::vector<uint64_t> aligned((spoilt.size() + 7) / 8);
  auto* const memory = reinterpret_cast<char*>(aligned.data());
  std::copy(spoilt.begin(), spoilt.end(), memory);
  sections[nth] = {memory, spoilt.size()};
  const auto image =
      passung::image::OpenSealed(SealedFile::Unsealed(std::move(sections), whole.file->text()));
  if (!image.ok()) return 0;
  // Whatever it is of, it is an index or none.
  (*image)->Load(whole.knowledge, {}).status().IgnoreError();
  (*image)->VerifyVacancies().IgnoreError();
  return 0;
}
