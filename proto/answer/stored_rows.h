// The kinds of rows that a catalogue keeps, each read, written and shown in the same way.
#ifndef PASSUNG_PROTO_ANSWER_STORED_ROWS_H_
#define PASSUNG_PROTO_ANSWER_STORED_ROWS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/repository.h"
#include "passung/v1/mentee.pb.h"
#include "passung/v1/offer.pb.h"
#include "passung/v1/partner.pb.h"
#include "passung/v1/vacancy.pb.h"
#include "proto/answer/backend.h"
#include "proto/answer/list_filter.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"

namespace passung::answer {

// A mentee as it is stored: facts, and the record about them.
struct StoredMentee {
  Mentee mentee;
  std::optional<MenteeRecord> record;
};

// What is known of a kind of resource, by its message:
//
//   Row, RowId            as it is stored; type of its id
//   kCollection, kField   "mentees"; the field of a request that holds one
//   IdOf(row)
//   Find(repository, id)  NotFound
//   Read(message, path, before, context)
//                         the row that a message asks for, valid; `before` is what is stored, or
//                         null. InvalidArgument with the fields led by `path`
//   Show(row)             all of it, without its etag (ShowVersion)
//   Bytes(row)            all of it; rows of one id with equal bytes are equal
//   Put(row, batch)       writes it
//   Expect(id, row, batch)
//                         the write holds only while the row is as it was read; null: not there
//   Delete(id, batch)
//   Fields(), Values(row, field)   what lists are filtered and ordered by
template <class Message>
struct RowOf;

template <>
struct RowOf<v1::Mentee> {
  using Row = StoredMentee;
  using RowId = MenteeId;
  static constexpr absl::string_view kCollection = "mentees";
  static constexpr absl::string_view kField = "mentee";
  static const std::string& IdOf(const Row& row) { return row.mentee.id.value; }
  static absl::StatusOr<Row> Find(const Repository& repository, const RowId& id);
  static absl::StatusOr<Row> Read(const v1::Mentee& message, absl::string_view path,
                                  const Row* before, const CallContext& context);
  static v1::Mentee Show(const Row& row);
  static std::string Bytes(const Row& row);
  static void Put(Row row, WriteBatch& batch);
  static void Expect(const RowId& id, const Row* row, WriteBatch& batch);
  static void Delete(const RowId& id, WriteBatch& batch) { batch.delete_mentees.push_back(id); }
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

template <>
struct RowOf<v1::Vacancy> {
  using Row = Vacancy;
  using RowId = VacancyId;
  static constexpr absl::string_view kCollection = "vacancies";
  static constexpr absl::string_view kField = "vacancy";
  static const std::string& IdOf(const Row& row) { return row.id.value; }
  static absl::StatusOr<Row> Find(const Repository& repository, const RowId& id) {
    return repository.GetVacancy(id);
  }
  static absl::StatusOr<Row> Read(const v1::Vacancy& message, absl::string_view path,
                                  const Row* before, const CallContext& context);
  static v1::Vacancy Show(const Row& row);
  static std::string Bytes(const Row& row);
  static void Put(Row row, WriteBatch& batch) { batch.upsert_vacancies.push_back(std::move(row)); }
  static void Expect(const RowId& id, const Row* row, WriteBatch& batch);
  static void Delete(const RowId& id, WriteBatch& batch) { batch.delete_vacancies.push_back(id); }
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

template <>
struct RowOf<v1::Employer> {
  using Row = Employer;
  using RowId = EmployerId;
  static constexpr absl::string_view kCollection = "employers";
  static constexpr absl::string_view kField = "employer";
  static const std::string& IdOf(const Row& row) { return row.id.value; }
  static absl::StatusOr<Row> Find(const Repository& repository, const RowId& id) {
    return repository.GetEmployer(id);
  }
  static absl::StatusOr<Row> Read(const v1::Employer& message, absl::string_view path,
                                  const Row* before, const CallContext& context);
  static v1::Employer Show(const Row& row);
  static std::string Bytes(const Row& row);
  static void Put(Row row, WriteBatch& batch) { batch.upsert_employers.push_back(std::move(row)); }
  static void Expect(const RowId& id, const Row* row, WriteBatch& batch);
  static void Delete(const RowId& id, WriteBatch& batch) { batch.delete_employers.push_back(id); }
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

template <>
struct RowOf<v1::Mentor> {
  using Row = Mentor;
  using RowId = MentorId;
  static constexpr absl::string_view kCollection = "mentors";
  static constexpr absl::string_view kField = "mentor";
  static const std::string& IdOf(const Row& row) { return row.id.value; }
  static absl::StatusOr<Row> Find(const Repository& repository, const RowId& id) {
    return repository.GetMentor(id);
  }
  static absl::StatusOr<Row> Read(const v1::Mentor& message, absl::string_view path,
                                  const Row* before, const CallContext& context);
  static v1::Mentor Show(const Row& row);
  static std::string Bytes(const Row& row);
  static void Put(Row row, WriteBatch& batch) { batch.upsert_mentors.push_back(std::move(row)); }
  static void Expect(const RowId& id, const Row* row, WriteBatch& batch);
  static void Delete(const RowId& id, WriteBatch& batch) { batch.delete_mentors.push_back(id); }
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

template <>
struct RowOf<v1::Offer> {
  using Row = Offer;
  using RowId = OfferId;
  static constexpr absl::string_view kCollection = "offers";
  static constexpr absl::string_view kField = "offer";
  static const std::string& IdOf(const Row& row) { return row.id.value; }
  static absl::StatusOr<Row> Find(const Repository& repository, const RowId& id) {
    return repository.GetOffer(id);
  }
  static absl::StatusOr<Row> Read(const v1::Offer& message, absl::string_view path,
                                  const Row* before, const CallContext& context);
  static v1::Offer Show(const Row& row);
  static std::string Bytes(const Row& row);
  static void Put(Row row, WriteBatch& batch) { batch.upsert_offers.push_back(std::move(row)); }
  static void Expect(const RowId& id, const Row* row, WriteBatch& batch);
  static void Delete(const RowId& id, WriteBatch& batch) { batch.delete_offers.push_back(id); }
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

// The id in a resource's name; InvalidArgument naming `field`.
template <class Message>
absl::StatusOr<typename RowOf<Message>::RowId> ReadName(absl::string_view name,
                                                        absl::string_view field = "name") {
  absl::StatusOr<std::string> id = wire::IdInName(RowOf<Message>::kCollection, name);
  if (!id.ok()) return wire::UnderField(field, id.status());
  return typename RowOf<Message>::RowId{*std::move(id)};
}

// The moment `months` after `now`, at the same time of the day.
UnixTime MonthsAfter(UnixTime now, int months);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_STORED_ROWS_H_
