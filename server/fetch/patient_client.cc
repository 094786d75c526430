#include "server/fetch/patient_client.h"

#include <algorithm>
#include <array>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

bool MayHelp(int status) {
  constexpr std::array<int, 5> kAgain = {429, 500, 502, 503, 504};
  return std::find(kAgain.begin(), kAgain.end(), status) != kAgain.end();
}

bool MayHelp(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

// Seconds, or a date of HTTP; zero for neither.
absl::Duration RetryAfter(const std::string& text, absl::Time now) {
  int64_t seconds = 0;
  if (absl::SimpleAtoi(text, &seconds)) return absl::Seconds(std::max<int64_t>(seconds, 0));
  absl::Time day;
  if (absl::ParseTime("%a, %d %b %Y %H:%M:%S GMT", text, &day, nullptr)) {
    return std::max(day - now, absl::ZeroDuration());
  }
  return absl::ZeroDuration();
}

}  // namespace

void PatientClient::WaitForTurn() {
  const absl::Time now = waiter_.Now();
  if (next_ > now) waiter_.Wait(next_ - now);
  next_ = std::max(next_, now) + absl::Seconds(1) / patience_.per_second;
}

absl::StatusOr<absl::Duration> PatientClient::PauseBefore(int attempt,
                                                          const std::string& retry_after) {
  absl::Duration pause = patience_.first_wait;
  for (int i = 2; i < attempt && pause < patience_.longest_wait; ++i) pause *= 2;
  pause = std::min(pause, patience_.longest_wait);
  const absl::Duration wanted = RetryAfter(retry_after, waiter_.Now());
  if (wanted > patience_.longest_pause) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the service wants to be asked again in ", absl::FormatDuration(wanted),
                     " only; what was fetched is kept, go on then"));
  }
  return std::max(pause, wanted);
}

absl::StatusOr<HttpAnswer> PatientClient::Get(const std::string& target, const HttpFields& fields) {
  for (int attempt = 1;; ++attempt) {
    WaitForTurn();
    ++requests_;
    absl::StatusOr<HttpAnswer> answer = asker_.Get(target, fields);
    const bool again = answer.ok() ? MayHelp(answer->status) : MayHelp(answer.status());
    if (!again) return answer;
    if (attempt >= patience_.attempts) {
      return answer;
    }
    PASSUNG_ASSIGN_OR_RETURN(const absl::Duration pause,
                             PauseBefore(attempt + 1, answer.ok() ? answer->retry_after : ""));
    ++repeated_;
    waiter_.Wait(pause);
  }
}

}  // namespace passung::server
