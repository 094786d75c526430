// The mentees of a batch, one after the other, and what they are called.
#ifndef PASSUNG_PYTHON_FEED_H_
#define PASSUNG_PYTHON_FEED_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bindings/python/native/arrow_read.h"
#include "bindings/python/native/mentee_reader.h"
#include "bindings/python/native/people.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"

namespace passung::python {

// Mentees in columns of bytes are decoded when it is their turn, from where the columns lie; those in columns of texts
// are read at the beginning. Needs no lock of Python's but for being made and destroyed.
class MenteeFeed {
 public:
  explicit MenteeFeed(std::shared_ptr<const People> people);
  // InvalidArgument where nothing can be read.
  static absl::StatusOr<std::unique_ptr<MenteeFeed>> Of(ArrowTable table,
                                                        const Knowledge& knowledge);

  int64_t size() const { return static_cast<int64_t>(ids_.size()); }
  // As MenteeSource. Called by one thread at a time.
  std::optional<absl::StatusOr<Mentee>> Next();
  // Of the mentee that was given in that place, from 0.
  const std::string& IdOf(int64_t number) const { return ids_[static_cast<size_t>(number)]; }

 private:
  struct Part {
    std::vector<ReadMentee> read;        // of a batch of texts
    std::optional<ArrowColumn> records;  // of a batch of bytes
    std::optional<ArrowColumn> ids;
    int64_t rows = 0;
  };
  MenteeFeed() = default;
  ReadMentee ReadNext();

  std::shared_ptr<const People> people_;
  ArrowTable table_;
  std::vector<Part> parts_;
  size_t part_ = 0;
  int64_t row_ = 0;  // within the part, or among the people
  size_t given_ = 0;
  // As long as there are mentees, from the beginning: it is written by who takes and read by who gives, at other places.
  std::vector<std::string> ids_;
};

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_FEED_H_
