#ifndef PASSUNG_ENGINE_STORAGE_ROW_REPOSITORY_H_
#define PASSUNG_ENGINE_STORAGE_ROW_REPOSITORY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/storage/row_store.h"
#include "passung/repository.h"

namespace passung::storage {

// Mentees, vacancies and the classification as rows of canonical bytes (passung/codec.h) in any
// RowStore. Thread-safe as the store is.
class RowRepository final : public Repository {
 public:
  // REQUIRES: `store` is not null.
  explicit RowRepository(std::unique_ptr<RowStore> store) : store_(std::move(store)) {}

  absl::StatusOr<int64_t> Write(const WriteBatch& batch) override;
  std::vector<absl::StatusOr<int64_t>> WriteTogether(
      absl::Span<const WriteBatch* const> batches) override;
  absl::StatusOr<int64_t> revision() const override { return store_->revision(); }

  absl::StatusOr<Mentee> GetMentee(const MenteeId& id) const override;
  absl::StatusOr<Vacancy> GetVacancy(const VacancyId& id) const override;
  absl::StatusOr<Page<Mentee>> ListMentees(absl::string_view after, int page_size) const override;
  absl::StatusOr<Page<Vacancy>> ListVacancies(absl::string_view after,
                                              int page_size) const override;
  absl::StatusOr<Mentee> GetMenteeAsOf(const MenteeId& id, int64_t revision) const override;
  absl::StatusOr<Vacancy> GetVacancyAsOf(const VacancyId& id, int64_t revision) const override;

  absl::StatusOr<MenteeRecord> GetMenteeRecord(const MenteeId& id) const override;
  absl::StatusOr<MenteeContact> GetMenteeContact(const MenteeId& id) const override;
  absl::StatusOr<Employer> GetEmployer(const EmployerId& id) const override;
  absl::StatusOr<Mentor> GetMentor(const MentorId& id) const override;
  absl::StatusOr<Offer> GetOffer(const OfferId& id) const override;
  absl::StatusOr<Page<MenteeRecord>> ListMenteeRecords(const RecordQuery& query,
                                                       absl::string_view after,
                                                       int page_size) const override;
  absl::StatusOr<Page<Employer>> ListEmployers(absl::string_view after,
                                               int page_size) const override;
  absl::StatusOr<Page<Mentor>> ListMentors(absl::string_view after, int page_size) const override;
  absl::StatusOr<Page<Offer>> ListOffers(absl::string_view after, int page_size) const override;
  absl::StatusOr<Outcome> GetOutcome(const OutcomeKey& key) const override;
  absl::StatusOr<Page<Outcome>> ListOutcomes(const std::optional<MenteeId>& mentee,
                                             absl::string_view after, int page_size) const override;
  absl::StatusOr<Pin> GetPin(const PinKey& key) const override;
  absl::StatusOr<Page<Pin>> ListPins(const MenteeId& mentee, absl::string_view after,
                                     int page_size) const override;
  absl::StatusOr<bool> KnowsVacancy(const VacancyId& id) const override;
  absl::StatusOr<RowAge> AgeOfVacancy(const VacancyId& id) const override;
  absl::StatusOr<std::vector<RowVersion<Mentee>>> MenteeHistory(const MenteeId& id) const override;
  absl::StatusOr<std::vector<RowVersion<MenteeRecord>>> MenteeRecordHistory(
      const MenteeId& id) const override;
  absl::StatusOr<std::vector<ScoringProfile>> ReadProfiles() const override;
  absl::StatusOr<std::vector<ActiveProfile>> ReadActiveProfiles() const override;
  absl::StatusOr<RowVersion<StoredAnswer>> GetAnswer(const std::string& id) const override;
  absl::StatusOr<std::string> GetPseudonymKey(const MenteeId& id) const override;
  absl::StatusOr<Page<PseudonymKey>> ListPseudonymKeys(absl::string_view after,
                                                       int page_size) const override;
  absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) override;
  absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) override;
  absl::Status Scrub() override { return store_->Scrub(); }
  absl::Status CheckWritable() override { return store_->CheckWritable(); }

  absl::StatusOr<std::unique_ptr<Repository>> AsOf(int64_t revision) const override;
  absl::StatusOr<int64_t> history_from() const override { return store_->kept_from(); }
  absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) override;

  absl::StatusOr<int64_t> WriteClassification(const ClassificationRows& rows) override;
  absl::StatusOr<ClassificationRows> ReadClassification() const override;

  absl::StatusOr<RepositoryContents> ReadContents() const override;
  absl::StatusOr<RepositoryChanges> ReadChanges(int64_t after) const override;
  std::unique_ptr<ChangeWatch> Watch() const override { return store_->Watch(); }

 private:
  std::unique_ptr<RowStore> store_;
};

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_ROW_REPOSITORY_H_
