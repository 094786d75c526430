#include "server/catalog.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/loading.h"

namespace passung::server {

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::Open(std::unique_ptr<Repository> repository,
                                                       KnowledgeFiles tables) {
  std::unique_ptr<Catalog> catalog(new Catalog(std::move(repository), std::move(tables)));
  PASSUNG_RETURN_IF_ERROR(catalog->Publish());
  return catalog;
}

absl::StatusOr<int64_t> Catalog::Write(const WriteBatch& batch) {
  // Over both steps: a snapshot published late must not hide a later write.
  const std::lock_guard<std::mutex> lock(writing_);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, repository_->Write(batch));
  PASSUNG_RETURN_IF_ERROR(Publish());
  return revision;
}

absl::Status Catalog::Publish() {
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, answer::LoadSnapshot(*repository_, tables_));
  engine_.Publish(std::move(snapshot));
  return absl::OkStatus();
}

}  // namespace passung::server
