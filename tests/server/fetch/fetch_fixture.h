// A service on this machine that serves the shapes of the public description, and a fetch from it.
#ifndef PASSUNG_TESTS_SERVER_FETCH_FETCH_FIXTURE_H_
#define PASSUNG_TESTS_SERVER_FETCH_FETCH_FIXTURE_H_

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "passung/repository.h"
#include "server/fetch/fetch.h"
#include "tests/server/fetch/fake_waiter.h"
#include "tests/server/fetch/scripted_server.h"
#include "tests/support/status_matchers.h"

namespace passung::server {

using Json = nlohmann::json;

struct Offered {
  Json entry;
  Json details;
  std::string etag;
};

// The service: what it offers can be changed between requests; `fault` may answer in its place.
class Jobsuche {
 public:
  void Put(const std::string& reference, const std::string& title,
           const std::string& changed = "2026-08-01T10:00:00") {
    Offered offered;
    offered.entry = {
        {"refnr", reference},
        {"beruf", "Koch/Köchin"},
        {"titel", title},
        {"arbeitgeber", "Gasthof"},
        {"arbeitsort", {{"plz", "01099"}, {"ort", "Dresden"}, {"land", "Deutschland"}}},
        {"aktuelleVeroeffentlichungsdatum", "2026-08-01"},
        {"modifikationsTimestamp", changed}};
    offered.details = {
        {"referenznummer", reference},
        {"stellenangebotsTitel", title},
        {"stellenangebotsart", "ARBEIT"},
        {"hauptberuf", "Koch/Köchin"},
        {"arbeitszeitVollzeit", true},
        {"aenderungsdatum", changed},
        {"stellenlokationen",
         {{{"adresse", {{"plz", "01099"}, {"ort", "Dresden"}, {"land", "DEUTSCHLAND"}}}}}}};
    offered.etag = absl::StrCat("\"", title, "\"");
    offered_[reference] = offered;
  }
  Offered& At(const std::string& reference) { return offered_.at(reference); }
  void Remove(const std::string& reference) { offered_.erase(reference); }
  void Hide(const std::string& reference) { hidden_.insert(reference); }

  ScriptedReply Answer(const ScriptedRequest& request) {
    ++count;
    if (fault) {
      if (const auto reply = fault(request)) return *reply;
    }
    if (request.fields.count("X-API-Key") == 0 || request.fields.at("X-API-Key") != "key")
      return {.status = 403};
    return absl::StartsWith(request.target, "/service/pc/v4/jobs?") ? Search(request.target)
                                                                    : Details(request);
  }

  std::function<std::optional<ScriptedReply>(const ScriptedRequest&)> fault;
  std::optional<int64_t> total;  // in the place of the true one
  int count = 0;

 private:
  static int64_t NumberIn(const std::string& target, const std::string& name) {
    int64_t number = 0;
    const size_t at = target.find(name) + name.size();
    EXPECT_TRUE(absl::SimpleAtoi(target.substr(at, target.find('&', at) - at), &number)) << target;
    return number;
  }

  ScriptedReply Search(const std::string& target) {
    const int64_t page = NumberIn(target, "page=");
    const int64_t size = NumberIn(target, "size=");
    Json list = Json::array();
    int64_t index = 0;
    for (const auto& [reference, offered] : offered_) {
      if (hidden_.count(reference) > 0) continue;
      if (index >= (page - 1) * size && index < page * size) list.push_back(offered.entry);
      ++index;
    }
    const Json body = {
        {"stellenangebote", list},
        {"maxErgebnisse", absl::StrCat(total.value_or(index))},
        {"page", absl::StrCat(page)},
        {"size", absl::StrCat(size)},
        {"facetten", {{"beruf", {{"counts", {{"Koch/Köchin", 1}}}, {"maxCount", 1}}}}}};
    return {.body = body.dump()};
  }

  ScriptedReply Details(const ScriptedRequest& request) {
    std::string code = request.target.substr(request.target.rfind('/') + 1);
    code = absl::StrReplaceAll(code, {{"%3D", "="}, {"%2B", "+"}, {"%2F", "/"}});
    std::string reference;
    EXPECT_TRUE(absl::Base64Unescape(code, &reference)) << request.target;
    const auto found = offered_.find(reference);
    if (found == offered_.end()) return {.status = 404, .body = "{}"};
    const auto asked = request.fields.find("If-None-Match");
    if (asked != request.fields.end() && asked->second == found->second.etag)
      return {.status = 304};
    return {.body = found->second.details.dump(1), .fields = {{"ETag", found->second.etag}}};
  }

  std::map<std::string, Offered> offered_;
  std::set<std::string> hidden_;
};

class FetchTest : public testing::Test {
 protected:
  FetchTest() {
    folder_ = std::filesystem::path(testing::TempDir()) /
              absl::StrCat("passung_fetch_",
                           testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    auto repository = OpenRepository("memory:");
    EXPECT_THAT(repository, IsOk());
    repository_ = *std::move(repository);
    settings_.key = "key";
    settings_.query = {.what = "Koch", .where = "Dresden", .radius_km = 25, .page_size = 2};
  }
  ~FetchTest() override { std::filesystem::remove_all(folder_); }

  std::string JournalPath() const { return (folder_ / "journal").string(); }

  FetchReport Fetch() {
    const auto url = ParseUrl(server_.Address() + "/service");
    EXPECT_THAT(url, IsOk());
    const auto client = MakeHttpClient(*url, {.time = std::chrono::milliseconds(2'000)});
    EXPECT_THAT(client, IsOk());
    auto journal = FetchJournal::Open(
        JournalPath(), settings_.dry_run ? FetchJournal::Mode::kForget : FetchJournal::Mode::kKeep);
    EXPECT_THAT(journal, IsOk());
    PatientClient patient(**client, waiter_, {.per_second = 1000, .attempts = 3});
    return FetchJobsuche(settings_, {.client = patient,
                                     .waiter = waiter_,
                                     .knowledge = *Knowledge::BuiltIn(),
                                     .repository = *repository_,
                                     .journal = *journal,
                                     .progress = nullptr});
  }

  Vacancy Stored(const std::string& id) const {
    auto vacancy = repository_->GetVacancy(VacancyId{id});
    EXPECT_THAT(vacancy, IsOk()) << id;
    return vacancy.ok() ? *vacancy : Vacancy();
  }
  size_t CountStored() const { return repository_->ListVacancies("", 1000)->items.size(); }

  void Offer(int count) {
    for (int i = 0; i < count; ++i)
      jobsuche_.Put(absl::StrCat("1-", 100 + i, "-S"), absl::StrCat("Koch ", i));
  }

  std::filesystem::path folder_;
  FakeWaiter waiter_;
  std::unique_ptr<Repository> repository_;
  FetchSettings settings_;
  Jobsuche jobsuche_;
  ScriptedServer server_{
      [this](const ScriptedRequest& request) { return jobsuche_.Answer(request); }};
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_FETCH_FETCH_FIXTURE_H_
