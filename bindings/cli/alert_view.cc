#include "bindings/cli/alert_view.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/cli/card.h"
#include "bindings/cli/hit.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/sheet_writer.h"
#include "engine/base/status_macros.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::cli {
namespace {

using text::Texts;

constexpr int kWidestListed = 40;
constexpr int kWidestTown = 24;
constexpr size_t kReasonsOfAlert = 2;

// What messages are shown with.
class AlertPrinter {
 public:
  AlertPrinter(const Texts& texts, Source& source, const Knowledge& knowledge,
               const Console& console)
      : texts_(texts), source_(source), knowledge_(knowledge), console_(console) {}

  absl::Status PrintList(const v1::ListDelta& list) {
    console_.out << "\n" << list.mentee() << "\n";
    if (list.gone()) {
      console_.out << "  " << texts_.Get("phrase.watch_gone", {{{"name", list.mentee()}}}) << "\n";
      return absl::OkStatus();
    }
    Table table({{""},
                 {texts_.Get("table.rank"), Align::kRight},
                 {texts_.Get("table.score"), Align::kRight},
                 {texts_.Get("table.vacancy"), Align::kLeft, kWidestListed},
                 {texts_.Get("table.title"), Align::kLeft, kWidestListed},
                 {texts_.Get("table.place"), Align::kLeft, kWidestTown}},
                console_.width, 2);
    for (const v1::ListedChange& change : list.changes()) {
      PASSUNG_RETURN_IF_ERROR(AddChange(change, table));
    }
    table.Print(console_.out);
    return absl::OkStatus();
  }

 private:
  absl::Status AddChange(const v1::ListedChange& change, Table& table) {
    const bool left = change.event() == v1::LIST_EVENT_LEFT;
    const v1::ListedMatch& listed = left ? change.before() : change.after();
    PASSUNG_ASSIGN_OR_RETURN(const Card card, CardOfListed(listed));
    std::vector<std::string> notes = Notes(change);
    if (change.has_match()) {
      PASSUNG_ASSIGN_OR_RETURN(const Hit hit, HitOf(change.match()));
      for (std::string& reason : BestReasons(hit, kReasonsOfAlert)) {
        notes.push_back(absl::StrCat("+ ", reason));
      }
      if (const std::string obstacle = Obstacle(hit); !obstacle.empty()) {
        notes.push_back(absl::StrCat("− ", obstacle));
      }
    }
    const char* const sign = left ? "−" : change.event() == v1::LIST_EVENT_ENTERED ? "+" : "~";
    table.Add({sign, absl::StrCat(listed.rank()), texts_.Score(listed.score()), listed.vacancy(),
               card.title, card.where},
              std::move(notes));
    return absl::OkStatus();
  }

  std::vector<std::string> Notes(const v1::ListedChange& change) const {
    if (change.event() == v1::LIST_EVENT_CHANGED) {
      return {
          texts_.Get("phrase.watch_before", {{{"score", texts_.Score(change.before().score())},
                                              {"rank", absl::StrCat(change.before().rank())}}})};
    }
    if (change.event() == v1::LIST_EVENT_ENTERED) {
      if (change.displaces().empty()) return {};
      return {texts_.Get("phrase.watch_displaces", {{{"name", change.displaces()}}})};
    }
    if (!change.displaced_by().empty()) {
      return {texts_.Get("phrase.watch_displaced_by", {{{"name", change.displaced_by()}}})};
    }
    switch (change.because()) {
      case v1::LEFT_BECAUSE_DISPLACED:
        return {texts_.Get("phrase.watch_displaced")};
      case v1::LEFT_BECAUSE_BARRED:
        return {texts_.Get("phrase.watch_barred")};
      case v1::LEFT_BECAUSE_NOT_THERE:
        return {texts_.Get("phrase.watch_not_there")};
      default:
        return {};
    }
  }

  // Nothing of a vacancy that is not there any more.
  absl::StatusOr<Card> CardOfListed(const v1::ListedMatch& listed) {
    const std::string key =
        absl::StrCat(listed.vacancy(), " ", listed.occupation_index(), " ", listed.place_index());
    if (const auto known = cards_.find(key); known != cards_.end()) return known->second;
    const auto found = GetAs<v1::Vacancy>(source_, listed.vacancy());
    // What is told is told also where its title cannot be asked for just now.
    if (absl::IsNotFound(found.status()) || absl::IsUnavailable(found.status()) ||
        absl::IsDeadlineExceeded(found.status())) {
      return Card();
    }
    PASSUNG_RETURN_IF_ERROR(found.status());
    PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, wire::FromProto(*found));
    // It may have been changed since it was listed.
    const auto within = [](int32_t index, size_t size) {
      return index >= 0 && static_cast<size_t>(index) < size ? index : 0;
    };
    Match match;
    match.occupation_index = within(listed.occupation_index(), vacancy.occupations.size());
    match.place_index = within(listed.place_index(), vacancy.places.size());
    return cards_[key] = CardOf(vacancy, match, texts_, knowledge_);
  }

  const Texts& texts_;
  Source& source_;
  const Knowledge& knowledge_;
  const Console& console_;
  std::map<std::string, Card> cards_;  // of this message
};

}  // namespace

absl::Status PrintAlert(const v1::WatchMatchesResponse& message, const Texts& texts, Source& source,
                        const Console& console) {
  const std::string from = texts.Number(message.from_revision());
  const std::string to = texts.Number(message.to_revision());
  if (message.lists().empty() && !message.whole()) {
    console.out << texts.Get("phrase.watch_nothing", {{{"from", from}, {"to", to}}}) << "\n";
    return absl::OkStatus();
  }
  console.out << texts.Get(message.whole() ? "phrase.watch_whole" : "phrase.watch_changes",
                           {{{"from", from},
                             {"to", to},
                             {"date", ShownDay(message.versions().as_of(), texts)}}})
              << "\n";
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  AlertPrinter printer(texts, source, *knowledge, console);
  for (const v1::ListDelta& list : message.lists()) {
    PASSUNG_RETURN_IF_ERROR(printer.PrintList(list));
  }
  console.out << "\n";
  return absl::OkStatus();
}

}  // namespace passung::cli
