#ifndef PASSUNG_SNAPSHOT_WRITER_H_
#define PASSUNG_SNAPSHOT_WRITER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/ids.h"
#include "passung/repository.h"
#include "passung/snapshot.h"

namespace passung {

// Makes snapshots out of one another: each change gives a new snapshot that shares with the one
// before it all that did not change. A snapshot once given never changes, and answers exactly as
// one built from its rows at once would, ties and digest included.
//
// One thread at a time; those who read the snapshots never wait for it, nor it for them.
//
//   auto writer = SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(), .vacancies = vacancies});
//   engine.Publish((*writer)->current());
//   auto next = (*writer)->Apply({.upsert_vacancies = {vacancy}}, revision);
//   engine.Publish(*next);
class SnapshotWriter {
 public:
  // As BuildSnapshot, with its errors and cost.
  static absl::StatusOr<std::unique_ptr<SnapshotWriter>> Create(SnapshotInput input);
  // Goes on from a snapshot of which no other writer does; where it has to build anew, on so many threads.
  // REQUIRES: not null.
  static std::unique_ptr<SnapshotWriter> Continue(std::shared_ptr<const Snapshot> current,
                                                  int threads = 1);
  ~SnapshotWriter();
  SnapshotWriter(const SnapshotWriter&) = delete;
  SnapshotWriter& operator=(const SnapshotWriter&) = delete;

  // The last snapshot made; never null.
  const std::shared_ptr<const Snapshot>& current() const { return current_; }

  // The snapshot after all of the changes, which `revision` names. InvalidArgument for a faulty row
  // or an id that the batch names twice, NotFound for one to delete that is not there; each names
  // the field and the id, and then nothing has changed.
  //
  // O(changes × log n), some ten microseconds each (./dev floors engine --only updates). What a
  // change replaces is kept until it is about as much as what is left; then, and where thousands of
  // ids were put at one spot in their order, everything is built anew, as Create does, on as many
  // threads: the memory of the old is free when its last snapshot is.
  absl::StatusOr<std::shared_ptr<const Snapshot>> Apply(const WriteBatch& batch, int64_t revision);

  // The vacancies for which nobody can apply on `day` or later: closed, or their deadline is before
  // it. By id. Deleting them changes no list of that day or a later one, save for the closed hits
  // and counts. O(vacancies).
  std::vector<VacancyId> ExpiredOn(Date day) const;

 private:
  SnapshotWriter(std::shared_ptr<const Snapshot> current, int threads)
      : current_(std::move(current)), threads_(threads) {}

  std::shared_ptr<const Snapshot> current_;
  const int threads_;  // for building
};

}  // namespace passung

#endif  // PASSUNG_SNAPSHOT_WRITER_H_
