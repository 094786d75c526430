// What reading a large file into a database and its index takes.
#ifndef PASSUNG_BENCHMARKS_STORAGE_IMPORT_RATE_H_
#define PASSUNG_BENCHMARKS_STORAGE_IMPORT_RATE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

struct ImportFigures {
  Figure rows_per_second;  // from the file to the index, the database on the disk between
  Figure bytes_per_row;    // of memory beyond the file, at most
};

// Writes a CSV file of `vacancies` of the made-up market into `folder` and does with it what `passung import` and a
// server that begins do: reads it, stores it, makes the index. Some rows are compared with what was read.
absl::StatusOr<ImportFigures> MeasureImport(const std::string& folder, int64_t vacancies);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_STORAGE_IMPORT_RATE_H_
