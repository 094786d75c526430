// Answers from a database file, in this process.
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/snapshot.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/loading.h"
#include "proto/answer/match_answers.h"

namespace passung::cli {
namespace {

class LocalSource final : public Source {
 public:
  LocalSource(std::unique_ptr<Repository> repository, LocalSettings settings)
      : repository_(std::move(repository)), settings_(std::move(settings)) {}

  absl::StatusOr<v1::RankVacanciesResponse> Ask(const v1::RankVacanciesRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, Context());
    return answer::RankVacancies(request, context);
  }
  absl::StatusOr<v1::RankMenteesResponse> Ask(const v1::RankMenteesRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, Context());
    return answer::RankMentees(request, context);
  }
  absl::StatusOr<v1::ExplainMatchResponse> Ask(const v1::ExplainMatchRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, Context());
    return answer::ExplainMatch(request, context);
  }
  absl::StatusOr<v1::ListMenteesResponse> Ask(const v1::ListMenteesRequest& request) override {
    return answer::ListMentees(request, *repository_);
  }
  absl::StatusOr<v1::ListVacanciesResponse> Ask(const v1::ListVacanciesRequest& request) override {
    return answer::ListVacancies(request, *repository_);
  }
  absl::StatusOr<v1::Mentee> Ask(const v1::GetMenteeRequest& request) override {
    return answer::GetMentee(request, *repository_);
  }
  absl::StatusOr<v1::Vacancy> Ask(const v1::GetVacancyRequest& request) override {
    return answer::GetVacancy(request, *repository_);
  }

  absl::StatusOr<std::shared_ptr<const Knowledge>> LoadKnowledge() override {
    PASSUNG_ASSIGN_OR_RETURN(const ClassificationRows rows, repository_->ReadClassification());
    return Knowledge::Create(settings_.tables, rows);
  }

 private:
  absl::StatusOr<answer::MatchContext> Context() {
    if (snapshot_ == nullptr) {
      PASSUNG_ASSIGN_OR_RETURN(snapshot_, answer::LoadSnapshot(*repository_, settings_.tables));
    }
    return answer::MatchContext{.snapshot = snapshot_,
                                .today = settings_.today,
                                .threads = settings_.threads,
                                .profile = settings_.profile ? &*settings_.profile : nullptr};
  }

  std::unique_ptr<Repository> repository_;
  LocalSettings settings_;
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Repository>> OpenStored(const std::string& path) {
  // Opening would create it, and a misspelt name would look like an empty market.
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return absl::NotFoundError(absl::StrCat(
        "--db: there is no file \"", path,
        "\"; `passung market --db FILE` or `passung import --db FILE` makes a database"));
  }
  return OpenRepository(absl::StrCat("sqlite:", path));
}

absl::StatusOr<std::unique_ptr<Source>> OpenDatabase(const std::string& path,
                                                     LocalSettings settings) {
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenStored(path));
  return std::make_unique<LocalSource>(std::move(repository), std::move(settings));
}

absl::StatusOr<std::unique_ptr<Source>> OpenSource(const SourceOptions& options,
                                                   LocalSettings settings) {
  if (options.server.empty()) {
    if (!options.data.empty()) {
      PASSUNG_ASSIGN_OR_RETURN(settings.tables, answer::ReadDataFolder(options.data));
    }
    return OpenDatabase(options.db, std::move(settings));
  }
  if (!options.data.empty()) {
    return UsageError("--data works with --db only: a server is given its own tables");
  }
  if (settings.profile) {
    return UsageError("--profile-file works with --db only: a server knows its own profiles");
  }
  return ConnectServer(options.server);
}

}  // namespace passung::cli
