#include <algorithm>

#include "engine/criteria/registry.h"

namespace passung {
namespace {

class EmployerSupport final : public Criterion {
 public:
  CriterionKey key() const override { return CriterionKey::kEmployerSupport; }
  ColumnId column() const override { return ColumnId::kSupport; }

  int32_t Points(const Query& query, const DayFacts&, uint32_t code) const override {
    const SupportKey& key = query.dictionaries.support[code];
    const EmployerSupportTable& table = query.profile().employer_support;
    return key.items ? Sum(table, *key.items) : table.not_stated;
  }

  std::optional<Likeness> LikenessOf(const Query& /*query*/, const DayFacts& /*facts*/,
                                     std::span<const uint32_t> /*codes*/) const override {
    return Likeness();
  }

  Told Tell(const Query& query, const DayFacts&, uint32_t code,
            ParameterWriter& parameters) const override {
    const SupportKey& key = query.dictionaries.support[code];
    const EmployerSupportTable& table = query.profile().employer_support;
    if (!key.items) return {table.not_stated, Reason::kSupportNotStated, {0, Sum(table, ~0U)}};
    if (*key.items != 0) {
      Add(parameters, ParameterName::kItems, ParameterValue::SetOf<SupportItem>(*key.items));
    }
    return Told::Known(Sum(table, *key.items), Reason::kSupportStated);
  }

 private:
  static int32_t Sum(const EmployerSupportTable& table, uint32_t items) {
    int32_t sum = 0;
    for (size_t i = 0; i < table.item.size(); ++i) {
      if ((items >> i & 1U) != 0) sum += table.item[i];
    }
    return std::min(sum, kMaxPoints);
  }
};

}  // namespace

std::unique_ptr<Criterion> MakeEmployerSupport() { return std::make_unique<EmployerSupport>(); }

}  // namespace passung
