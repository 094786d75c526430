#include "server/fetch/fetch_journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

using Json = nlohmann::json;

std::string LineOf(const FetchedVacancy& vacancy) {
  const Json json = {{"kind", "vacancy"},          {"reference", vacancy.reference},
                     {"id", vacancy.id},           {"changed", vacancy.changed},
                     {"etag", vacancy.etag},       {"query", vacancy.query},
                     {"fetched", vacancy.fetched}, {"closed", vacancy.closed}};
  return absl::StrCat(json.dump(-1, ' ', false, Json::error_handler_t::replace), "\n");
}

std::string LineOf(const Json& json) {
  return absl::StrCat(json.dump(-1, ' ', false, Json::error_handler_t::replace), "\n");
}

std::string TextAt(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}
int64_t NumberAt(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

absl::Status CannotWrite(const std::string& path) {
  return absl::UnavailableError(
      absl::StrCat("\"", path, "\" cannot be written: ", std::strerror(errno)));
}

// Opens, writes all, syncs.
absl::Status WriteTo(const std::string& path, absl::string_view text, int flags) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
  if (file < 0) return CannotWrite(path);
  bool good = true;
  while (good && !text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    good = written > 0 || (written < 0 && errno == EINTR);
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  good = good && ::fsync(file) == 0;
  const absl::Status status = good ? absl::OkStatus() : CannotWrite(path);
  ::close(file);
  return status;
}

}  // namespace

absl::StatusOr<FetchJournal> FetchJournal::Open(const std::string& path, Mode mode) {
  FetchJournal journal(path, mode);
  PASSUNG_RETURN_IF_ERROR(journal.Read());
  return journal;
}

bool FetchJournal::Take(const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return false;
  const std::string kind = TextAt(json, "kind");
  if (kind == "run") {
    query_ = TextAt(json, "query");
    began_ = NumberAt(json, "began");
    pages_done_ = 0;
    seen_.clear();
    return !query_.empty();
  }
  if (kind == "page") {
    const auto references = json.find("references");
    if (references == json.end() || !references->is_array()) return false;
    for (const Json& reference : *references) {
      if (reference.is_string()) seen_.insert(reference.get<std::string>());
    }
    pages_done_ = NumberAt(json, "page");
    return true;
  }
  if (kind != "vacancy") return false;
  const auto closed = json.find("closed");
  FetchedVacancy vacancy{
      .reference = TextAt(json, "reference"),
      .id = TextAt(json, "id"),
      .changed = TextAt(json, "changed"),
      .etag = TextAt(json, "etag"),
      .query = TextAt(json, "query"),
      .fetched = NumberAt(json, "fetched"),
      .closed = closed != json.end() && closed->is_boolean() && closed->get<bool>()};
  if (vacancy.reference.empty()) return false;
  vacancies_[vacancy.reference] = std::move(vacancy);
  return true;
}

absl::Status FetchJournal::Read() {
  std::ifstream in(path_, std::ios::binary);
  if (!in) {
    std::error_code error;
    if (!std::filesystem::exists(path_, error)) return absl::OkStatus();
    return absl::UnavailableError(absl::StrCat("\"", path_, "\" cannot be read"));
  }
  std::ostringstream content;
  content << in.rdbuf();
  const std::string text = content.str();
  size_t whole = 0;
  for (int64_t number = 1; whole < text.size(); ++number) {
    const size_t end = text.find('\n', whole);
    if (end == std::string::npos) break;
    if (!Take(text.substr(whole, end - whole))) {
      return absl::DataLossError(
          absl::StrCat("\"", path_, "\", line ", number,
                       ": no line of a journal of fetching; to begin anew, move the file away"));
    }
    whole = end + 1;
  }
  // What was cut off must not become the beginning of the next line.
  if (whole < text.size() && mode_ == Mode::kKeep &&
      ::truncate(path_.c_str(), static_cast<off_t>(whole)) != 0) {
    return CannotWrite(path_);
  }
  return absl::OkStatus();
}

const FetchedVacancy* FetchJournal::Find(const std::string& reference) const {
  const auto found = vacancies_.find(reference);
  return found == vacancies_.end() ? nullptr : &found->second;
}

absl::Status FetchJournal::Append(const std::string& lines) {
  return mode_ == Mode::kForget ? absl::OkStatus() : WriteTo(path_, lines, O_APPEND);
}

absl::Status FetchJournal::BeginRun(const std::string& query, absl::Time now,
                                    absl::Duration longest) {
  const absl::Duration age = now - absl::FromUnixSeconds(began_);
  if (query_ == query && age >= absl::ZeroDuration() && age < longest) return absl::OkStatus();
  query_ = query;
  began_ = absl::ToUnixSeconds(now);
  pages_done_ = 0;
  seen_.clear();
  return Append(LineOf(Json{{"kind", "run"}, {"query", query_}, {"began", began_}}));
}

absl::Status FetchJournal::AddPage(int64_t page, const std::vector<std::string>& references,
                                   const std::vector<FetchedVacancy>& vacancies) {
  std::string lines;
  for (const FetchedVacancy& vacancy : vacancies) {
    vacancies_[vacancy.reference] = vacancy;
    lines += LineOf(vacancy);
  }
  lines += LineOf(Json{{"kind", "page"}, {"page", page}, {"references", references}});
  seen_.insert(references.begin(), references.end());
  pages_done_ = page;
  return Append(lines);
}

absl::Status FetchJournal::AddVacancy(const FetchedVacancy& vacancy) {
  vacancies_[vacancy.reference] = vacancy;
  return Append(LineOf(vacancy));
}

absl::Status FetchJournal::EndRun() {
  query_.clear();
  pages_done_ = 0;
  seen_.clear();
  if (mode_ == Mode::kForget) return absl::OkStatus();
  std::string lines;
  for (const auto& [reference, vacancy] : vacancies_) lines += LineOf(vacancy);
  const std::string fresh = absl::StrCat(path_, ".new");
  PASSUNG_RETURN_IF_ERROR(WriteTo(fresh, lines, O_TRUNC));
  std::error_code error;
  std::filesystem::rename(fresh, path_, error);
  if (error) return absl::UnavailableError(absl::StrCat("\"", path_, "\": ", error.message()));
  return absl::OkStatus();
}

}  // namespace passung::server
