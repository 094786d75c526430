// Delimited text, RFC 4180 read with tolerance: comma, semicolon or tab, any line end, line breaks
// and doubled quotes inside quotes.
#ifndef PASSUNG_ENGINE_INGEST_CSV_READER_H_
#define PASSUNG_ENGINE_INGEST_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/record_problem.h"

namespace passung {

struct CsvRecord {
  int64_t line = 0;  // the line on which it begins, from 1
  std::vector<std::string> fields;
  // Why the record cannot be used; absent for a good one. A quote that nothing closes, or that runs
  // over line ends into the middle of another field, spoils only the line it opened on.
  std::optional<RecordProblem> fault;
  bool ends_file = false;  // the last one, with no line end after it: it may have been cut off
};

// The character that stands most often outside quotes in the first record of `text`, of comma,
// semicolon and tab (the earlier in this order wins a tie).
char DetectSeparator(absl::string_view text);

// Reads records one after the other; skips blank lines. Keeps a view of `text`, which must outlive
// it. Not thread-safe. Linear in the length of the text.
class CsvReader final {
 public:
  CsvReader(absl::string_view text, char separator) : text_(text), separator_(separator) {}

  // Nothing at the end of the text.
  std::optional<CsvRecord> Next();
  // Bytes that were read.
  size_t position() const { return position_; }
  // Lines that are left: there are no more records than these. Reads the text once.
  size_t LinesLeft() const;

 private:
  // How reading one quoted part ended.
  enum class Quote { kClosed, kFaulty };

  void SkipBlankLines();
  Quote ReadQuoted(std::string& field);
  void ReadPlain(std::string& field);
  bool AtLineEnd() const;
  void SkipLineEnd();
  bool QuotesMaySpanLines() const { return read_in_vain_ / 4 <= text_.size(); }
  CsvRecord GiveUpLine(size_t start, int64_t line);

  absl::string_view text_;
  char separator_;
  size_t position_ = 0;
  int64_t line_ = 1;
  // Bytes read in vain because of quotes that nothing closed. Beyond four times the text no quote may
  // span lines any more, which keeps the whole reading linear.
  size_t read_in_vain_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_CSV_READER_H_
