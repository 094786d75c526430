// A snapshot with the engine that answers on it: the object behind passung.Snapshot.
#ifndef PASSUNG_PYTHON_SNAPSHOT_CORE_H_
#define PASSUNG_PYTHON_SNAPSHOT_CORE_H_

#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <utility>

#include "bindings/python/native/question.h"
#include "passung/engine.h"
#include "passung/knowledge.h"
#include "passung/snapshot.h"
#include "passung/snapshot_image.h"

namespace passung::python {

// Never changes once made; any number of threads may ask. Everything that takes time lets go of Python's lock.
class SnapshotCore {
 public:
  // REQUIRES: neither is null.
  SnapshotCore(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Knowledge> knowledge,
               ImageExtras extras)
      : snapshot_(std::move(snapshot)),
        knowledge_(std::move(knowledge)),
        extras_(std::move(extras)),
        profiles_(extras_) {
    engine_.Publish(snapshot_);
  }

  const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
  const std::shared_ptr<const Knowledge>& knowledge() const { return knowledge_; }
  const ImageExtras& extras() const { return extras_; }
  const Profiles& profiles() const { return profiles_; }
  const Engine& engine() const { return engine_; }

 private:
  const std::shared_ptr<const Snapshot> snapshot_;
  const std::shared_ptr<const Knowledge> knowledge_;
  const ImageExtras extras_;
  const Profiles profiles_;
  Engine engine_;
};

void BindSnapshot(nanobind::module_& module);
void BindBatch(nanobind::module_& module);
void BindAssign(nanobind::module_& module);
void BindEvaluate(nanobind::module_& module);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_SNAPSHOT_CORE_H_
