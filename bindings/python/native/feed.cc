#include "bindings/python/native/feed.h"

#include <utility>

namespace passung::python {

MenteeFeed::MenteeFeed(std::shared_ptr<const People> people) : people_(std::move(people)) {
  ids_.resize(people_->mentees().size());
}

absl::StatusOr<std::unique_ptr<MenteeFeed>> MenteeFeed::Of(ArrowTable table,
                                                           const Knowledge& knowledge) {
  auto feed = std::unique_ptr<MenteeFeed>(new MenteeFeed);
  feed->table_ = std::move(table);
  int64_t rows = 0;
  for (const ArrowOwned<ArrowArray>& array : feed->table_.batches) {
    const auto batch = ArrowBatch::Of(*feed->table_.schema.get(), *array.get(), "mentees");
    if (!batch.ok()) return batch.status();
    Part part{.rows = batch->rows()};
    const auto records = batch->Find(kRecordColumn);
    if (records && records->IsBinary()) {
      auto ids = FindIds(*batch);
      if (!ids.ok()) return ids.status();
      part.records = records;
      part.ids = *ids;
    } else {
      auto read = ReadMenteeBatch(*batch, knowledge);
      if (!read.ok()) return read.status();
      part.read = *std::move(read);
    }
    rows += part.rows;
    feed->parts_.push_back(std::move(part));
  }
  feed->ids_.resize(static_cast<size_t>(rows));
  return feed;
}

std::optional<absl::StatusOr<Mentee>> MenteeFeed::Next() {
  if (given_ == ids_.size()) return std::nullopt;
  ReadMentee next = ReadNext();
  ids_[given_++] = std::move(next.id);
  return std::move(next.mentee);
}

// REQUIRES: not all are given.
ReadMentee MenteeFeed::ReadNext() {
  if (people_ != nullptr) {
    const Mentee& mentee = people_->mentees()[static_cast<size_t>(row_++)];
    return {mentee.id.value, mentee};
  }
  while (row_ == parts_[part_].rows) {
    ++part_;
    row_ = 0;
  }
  Part& part = parts_[part_];
  const int64_t row = row_++;
  if (!part.records) return std::move(part.read[static_cast<size_t>(row)]);
  return ReadRecord(*part.records, part.ids, row);
}

}  // namespace passung::python
