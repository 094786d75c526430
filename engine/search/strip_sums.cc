#include "engine/search/strip_sums.h"

#include <algorithm>
#include <atomic>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "passung/cpu_path.h"

// Highway compiles what is between the two marks once for each target that is not left out: AVX2,
// AVX-512 and the compiler's baseline. Left out is what has nothing that this loop could use: before
// AVX2 there is no instruction that looks up 32-bit values, and AVX3_DL adds none to AVX-512.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/search/strip_sums.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include "hwy/foreach_target.h"  // NOLINT(build/include): first of Highway's by its rules
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace passung::HWY_NAMESPACE {  // NOLINT(readability-identifier-naming): Highway's name

namespace hn = hwy::HWY_NAMESPACE;

using Ints = hn::CappedTag<int32_t, 16>;

// table[index] of 64 values for each lane. With sixteen lanes the table lies in four registers.
HWY_INLINE hn::Vec<Ints> LookUp(Ints d, const int32_t* table, hn::Vec<Ints> index) {
#if HWY_TARGET <= HWY_AVX3
  const auto low = hn::IndicesFromVec(d, hn::And(index, hn::Set(d, 15)));
  const auto quarter = [&](int nth) HWY_ATTR {
    return hn::TableLookupLanes(hn::LoadU(d, table + 16 * nth), low);
  };
  const auto odd = hn::TestBit(index, hn::Set(d, 16));
  const auto upper = hn::TestBit(index, hn::Set(d, 32));
  return hn::IfThenElse(upper, hn::IfThenElse(odd, quarter(3), quarter(2)),
                        hn::IfThenElse(odd, quarter(1), quarter(0)));
#else
  return hn::GatherIndex(d, table, index);
#endif
}

uint32_t SumStripWide(std::span<const StripPart> parts, int32_t start, int32_t least,
                      StripSums& sums) {
  const Ints d;
  const hn::Rebind<uint8_t, Ints> bytes;
  const auto too_little = hn::Set(d, least - 1);
  uint32_t enough = 0;
  for (size_t i = 0; i < kStripRows; i += hn::Lanes(d)) {
    auto sum = hn::Set(d, start);
    for (const StripPart& part : parts) {
      const auto bins = hn::PromoteTo(d, hn::LoadU(bytes, part.bins + i));
      sum = hn::Add(sum, LookUp(d, part.by_bin, bins));
    }
    hn::StoreU(sum, d, sums.data() + i);
    std::array<uint8_t, 8> bits{};  // Highway may write eight bytes
    hn::StoreMaskBits(d, hn::Gt(sum, too_little), bits.data());
    enough |= (uint32_t{bits[1]} << 8U | bits[0]) << i;
  }
  return enough;
}

}  // namespace passung::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace passung {
namespace {

uint32_t SumStripPlain(std::span<const StripPart> parts, int32_t start, int32_t least,
                       StripSums& sums) {
  sums.fill(start);
  for (const StripPart& part : parts) {
    for (size_t i = 0; i < kStripRows; ++i) sums[i] += part.by_bin[part.bins[i]];
  }
  uint32_t enough = 0;
  for (size_t i = 0; i < kStripRows; ++i) enough |= (sums[i] >= least ? 1U : 0U) << i;
  return enough;
}

using SumStripFunction = uint32_t (*)(std::span<const StripPart>, int32_t, int32_t, StripSums&);

struct Path {
  absl::string_view name;
  SumStripFunction sum = nullptr;
};

// Plain first, then from the oldest to the newest.
const std::vector<Path>& Paths() {
  static const auto* const paths = [] {
    auto* all = new std::vector<Path>{{"plain", &SumStripPlain}};
    [[maybe_unused]] const int64_t supported = hwy::SupportedTargets();
#if HWY_TARGETS & HWY_AVX2
    if ((supported & HWY_AVX2) != 0) all->push_back({"avx2", &N_AVX2::SumStripWide});
#endif
#if HWY_TARGETS & HWY_AVX3
    if ((supported & HWY_AVX3) != 0) all->push_back({"avx512", &N_AVX3::SumStripWide});
#endif
    return all;
  }();
  return *paths;
}

std::atomic<const Path*>& Chosen() {
  static std::atomic<const Path*> chosen{&Paths().back()};
  return chosen;
}

}  // namespace

uint32_t SumStrip(std::span<const StripPart> parts, int32_t start, int32_t least, StripSums& sums) {
  return Chosen().load(std::memory_order_relaxed)->sum(parts, start, least, sums);
}

std::vector<absl::string_view> CpuPaths() {
  std::vector<absl::string_view> names;
  for (const Path& path : Paths()) names.push_back(path.name);
  return names;
}

absl::string_view CpuPath() { return Chosen().load()->name; }

absl::Status ForceCpuPath(absl::string_view name) {
  const std::vector<Path>& paths = Paths();
  const auto at =
      std::find_if(paths.begin(), paths.end(), [&](const Path& path) { return path.name == name; });
  if (at == paths.end() && !name.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("cpu path \"", name, "\": this machine has ",
                                                   absl::StrJoin(CpuPaths(), ", ")));
  }
  Chosen() = name.empty() ? &paths.back() : &*at;
  return absl::OkStatus();
}

}  // namespace passung
#endif  // HWY_ONCE
