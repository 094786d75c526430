#include "engine/storage/row_repository.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/batch_check.h"
#include "passung/codec.h"

namespace passung::storage {
namespace {

constexpr int kMaxPageSize = 10000;

// There is one classification; it is a row like the others so that it has versions like them.
const std::string& ClassificationId() {
  static const auto& id = *new std::string("classification");
  return id;
}

// What the typed calls need to know of a kind of row.
template <class T>
struct KindOf;
template <>
struct KindOf<Mentee> {
  static constexpr RowKind kKind = RowKind::kMentee;
  static absl::StatusOr<Mentee> Decode(absl::string_view bytes) { return DecodeMentee(bytes); }
  static RowKeys Keys(const Mentee& /*mentee*/) { return {}; }
};
template <>
struct KindOf<Vacancy> {
  static constexpr RowKind kKind = RowKind::kVacancy;
  static absl::StatusOr<Vacancy> Decode(absl::string_view bytes) { return DecodeVacancy(bytes); }
  static RowKeys Keys(const Vacancy& vacancy) {
    RowKeys keys;
    if (!vacancy.occupations.empty() && vacancy.occupations.front().code) {
      keys.occupation = vacancy.occupations.front().code->ToString();
    }
    if (!vacancy.places.empty() && vacancy.places.front().district) {
      keys.district = vacancy.places.front().district->ToString();
    }
    return keys;
  }
};

absl::Status InRow(RowKind kind, absl::string_view id, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(RowKindName(kind), " \"", id, "\": ", status.message()));
}

template <class T>
absl::StatusOr<T> DecodeRow(absl::string_view id, absl::string_view bytes) {
  constexpr RowKind kKind = KindOf<T>::kKind;
  absl::StatusOr<T> value = KindOf<T>::Decode(bytes);
  if (!value.ok()) return InRow(kKind, id, value.status());
  if (value->id.value != id) {
    return InRow(
        kKind, id,
        absl::DataLossError(absl::StrCat("its bytes are those of \"", value->id.value, "\"")));
  }
  return value;
}

template <class T>
absl::StatusOr<T> GetRow(const RowStore& store, const std::string& id, int64_t revision) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string bytes, store.Get(KindOf<T>::kKind, id, revision));
  return DecodeRow<T>(id, bytes);
}

template <class T>
absl::StatusOr<T> GetRowAsOf(const RowStore& store, const std::string& id, int64_t revision) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t newest, store.revision());
  if (revision > newest) {
    return absl::NotFoundError(
        absl::StrCat("revision ", revision, " is not there yet; the newest is ", newest));
  }
  return GetRow<T>(store, id, revision);
}

template <class T>
absl::StatusOr<Page<T>> ListRows(const RowStore& store, absl::string_view after, int page_size) {
  if (page_size < 1 || page_size > kMaxPageSize) {
    return absl::InvalidArgumentError(
        absl::StrCat("page_size: ", page_size, " is not 1 to ", kMaxPageSize));
  }
  Page<T> page;
  bool more = false;
  // One row more than asked for tells whether there is a next page.
  const RowRange range = {.after = std::string(after), .limit = page_size + 1, .revision = kLatest};
  PASSUNG_RETURN_IF_ERROR(store.Scan(
      KindOf<T>::kKind, range, [&](absl::string_view id, absl::string_view bytes) -> absl::Status {
        more = page.items.size() == static_cast<size_t>(page_size);
        if (more) return absl::OkStatus();
        PASSUNG_ASSIGN_OR_RETURN(page.items.emplace_back(), DecodeRow<T>(id, bytes));
        return absl::OkStatus();
      }));
  if (more) page.next_key = page.items.back().id.value;
  return page;
}

template <class T>
absl::Status ReadRows(const RowStore& store, int64_t revision, std::vector<T>& rows) {
  const RowRange range = {.after = "", .limit = -1, .revision = revision};
  return store.Scan(KindOf<T>::kKind, range,
                    [&](absl::string_view id, absl::string_view bytes) -> absl::Status {
                      PASSUNG_ASSIGN_OR_RETURN(rows.emplace_back(), DecodeRow<T>(id, bytes));
                      return absl::OkStatus();
                    });
}

// By id rising: a tree that grows at its end is written several times faster than one that grows
// everywhere.
template <class T>
absl::Status PutRows(RowTransaction& transaction, const std::vector<T>& rows) {
  std::vector<const T*> order;
  order.reserve(rows.size());
  for (const T& row : rows) order.push_back(&row);
  const auto by_id = [](const T* a, const T* b) { return a->id.value < b->id.value; };
  if (!std::is_sorted(order.begin(), order.end(), by_id)) {
    std::sort(order.begin(), order.end(), by_id);
  }
  for (const T* row : order) {
    PASSUNG_RETURN_IF_ERROR(transaction.Put(KindOf<T>::kKind, row->id.value, EncodeCanonical(*row),
                                            KindOf<T>::Keys(*row)));
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

absl::StatusOr<ClassificationRows> ReadClassificationAsOf(const RowStore& store, int64_t revision) {
  const absl::StatusOr<std::string> bytes =
      store.Get(RowKind::kClassification, ClassificationId(), revision);
  if (absl::IsNotFound(bytes.status())) return ClassificationRows();
  PASSUNG_RETURN_IF_ERROR(bytes.status());
  absl::StatusOr<ClassificationRows> rows = DecodeClassification(*bytes);
  if (!rows.ok()) return InRow(RowKind::kClassification, ClassificationId(), rows.status());
  return rows;
}

}  // namespace

absl::StatusOr<int64_t> RowRepository::Write(const WriteBatch& batch) {
  PASSUNG_RETURN_IF_ERROR(CheckBatch(batch));
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(*transaction, RowKind::kMentee, "delete_mentees", batch.delete_mentees));
  PASSUNG_RETURN_IF_ERROR(
      DeleteRows(*transaction, RowKind::kVacancy, "delete_vacancies", batch.delete_vacancies));
  PASSUNG_RETURN_IF_ERROR(PutRows(*transaction, batch.upsert_mentees));
  PASSUNG_RETURN_IF_ERROR(PutRows(*transaction, batch.upsert_vacancies));
  PASSUNG_RETURN_IF_ERROR(transaction->Commit());
  return transaction->revision();
}

absl::StatusOr<Mentee> RowRepository::GetMentee(const MenteeId& id) const {
  return GetRow<Mentee>(*store_, id.value, kLatest);
}

absl::StatusOr<Vacancy> RowRepository::GetVacancy(const VacancyId& id) const {
  return GetRow<Vacancy>(*store_, id.value, kLatest);
}

absl::StatusOr<Page<Mentee>> RowRepository::ListMentees(absl::string_view after,
                                                        int page_size) const {
  return ListRows<Mentee>(*store_, after, page_size);
}

absl::StatusOr<Page<Vacancy>> RowRepository::ListVacancies(absl::string_view after,
                                                           int page_size) const {
  return ListRows<Vacancy>(*store_, after, page_size);
}

absl::StatusOr<Mentee> RowRepository::GetMenteeAsOf(const MenteeId& id, int64_t revision) const {
  return GetRowAsOf<Mentee>(*store_, id.value, revision);
}

absl::StatusOr<Vacancy> RowRepository::GetVacancyAsOf(const VacancyId& id, int64_t revision) const {
  return GetRowAsOf<Vacancy>(*store_, id.value, revision);
}

absl::StatusOr<int64_t> RowRepository::WriteClassification(const ClassificationRows& rows) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  PASSUNG_RETURN_IF_ERROR(
      transaction->Put(RowKind::kClassification, ClassificationId(), EncodeCanonical(rows), {}));
  PASSUNG_RETURN_IF_ERROR(transaction->Commit());
  return transaction->revision();
}

absl::StatusOr<ClassificationRows> RowRepository::ReadClassification() const {
  return ReadClassificationAsOf(*store_, kLatest);
}

// Versions that hold at one revision do not change any more, so three walks make one picture.
absl::StatusOr<RepositoryContents> RowRepository::ReadContents() const {
  RepositoryContents contents;
  PASSUNG_ASSIGN_OR_RETURN(contents.revision, store_->revision());
  PASSUNG_RETURN_IF_ERROR(ReadRows(*store_, contents.revision, contents.mentees));
  PASSUNG_RETURN_IF_ERROR(ReadRows(*store_, contents.revision, contents.vacancies));
  PASSUNG_ASSIGN_OR_RETURN(contents.classification,
                           ReadClassificationAsOf(*store_, contents.revision));
  return contents;
}

}  // namespace passung::storage
