#include "passung/snapshot_image.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/image/archive.h"
#include "engine/image/index_sections.h"
#include "engine/image/sealed_file.h"
#include "engine/index/snapshot_internal.h"
#include "passung/codec.h"
#include "passung/engine.h"

namespace passung {
namespace {

using image::ArchiveReader;
using image::ArchiveWriter;
using image::SealedFile;
using image::SealedFileWriter;
using image::Section;

// More find nothing to do: some steps are one thread's.
constexpr int kMostThreads = 16;

int ThreadsOf(int asked) { return asked > 0 ? asked : std::min(Cores(), kMostThreads); }

// Vacancies that are decoded in one go.
constexpr size_t kDecodedTogether = 4096;

base::Digest128 DigestOfKnowledge(const std::string& digest) {
  return base::DigestOf(absl::StrCat("knowledge ", digest));
}

// What stands in the trailer. The program's version first: nothing else is read of another one's.
struct Text {
  ImageFacts facts;
  uint64_t layout = 0;
  base::Digest128 vacancies;  // their digests added up
};

template <class A>
void DescribeText(A& a, auto& text) {
  a(text.facts.engine_version, text.layout, text.facts.revision, text.facts.knowledge_digest,
    text.vacancies.high, text.vacancies.low, text.facts.vacancies, text.facts.rows);
}

// ---- Writing ------------------------------------------------------------------------------------

// Whether its vacancies are those that it was built of, and nothing was put to its rows since.
bool IsAsBuilt(const SnapshotImpl& snapshot) {
  const RecordStore<Vacancy>& vacancies = snapshot.vacancies();
  const RecordSet& set = snapshot.vacancy_set();
  return set.slots == vacancies.base_size() && vacancies.size() == vacancies.base_size() &&
         !set.liveness.AnyDead();
}

absl::StatusOr<std::shared_ptr<const Snapshot>> BuildAnew(const SnapshotImpl& from, int threads) {
  SnapshotInput input{
      .knowledge = from.shared_knowledge(), .revision = from.revision(), .threads = threads};
  const RecordSet& set = from.vacancy_set();
  input.vacancies.reserve(set.size());
  for (uint32_t slot = 0; slot < set.slots; ++slot) {
    if (set.Has(slot)) input.vacancies.push_back(from.vacancies().CopyOf(slot));
  }
  return BuildSnapshot(std::move(input));
}

base::Digest128 DigestOfVacancies(const SnapshotImpl& snapshot) {
  base::DigestSum sum = snapshot.records();
  sum.Remove(DigestOfKnowledge(snapshot.knowledge().digest()));
  RecordDigests digests;
  const RecordSet& mentees = snapshot.mentee_set();
  for (uint32_t slot = 0; slot < mentees.slots; ++slot) {
    if (mentees.Has(slot)) sum.Remove(digests.Of(snapshot.mentees()[slot]));
  }
  return sum.value();
}

void WriteExtras(const ImageExtras& extras, SealedFileWriter& to) {
  const auto encoded = [](const auto& values) {
    std::vector<std::string> all;
    all.reserve(values.size());
    for (const auto& value : values) all.push_back(EncodeCanonical(value));
    return all;
  };
  ArchiveWriter section;
  section(EncodeCanonical(extras.classification), encoded(extras.profiles), encoded(extras.active));
  to.BeginSection();
  to.Append(section.bytes());
}

// Pieces of text one behind the other, and where each begins.
template <class F>
void WriteTexts(uint32_t count, SealedFileWriter& to, F&& text_of) {
  std::vector<uint64_t> begin = {0};
  begin.reserve(count + size_t{1});
  to.BeginSection();
  for (uint32_t slot = 0; slot < count; ++slot) {
    const std::string text = text_of(slot);
    to.Append(text);
    begin.push_back(begin.back() + text.size());
  }
  to.BeginSection();
  to.Append({reinterpret_cast<const char*>(begin.data()), begin.size() * sizeof(uint64_t)});
}

absl::StatusOr<ImageFacts> WriteBuilt(const SnapshotImpl& snapshot, const ImageExtras& extras,
                                      const std::string& path) {
  PASSUNG_ASSIGN_OR_RETURN(const auto to, SealedFileWriter::Create(path));
  WriteExtras(extras, *to);
  image::WriteIndex(snapshot, *to);
  const RecordStore<Vacancy>& vacancies = snapshot.vacancies();
  const uint32_t count = snapshot.vacancy_set().slots;
  WriteTexts(count, *to, [&](uint32_t slot) { return std::string(vacancies.IdOf(slot)); });
  WriteTexts(count, *to, [&](uint32_t slot) { return vacancies.EncodedAt(slot); });
  Text text = {.facts = {.engine_version = std::string(EngineVersion()),
                         .revision = snapshot.revision(),
                         .knowledge_digest = snapshot.knowledge().digest(),
                         .vacancies = count,
                         .rows = snapshot.columns().row_count()},
               .layout = image::LayoutOf(),
               .vacancies = DigestOfVacancies(snapshot)};
  text.facts.vacancies_digest = text.vacancies.ToHex();
  // Somebody who wrote meanwhile appended to what was written here, a vacancy before its rows.
  if (!IsAsBuilt(snapshot)) return absl::AbortedError("written to meanwhile");
  ArchiveWriter written;
  DescribeText(written, text);
  PASSUNG_ASSIGN_OR_RETURN(text.facts.bytes, to->Finish(written.bytes()));
  return text.facts;
}

// ---- Reading ------------------------------------------------------------------------------------

template <class T, class Decode>
absl::Status DecodeAll(const std::vector<std::string>& encoded, Decode decode,
                       std::vector<T>& values) {
  for (const std::string& bytes : encoded) {
    PASSUNG_ASSIGN_OR_RETURN(values.emplace_back(), decode(bytes));
  }
  return absl::OkStatus();
}

absl::Status ReadExtras(absl::string_view bytes, ImageExtras& extras) {
  std::string classification;
  std::vector<std::string> profiles;
  std::vector<std::string> active;
  ArchiveReader reader(bytes);
  reader(classification, profiles, active);
  if (!reader.AtEnd()) return absl::DataLossError("its extras are none");
  PASSUNG_ASSIGN_OR_RETURN(extras.classification, DecodeClassification(classification));
  PASSUNG_RETURN_IF_ERROR(DecodeAll(profiles, DecodeProfile, extras.profiles));
  return DecodeAll(active, DecodeActiveProfile, extras.active);
}

// Whether these are the beginnings of so many texts, and the end of the last, in `bytes`.
bool AreBeginnings(std::span<const uint64_t> begin, size_t count, absl::string_view bytes) {
  return begin.size() == count + 1 && begin.front() == 0 && begin.back() == bytes.size() &&
         std::is_sorted(begin.begin(), begin.end());
}

class MappedImage final : public SnapshotImage {
 public:
  MappedImage(std::shared_ptr<const SealedFile> file, Text text)
      : file_(std::move(file)), text_(std::move(text)) {}

  // What is not looked at again.
  absl::Status Check() {
    if (const absl::Status status = ReadExtras(At(Section::kExtras), extras_); !status.ok()) {
      return Damaged(status.message());
    }
    const auto numbers = [&](Section section) {
      const absl::string_view bytes = At(section);
      return std::span(reinterpret_cast<const uint64_t*>(bytes.data()),
                       bytes.size() / sizeof(uint64_t));
    };
    encoded_ = {.bytes = At(Section::kRecords),
                .begin = numbers(Section::kRecordBegin),
                .ids = At(Section::kIds),
                .id_begin = numbers(Section::kIdBegin),
                .owner = file_};
    const auto count = static_cast<size_t>(text_.facts.vacancies);
    if (text_.facts.vacancies < 0 || count >= UINT32_MAX ||
        !AreBeginnings(encoded_.begin, count, encoded_.bytes) ||
        !AreBeginnings(encoded_.id_begin, count, encoded_.ids)) {
      return Damaged("its vacancies are not as many as it says");
    }
    for (size_t slot = 1; slot < count; ++slot) {
      if (encoded_.IdAt(slot - 1) < encoded_.IdAt(slot)) continue;
      return Damaged(absl::StrCat("vacancy \"", encoded_.IdAt(slot), "\" is out of its order"));
    }
    return absl::OkStatus();
  }

  const ImageFacts& facts() const override { return text_.facts; }
  const ImageExtras& extras() const override { return extras_; }

  absl::StatusOr<std::shared_ptr<const Snapshot>> Load(std::shared_ptr<const Knowledge> knowledge,
                                                       std::vector<Mentee> mentees,
                                                       int threads) const override {
    if (knowledge->digest() != text_.facts.knowledge_digest) {
      return absl::FailedPreconditionError(absl::StrCat(
          "\"", file_->path(), "\" was made with other tables (digest ",
          text_.facts.knowledge_digest, ", here ", knowledge->digest(), "); have it written anew"));
    }
    AssembledSnapshot made{.revision = text_.facts.revision};
    PASSUNG_RETURN_IF_ERROR(ArrangeMentees(mentees, ThreadsOf(threads), made.records));
    made.records.Add(text_.vacancies);
    made.records.Add(DigestOfKnowledge(knowledge->digest()));
    made.storage = std::make_shared<SnapshotStorage>(
        std::move(knowledge), BaseRecords<Vacancy>(encoded_), std::move(mentees));
    SnapshotStorage& storage = *made.storage;
    const image::IndexBytes bytes = {file_.get()};
    made.parts = storage.parts.Begin();
    if (!image::ReadColumns(bytes, storage.vacancies.size(), ThreadsOf(threads), storage.columns) ||
        storage.columns.row_count() != text_.facts.rows) {
      return Damaged("its index is none");
    }
    std::array<bool, 2> good{};
    ParallelFor(good.size(), ThreadsOf(threads), [&](size_t part) {
      good[part] = part == 0 ? image::ReadIndex(bytes, storage.columns, storage.parts, made.index)
                             : image::AreWithinBounds(storage.columns);
    });
    if (!good[0] || !good[1]) return Damaged("its index is none");
    storage.parts.Finish();
    storage.columns.dictionaries.ForgetReaders();  // nobody has seen it yet
    return std::shared_ptr<const Snapshot>(SnapshotImpl::Assemble(std::move(made)));
  }

  absl::Status VerifyVacancies(int threads) const override {
    const size_t count = encoded_.size();
    const size_t parts = (count + kDecodedTogether - 1) / kDecodedTogether;
    std::vector<absl::StatusOr<base::DigestSum>> sums(parts);
    ParallelFor(parts, ThreadsOf(threads), [&](size_t part) {
      const size_t first = part * kDecodedTogether;
      sums[part] = DigestOfSome(first, std::min(count, first + kDecodedTogether));
    });
    base::DigestSum all;
    for (const auto& sum : sums) {
      PASSUNG_RETURN_IF_ERROR(sum.status());
      all.Add(sum->value());
    }
    if (all.value() == text_.vacancies) return absl::OkStatus();
    return Damaged("its vacancies are not those of its digest");
  }

 private:
  absl::string_view At(Section section) const {
    return file_->section(static_cast<size_t>(section));
  }
  absl::Status Damaged(absl::string_view why) const {
    return absl::DataLossError(
        absl::StrCat("\"", file_->path(), "\" is no whole image: ", why, "; have it written anew"));
  }
  absl::StatusOr<base::DigestSum> DigestOfSome(size_t slot, size_t end) const {
    base::DigestSum sum;
    RecordDigests digests;
    for (; slot < end; ++slot) {
      const absl::StatusOr<Vacancy> vacancy = DecodeVacancy(encoded_.At(slot));
      if (!vacancy.ok() || vacancy->id.value != encoded_.IdAt(slot)) {
        return Damaged(absl::StrCat("vacancy \"", encoded_.IdAt(slot), "\" cannot be read"));
      }
      sum.Add(digests.Of(*vacancy));
    }
    return sum;
  }

  const std::shared_ptr<const SealedFile> file_;
  const Text text_;
  ImageExtras extras_;
  EncodedRecords encoded_;
};

}  // namespace

absl::StatusOr<ImageFacts> WriteImage(const Snapshot& snapshot, const ImageExtras& extras,
                                      const std::string& path, int threads) {
  const SnapshotImpl& from = SnapshotImpl::From(snapshot);
  if (IsAsBuilt(from)) {
    auto facts = WriteBuilt(from, extras, path);
    if (!absl::IsAborted(facts.status())) return facts;
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto built, BuildAnew(from, threads));
  return WriteBuilt(SnapshotImpl::From(*built), extras, path);
}

absl::StatusOr<std::unique_ptr<SnapshotImage>> SnapshotImage::Open(const std::string& path,
                                                                   int threads) {
  PASSUNG_ASSIGN_OR_RETURN(auto file, SealedFile::Open(path, ThreadsOf(threads)));
  return image::OpenSealed(std::move(file));
}

absl::StatusOr<std::unique_ptr<SnapshotImage>> image::OpenSealed(
    std::shared_ptr<const SealedFile> file) {
  ArchiveReader reader(file->text());
  Text text;
  reader(text.facts.engine_version);
  if (reader.ok() && text.facts.engine_version != EngineVersion()) {
    return absl::FailedPreconditionError(
        absl::StrCat("\"", file->path(), "\" was written by version ", text.facts.engine_version,
                     "; this is version ", EngineVersion(), ": have it written anew"));
  }
  ArchiveReader whole(file->text());
  DescribeText(whole, text);
  text.facts.vacancies_digest = text.vacancies.ToHex();
  text.facts.bytes = file->size();
  if (!whole.AtEnd() || text.layout != LayoutOf() || file->section_count() != kSectionCount) {
    return absl::FailedPreconditionError(absl::StrCat(
        "\"", file->path(), "\" has another layout than this program; have it written anew"));
  }
  auto opened = std::make_unique<MappedImage>(std::move(file), std::move(text));
  PASSUNG_RETURN_IF_ERROR(opened->Check());
  return std::unique_ptr<SnapshotImage>(std::move(opened));
}

}  // namespace passung
