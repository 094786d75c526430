// The figures that are promised (floors.csv) and what was measured of them.
#ifndef PASSUNG_BENCHMARKS_SUPPORT_FLOORS_H_
#define PASSUNG_BENCHMARKS_SUPPORT_FLOORS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::bench {

// What must be reached at least, and what to reach for. Where `reach` is the larger of both, more is
// better, else less is.
struct Floor {
  std::string name;
  double floor = 0;
  double reach = 0;
  std::string unit;
  std::string command;

  bool HoldsAt(double figure) const { return reach > floor ? figure >= floor : figure <= floor; }
};

// The rows of `topic` in the order of the file: topic, name, floor, reach, unit, command.
// InvalidArgument naming the line for a faulty row, two equal names, or a topic without rows.
absl::StatusOr<std::vector<Floor>> ParseFloors(absl::string_view text, absl::string_view topic);

// Those of benchmarks/floors.csv.
absl::StatusOr<std::vector<Floor>> PromisedFloors(absl::string_view topic);

// One figure. Without `value` it was not measured, and `note` says why.
struct Figure {
  std::optional<double> value;
  int64_t compared = 0;    // answers
  int64_t mismatches = 0;  // of these
  std::string note;
  bool complete = true;  // false: fewer questions than promised, and `note` says how many
};

class FloorReport {
 public:
  struct Line {
    Floor floor;
    Figure figure;
    bool ok() const {
      return figure.value && figure.complete && figure.mismatches == 0 &&
             floor.HoldsAt(*figure.value);
    }
  };

  explicit FloorReport(std::vector<Floor> floors);

  // Internal if there is no floor of this name.
  absl::Status Set(absl::string_view name, Figure figure);

  const std::vector<Line>& lines() const { return lines_; }
  int64_t CountShort() const;
  // A line for each floor and one with the counts.
  std::string Table() const;
  // {"floors": [{"name": …, "value": …}, …]}; 0 where nothing was measured. Unavailable naming the file.
  absl::Status WriteJson(const std::string& path) const;

 private:
  std::vector<Line> lines_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_FLOORS_H_
