#include "engine/index/record_store.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "passung/vacancy.h"
#include "tests/support/random_source.h"

namespace passung {
namespace {

Vacancy Named(std::string id, int32_t openings = 1) {
  Vacancy vacancy;
  vacancy.id.value = std::move(id);
  vacancy.openings = openings;
  return vacancy;
}

// Ids that often share eight bytes, or more, or what all begin with.
std::string RandomId(RandomSource& random) {
  std::string id = random.Chance(80) ? "vac-" : random.Pick<std::string>({"", "v", "va", "w", "z"});
  if (random.Chance(50)) id += "00000000";
  const int32_t rest = random.Between(1, 4);
  for (int32_t i = 0; i < rest; ++i) id += random.Pick<char>({'0', '1', '9', 'a', 'z'});
  return id;
}

TEST(RecordStoreTest, FindsTheNewestVersionAndKeepsTheOrderOfIds) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    std::map<std::string, uint32_t> newest;  // slot by id
    std::vector<Vacancy> base;
    const int32_t ids = random.Pick<int32_t>({0, 1, 5, 400});
    for (int32_t i = 0; i < ids; ++i) newest.emplace(RandomId(random), 0);
    for (auto& [id, slot] : newest) {
      slot = static_cast<uint32_t>(base.size());
      base.push_back(Named(id));
    }
    RecordStore<Vacancy> store(std::move(base));
    for (int32_t i = 0; i < 300; ++i) {
      const std::string id = RandomId(random);
      const auto slot = store.Append(Named(id, i + 2));
      if (slot) newest[id] = *slot;  // else no place is left there
    }
    uint64_t before = 0;
    for (const auto& [id, slot] : newest) {
      EXPECT_EQ(store.Find(id, store.size()), slot) << id;
      EXPECT_EQ(store[slot].id.value, id);
      EXPECT_GT(store.OrderOf(slot), before) << id;
      before = store.OrderOf(slot);
    }
    for (int32_t i = 0; i < 300; ++i) {
      const std::string id = RandomId(random);
      EXPECT_EQ(store.Find(id, store.size()).has_value(), newest.contains(id)) << id;
    }
  }
}

TEST(RecordStoreTest, AllVersionsHaveOneOrderAndEachIsFoundAmongTheSlotsOfItsTime) {
  RecordStore<Vacancy> store(std::vector<Vacancy>{Named("a"), Named("c")});
  const std::vector<uint32_t> of_a = {0, *store.Append(Named("a", 2)),
                                      *store.Append(Named("a", 3))};
  const std::vector<uint32_t> of_b = {*store.Append(Named("b")), *store.Append(Named("b", 2))};
  for (const auto& slots : {of_a, of_b}) {
    for (const uint32_t slot : slots) {
      EXPECT_EQ(store.OrderOf(slot), store.OrderOf(slots.front()));
      EXPECT_EQ(store.Find(store[slot].id.value, slot + 1), slot);
    }
  }
  EXPECT_EQ(store.Find("b", of_b.front()), std::nullopt);
}

}  // namespace
}  // namespace passung
