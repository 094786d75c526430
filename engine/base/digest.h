#ifndef PASSUNG_ENGINE_BASE_DIGEST_H_
#define PASSUNG_ENGINE_BASE_DIGEST_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace passung::base {

// A 128-bit digest (XXH3-128). It tells contents apart, it does not protect them.
struct Digest128 {
  uint64_t high = 0;
  uint64_t low = 0;

  // 32 lower-case hexadecimal digits.
  std::string ToHex() const;
  friend bool operator==(const Digest128&, const Digest128&) = default;
};

Digest128 DigestOf(absl::string_view bytes);

// Digest of a sequence of fields. Every field goes in with its length, so that ("ab", "c") and
// ("a", "bc") differ.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  Digest& Update(absl::string_view field);
  Digest& Update(int64_t number);

  Digest128 value() const;
  std::string ToHex() const { return value().ToHex(); }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Sum mod 2^128 of digests: the same for every order in which they are added, and a digest can be
// taken out again.
class DigestSum {
 public:
  void Add(const Digest128& digest);
  void Remove(const Digest128& digest);

  const Digest128& value() const { return sum_; }
  std::string ToHex() const { return sum_.ToHex(); }
  friend bool operator==(const DigestSum&, const DigestSum&) = default;

 private:
  Digest128 sum_;
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_DIGEST_H_
