#include "engine/base/digest.h"

#include <xxhash.h>

#include "engine/base/check.h"

namespace passung::base {

struct Digest::State {
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> hash{XXH3_createState()};
};

namespace {

Digest128 FromXxhash(XXH128_hash_t hash) { return {.high = hash.high64, .low = hash.low64}; }

// Numbers go in as eight little-endian bytes on every machine.
void UpdateRaw(XXH3_state_t* hash, uint64_t number) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(number >> (8 * i));
  PASSUNG_CHECK(XXH3_128bits_update(hash, bytes, sizeof(bytes)) == XXH_OK);
}

constexpr size_t kHexDigits = 16;  // of one word

// Every change of a snapshot writes one: formats that are read at run time take ten times as long.
void WriteHex(uint64_t word, char* to) {
  for (size_t i = kHexDigits; i-- > 0; word >>= 4) to[i] = "0123456789abcdef"[word & 0xf];
}

}  // namespace

std::string Digest128::ToHex() const {
  std::string hex(2 * kHexDigits, '0');
  WriteHex(high, hex.data());
  WriteHex(low, hex.data() + kHexDigits);
  return hex;
}

Digest128 DigestOf(absl::string_view bytes) {
  return FromXxhash(XXH3_128bits(bytes.data(), bytes.size()));
}

Digest::Digest() : state_(std::make_unique<State>()) {
  PASSUNG_CHECK(XXH3_128bits_reset(state_->hash.get()) == XXH_OK);
}

Digest::~Digest() = default;

Digest& Digest::Update(absl::string_view field) {
  UpdateRaw(state_->hash.get(), field.size());
  PASSUNG_CHECK(XXH3_128bits_update(state_->hash.get(), field.data(), field.size()) == XXH_OK);
  return *this;
}

Digest& Digest::Update(int64_t number) {
  UpdateRaw(state_->hash.get(), static_cast<uint64_t>(number));
  return *this;
}

Digest128 Digest::value() const { return FromXxhash(XXH3_128bits_digest(state_->hash.get())); }

void DigestSum::Add(const Digest128& digest) {
  const uint64_t low = sum_.low + digest.low;
  sum_.high += digest.high + (low < sum_.low ? 1 : 0);
  sum_.low = low;
}

void DigestSum::Remove(const Digest128& digest) {
  const bool borrow = sum_.low < digest.low;
  sum_.low -= digest.low;
  sum_.high -= digest.high + (borrow ? 1 : 0);
}

}  // namespace passung::base
