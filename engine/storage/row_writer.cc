// Writes a batch: what is expected, what goes, what comes, in one transaction.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_kinds.h"
#include "engine/storage/row_repository.h"
#include "engine/vocabulary/batch_check.h"

namespace passung {

std::string ProfileRowId(absl::string_view profile, int32_t version) {
  return absl::StrFormat("%s@%010d", profile, version);
}

namespace storage {
namespace {

// Belongs to whoever is in a stored answer about many.
constexpr char kAboutMany[] = "*";

absl::Status CheckState(RowTransaction& transaction, const RowState& expected) {
  const absl::StatusOr<std::string> bytes = transaction.Get(expected.kind, expected.id);
  if (!bytes.ok() && !absl::IsNotFound(bytes.status())) return bytes.status();
  const std::string found = bytes.ok() ? FingerprintOf(*bytes) : "";
  if (found == expected.fingerprint) return absl::OkStatus();
  const std::string row = absl::StrCat(RowKindName(expected.kind), " \"", expected.id, "\"");
  if (expected.fingerprint.empty()) {
    return absl::AlreadyExistsError(absl::StrCat("there is already a ", row));
  }
  return absl::AbortedError(absl::StrCat(row, " was changed meanwhile"));
}

// By id rising: a tree that grows at its end is written several times faster than one that grows
// everywhere.
template <class T>
absl::Status PutRows(RowTransaction& transaction, const std::vector<T>& rows) {
  std::vector<std::pair<std::string, const T*>> order;
  order.reserve(rows.size());
  for (const T& row : rows) order.emplace_back(KindOf<T>::IdOf(row), &row);
  const auto by_id = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(order.begin(), order.end(), by_id)) {
    std::sort(order.begin(), order.end(), by_id);
  }
  for (const auto& [id, row] : order) {
    PASSUNG_RETURN_IF_ERROR(
        transaction.Put(KindOf<T>::kKind, id, EncodeCanonical(*row), KindOf<T>::Keys(*row)));
  }
  return absl::OkStatus();
}

template <class IdType>
absl::Status DeleteRows(RowTransaction& transaction, RowKind kind, absl::string_view list,
                        const std::vector<IdType>& ids) {
  for (size_t i = 0; i < ids.size(); ++i) {
    if (const absl::Status status = transaction.Delete(kind, ids[i].value); !status.ok()) {
      return absl::Status(status.code(), absl::StrCat(list, "[", i, "]: ", status.message()));
    }
  }
  return absl::OkStatus();
}

// What became of suggestions to a mentee, and what is kept in mind for them.
absl::Status EraseKept(RowTransaction& transaction, const std::string& mentee) {
  PASSUNG_RETURN_IF_ERROR(transaction.EraseOwned(RowKind::kOutcome, mentee).status());
  return transaction.EraseOwned(RowKind::kPin, mentee).status();
}

// What is kept beside the facts of those who are deleted.
absl::Status DeleteSurroundings(RowTransaction& transaction, const std::vector<MenteeId>& mentees) {
  for (const MenteeId& mentee : mentees) {
    const absl::Status status = transaction.Delete(RowKind::kMenteeRecord, mentee.value);
    if (!status.ok() && !absl::IsNotFound(status)) return status;
    PASSUNG_RETURN_IF_ERROR(transaction.Erase(RowKind::kMenteeContact, mentee.value));
    PASSUNG_RETURN_IF_ERROR(EraseKept(transaction, mentee.value));
  }
  return absl::OkStatus();
}

std::string RowIdOf(const OutcomeKey& key) { return OutcomeRowId(key.mentee, key.id); }
std::string RowIdOf(const PinKey& key) { return PinRowId(key.mentee, key.vacancy); }

// Rows without history.
template <class Key>
absl::Status EraseRows(RowTransaction& transaction, RowKind kind, absl::string_view list,
                       const std::vector<Key>& keys) {
  for (size_t i = 0; i < keys.size(); ++i) {
    const std::string id = RowIdOf(keys[i]);
    if (const absl::Status there = transaction.Get(kind, id).status(); !there.ok()) {
      return absl::Status(there.code(), absl::StrCat(list, "[", i, "]: ", there.message()));
    }
    PASSUNG_RETURN_IF_ERROR(transaction.Erase(kind, id));
  }
  return absl::OkStatus();
}

absl::Status PurgeOne(RowTransaction& transaction, const std::string& id) {
  PASSUNG_RETURN_IF_ERROR(transaction.Erase(RowKind::kMentee, id));
  PASSUNG_RETURN_IF_ERROR(transaction.Erase(RowKind::kMenteeRecord, id));
  PASSUNG_RETURN_IF_ERROR(transaction.Erase(RowKind::kMenteeContact, id));
  PASSUNG_RETURN_IF_ERROR(transaction.Erase(RowKind::kPseudonymKey, id));
  PASSUNG_RETURN_IF_ERROR(EraseKept(transaction, id));
  return transaction.EraseOwned(RowKind::kAnswer, id).status();
}

absl::Status Purge(RowTransaction& transaction, const std::vector<MenteeId>& mentees) {
  if (mentees.empty()) return absl::OkStatus();
  for (const MenteeId& mentee : mentees) {
    PASSUNG_RETURN_IF_ERROR(PurgeOne(transaction, mentee.value));
  }
  return transaction.EraseOwned(RowKind::kAnswer, kAboutMany).status();
}

absl::Status TakeAway(RowTransaction& transaction, const WriteBatch& batch) {
  if (batch.forget_answers) {
    PASSUNG_RETURN_IF_ERROR(
        transaction.EraseExpired(RowKind::kAnswer, batch.forget_answers->seconds).status());
  }
  PASSUNG_RETURN_IF_ERROR(Purge(transaction, batch.purge_mentees));
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(transaction, RowKind::kMentee, "delete_mentees", batch.delete_mentees));
  PASSUNG_RETURN_IF_ERROR(DeleteSurroundings(transaction, batch.delete_mentees));
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(transaction, RowKind::kVacancy, "delete_vacancies", batch.delete_vacancies));
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(transaction, RowKind::kEmployer, "delete_employers", batch.delete_employers));
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(transaction, RowKind::kMentor, "delete_mentors", batch.delete_mentors));
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(transaction, RowKind::kOffer, "delete_offers", batch.delete_offers));
  PASSUNG_RETURN_IF_ERROR(
      EraseRows(transaction, RowKind::kOutcome, "delete_outcomes", batch.delete_outcomes));
  return EraseRows(transaction, RowKind::kPin, "delete_pins", batch.delete_pins);
}

absl::Status PutAll(RowTransaction& transaction, const WriteBatch& batch) {
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_mentees));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_vacancies));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_records));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_contacts));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_employers));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_mentors));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_offers));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_outcomes));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.upsert_pins));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.add_profiles));
  PASSUNG_RETURN_IF_ERROR(PutRows(transaction, batch.activate));
  return PutRows(transaction, batch.answers);
}

absl::StatusOr<bool> IsThere(RowTransaction& transaction, RowKind kind, const std::string& id) {
  const absl::StatusOr<std::string> bytes = transaction.Get(kind, id);
  if (absl::IsNotFound(bytes.status())) return false;
  PASSUNG_RETURN_IF_ERROR(bytes.status());
  return true;
}

// Whether anything is stored of the person now. Asked inside of the transaction: who was purged a
// moment ago must not get a key again.
absl::StatusOr<bool> IsKnown(RowTransaction& transaction, const std::string& id) {
  for (const RowKind kind : {RowKind::kMentee, RowKind::kMenteeRecord, RowKind::kMenteeContact}) {
    PASSUNG_ASSIGN_OR_RETURN(const bool there, IsThere(transaction, kind, id));
    if (there) return true;
  }
  return false;
}

absl::Status MakeChanges(RowTransaction& transaction, const WriteBatch& batch) {
  for (const RowState& expected : batch.expect) {
    PASSUNG_RETURN_IF_ERROR(CheckState(transaction, expected));
  }
  PASSUNG_RETURN_IF_ERROR(TakeAway(transaction, batch));
  return PutAll(transaction, batch);
}

std::optional<int64_t> SecondOf(const WriteBatch& batch) {
  if (!batch.written) return std::nullopt;
  return batch.written->seconds;
}

// Whether that is said of the batch, and not of the medium.
bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) || absl::IsAborted(status) ||
         absl::IsAlreadyExists(status);
}

// One of a group. Not OK where all of them fail.
absl::Status WriteOne(GroupedTransaction& group, const WriteBatch& batch,
                      std::vector<absl::StatusOr<int64_t>>& results) {
  PASSUNG_RETURN_IF_ERROR(group.Mark());
  absl::Status status = CheckBatch(batch);
  if (status.ok()) status = MakeChanges(group, batch);
  if (status.ok()) {
    results.emplace_back(group.revision());
    return group.Seal(SecondOf(batch));
  }
  if (!IsRefusal(status)) return status;
  results.emplace_back(std::move(status));
  return group.TakeBack();
}

absl::Status WriteGroup(GroupedTransaction& group, absl::Span<const WriteBatch* const> batches,
                        std::vector<absl::StatusOr<int64_t>>& results) {
  for (const WriteBatch* const batch : batches) {
    PASSUNG_RETURN_IF_ERROR(WriteOne(group, *batch, results));
  }
  return group.CommitSealed();
}

}  // namespace

absl::StatusOr<int64_t> RowRepository::ForgetAnswers(UnixTime before) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  PASSUNG_ASSIGN_OR_RETURN(const int64_t count,
                           transaction->EraseExpired(RowKind::kAnswer, before.seconds));
  PASSUNG_RETURN_IF_ERROR(transaction->CommitBeside());
  return count;
}

absl::StatusOr<int64_t> RowRepository::ForgetHistory(UnixTime now, UnixTime before) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  PASSUNG_RETURN_IF_ERROR(transaction->NoteTime(now.seconds));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t count, transaction->ForgetVersions(before.seconds));
  PASSUNG_RETURN_IF_ERROR(transaction->CommitBeside());
  return count;
}

absl::Status RowRepository::AddPseudonymKeys(const std::vector<PseudonymKey>& keys) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  for (const PseudonymKey& key : keys) {
    const std::string& id = key.mentee.value;
    PASSUNG_ASSIGN_OR_RETURN(const bool has_one, IsThere(*transaction, RowKind::kPseudonymKey, id));
    if (has_one) continue;
    PASSUNG_ASSIGN_OR_RETURN(const bool known, IsKnown(*transaction, id));
    if (!known) continue;
    PASSUNG_RETURN_IF_ERROR(transaction->Put(RowKind::kPseudonymKey, id, key.key, {}));
  }
  return transaction->CommitBeside();
}

absl::StatusOr<int64_t> RowRepository::Write(const WriteBatch& batch) {
  PASSUNG_RETURN_IF_ERROR(CheckBatch(batch));
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  PASSUNG_RETURN_IF_ERROR(MakeChanges(*transaction, batch));
  PASSUNG_RETURN_IF_ERROR(transaction->Commit(SecondOf(batch)));
  return transaction->revision();
}

std::vector<absl::StatusOr<int64_t>> RowRepository::WriteTogether(
    absl::Span<const WriteBatch* const> batches) {
  std::vector<absl::StatusOr<int64_t>> results;
  results.reserve(batches.size());
  if (batches.size() > 1) {
    // In round brackets: in curly ones the number would be a result.
    const auto all_failed = [&](const absl::Status& status) {
      return std::vector<absl::StatusOr<int64_t>>(batches.size(), status);
    };
    auto group = store_->BeginGroup();
    if (!group.ok()) return all_failed(group.status());
    if (*group != nullptr) {
      const absl::Status status = WriteGroup(**group, batches, results);
      return status.ok() ? results : all_failed(status);
    }
  }
  for (const WriteBatch* const batch : batches) results.push_back(Write(*batch));
  return results;
}

}  // namespace storage
}  // namespace passung
