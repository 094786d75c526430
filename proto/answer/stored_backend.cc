#include "proto/answer/stored_backend.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "engine/base/status_macros.h"
#include "proto/answer/imaged.h"
#include "proto/answer/loading.h"
#include "proto/answer/searched_rows.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {

absl::StatusOr<std::unique_ptr<StoredBackend>> StoredBackend::Open(
    std::unique_ptr<Repository> repository, KnowledgeFiles tables) {
  std::unique_ptr<StoredBackend> backend(
      new StoredBackend(std::move(repository), std::move(tables)));
  PASSUNG_RETURN_IF_ERROR(backend->Reload());
  return backend;
}

absl::StatusOr<std::unique_ptr<StoredBackend>> StoredBackend::OpenWithImage(
    std::unique_ptr<Repository> repository, KnowledgeFiles tables, std::string path,
    absl::Status& unused) {
  std::unique_ptr<StoredBackend> backend(
      new StoredBackend(std::move(repository), std::move(tables)));
  backend->image_ = std::move(path);
  unused = backend->BeginFromImage();
  if (!unused.ok()) PASSUNG_RETURN_IF_ERROR(backend->Reload());
  return backend;
}

absl::Status StoredBackend::BeginFromImage() {
  const std::lock_guard<std::mutex> lock(writing_);
  PASSUNG_ASSIGN_OR_RETURN(const Imaged imaged, LoadFromImage(*repository_, tables_, image_));
  image_revision_ = imaged.snapshot->revision();
  writer_ = SnapshotWriter::Continue(imaged.snapshot, /*threads=*/0);
  PASSUNG_RETURN_IF_ERROR(LoadProfiles());
  visible_.Restart(imaged.knowledge, image_revision_);
  Publish(imaged.snapshot);
  return CatchUpLocked();
}

absl::Status StoredBackend::KeepImage() {
  const std::shared_ptr<const Snapshot> snapshot = engine_.Current();
  if (snapshot->revision() == image_revision_) return absl::OkStatus();
  PASSUNG_RETURN_IF_ERROR(WriteImageOf(*repository_, *snapshot, image_).status());
  image_revision_ = snapshot->revision();
  return absl::OkStatus();
}

std::shared_ptr<const ProfileSet> StoredBackend::profiles() const {
  const std::lock_guard<std::mutex> lock(profiles_mutex_);
  return profiles_;
}

absl::StatusOr<int64_t> StoredBackend::Write(const WriteBatch& batch) {
  Waiting mine{.batch = &batch};
  std::vector<Waiting*> group;
  {
    std::unique_lock<std::mutex> lock(waiting_mutex_);
    waiting_.push_back(&mine);
    turn_.wait(lock, [&] { return mine.done || !is_writing_; });
    if (mine.done) return mine.result;
    is_writing_ = true;
    group.swap(waiting_);
  }
  // Also where something is thrown: the others would wait for ever.
  const absl::Cleanup pass_on = [&] {
    // Under the lock: who was done may be gone as soon as it is given up.
    const std::lock_guard<std::mutex> lock(waiting_mutex_);
    for (Waiting* const one : group) one->done = true;
    is_writing_ = false;
    turn_.notify_all();
  };
  WriteWaiting(group);
  return mine.result;
}

void StoredBackend::WriteWaiting(const std::vector<Waiting*>& group) {
  // Over both steps: a snapshot published late must not hide a later write.
  const std::lock_guard<std::mutex> lock(writing_);
  std::vector<const WriteBatch*> batches;
  batches.reserve(group.size());
  for (const Waiting* const one : group) batches.push_back(one->batch);
  std::vector<absl::StatusOr<int64_t>> results = repository_->WriteTogether(batches);
  std::vector<Waiting*> written;
  for (size_t i = 0; i < group.size(); ++i) {
    group[i]->result = std::move(results[i]);
    if (const absl::Status noted = Note(group[i]->result.status()); !noted.ok()) {
      group[i]->result = noted;
    } else {
      written.push_back(group[i]);
    }
  }
  if (written.empty()) return;
  // What is stored cannot be taken back, so that it must be seen: everything is read anew if need be.
  absl::Status seen = TakeOver(written);
  if (!seen.ok()) seen = ReloadLocked();
  const bool of_profiles = std::ranges::any_of(written, [](const Waiting* one) {
    return !one->batch->add_profiles.empty() || !one->batch->activate.empty();
  });
  if (seen.ok() && of_profiles) seen = LoadProfiles();
  // Who gets none now gets one with the first look: no reason to say that the write failed.
  if (key_) GiveKeys(written).IgnoreError();
  if (seen.ok()) return;
  for (Waiting* const one : written) one->result = seen;
}

absl::Status StoredBackend::AddPseudonymKeys(const std::vector<PseudonymKey>& keys) {
  return Note(repository_->AddPseudonymKeys(keys));
}

absl::StatusOr<int64_t> StoredBackend::ForgetAnswers(UnixTime before) {
  return repository_->ForgetAnswers(before);
}

// In one go: keys wait for the disk, too.
absl::Status StoredBackend::GiveKeys(const std::vector<Waiting*>& written) {
  std::set<MenteeId> stored;
  for (const Waiting* const one : written) {
    for (const Mentee& mentee : one->batch->upsert_mentees) stored.insert(mentee.id);
  }
  std::vector<PseudonymKey> keys;
  for (const MenteeId& mentee : stored) {
    const absl::Status known = repository_->GetPseudonymKey(mentee).status();
    if (known.ok()) continue;
    if (!absl::IsNotFound(known)) return known;
    PASSUNG_ASSIGN_OR_RETURN(std::string key, key_());
    keys.push_back({.mentee = mentee, .key = std::move(key)});
  }
  return keys.empty() ? absl::OkStatus() : repository_->AddPseudonymKeys(keys);
}

absl::Status StoredBackend::Scrub() { return Note(repository_->Scrub()); }

absl::StatusOr<int64_t> StoredBackend::ForgetHistory(UnixTime now, UnixTime before) {
  absl::StatusOr<int64_t> count = repository_->ForgetHistory(now, before);
  PASSUNG_RETURN_IF_ERROR(Note(count.status()));
  return count;
}

absl::StatusOr<std::shared_ptr<Backend>> StoredBackend::AsOf(int64_t revision) const {
  return past_.Of(*repository_, revision, [this](std::unique_ptr<Repository> past) {
    return Open(std::move(past), tables_);
  });
}

absl::Status StoredBackend::CheckWritable() { return Note(repository_->CheckWritable()); }

// Keeps in mind what the medium said, and says it without its words, which name files.
absl::Status StoredBackend::Note(absl::Status written) {
  if (written.ok()) writable_ = true;
  if (absl::IsResourceExhausted(written)) {
    writable_ = false;
    return wire::WithReason(
        absl::ResourceExhaustedError("the disk of the database is full: the change was not made; "
                                     "questions are answered all the same"),
        "STORAGE_FULL");
  }
  if (absl::IsUnavailable(written) || absl::IsDataLoss(written)) writable_ = false;
  return written;
}

absl::Status StoredBackend::Reload() {
  const std::lock_guard<std::mutex> lock(writing_);
  return ReloadLocked();
}

absl::Status StoredBackend::ReloadLocked() {
  PASSUNG_ASSIGN_OR_RETURN(SnapshotInput input, LoadInput(*repository_, tables_));
  const std::shared_ptr<const Knowledge> knowledge = input.knowledge;
  PASSUNG_ASSIGN_OR_RETURN(writer_, SnapshotWriter::Create(std::move(input)));
  PASSUNG_RETURN_IF_ERROR(LoadProfiles());
  visible_.Restart(knowledge, writer_->current()->revision());
  Publish(writer_->current());
  return absl::OkStatus();
}

absl::Status StoredBackend::CatchUp() {
  const std::lock_guard<std::mutex> lock(writing_);
  return CatchUpLocked();
}

absl::Status StoredBackend::CatchUpLocked() {
  const Snapshot& known = *writer_->current();
  PASSUNG_ASSIGN_OR_RETURN(RepositoryChanges changes, repository_->ReadChanges(known.revision()));
  if (changes.everything) return ReloadLocked();
  if (changes.revision == known.revision()) return absl::OkStatus();
  WriteBatch& batch = changes.batch;
  // What came and went in between was never known here.
  std::erase_if(batch.delete_vacancies,
                [&](const VacancyId& id) { return known.FindVacancy(id) == nullptr; });
  auto applied = Apply(batch, changes.revision);
  if (!applied.ok()) return ReloadLocked();
  Publish(*std::move(applied));
  return batch.add_profiles.empty() && batch.activate.empty() ? absl::OkStatus() : LoadProfiles();
}

absl::Status StoredBackend::LoadProfiles() {
  PASSUNG_ASSIGN_OR_RETURN(auto loaded, ProfileSet::Load(*repository_));
  const std::lock_guard<std::mutex> lock(profiles_mutex_);
  profiles_ = std::move(loaded);
  return absl::OkStatus();
}

// Only the last is published: what is read from the repository meanwhile is of that one.
absl::Status StoredBackend::TakeOver(const std::vector<Waiting*>& written) {
  std::shared_ptr<const Snapshot> newest;
  for (const Waiting* const one : written) {
    // Another process wrote in between.
    if (*one->result != writer_->current()->revision() + 1) return CatchUpLocked();
    PASSUNG_ASSIGN_OR_RETURN(newest, Apply(*one->batch, *one->result));
  }
  Publish(std::move(newest));
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Snapshot>> StoredBackend::Apply(const WriteBatch& batch,
                                                                     int64_t revision) {
  PASSUNG_ASSIGN_OR_RETURN(const WriteBatch searched,
                           SearchedRows(batch, *repository_, *writer_->current()));
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, writer_->Apply(searched, revision));
  visible_.Note(batch, revision);
  return snapshot;
}

void StoredBackend::Publish(std::shared_ptr<const Snapshot> snapshot) {
  engine_.Publish(std::move(snapshot));
  published_ = std::chrono::steady_clock::now();
}

}  // namespace passung::answer
