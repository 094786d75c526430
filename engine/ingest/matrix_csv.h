// Published tables of commuters, travel times or lengths between districts.
#ifndef PASSUNG_ENGINE_INGEST_MATRIX_CSV_H_
#define PASSUNG_ENGINE_INGEST_MATRIX_CSV_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/ingest.h"

namespace passung {

// As ImportDistrictMatrix, of text.
absl::StatusOr<MatrixImport> ReadMatrixCsv(absl::string_view text, const MatrixColumns& columns,
                                           const Knowledge& knowledge);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_MATRIX_CSV_H_
