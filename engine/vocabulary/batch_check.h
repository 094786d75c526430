#ifndef PASSUNG_ENGINE_VOCABULARY_BATCH_CHECK_H_
#define PASSUNG_ENGINE_VOCABULARY_BATCH_CHECK_H_

#include "absl/status/status.h"
#include "passung/repository.h"

namespace passung {

// InvalidArgument for the first faulty row (`upsert_vacancies[3].openings …`) and for an id that
// comes twice among the rows to store and to delete (`upsert_vacancies[3].id: "v1" comes twice`).
absl::Status CheckBatch(const WriteBatch& batch);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_BATCH_CHECK_H_
