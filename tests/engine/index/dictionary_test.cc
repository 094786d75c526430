#include "engine/index/dictionary.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace passung {
namespace {

TEST(DictionaryTest, CodesAreGivenInTheOrderOfFirstUseAndStay) {
  Dictionary<std::string> dictionary;
  for (uint32_t i = 0; i < 5000; ++i) EXPECT_EQ(dictionary.Code(std::to_string(i)), i);
  EXPECT_EQ(dictionary.size(), 5000u);
  for (uint32_t i = 0; i < 5000; ++i) {
    EXPECT_EQ(dictionary.Code(std::to_string(i)), i);
    EXPECT_EQ(dictionary.Find(std::to_string(i)), i);
    EXPECT_EQ(dictionary[i], std::to_string(i));
  }
  EXPECT_EQ(dictionary.Find(std::string("5000")), std::nullopt);
}

// A value of which all have the same hash.
struct Alike {
  int number = 0;
  friend bool operator==(const Alike&, const Alike&) = default;
  template <class H>
  friend H AbslHashValue(H h, const Alike& /*k*/) {
    return H::combine(std::move(h), 7);
  }
};

TEST(DictionaryTest, ValuesOfOneHashAreToldApart) {
  Dictionary<Alike> dictionary;
  for (int i = 0; i < 300; ++i) EXPECT_EQ(dictionary.Code({i}), static_cast<uint32_t>(i));
  for (int i = 0; i < 300; ++i) EXPECT_EQ(dictionary.Find(Alike{i}), static_cast<uint32_t>(i));
  EXPECT_EQ(dictionary.Find(Alike{300}), std::nullopt);
}

TEST(DictionaryTest, AKnownHashFindsTheSameCode) {
  Dictionary<std::string> dictionary;
  const std::string value = "value";
  const uint32_t hash = Dictionary<std::string>::HashOf(value);
  dictionary.Prefetch(hash);
  EXPECT_EQ(dictionary.FirstCompared(hash), nullptr);
  EXPECT_EQ(dictionary.Code(hash, value), 0u);
  EXPECT_EQ(*dictionary.FirstCompared(hash), value);
  EXPECT_EQ(dictionary.Code(value), 0u);
}

}  // namespace
}  // namespace passung
