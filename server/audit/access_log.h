// Who looked at whom: written before anything is shown.
#ifndef PASSUNG_SERVER_AUDIT_ACCESS_LOG_H_
#define PASSUNG_SERVER_AUDIT_ACCESS_LOG_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "passung/outcome.h"
#include "passung/v1/admin_service.pb.h"
#include "passung/v1/audit.pb.h"
#include "proto/answer/backend.h"
#include "server/audit/chained_log.h"
#include "server/audit/pseudonyms.h"

namespace passung::server {

// The chains "access" and "decisions": each entry is the JSON of a v1::AccessEntry or v1::DecisionEntry
// without its number. Thread-safe.
class AccessLog {
 public:
  struct Options {
    std::string folder;  // must exist
    std::string key;     // of the chain, at least 32 bytes
    std::function<absl::Time()> clock;
    absl::Duration keep_access = absl::InfiniteDuration();
    absl::Duration keep_decisions = absl::InfiniteDuration();
  };

  // DataLoss where the chain does not hold; InvalidArgument for faulty options; Unavailable where the
  // folder cannot be written. `backend` outlives the log.
  static absl::StatusOr<std::unique_ptr<AccessLog>> Open(Options options, answer::Backend& backend);

  // Adds time and, where the entry has none, the versions of the data. Unavailable where it cannot be
  // written: then nothing may be shown.
  absl::Status Append(v1::AccessEntry entry);
  // Likewise; only adds the time.
  absl::Status Append(v1::DecisionEntry entry);
  // Brings what was appended to the disk. Also says so where the last entry could not be written.
  absl::Status Sync();
  // Removes entries that are older than they are to be kept, file by file, and notes it as an entry. The
  // errors of ChainedLog::Forget.
  absl::Status ForgetOld();

  absl::StatusOr<v1::ListAccessEntriesResponse> List(const v1::ListAccessEntriesRequest& request);
  absl::StatusOr<v1::VerifyAccessLogResponse> Verify() const;

  // Entry `number` of the decisions; NotFound where none is kept.
  absl::StatusOr<v1::DecisionEntry> FindEntry(int64_t number) const;

  // Every entry of the decisions, by number, until `take` gives false or an error, which is what comes out. Those whose
  // text does not have `word` are not looked at: most say nothing of what is looked for, and reading one takes time.
  absl::Status ReadDecisions(absl::string_view word,
                             absl::FunctionRef<absl::StatusOr<bool>(v1::DecisionEntry)> take) const;

  // What entry `number` of the decisions says of the person and the vacancy; NotFound where there is none, or
  // where it is not about both.
  absl::StatusOr<OutcomeDecision> FindDecision(int64_t number, const MenteeId& mentee,
                                               const VacancyId& vacancy) const;

  const std::string& key() const { return options_.key; }
  Pseudonyms& pseudonyms() { return pseudonyms_; }
  const Pseudonyms& pseudonyms() const { return pseudonyms_; }

 private:
  AccessLog(Options options, answer::Backend& backend)
      : options_(std::move(options)), backend_(backend), pseudonyms_(backend) {}
  absl::Status AppendTo(ChainedLog& chain, const google::protobuf::Message& entry);
  void Note(const absl::Status& status);
  absl::Status ForgetOldOf(const ChainedLog::Options& options, absl::Duration keep,
                           ChainedLog& chain, v1::AccessEntry& entry);

  const Options options_;
  answer::Backend& backend_;
  Pseudonyms pseudonyms_;
  std::unique_ptr<ChainedLog> chain_;
  std::unique_ptr<ChainedLog> decisions_;
  std::mutex mutex_;
  absl::Status last_;  // of the last entry; guarded
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_ACCESS_LOG_H_
