#include "benchmarks/floors/updates.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/pass.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/question.h"
#include "benchmarks/support/questions.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "engine/market/random.h"
#include "passung/snapshot_writer.h"

namespace passung::bench {
namespace {

constexpr int64_t kPromisedUpdates = 400'000;
constexpr int64_t kPromisedVacancies = 1'000'000;
constexpr int64_t kAsked = 1000;  // mentees
constexpr auto kBetweenUpdates = std::chrono::milliseconds(1);
constexpr int kRounds = 3;

using Clock = std::chrono::steady_clock;

// What is stored, and changes of it drawn at random.
class Shop {
 public:
  Shop(std::vector<Vacancy> vacancies, std::vector<Vacancy> fresh)
      : fresh_(std::move(fresh)), random_(7, market::Stream::kRepeat, 0) {
    for (Vacancy& vacancy : vacancies) stored_.emplace_back(std::move(vacancy));
  }

  // Half of the changes are of vacancies that are there, and every third of these goes; the others
  // come in, or come back.
  WriteBatch Draw() {
    const Vacancy& content = OneOf(fresh_);
    std::optional<Vacancy>& place = OneOf(stored_);
    WriteBatch batch;
    const int64_t kind = random_.Below(6);
    if (kind == 0 && place) {
      batch.delete_vacancies.push_back(place->id);
      Remove(place);
    } else if (kind < 3 && place) {
      Put(place, content, std::string(place->id.value), batch);
    } else if (kind < 4 && !gone_.empty()) {
      const auto [at, id] = std::move(gone_.back());
      gone_.pop_back();
      Put(stored_[at], content, id, batch);
    } else {
      std::string id = absl::StrCat("w", random_.Below(1'000'000'000), "-", stored_.size());
      Put(stored_.emplace_back(), content, std::move(id), batch);
    }
    return batch;
  }

  std::vector<Vacancy> Stored() const {
    std::vector<Vacancy> left;
    for (const auto& vacancy : stored_) {
      if (vacancy) left.push_back(*vacancy);
    }
    return left;
  }

 private:
  template <class T>
  T& OneOf(std::vector<T>& all) {
    return all[static_cast<size_t>(random_.Below(static_cast<int64_t>(all.size())))];
  }
  void Remove(std::optional<Vacancy>& place) {
    gone_.emplace_back(static_cast<size_t>(&place - stored_.data()), place->id.value);
    place.reset();
  }
  static void Put(std::optional<Vacancy>& place, const Vacancy& content, std::string id,
                  WriteBatch& batch) {
    place = content;
    place->id.value = std::move(id);
    batch.upsert_vacancies.push_back(*place);
  }

  std::vector<Vacancy> fresh_;
  std::vector<std::optional<Vacancy>> stored_;
  std::vector<std::pair<size_t, std::string>> gone_;  // place among stored_, and id
  market::Random random_;
};

// A market that changes, with one engine.
struct Moving {
  std::vector<Mentee> mentees;
  std::unique_ptr<Shop> shop;
  std::unique_ptr<SnapshotWriter> writer;
  Engine engine;
  int64_t revision = 0;

  // Processor time of the writer, in microseconds.
  absl::StatusOr<double> Change() {
    const WriteBatch batch = shop->Draw();
    absl::Status status;
    const double time = CpuMicroseconds([&] {
      auto next = writer->Apply(batch, ++revision);
      if (next.ok()) engine.Publish(*std::move(next));
      status = next.status();
    });
    PASSUNG_RETURN_IF_ERROR(status);
    return time;
  }
};

absl::StatusOr<std::unique_ptr<Moving>> MakeMoving(int64_t vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(
      Market market,
      MakeMarket({.mentees = kAsked, .vacancies = vacancies, .seed = 1, .today = BenchDay()}));
  PASSUNG_ASSIGN_OR_RETURN(Market fresh,
                           MakeMarket({.mentees = 0,
                                       .vacancies = std::min<int64_t>(vacancies, 100'000),
                                       .seed = 2,
                                       .today = BenchDay()}));
  auto moving = std::make_unique<Moving>();
  moving->mentees = std::move(market.mentees);
  moving->shop = std::make_unique<Shop>(market.vacancies, std::move(fresh.vacancies));
  SnapshotInput input;
  input.knowledge = Knowledge::BuiltIn();
  input.vacancies = std::move(market.vacancies);
  PASSUNG_ASSIGN_OR_RETURN(moving->writer, SnapshotWriter::Create(std::move(input)));
  moving->engine.Publish(moving->writer->current());
  return moving;
}

// Questions that one reader gets through in a time.
int64_t Read(const Moving& moving, const Questions& questions, Clock::duration time) {
  const auto end = Clock::now() + time;
  int64_t asked = 0;
  for (size_t i = 0; Clock::now() < end; i = (i + 1) % questions.asked().size(), ++asked) {
    const Asked& next = questions.asked()[i];
    const auto snapshot = moving.engine.Current();
    Question question(*snapshot, *next.mentee, *next.options, *next.applied);
    question.Search();
  }
  return asked;
}

// The same while another thread makes 1 000 changes a second.
absl::StatusOr<int64_t> ReadWhileWriting(Moving& moving, const Questions& questions,
                                         Clock::duration time) {
  std::atomic<bool> done{false};
  absl::Status written;
  std::thread writer([&] {
    auto next = Clock::now();
    while (!done && written.ok()) {
      written = moving.Change().status();
      std::this_thread::sleep_until(next += kBetweenUpdates);
    }
  });
  const int64_t asked = Read(moving, questions, time);
  done = true;
  writer.join();
  PASSUNG_RETURN_IF_ERROR(written);
  return asked;
}

absl::StatusOr<double> MeasureReaderLoss(Moving& moving, const Questions& questions,
                                         double seconds) {
  const auto time = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(std::max(0.2, seconds / (2 * kRounds))));
  Read(moving, questions, time);  // warm
  std::vector<double> losses;
  for (int round = 0; round < kRounds; ++round) {
    const int64_t alone = Read(moving, questions, time);
    PASSUNG_ASSIGN_OR_RETURN(const int64_t beside, ReadWhileWriting(moving, questions, time));
    losses.push_back(100.0 * (1 - static_cast<double>(beside) / static_cast<double>(alone)));
  }
  return Median(losses);
}

}  // namespace

absl::StatusOr<UpdateFigures> MeasureUpdates(const Settings& settings) {
  PASSUNG_ASSIGN_OR_RETURN(const auto moving, MakeMoving(settings.vacancies));
  const int64_t updates = std::min(kPromisedUpdates, settings.vacancies * 4 / 10);
  std::vector<double> times;
  for (int64_t i = 0; i < updates; ++i) {
    PASSUNG_ASSIGN_OR_RETURN(const double time, moving->Change());
    times.push_back(time);
  }
  PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                           Questions::Make(QuestionKind::kFull, moving->mentees));
  PASSUNG_ASSIGN_OR_RETURN(const double loss,
                           MeasureReaderLoss(*moving, questions, settings.seconds));
  World after;
  after.scan = std::make_unique<baseline::ColumnScan>(Knowledge::BuiltIn(), moving->shop->Stored());
  after.engine.Publish(moving->engine.Current());
  PASSUNG_ASSIGN_OR_RETURN(const Compared compared,
                           CompareWithScan(after, questions, settings.compared));
  absl::PrintF(
      "updates: %d of %d vacancies: median %s, mean %s, p99 %s, longest %s; %d answers compared "
      "afterwards, %d mismatches; reader loss %.1f %%\n",
      updates, settings.vacancies, Duration(Median(times)), Duration(Mean(times)),
      Duration(Percentile(times, 99)), Duration(Percentile(times, 100)), compared.answers,
      compared.mismatches, loss);
  if (!compared.first.empty()) absl::PrintF("first mismatch: %s\n", compared.first);
  const auto figure = [&](double value) {
    Figure made{.value = value, .compared = compared.answers, .mismatches = compared.mismatches};
    made.complete = settings.vacancies >= kPromisedVacancies;
    if (!made.complete) made.note = absl::StrCat(settings.vacancies, " vacancies");
    return made;
  };
  return UpdateFigures{.published = figure(Median(times)), .reader_loss = figure(loss)};
}

}  // namespace passung::bench
