#include "server/call/helpers.h"

#include <utility>

namespace passung::server {

// Gives way after each part. As long as other work comes it may wait: what ended meanwhile is let go.
class Helpers::Helper final : public Job, public std::enable_shared_from_this<Helper> {
 public:
  Helper(Helpers& helpers, std::weak_ptr<const Job> call, std::weak_ptr<Session> session)
      : helpers_(helpers), call_(std::move(call)), session_(std::move(session)) {}

  absl::Status Wanted() const override {
    const auto call = call_.lock();
    return call == nullptr ? absl::CancelledError("the call has ended") : call->Wanted();
  }
  void Run() override {
    const auto call = call_.lock();
    const auto session = session_.lock();  // let go of before the call, whose context it uses
    if (call == nullptr) return;
    if (session == nullptr || !session->Help() || !Submit()) --helpers_.count_;
  }
  void Drop(const absl::Status& /*why*/) override {
    if (const auto call = call_.lock()) --helpers_.count_;
  }

  // False: the lane is full, or there is no lane any more.
  bool Submit() {
    return helpers_.executor_.Submit(Lane::kSpare, helpers_.principal_, shared_from_this()).ok();
  }

 private:
  Helpers& helpers_;  // of the call, as long as there is one
  const std::weak_ptr<const Job> call_;
  const std::weak_ptr<Session> session_;
};

void Helpers::Ask(const std::shared_ptr<const Job>& call, const std::shared_ptr<Session>& session) {
  while (count_ < executor_.threads() - 1) {
    ++count_;
    if (std::make_shared<Helper>(*this, call, session)->Submit()) continue;
    --count_;
    return;
  }
}

}  // namespace passung::server
