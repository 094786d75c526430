#include "bindings/cli/progress.h"

#include <string>

namespace passung::cli {
namespace {

constexpr int64_t kCells = 40;
constexpr char kWipeLine[] = "\r\033[K";

}  // namespace

void Progress::Advance(int64_t count) {
  done_ += count;
  if (!console_.err_is_terminal || total_ <= 0) return;
  const int64_t percent = 100 * done_ / total_;
  if (percent == shown_percent_) return;
  shown_percent_ = percent;
  const auto full = static_cast<size_t>(kCells * done_ / total_);
  console_.err << kWipeLine << "[" << std::string(full, '#')
               << std::string(static_cast<size_t>(kCells) - full, ' ') << "] " << percent << " %"
               << std::flush;
}

Progress::~Progress() {
  if (shown_percent_ >= 0) console_.err << kWipeLine << std::flush;
}

}  // namespace passung::cli
