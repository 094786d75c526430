#include "engine/storage/row_repository.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_kinds.h"
#include "passung/codec.h"

namespace passung::storage {
namespace {

constexpr int kMaxPageSize = 10000;

// There is one classification; it is a row like the others so that it has versions like them.
const std::string& ClassificationId() {
  static const auto& id = *new std::string("classification");
  return id;
}

template <class T>
absl::StatusOr<T> GetRow(const RowStore& store, const std::string& id, int64_t revision) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string bytes, store.Get(KindOf<T>::kKind, id, revision));
  return DecodeRow<T>(id, bytes);
}

absl::Status NotYetThere(int64_t revision, int64_t newest) {
  return absl::NotFoundError(
      absl::StrCat("revision ", revision, " is not there yet; the newest is ", newest));
}

absl::Status CheckPageSize(int page_size) {
  if (page_size >= 1 && page_size <= kMaxPageSize) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("page_size: ", page_size, " is not 1 to ", kMaxPageSize));
}

template <class T>
absl::StatusOr<T> GetRowAsOf(const RowStore& store, const std::string& id, int64_t revision) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t newest, store.revision());
  if (revision > newest) return NotYetThere(revision, newest);
  return GetRow<T>(store, id, revision);
}

template <class T>
absl::StatusOr<Page<T>> ListRows(const RowStore& store, RowRange range, int page_size) {
  PASSUNG_RETURN_IF_ERROR(CheckPageSize(page_size));
  Page<T> page;
  bool more = false;
  // One row more than asked for tells whether there is a next page.
  range.limit = page_size + 1;
  PASSUNG_RETURN_IF_ERROR(store.Scan(
      KindOf<T>::kKind, range, [&](absl::string_view id, absl::string_view bytes) -> absl::Status {
        more = page.items.size() == static_cast<size_t>(page_size);
        if (more) return absl::OkStatus();
        PASSUNG_ASSIGN_OR_RETURN(page.items.emplace_back(), DecodeRow<T>(id, bytes));
        return absl::OkStatus();
      }));
  if (more) page.next_key = KindOf<T>::IdOf(page.items.back());
  return page;
}

template <class T>
absl::StatusOr<Page<T>> ListRows(const RowStore& store, absl::string_view after, int page_size) {
  return ListRows<T>(store, RowRange{.after = std::string(after)}, page_size);
}

template <class T>
absl::StatusOr<std::vector<RowVersion<T>>> ReadVersions(const RowStore& store,
                                                        const std::string& id) {
  std::vector<RowVersion<T>> versions;
  PASSUNG_RETURN_IF_ERROR(store.ScanVersions(
      KindOf<T>::kKind, id, [&](int64_t from, int64_t to, absl::string_view bytes) -> absl::Status {
        PASSUNG_ASSIGN_OR_RETURN(T value, DecodeRow<T>(id, bytes));
        versions.push_back({.value = std::move(value), .from_revision = from, .to_revision = to});
        return absl::OkStatus();
      }));
  return versions;
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

absl::StatusOr<std::optional<UnixTime>> WrittenAt(const RowStore& store, int64_t revision) {
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<int64_t> written, store.WrittenAt(revision));
  if (!written) return std::nullopt;
  return UnixTime{*written};
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

// Where a changed row has its place in the batch.
template <class T, class IdType>
absl::Status AddChange(const ChangedRow& row, std::vector<T>& upserts,
                       std::vector<IdType>* deletes) {
  if (row.bytes) {
    PASSUNG_ASSIGN_OR_RETURN(upserts.emplace_back(), DecodeRow<T>(row.id, *row.bytes));
  } else if (deletes != nullptr) {
    deletes->push_back(IdType{row.id});
  }
  return absl::OkStatus();
}

absl::Status AddChange(const ChangedRow& row, RepositoryChanges& changes) {
  WriteBatch& batch = changes.batch;
  switch (row.kind) {
    case RowKind::kMentee:
      return AddChange(row, batch.upsert_mentees, &batch.delete_mentees);
    case RowKind::kVacancy:
      return AddChange(row, batch.upsert_vacancies, &batch.delete_vacancies);
    case RowKind::kMenteeRecord:
      // A record goes with its mentee.
      return AddChange<MenteeRecord, MenteeId>(row, batch.upsert_records, nullptr);
    case RowKind::kProfile:
      return AddChange<ScoringProfile, MenteeId>(row, batch.add_profiles, nullptr);
    case RowKind::kActiveProfile:
      return AddChange<ActiveProfile, MenteeId>(row, batch.activate, nullptr);
    default:
      changes.everything = true;
      return absl::OkStatus();
  }
}

}  // namespace

absl::StatusOr<RepositoryChanges> RowRepository::ReadChanges(int64_t after) const {
  PASSUNG_ASSIGN_OR_RETURN(const RowChanges found, store_->ReadChanges(after));
  RepositoryChanges changes = {.revision = found.revision, .everything = found.everything};
  for (const ChangedRow& row : found.rows) PASSUNG_RETURN_IF_ERROR(AddChange(row, changes));
  return changes;
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

absl::StatusOr<MenteeRecord> RowRepository::GetMenteeRecord(const MenteeId& id) const {
  return GetRow<MenteeRecord>(*store_, id.value, kLatest);
}

absl::StatusOr<MenteeContact> RowRepository::GetMenteeContact(const MenteeId& id) const {
  return GetRow<MenteeContact>(*store_, id.value, kLatest);
}

absl::StatusOr<Employer> RowRepository::GetEmployer(const EmployerId& id) const {
  return GetRow<Employer>(*store_, id.value, kLatest);
}

absl::StatusOr<Mentor> RowRepository::GetMentor(const MentorId& id) const {
  return GetRow<Mentor>(*store_, id.value, kLatest);
}

absl::StatusOr<Offer> RowRepository::GetOffer(const OfferId& id) const {
  return GetRow<Offer>(*store_, id.value, kLatest);
}

absl::StatusOr<Page<MenteeRecord>> RowRepository::ListMenteeRecords(const RecordQuery& query,
                                                                    absl::string_view after,
                                                                    int page_size) const {
  RowRange range = {.after = std::string(after)};
  if (query.mentor) range.owner = query.mentor->value;
  if (query.expires_before) range.expires_before = query.expires_before->seconds;
  return ListRows<MenteeRecord>(*store_, std::move(range), page_size);
}

absl::StatusOr<Page<Employer>> RowRepository::ListEmployers(absl::string_view after,
                                                            int page_size) const {
  return ListRows<Employer>(*store_, after, page_size);
}

absl::StatusOr<Page<Mentor>> RowRepository::ListMentors(absl::string_view after,
                                                        int page_size) const {
  return ListRows<Mentor>(*store_, after, page_size);
}

absl::StatusOr<Page<Offer>> RowRepository::ListOffers(absl::string_view after,
                                                      int page_size) const {
  return ListRows<Offer>(*store_, after, page_size);
}

absl::StatusOr<Outcome> RowRepository::GetOutcome(const OutcomeKey& key) const {
  return GetRow<Outcome>(*store_, OutcomeRowId(key.mentee, key.id), kLatest);
}

absl::StatusOr<Page<Outcome>> RowRepository::ListOutcomes(const std::optional<MenteeId>& mentee,
                                                          absl::string_view after,
                                                          int page_size) const {
  RowRange range = {.after = std::string(after)};
  if (mentee) range.owner = mentee->value;
  return ListRows<Outcome>(*store_, std::move(range), page_size);
}

absl::StatusOr<Pin> RowRepository::GetPin(const PinKey& key) const {
  return GetRow<Pin>(*store_, PinRowId(key.mentee, key.vacancy), kLatest);
}

absl::StatusOr<Page<Pin>> RowRepository::ListPins(const MenteeId& mentee, absl::string_view after,
                                                  int page_size) const {
  return ListRows<Pin>(*store_, {.after = std::string(after), .owner = mentee.value}, page_size);
}

absl::StatusOr<bool> RowRepository::KnowsVacancy(const VacancyId& id) const {
  bool known = false;
  PASSUNG_RETURN_IF_ERROR(
      store_->ScanVersions(RowKind::kVacancy, id.value,
                           [&](int64_t /*from*/, int64_t /*to*/, absl::string_view /*bytes*/) {
                             known = true;
                             return absl::OkStatus();
                           }));
  return known;
}

absl::StatusOr<RowAge> RowRepository::AgeOfVacancy(const VacancyId& id) const {
  std::optional<int64_t> first;
  std::optional<int64_t> present;
  PASSUNG_RETURN_IF_ERROR(store_->ScanVersions(
      RowKind::kVacancy, id.value, [&](int64_t from, int64_t to, absl::string_view /*bytes*/) {
        if (!first) first = from;
        if (to == kOpenEnd) present = from;
        return absl::OkStatus();
      }));
  if (!present) return NoSuchRow(RowKind::kVacancy, id.value);
  RowAge age;
  // A first version that was forgotten would make the next one look like it.
  PASSUNG_ASSIGN_OR_RETURN(const int64_t kept_from, store_->kept_from());
  if (kept_from == 0 || *first > kept_from) {
    PASSUNG_ASSIGN_OR_RETURN(age.first, WrittenAt(*store_, *first));
  }
  PASSUNG_ASSIGN_OR_RETURN(age.present, WrittenAt(*store_, *present));
  return age;
}

absl::StatusOr<std::vector<RowVersion<Mentee>>> RowRepository::MenteeHistory(
    const MenteeId& id) const {
  return ReadVersions<Mentee>(*store_, id.value);
}

absl::StatusOr<std::vector<RowVersion<MenteeRecord>>> RowRepository::MenteeRecordHistory(
    const MenteeId& id) const {
  return ReadVersions<MenteeRecord>(*store_, id.value);
}

absl::StatusOr<std::vector<ScoringProfile>> RowRepository::ReadProfiles() const {
  std::vector<ScoringProfile> profiles;
  PASSUNG_RETURN_IF_ERROR(ReadRows(*store_, kLatest, profiles));
  return profiles;
}

absl::StatusOr<std::vector<ActiveProfile>> RowRepository::ReadActiveProfiles() const {
  std::vector<ActiveProfile> active;
  PASSUNG_RETURN_IF_ERROR(ReadRows(*store_, kLatest, active));
  return active;
}

absl::StatusOr<RowVersion<StoredAnswer>> RowRepository::GetAnswer(const std::string& id) const {
  PASSUNG_ASSIGN_OR_RETURN(std::vector<RowVersion<StoredAnswer>> versions,
                           ReadVersions<StoredAnswer>(*store_, id));
  if (versions.empty()) return NoSuchRow(RowKind::kAnswer, id);
  return std::move(versions.back());
}

absl::StatusOr<std::string> RowRepository::GetPseudonymKey(const MenteeId& id) const {
  return store_->Get(RowKind::kPseudonymKey, id.value, kLatest);
}

absl::StatusOr<Page<PseudonymKey>> RowRepository::ListPseudonymKeys(absl::string_view after,
                                                                    int page_size) const {
  PASSUNG_RETURN_IF_ERROR(CheckPageSize(page_size));
  Page<PseudonymKey> page;
  const RowRange range = {.after = std::string(after), .limit = page_size + 1};
  PASSUNG_RETURN_IF_ERROR(store_->Scan(
      RowKind::kPseudonymKey, range, [&](absl::string_view id, absl::string_view bytes) {
        if (page.items.size() == static_cast<size_t>(page_size)) {
          page.next_key = page.items.back().mentee.value;
        } else {
          page.items.push_back({.mentee = {std::string(id)}, .key = std::string(bytes)});
        }
        return absl::OkStatus();
      }));
  return page;
}

absl::StatusOr<std::unique_ptr<Repository>> RowRepository::AsOf(int64_t revision) const {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t newest, store_->revision());
  if (revision > newest) return NotYetThere(revision, newest);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t kept_from, store_->kept_from());
  PASSUNG_RETURN_IF_ERROR(CheckIsKept(revision, kept_from));
  return std::make_unique<RowRepository>(NewPastRowStore(*store_, revision));
}

absl::StatusOr<int64_t> RowRepository::WriteClassification(const ClassificationRows& rows) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<RowTransaction> transaction, store_->Begin());
  PASSUNG_RETURN_IF_ERROR(
      transaction->Put(RowKind::kClassification, ClassificationId(), EncodeCanonical(rows), {}));
  PASSUNG_RETURN_IF_ERROR(transaction->Commit(std::nullopt));
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
