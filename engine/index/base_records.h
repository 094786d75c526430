#ifndef PASSUNG_ENGINE_INDEX_BASE_RECORDS_H_
#define PASSUNG_ENGINE_INDEX_BASE_RECORDS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/base/check.h"
#include "engine/base/large_memory.h"
#include "engine/base/prefetch.h"
#include "passung/codec.h"

namespace passung {

// Canonical bytes of records (passung/codec.h) by slot, wherever they lie, sorted by id.
struct EncodedRecords {
  absl::string_view bytes;             // one behind the other
  std::span<const uint64_t> begin;     // of each in `bytes`, and the end of the last
  absl::string_view ids;               // likewise
  std::span<const uint64_t> id_begin;  // likewise
  std::shared_ptr<const void> owner;   // keeps all of that

  uint32_t size() const { return begin.empty() ? 0 : static_cast<uint32_t>(begin.size() - 1); }
  absl::string_view At(size_t slot) const {
    return bytes.substr(begin[slot], begin[slot + 1] - begin[slot]);
  }
  absl::string_view IdAt(size_t slot) const {
    return ids.substr(id_begin[slot], id_begin[slot + 1] - id_begin[slot]);
  }
};

inline absl::StatusOr<Vacancy> DecodeRecord(const Vacancy* /*tag*/, absl::string_view bytes) {
  return DecodeVacancy(bytes);
}
inline absl::StatusOr<Mentee> DecodeRecord(const Mentee* /*tag*/, absl::string_view bytes) {
  return DecodeMentee(bytes);
}

// Records by slot, sorted by id: all of them there, or decoded from their bytes when first asked for
// and kept from then on. Any number of threads may ask.
template <class Record>
class BaseRecords {
 public:
  BaseRecords() = default;
  BaseRecords(std::vector<Record> records)  // NOLINT(google-explicit-constructor)
      : records_(std::move(records)), size_(static_cast<uint32_t>(records_.size())) {}
  explicit BaseRecords(EncodedRecords encoded)
      : size_(encoded.size()), late_(std::make_unique<Late>(std::move(encoded))) {}

  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // REQUIRES: bytes of a record, where it is not there yet.
  const Record& operator[](size_t slot) const {
    if (late_ == nullptr) [[likely]]
      return records_[slot];
    return late_->At(slot);
  }
  // A copy and canonical bytes, for whoever goes through all of them: nothing is kept decoded for it.
  Record CopyOf(size_t slot) const {
    return late_ == nullptr || late_->IsDecoded(slot) ? (*this)[slot] : late_->Decoded(slot);
  }
  std::string EncodedAt(size_t slot) const {
    return late_ == nullptr ? EncodeCanonical(records_[slot])
                            : std::string(late_->encoded.At(slot));
  }
  // Without decoding it.
  absl::string_view IdOf(size_t slot) const {
    return late_ == nullptr ? absl::string_view(records_[slot].id.value)
                            : late_->encoded.IdAt(slot);
  }
  // For records that are read all over the place, one of many.
  void MoveToLargePages() const {
    base::MoveToLargePages(records_.data(), records_.size() * sizeof(Record));
  }
  // Asks the processor for what IdOf reads first.
  void PrefetchId(size_t slot) const {
    if (late_ == nullptr) {
      base::Prefetch(&records_[slot].id);
    } else {
      base::Prefetch(&late_->encoded.id_begin[slot]);
    }
  }

 private:
  struct Late {
    explicit Late(EncodedRecords the_encoded)
        : encoded(std::move(the_encoded)),
          decoded(new std::atomic<const Record*>[encoded.size()]()) {}
    Late(const Late&) = delete;
    Late& operator=(const Late&) = delete;
    ~Late() {
      for (uint32_t slot = 0; slot < encoded.size(); ++slot) delete decoded[slot].load();
    }
    const Record& At(size_t slot) const {
      const Record* record = decoded[slot].load(std::memory_order_acquire);
      return record != nullptr ? *record : Decode(slot);
    }
    bool IsDecoded(size_t slot) const {
      return decoded[slot].load(std::memory_order_acquire) != nullptr;
    }
    Record Decoded(size_t slot) const {
      auto value = DecodeRecord(static_cast<const Record*>(nullptr), encoded.At(slot));
      PASSUNG_CHECK(value.ok());
      return *std::move(value);
    }
    // Of two threads that decode the same one, the first to be done is believed.
    const Record& Decode(size_t slot) const {
      auto record = std::make_unique<const Record>(Decoded(slot));
      const Record* before = nullptr;
      if (!decoded[slot].compare_exchange_strong(before, record.get(), std::memory_order_acq_rel)) {
        return *before;
      }
      return *record.release();
    }

    const EncodedRecords encoded;
    const std::unique_ptr<std::atomic<const Record*>[]> decoded;  // by slot; null: not yet
  };

  std::vector<Record> records_;
  uint32_t size_ = 0;
  std::unique_ptr<Late> late_;  // null: all are in records_
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_BASE_RECORDS_H_
