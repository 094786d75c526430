// One page of a list: filter, order, keyset, for every kind of row.
#ifndef PASSUNG_PROTO_ANSWER_LIST_ROWS_H_
#define PASSUNG_PROTO_ANSWER_LIST_ROWS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "proto/answer/list_filter.h"
#include "proto/answer/page_token.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/stored_rows.h"

namespace passung::answer {

// So many rows are looked at for one page; a filter that few pass then gives a short page, and the
// token goes on from there.
inline constexpr int64_t kMostRowsLookedAt = 100'000;

template <class Message>
struct RowPage {
  std::vector<typename RowOf<Message>::Row> rows;
  std::string next_page_token;
  bool snapshot_changed = false;
};

// What tells one list from another: everything in the request but size and token, and who asks.
template <class Request>
std::string QuestionOf(Request request, const Caller& caller) {
  request.clear_page_size();
  request.clear_page_token();
  return FingerprintOf(absl::StrCat(Request::descriptor()->full_name(), "\n",
                                    request.SerializeAsString(), "\n",
                                    caller.mentor ? caller.mentor->value : ""));
}

template <class Message>
class RowLister {
 public:
  using Traits = RowOf<Message>;
  using Row = typename Traits::Row;

  // Visits the rows behind a key, as WalkRows does.
  using Walk = std::function<absl::Status(const std::string& after, RowVisit<Row> visit)>;

  RowLister(const Look& look, const CallContext& context)
      : RowLister(context, [look, &context](const std::string& after, RowVisit<Row> visit) {
          return WalkRows(after, look, context, visit);
        }) {}
  RowLister(const CallContext& context, Walk walk) : context_(context), walk_(std::move(walk)) {}

  template <class Request>
  absl::StatusOr<RowPage<Message>> List(const Request& request) {
    PASSUNG_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
    size_ = static_cast<size_t>(size);
    PASSUNG_ASSIGN_OR_RETURN(filter_, ParseFilter(request.filter(), Traits::Fields()));
    PASSUNG_ASSIGN_OR_RETURN(order_, ParseOrder(request.order_by(), Traits::Fields()));
    const std::string question = QuestionOf(request, context_.caller);
    PASSUNG_ASSIGN_OR_RETURN(end_,
                             ParsePageToken(context_.page_key, question, request.page_token()));
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context_.backend.repository().revision());
    RowPage<Message> page;
    page.snapshot_changed = !end_.id.empty() && end_.revision != revision;
    PageEnd next;
    const bool by_id = order_.by_name && !order_.falling;
    PASSUNG_RETURN_IF_ERROR(by_id ? ListById(page.rows, next) : ListByValue(page.rows, next));
    next.revision = end_.id.empty() ? revision : end_.revision;
    page.next_page_token = MakePageToken(context_.page_key, question, next);
    return page;
  }

 private:
  bool IsListed(const Row& row) const {
    return Passes(filter_, Traits::Fields(),
                  [&](size_t field) { return Traits::Values(row, field); });
  }

  absl::Status ListById(std::vector<Row>& rows, PageEnd& next) {
    std::string last;
    int64_t looked_at = 0;
    bool more = false;
    PASSUNG_RETURN_IF_ERROR(walk_(end_.id, [&](Row row) {
      if (rows.size() == size_ || looked_at == kMostRowsLookedAt) {
        more = true;
        return false;
      }
      ++looked_at;
      last = Traits::IdOf(row);
      if (IsListed(row)) rows.push_back(std::move(row));
      return true;
    }));
    if (more) next.id = last;
    return absl::OkStatus();
  }

  // A row and where it stands in the order.
  struct Placed {
    PageEnd place;
    Row row;
  };

  PageEnd PlaceOf(const Row& row) const {
    PageEnd place = {.id = Traits::IdOf(row)};
    const std::vector<std::string> values = Traits::Values(row, order_.field);
    if (values.empty()) return place;
    place.has_value = true;
    place.value = values.front();
    return place;
  }

  // By value, rows without one last; rows alike by id rising.
  bool IsBefore(const PageEnd& a, const PageEnd& b) const {
    if (a.has_value != b.has_value) return a.has_value;
    if (a.value != b.value) return order_.falling ? b.value < a.value : a.value < b.value;
    return a.id < b.id;
  }

  // Keeps the first rows behind the end of the page before, one more than are wanted.
  absl::Status ListByValue(std::vector<Row>& rows, PageEnd& next) {
    std::vector<Placed> kept;  // a heap whose front is the last in the order
    const auto before = [&](const Placed& a, const Placed& b) {
      return IsBefore(a.place, b.place);
    };
    PASSUNG_RETURN_IF_ERROR(walk_("", [&](Row row) {
      if (!IsListed(row)) return true;
      PageEnd place = PlaceOf(row);
      if (!end_.id.empty() && !IsBefore(end_, place)) return true;
      if (kept.size() > size_ && !IsBefore(place, kept.front().place)) return true;
      kept.push_back({std::move(place), std::move(row)});
      std::push_heap(kept.begin(), kept.end(), before);
      if (kept.size() > size_ + 1) {
        std::pop_heap(kept.begin(), kept.end(), before);
        kept.pop_back();
      }
      return true;
    }));
    std::sort_heap(kept.begin(), kept.end(), before);
    if (kept.size() > size_) {
      kept.pop_back();
      next = kept.back().place;
    }
    for (Placed& placed : kept) rows.push_back(std::move(placed.row));
    return absl::OkStatus();
  }

  const CallContext& context_;
  const Walk walk_;
  size_t size_ = 0;
  ListFilter filter_;
  ListOrder order_;
  PageEnd end_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_LIST_ROWS_H_
