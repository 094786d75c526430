#ifndef PASSUNG_PROTO_ANSWER_STORED_BACKEND_H_
#define PASSUNG_PROTO_ANSWER_STORED_BACKEND_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "passung/engine.h"
#include "passung/knowledge.h"
#include "passung/snapshot_writer.h"
#include "proto/answer/backend.h"
#include "proto/answer/past_backends.h"

namespace passung::answer {

// A repository and the snapshot of it. Writers wait for each other, and those who wait are written together;
// readers wait for nobody. What another process writes into the same database becomes visible with the next
// write of this one, with CatchUp or with Reload.
class StoredBackend final : public Backend {
 public:
  // Reads and indexes everything the repository holds, with the tables of `tables`.
  static absl::StatusOr<std::unique_ptr<StoredBackend>> Open(std::unique_ptr<Repository> repository,
                                                             KnowledgeFiles tables);
  // The same with vacancies from the image at `path`, and what was written since; where that is of no use,
  // everything is read, and `unused` says why. It is the file of KeepImage from now on.
  static absl::StatusOr<std::unique_ptr<StoredBackend>> OpenWithImage(
      std::unique_ptr<Repository> repository, KnowledgeFiles tables, std::string path,
      absl::Status& unused);
  // Writes the image of the present snapshot, unless the one on the disk is of it. Takes as long as building, on
  // one thread, where something changed since the snapshot was built; nobody waits for it. REQUIRES: opened with
  // an image; one call at a time.
  absl::Status KeepImage();

  const Repository& repository() const override { return *repository_; }
  std::shared_ptr<const Snapshot> snapshot() const override { return engine_.Current(); }
  std::shared_ptr<const ProfileSet> profiles() const override;
  VisibleMentees& visible_mentees() override { return visible_; }
  // Whether the last change could be made durable. Where it could not, CheckWritable tells when one can again;
  // reading goes on all the time.
  bool writable() const { return writable_; }
  absl::Status CheckWritable();
  // When the snapshot became what it is.
  std::chrono::steady_clock::time_point published() const { return published_.load(); }
  absl::StatusOr<int64_t> Write(const WriteBatch& batch) override;
  // From now on whoever is stored anew gets a pseudonym key right after it, so that the first look at them
  // need not wait for the writer. `make` gives a random one. Before anything is written.
  void GiveKeysFrom(std::function<absl::StatusOr<std::string>()> make) { key_ = std::move(make); }
  absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) override;
  absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) override;
  absl::Status Scrub() override;
  absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) override;
  // One that somebody has already is shared; others are made one after another, so that many who ask at once do
  // not take memory for as many databases.
  absl::StatusOr<std::shared_ptr<Backend>> AsOf(int64_t revision) const override;
  absl::Status Reload() override;
  // Takes over what others wrote since: what changed, where the repository can tell, and else everything. As
  // quick as a look at the database where nobody wrote.
  absl::Status CatchUp();

 private:
  // A write that waits for its turn, with what became of it.
  struct Waiting {
    const WriteBatch* batch = nullptr;
    absl::StatusOr<int64_t> result = absl::InternalError("the write ended without a result");
    bool done = false;
  };

  StoredBackend(std::unique_ptr<Repository> repository, KnowledgeFiles tables)
      : repository_(std::move(repository)), tables_(std::move(tables)) {}
  absl::Status BeginFromImage();
  absl::Status ReloadLocked();
  absl::Status CatchUpLocked();
  absl::Status Note(absl::Status written);
  void WriteWaiting(const std::vector<Waiting*>& group);
  absl::Status TakeOver(const std::vector<Waiting*>& written);
  absl::StatusOr<std::shared_ptr<const Snapshot>> Apply(const WriteBatch& batch, int64_t revision);
  absl::Status LoadProfiles();
  absl::Status GiveKeys(const std::vector<Waiting*>& written);
  void Publish(std::shared_ptr<const Snapshot> snapshot);

  const std::unique_ptr<Repository> repository_;
  const KnowledgeFiles tables_;
  std::function<absl::StatusOr<std::string>()> key_;
  std::string image_;            // its path; empty: none is kept
  int64_t image_revision_ = -1;  // of the one on the disk; -1: there is none that is of use
  Engine engine_;                // only holds the current snapshot here
  std::atomic<std::chrono::steady_clock::time_point> published_{};
  std::atomic<bool> writable_ = true;
  VisibleMentees visible_;
  std::mutex writing_;
  // Whoever comes while another writes waits here; then one of them writes for all (Repository::WriteTogether).
  std::mutex waiting_mutex_;
  std::condition_variable turn_;
  std::vector<Waiting*> waiting_;           // guarded by waiting_mutex_
  bool is_writing_ = false;                 // likewise: one of them does
  std::unique_ptr<SnapshotWriter> writer_;  // guarded by writing_
  mutable std::mutex profiles_mutex_;
  std::shared_ptr<const ProfileSet> profiles_;  // guarded by profiles_mutex_
  mutable PastBackends past_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_STORED_BACKEND_H_
