// A backend on which somebody else is faster: what a test wants to happen between the look and the write.
#ifndef PASSUNG_TESTS_PROTO_ANSWER_RACING_BACKEND_H_
#define PASSUNG_TESTS_PROTO_ANSWER_RACING_BACKEND_H_

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "proto/answer/backend.h"

namespace passung::answer {

class RacingBackend final : public Backend {
 public:
  // `before_write` is called once, before the first write.
  RacingBackend(Backend& inner, std::function<void()> before_write)
      : inner_(inner), before_write_(std::move(before_write)) {}

  const Repository& repository() const override { return inner_.repository(); }
  std::shared_ptr<const Snapshot> snapshot() const override { return inner_.snapshot(); }
  std::shared_ptr<const ProfileSet> profiles() const override { return inner_.profiles(); }
  VisibleMentees& visible_mentees() override { return inner_.visible_mentees(); }
  absl::StatusOr<int64_t> Write(const WriteBatch& batch) override {
    if (auto once = std::exchange(before_write_, nullptr)) once();
    return inner_.Write(batch);
  }
  absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) override {
    return inner_.AddPseudonymKeys(keys);
  }
  absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) override {
    return inner_.ForgetAnswers(before);
  }
  absl::Status Scrub() override { return inner_.Scrub(); }
  absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) override {
    return inner_.ForgetHistory(now, before);
  }
  absl::StatusOr<std::shared_ptr<Backend>> AsOf(int64_t revision) const override {
    return inner_.AsOf(revision);
  }
  absl::Status Reload() override { return inner_.Reload(); }

 private:
  Backend& inner_;
  std::function<void()> before_write_;
};

}  // namespace passung::answer

#endif  // PASSUNG_TESTS_PROTO_ANSWER_RACING_BACKEND_H_
