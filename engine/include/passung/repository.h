#ifndef PASSUNG_REPOSITORY_H_
#define PASSUNG_REPOSITORY_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "passung/contact.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/offer.h"
#include "passung/outcome.h"
#include "passung/partner.h"
#include "passung/pin.h"
#include "passung/profile.h"
#include "passung/record.h"
#include "passung/stored.h"
#include "passung/vacancy.h"

namespace passung {

enum class RowKind : uint8_t {
  kMentee,
  kVacancy,
  kClassification,
  kMenteeRecord,
  kMenteeContact,
  kEmployer,
  kMentor,
  kProfile,
  kActiveProfile,
  kAnswer,
  kPseudonymKey,
  kOffer,
  kOutcome,
  kPin,
};
inline constexpr int kRowKindCount = 14;

// What a writer takes for granted of a row, because it was read before.
struct RowState {
  RowKind kind = RowKind::kMentee;
  std::string id;  // of a profile: ProfileRowId; of an outcome: OutcomeRowId; of a pin: PinRowId
  std::string fingerprint;  // FingerprintOf its canonical bytes; empty: there is no such row
};

// Which outcome of whom.
struct OutcomeKey {
  MenteeId mentee;
  OutcomeId id;
};

// Which vacancy is kept in mind for whom.
struct PinKey {
  MenteeId mentee;
  VacancyId vacancy;
};

// One atomic change. Either all of it is stored, at one new revision, or nothing.
struct WriteBatch {
  std::vector<Mentee> upsert_mentees;
  std::vector<Vacancy> upsert_vacancies;
  std::vector<MenteeId> delete_mentees;  // with record, contact, outcomes and pins; history stays
  std::vector<VacancyId> delete_vacancies;

  std::vector<MenteeRecord> upsert_records;
  std::vector<MenteeContact> upsert_contacts;  // in the place of what was known; no history
  std::vector<Employer> upsert_employers;
  std::vector<EmployerId> delete_employers;
  std::vector<Mentor> upsert_mentors;
  std::vector<MentorId> delete_mentors;
  std::vector<Offer> upsert_offers;
  std::vector<OfferId> delete_offers;
  std::vector<Outcome> upsert_outcomes;      // in the place of what was known; no history
  std::vector<OutcomeKey> delete_outcomes;   // nothing of them stays
  std::vector<Pin> upsert_pins;              // likewise
  std::vector<PinKey> delete_pins;           // nothing of them stays
  std::vector<ScoringProfile> add_profiles;  // a version that is there stays as it is
  std::vector<ActiveProfile> activate;
  std::vector<StoredAnswer> answers;
  std::optional<UnixTime> forget_answers;  // those whose time was up before then

  // Facts, record, contact, outcomes, pins, history, stored answers and pseudonym key of these, whatever
  // there is of it. What the medium still holds of them is overwritten by Repository::Scrub.
  std::vector<MenteeId> purge_mentees;
  // When the write is; absent: the revision that it makes has no time.
  std::optional<UnixTime> written;
  // Checked in the transaction of the write.
  std::vector<RowState> expect;
};

// The id of the row that holds one version of a profile.
std::string ProfileRowId(absl::string_view profile, int32_t version);

template <class T>
struct Page {
  std::vector<T> items;  // by id rising, as bytes
  std::string next_key;  // the last id of this page; empty: there is no more
};

// A version of a row: it held for from_revision <= r < to_revision.
template <class T>
struct RowVersion {
  T value;
  int64_t from_revision = 0;
  int64_t to_revision = 0;  // the greatest int64_t: it is the current one
};

// Since when a row is known, as far as the writes said when they were (WriteBatch::written).
struct RowAge {
  // The write of its first version, also of one that has ended; absent also where that may be forgotten.
  std::optional<UnixTime> first;
  std::optional<UnixTime> present;  // the write that made it what it is
  friend bool operator==(const RowAge&, const RowAge&) = default;
};

// Which records are listed: of those that one of the two is not given for, all.
struct RecordQuery {
  std::optional<MentorId> mentor;
  // By the newest version of a record, which tells the end of mentees who were deleted, too.
  std::optional<UnixTime> expires_before;
};

// Every row as of one revision, for BuildSnapshot.
struct RepositoryContents {
  std::vector<Mentee> mentees;     // by id rising, as bytes
  std::vector<Vacancy> vacancies;  // likewise
  ClassificationRows classification;
  int64_t revision = 0;
};

// What makes rows as of an earlier revision those of `revision`.
struct RepositoryChanges {
  int64_t revision = 0;     // the newest
  bool everything = false;  // cannot be told row by row: all is to be read anew
  // Mentees, vacancies, records and profiles that were written, and who and what is not there any more, as they
  // are at `revision`, in no order. What came and went in between may be named as gone.
  WriteBatch batch;
};

// Tells that other programs may have written. Used by one thread, but for Stop.
class ChangeWatch {
 public:
  virtual ~ChangeWatch() = default;
  // Returns when something may have been written, after `longest`, or once Stop was called. Being woken is only
  // a hint: whoever follows looks also when nobody wakes them.
  virtual void Wait(std::chrono::milliseconds longest) = 0;
  virtual void Stop() = 0;
};

// Where mentees, vacancies and the classification are kept. Every write makes a new revision; the
// versions before it stay readable (`…AsOf`). Thread-safe. A write that returns OK is durable where
// the medium is.
class Repository {
 public:
  virtual ~Repository() = default;

  // The new revision. InvalidArgument: a faulty row or an id named twice in the batch, with the
  // field; NotFound: a row to delete does not exist; Aborted: a row is not in the state that the
  // batch expects; AlreadyExists: it was expected not to be there. Nothing is stored then.
  virtual absl::StatusOr<int64_t> Write(const WriteBatch& batch) = 0;
  // Several writes, in their order, that become durable and visible together: waiting for the disk is most of what a small
  // write costs, and here it is waited for once. The result of each is that of Write: all of it at a revision of its own, or
  // nothing; one that is refused does not touch the others. Where the medium fails, all fail.
  virtual std::vector<absl::StatusOr<int64_t>> WriteTogether(
      absl::Span<const WriteBatch* const> batches) = 0;
  virtual absl::StatusOr<int64_t> revision() const = 0;

  virtual absl::StatusOr<Mentee> GetMentee(const MenteeId& id) const = 0;  // NotFound
  virtual absl::StatusOr<Vacancy> GetVacancy(const VacancyId& id) const = 0;
  // Rows with id > `after`, at most `page_size` (1 … 10 000).
  virtual absl::StatusOr<Page<Mentee>> ListMentees(absl::string_view after,
                                                   int page_size) const = 0;
  virtual absl::StatusOr<Page<Vacancy>> ListVacancies(absl::string_view after,
                                                      int page_size) const = 0;
  // The row as it was at `revision`; NotFound if it was not there then.
  virtual absl::StatusOr<Mentee> GetMenteeAsOf(const MenteeId& id, int64_t revision) const = 0;
  virtual absl::StatusOr<Vacancy> GetVacancyAsOf(const VacancyId& id, int64_t revision) const = 0;

  // What is kept beside mentees and vacancies; each NotFound where there is no such row.
  virtual absl::StatusOr<MenteeRecord> GetMenteeRecord(const MenteeId& id) const = 0;
  virtual absl::StatusOr<MenteeContact> GetMenteeContact(const MenteeId& id) const = 0;
  virtual absl::StatusOr<Employer> GetEmployer(const EmployerId& id) const = 0;
  virtual absl::StatusOr<Mentor> GetMentor(const MentorId& id) const = 0;
  virtual absl::StatusOr<Offer> GetOffer(const OfferId& id) const = 0;
  virtual absl::StatusOr<Page<MenteeRecord>> ListMenteeRecords(const RecordQuery& query,
                                                               absl::string_view after,
                                                               int page_size) const = 0;
  virtual absl::StatusOr<Page<Employer>> ListEmployers(absl::string_view after,
                                                       int page_size) const = 0;
  virtual absl::StatusOr<Page<Mentor>> ListMentors(absl::string_view after,
                                                   int page_size) const = 0;
  virtual absl::StatusOr<Page<Offer>> ListOffers(absl::string_view after, int page_size) const = 0;
  virtual absl::StatusOr<Outcome> GetOutcome(const OutcomeKey& key) const = 0;
  // By mentee, then by id; `after` and next_key are an OutcomeRowId. Given a mentee, only theirs.
  virtual absl::StatusOr<Page<Outcome>> ListOutcomes(const std::optional<MenteeId>& mentee,
                                                     absl::string_view after,
                                                     int page_size) const = 0;
  virtual absl::StatusOr<Pin> GetPin(const PinKey& key) const = 0;
  // By id of the vacancy; `after` and next_key are a PinRowId.
  virtual absl::StatusOr<Page<Pin>> ListPins(const MenteeId& mentee, absl::string_view after,
                                             int page_size) const = 0;
  // Whether the vacancy is stored, or was at an earlier revision.
  virtual absl::StatusOr<bool> KnowsVacancy(const VacancyId& id) const = 0;
  virtual absl::StatusOr<RowAge> AgeOfVacancy(const VacancyId& id) const = 0;  // NotFound
  // Oldest first; empty where nothing is known of the id, or where it was purged.
  virtual absl::StatusOr<std::vector<RowVersion<Mentee>>> MenteeHistory(
      const MenteeId& id) const = 0;
  virtual absl::StatusOr<std::vector<RowVersion<MenteeRecord>>> MenteeRecordHistory(
      const MenteeId& id) const = 0;

  // All versions of all profiles, by id and version rising.
  virtual absl::StatusOr<std::vector<ScoringProfile>> ReadProfiles() const = 0;
  virtual absl::StatusOr<std::vector<ActiveProfile>> ReadActiveProfiles() const = 0;

  // `from_revision` is that of the write that it answered.
  virtual absl::StatusOr<RowVersion<StoredAnswer>> GetAnswer(const std::string& id) const = 0;

  // Removes those whose time was up before then; how many. Beside the revisions: none is made.
  virtual absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) = 0;

  // The secret under which a person stands in logs; NotFound where they have none.
  virtual absl::StatusOr<std::string> GetPseudonymKey(const MenteeId& id) const = 0;
  // All of them, by id of the mentee rising.
  virtual absl::StatusOr<Page<PseudonymKey>> ListPseudonymKeys(absl::string_view after,
                                                               int page_size) const = 0;
  // Gives a key to each of whom something is stored and who has none yet. Keys are beside the
  // revisions: none is made. REQUIRES: no id twice.
  virtual absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) = 0;

  // Overwrites what purged rows left on the medium: afterwards no byte of them is in the files of
  // the database. Takes as long as a copy of the database. Unavailable where another process is in
  // the way; then it is to be called again.
  virtual absl::Status Scrub() = 0;

  virtual absl::StatusOr<int64_t> WriteClassification(const ClassificationRows& rows) = 0;
  // Empty rows where none was written.
  virtual absl::StatusOr<ClassificationRows> ReadClassification() const = 0;

  // What was stored at an earlier revision, or is now, to read only; this repository outlives it. What has no
  // history (contact, outcomes, pins, stored answers, keys) is as it is now, but for what came later; who was purged
  // was never there. NotFound: a revision that is not there yet; OutOfRange, also of what is read later: it is older
  // than the history that is kept.
  virtual absl::StatusOr<std::unique_ptr<Repository>> AsOf(int64_t revision) const = 0;
  // As of this revision and later ones all is there; 0: no history was ever forgotten.
  virtual absl::StatusOr<int64_t> history_from() const = 0;
  // Notes which revision is the newest at `now`, and forgets the versions that had ended by `before`, as far as
  // earlier calls noted what was then; how many. Beside the revisions: none is made.
  virtual absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) = 0;
  // Makes a small write that changes nothing, durable like any other: whether that can be done now.
  virtual absl::Status CheckWritable() = 0;

  // Consistent whatever is written meanwhile, which a walk over pages is not.
  virtual absl::StatusOr<RepositoryContents> ReadContents() const = 0;

  // What any program changed after the revision `after`. No revision up to that of the answer is left out,
  // however late it was committed.
  virtual absl::StatusOr<RepositoryChanges> ReadChanges(int64_t after) const = 0;
  // Null where nobody can be followed: others that write are not told of.
  virtual std::unique_ptr<ChangeWatch> Watch() const = 0;
};

// Whether `db` is the address of a server, `postgresql://…`, and no file.
bool IsDatabaseServer(absl::string_view db);
// What people name as a database, for OpenRepository: the address of a server, or the path of a file.
std::string DatabaseUrl(absl::string_view db);
// `db` as it may be shown and logged: of an address neither password nor options.
std::string ShownDatabase(absl::string_view db);

// `memory:`, `sqlite:PATH` (a bare path means SQLite) or `postgresql://USER@HOST:PORT/DATABASE`. Creates the
// database file, or the schema in the database of the server, if it is not there.
// FailedPrecondition: written by a newer version, with both versions named, or the server does not keep what it
// acknowledges; DataLoss: not a database of Passung or damaged; Unavailable: cannot be opened.
absl::StatusOr<std::unique_ptr<Repository>> OpenRepository(absl::string_view url);

inline absl::StatusOr<RepositoryContents> ReadAll(const Repository& repository) {
  return repository.ReadContents();
}

}  // namespace passung

#endif  // PASSUNG_REPOSITORY_H_
