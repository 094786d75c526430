#include "proto/answer/stored_backend.h"

#include <utility>

#include "engine/base/status_macros.h"
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

std::shared_ptr<const ProfileSet> StoredBackend::profiles() const {
  const std::lock_guard<std::mutex> lock(profiles_mutex_);
  return profiles_;
}

absl::StatusOr<int64_t> StoredBackend::Write(const WriteBatch& batch) {
  // Over both steps: a snapshot published late must not hide a later write.
  const std::lock_guard<std::mutex> lock(writing_);
  const absl::StatusOr<int64_t> written = repository_->Write(batch);
  PASSUNG_RETURN_IF_ERROR(Note(written.status()));
  const int64_t revision = *written;
  // What is stored cannot be taken back, so that it must be seen: everything is read anew if need be.
  if (!TakeOver(batch, revision).ok()) PASSUNG_RETURN_IF_ERROR(ReloadLocked());
  if (!batch.add_profiles.empty() || !batch.activate.empty()) {
    PASSUNG_RETURN_IF_ERROR(LoadProfiles());
  }
  // Who gets none now gets one with the first look: no reason to say that the write failed.
  if (key_) GiveKeys(batch.upsert_mentees).IgnoreError();
  return revision;
}

absl::Status StoredBackend::AddPseudonymKeys(const std::vector<PseudonymKey>& keys) {
  return Note(repository_->AddPseudonymKeys(keys));
}

absl::StatusOr<int64_t> StoredBackend::ForgetAnswers(UnixTime before) {
  return repository_->ForgetAnswers(before);
}

absl::Status StoredBackend::GiveKeys(const std::vector<Mentee>& mentees) {
  std::vector<PseudonymKey> keys;
  for (const Mentee& mentee : mentees) {
    const absl::Status known = repository_->GetPseudonymKey(mentee.id).status();
    if (known.ok()) continue;
    if (!absl::IsNotFound(known)) return known;
    PASSUNG_ASSIGN_OR_RETURN(std::string key, key_());
    keys.push_back({.mentee = mentee.id, .key = std::move(key)});
  }
  return keys.empty() ? absl::OkStatus() : repository_->AddPseudonymKeys(keys);
}

absl::Status StoredBackend::Scrub() { return Note(repository_->Scrub()); }

absl::StatusOr<int64_t> StoredBackend::ForgetHistory(UnixTime now, UnixTime before) {
  absl::StatusOr<int64_t> count = repository_->ForgetHistory(now, before);
  PASSUNG_RETURN_IF_ERROR(Note(count.status()));
  return count;
}

absl::StatusOr<std::unique_ptr<Backend>> StoredBackend::AsOf(int64_t revision) const {
  PASSUNG_ASSIGN_OR_RETURN(auto past, repository_->AsOf(revision));
  return Open(std::move(past), tables_);
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

absl::Status StoredBackend::LoadProfiles() {
  PASSUNG_ASSIGN_OR_RETURN(auto loaded, ProfileSet::Load(*repository_));
  const std::lock_guard<std::mutex> lock(profiles_mutex_);
  profiles_ = std::move(loaded);
  return absl::OkStatus();
}

absl::Status StoredBackend::TakeOver(const WriteBatch& batch, int64_t revision) {
  // Another process wrote in between.
  if (revision != writer_->current()->revision() + 1) return ReloadLocked();
  PASSUNG_ASSIGN_OR_RETURN(const WriteBatch searched,
                           SearchedRows(batch, *repository_, *writer_->current()));
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, writer_->Apply(searched, revision));
  visible_.Note(batch, revision);
  Publish(std::move(snapshot));
  return absl::OkStatus();
}

void StoredBackend::Publish(std::shared_ptr<const Snapshot> snapshot) {
  engine_.Publish(std::move(snapshot));
  published_ = std::chrono::steady_clock::now();
}

}  // namespace passung::answer
