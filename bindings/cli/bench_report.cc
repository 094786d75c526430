#include "bindings/cli/bench_report.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/layout.h"

namespace passung::cli {
namespace {

using Fields = std::vector<std::pair<absl::string_view, std::string>>;

// Floor, in hundredths, without a whole: none.
std::optional<int64_t> Hundredths(int64_t value, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return 100 * value / whole;
}

// ---- Tables ----

char PointOf(const text::Texts& texts) { return texts.locale() == text::Locale::kDe ? ',' : '.'; }

std::string Ratio(int64_t value, int64_t whole, const text::Texts& texts) {
  const auto ratio = Hundredths(value, whole);
  if (!ratio) return "–";
  return absl::StrFormat("%s%c%02d", texts.Number(*ratio / 100), PointOf(texts), *ratio % 100);
}

// Microseconds with one decimal.
std::string Micros(int64_t ns, const text::Texts& texts) {
  return absl::StrFormat("%s%c%d µs", texts.Number(ns / 1000), PointOf(texts), ns / 100 % 10);
}

std::string Share(int64_t value, int64_t whole, const text::Texts& texts) {
  const int64_t per_mille = whole == 0 ? 0 : 1000 * value / whole;
  return absl::StrFormat("%s (%d%c%d %%)", texts.Number(value), per_mille / 10, PointOf(texts),
                         per_mille % 10);
}

class Printer {
 public:
  Printer(const BenchReport& report, const text::Texts& texts, const Console& console)
      : report_(report), texts_(texts), console_(console) {}

  void Print() const {
    PrintHead();
    PrintSpreads();
    PrintChunks();
    PrintCosts();
  }

 private:
  enum class Unit : uint8_t { kTime, kCount, kScore };

  void PrintHead() const {
    const VersionsUsed& versions = report_.versions;
    console_.out << texts_.Get("bench.head",
                               {{{"mentees", texts_.Number(report_.mentees)},
                                 {"vacancies", texts_.Number(report_.vacancies)},
                                 {"combinations", texts_.Number(report_.combinations)},
                                 {"limit", texts_.Number(report_.limit)},
                                 {"date", texts_.Day(versions.as_of)}}})
                 << "\n"
                 << texts_.Get("phrase.profile",
                               {{{"profile", versions.profile_id},
                                 {"version", absl::StrCat(versions.profile_version)}}})
                 << " (" << versions.profile_digest << ")\n"
                 << texts_.Get("bench.cpu_path", {{{"path", report_.cpu_path}}}) << "\n"
                 << texts_.Get("bench.compared", {{{"count", texts_.Number(report_.compared)}}})
                 << "\n\n";
  }

  std::string Shown(int64_t value, Unit unit) const {
    if (unit == Unit::kTime) return Micros(value, texts_);
    if (unit == Unit::kScore) return texts_.Score(static_cast<int32_t>(value));
    return texts_.Number(value);
  }

  void PrintSpreads() const {
    constexpr Align kRight = Align::kRight;
    Table table({{texts_.Get("bench.per_question")},
                 {texts_.Get("bench.median"), kRight},
                 {"90 %", kRight},
                 {"99 %", kRight},
                 {texts_.Get("bench.max"), kRight}},
                console_.width);
    const auto add = [&](const char* key, const Spread& spread, Unit unit) {
      table.Add({texts_.Get(key), Shown(spread.median, unit), Shown(spread.p90, unit),
                 Shown(spread.p99, unit), Shown(spread.max, unit)});
    };
    add("bench.plan", report_.plan_ns, Unit::kTime);
    add("bench.search", report_.search_ns, Unit::kTime);
    add("bench.explain", report_.explain_ns, Unit::kTime);
    add("bench.total", report_.total_ns, Unit::kTime);
    add("bench.scan", report_.scan_ns, Unit::kTime);
    add("bench.nodes", report_.nodes, Unit::kCount);
    add("bench.ruled_out", report_.ruled_out, Unit::kCount);
    add("bench.jobs", report_.jobs, Unit::kCount);
    add("bench.blocks", report_.blocks, Unit::kCount);
    add("bench.chunks", report_.chunks, Unit::kCount);
    add("bench.rows", report_.rows, Unit::kCount);
    add("bench.scored", report_.scored, Unit::kCount);
    add("bench.offered", report_.offered, Unit::kCount);
    add("bench.best_short", report_.best_short, Unit::kScore);
    add("bench.last_short", report_.last_short, Unit::kScore);
    add("bench.slack", report_.slack, Unit::kScore);
    table.Print(console_.out);
  }

  void PrintChunks() const {
    const int64_t chunks = report_.opened_chunks;
    const std::string text =
        texts_.Get("bench.opened", {{{"chunks", texts_.Number(chunks)},
                                     {"vain", Share(report_.chunks_in_vain, chunks, texts_)},
                                     {"closed", Share(report_.chunks_closed, chunks, texts_)}}});
    console_.out << "\n";
    for (const std::string& line : Wrap(text, console_.width)) console_.out << line << "\n";
  }

  // What the cost is of, its name in options and what it is set to.
  std::vector<std::string> NameOf(const Cost& cost) const {
    if (cost.criterion) {
      return {texts_.Of(*cost.criterion), std::string(Name(*cost.criterion)),
              texts_.Number(cost.weight)};
    }
    if (cost.rule) {
      return {texts_.Of(*cost.rule), std::string(Name(*cost.rule)), texts_.Of(cost.rule_switch)};
    }
    return {texts_.Get("bench.again"), "", ""};
  }

  void PrintCosts() const {
    Table table({{texts_.Get("bench.without")},
                 {""},
                 {"", Align::kRight},
                 {texts_.Get("bench.median"), Align::kRight},
                 {texts_.Get("bench.time_ratio"), Align::kRight},
                 {texts_.Get("bench.rows_ratio"), Align::kRight}},
                console_.width);
    for (const Cost& cost : report_.costs) {
      std::vector<std::string> cells = NameOf(cost);
      cells.push_back(Micros(cost.median_ns, texts_));
      cells.push_back(Ratio(report_.total_ns.median, cost.median_ns, texts_));
      cells.push_back(Ratio(report_.rows_in_all, cost.rows, texts_));
      table.Add(std::move(cells));
    }
    console_.out << "\n";
    table.Print(console_.out);
    for (const std::string& line : Wrap(texts_.Get("bench.ratios"), console_.width)) {
      console_.out << line << "\n";
    }
  }

  const BenchReport& report_;
  const text::Texts& texts_;
  const Console& console_;
};

// ---- JSON ----

std::string Quoted(absl::string_view name) { return absl::StrCat("\"", name, "\""); }

std::string Object(const Fields& fields) {
  return absl::StrCat("{",
                      absl::StrJoin(fields, ", ",
                                    [](std::string* out, const auto& field) {
                                      absl::StrAppend(out, Quoted(field.first), ": ", field.second);
                                    }),
                      "}");
}

std::string Json(const Spread& spread) {
  return Object({{"median", absl::StrCat(spread.median)},
                 {"p90", absl::StrCat(spread.p90)},
                 {"p99", absl::StrCat(spread.p99)},
                 {"max", absl::StrCat(spread.max)}});
}

std::string JsonRatio(int64_t value, int64_t whole) {
  const auto ratio = Hundredths(value, whole);
  return ratio ? absl::StrFormat("%d.%02d", *ratio / 100, *ratio % 100) : "null";
}

std::string Json(const Cost& cost, const BenchReport& report) {
  Fields fields;
  if (cost.criterion) {
    fields = {{"criterion", Quoted(Name(*cost.criterion))}, {"weight", absl::StrCat(cost.weight)}};
  } else if (cost.rule) {
    fields = {{"rule", Quoted(Name(*cost.rule))}, {"switch", Quoted(Name(cost.rule_switch))}};
  } else {
    fields = {{"again", "true"}};
  }
  fields.emplace_back("median_ns", absl::StrCat(cost.median_ns));
  fields.emplace_back("rows", absl::StrCat(cost.rows));
  fields.emplace_back("time_ratio", JsonRatio(report.total_ns.median, cost.median_ns));
  fields.emplace_back("rows_ratio", JsonRatio(report.rows_in_all, cost.rows));
  return Object(fields);
}

Fields FieldsOf(const BenchReport& report) {
  // Ids of profiles and digests need no escaping.
  return {{"engine_version", Quoted(report.versions.engine_version)},
          {"snapshot_digest", Quoted(report.versions.snapshot_digest)},
          {"cpu_path", Quoted(report.cpu_path)},
          {"profile", Quoted(report.versions.profile_id)},
          {"profile_version", absl::StrCat(report.versions.profile_version)},
          {"profile_digest", Quoted(report.versions.profile_digest)},
          {"as_of", Quoted(report.versions.as_of.ToString())},
          {"vacancies", absl::StrCat(report.vacancies)},
          {"combinations", absl::StrCat(report.combinations)},
          {"mentees", absl::StrCat(report.mentees)},
          {"limit", absl::StrCat(report.limit)},
          {"compared", absl::StrCat(report.compared)},
          {"mismatches", "0"},
          {"hits", absl::StrCat(report.hits)},
          {"plan_ns", Json(report.plan_ns)},
          {"search_ns", Json(report.search_ns)},
          {"explain_ns", Json(report.explain_ns)},
          {"total_ns", Json(report.total_ns)},
          {"scan_ns", Json(report.scan_ns)},
          {"nodes", Json(report.nodes)},
          {"ruled_out", Json(report.ruled_out)},
          {"jobs", Json(report.jobs)},
          {"blocks", Json(report.blocks)},
          {"chunks", Json(report.chunks)},
          {"rows", Json(report.rows)},
          {"scored", Json(report.scored)},
          {"offered", Json(report.offered)},
          {"rows_in_all", absl::StrCat(report.rows_in_all)},
          {"opened_chunks", absl::StrCat(report.opened_chunks)},
          {"chunks_in_vain", absl::StrCat(report.chunks_in_vain)},
          {"chunks_closed", absl::StrCat(report.chunks_closed)},
          {"best_short", Json(report.best_short)},
          {"last_short", Json(report.last_short)},
          {"slack", Json(report.slack)}};
}

}  // namespace

void PrintBench(const BenchReport& report, const text::Texts& texts, const Console& console) {
  Printer(report, texts, console).Print();
}

std::string BenchToJson(const BenchReport& report) {
  std::string json = "{\n";
  for (const auto& [key, value] : FieldsOf(report)) {
    absl::StrAppend(&json, "  ", Quoted(key), ": ", value, ",\n");
  }
  absl::StrAppend(&json, "  \"costs\": [\n    ",
                  absl::StrJoin(report.costs, ",\n    ",
                                [&](std::string* out, const Cost& cost) {
                                  absl::StrAppend(out, Json(cost, report));
                                }),
                  "\n  ]\n}\n");
  return json;
}

}  // namespace passung::cli
