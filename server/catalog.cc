#include "server/catalog.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/loading.h"

namespace passung::server {

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::Open(std::unique_ptr<Repository> repository,
                                                       KnowledgeFiles tables) {
  std::unique_ptr<Catalog> catalog(new Catalog(std::move(repository), std::move(tables)));
  PASSUNG_RETURN_IF_ERROR(catalog->Reload());
  return catalog;
}

absl::StatusOr<int64_t> Catalog::Write(const WriteBatch& batch) {
  // Over both steps: a snapshot published late must not hide a later write.
  const std::lock_guard<std::mutex> lock(writing_);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, repository_->Write(batch));
  PASSUNG_RETURN_IF_ERROR(TakeOver(batch, revision));
  return revision;
}

absl::Status Catalog::Reload() {
  PASSUNG_ASSIGN_OR_RETURN(SnapshotInput input, answer::LoadInput(*repository_, tables_));
  PASSUNG_ASSIGN_OR_RETURN(writer_, SnapshotWriter::Create(std::move(input)));
  Publish(writer_->current());
  return absl::OkStatus();
}

absl::Status Catalog::TakeOver(const WriteBatch& batch, int64_t revision) {
  // Another process wrote in between.
  if (revision != writer_->current()->revision() + 1) return Reload();
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, writer_->Apply(batch, revision));
  Publish(std::move(snapshot));
  return absl::OkStatus();
}

void Catalog::Publish(std::shared_ptr<const Snapshot> snapshot) {
  engine_.Publish(std::move(snapshot));
  published_ = std::chrono::steady_clock::now();
}

}  // namespace passung::server
