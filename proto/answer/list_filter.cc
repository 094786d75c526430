#include "proto/answer/list_filter.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "engine/base/status_macros.h"
#include "passung/date.h"
#include "proto/wire/field_error.h"

namespace passung::answer {
namespace {

constexpr size_t kLongestFilter = 2048;
constexpr size_t kMostTerms = 64;

absl::Status FilterFault(size_t position, absl::string_view description) {
  return wire::FieldErrorStatus(
      {{.field = "filter",
        .description = absl::StrCat("position ", position + 1, ": ", description)}});
}

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         absl::StrContains("._-/:+", absl::string_view(&c, 1)) ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string NamesOf(const std::vector<FilterField>& fields, bool only_orders) {
  std::vector<absl::string_view> names;
  for (const FilterField& field : fields) {
    if (!only_orders || field.orders) names.push_back(field.name);
  }
  return absl::StrJoin(names, ", ");
}

std::optional<size_t> IndexOf(absl::string_view name, const std::vector<FilterField>& fields) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) return i;
  }
  return std::nullopt;
}

absl::StatusOr<std::string> ComparableMoment(const std::string& value) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, value, &time, &error)) {
    return absl::InvalidArgumentError("is no time like 2027-01-31T00:00:00Z");
  }
  return ComparableTime(absl::ToUnixSeconds(time));
}

// What is wrong with a value of a type of which texts have one form.
absl::Status CheckValue(const FilterField& field, const std::string& value) {
  if (field.type == FilterType::kDate) return Date::Parse(value).status();
  if (field.type == FilterType::kBool && value != "true" && value != "false") {
    return absl::InvalidArgumentError("is neither true nor false");
  }
  if (field.type == FilterType::kEnum && field.values->FindValueByName(value) == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("is not a value of ", field.values->name()));
  }
  return absl::OkStatus();
}

// The value in the form in which it is compared. InvalidArgument saying what is allowed.
absl::StatusOr<std::string> Comparable(const FilterField& field, const std::string& value) {
  if (field.type == FilterType::kTime) return ComparableMoment(value);
  if (absl::Status status = CheckValue(field, value); !status.ok()) return status;
  return value;
}

bool HasOrder(FilterType type) {
  return type == FilterType::kText || type == FilterType::kDate || type == FilterType::kTime;
}

// factor { "AND" factor }, factor: term { "OR" term }, term: field operator value.
class FilterParser {
 public:
  FilterParser(absl::string_view text, const std::vector<FilterField>& fields)
      : text_(text), fields_(fields) {}

  absl::StatusOr<ListFilter> Parse() {
    ListFilter filter;
    SkipBlanks();
    if (AtEnd()) return filter;
    filter.groups.emplace_back();
    while (true) {
      PASSUNG_ASSIGN_OR_RETURN(FilterTerm term, ReadTerm());
      filter.groups.back().push_back(std::move(term));
      if (++terms_ > kMostTerms) {
        return FilterFault(position_, absl::StrCat("more than ", kMostTerms, " conditions"));
      }
      if (AtEnd()) return filter;
      const size_t at = position_;
      const absl::string_view joint = ReadWord();
      if (joint == "AND") filter.groups.emplace_back();
      if (joint != "AND" && joint != "OR") return FilterFault(at, "AND, OR or the end expected");
    }
  }

 private:
  bool AtEnd() const { return position_ == text_.size(); }
  void SkipBlanks() {
    while (!AtEnd() && absl::ascii_isspace(static_cast<unsigned char>(text_[position_]))) {
      ++position_;
    }
  }

  absl::string_view ReadWord() {
    const size_t begin = position_;
    while (!AtEnd() && IsWordCharacter(text_[position_])) ++position_;
    const absl::string_view word = text_.substr(begin, position_ - begin);
    SkipBlanks();
    return word;
  }

  absl::StatusOr<FilterTerm> ReadTerm() {
    FilterTerm term;
    const size_t at = position_;
    const std::optional<size_t> field = IndexOf(ReadWord(), fields_);
    if (!field) {
      return FilterFault(at, absl::StrCat("a field expected: ", NamesOf(fields_, false)));
    }
    term.field = *field;
    PASSUNG_ASSIGN_OR_RETURN(term.op, ReadOperator(fields_[*field]));
    const size_t value_at = position_;
    PASSUNG_ASSIGN_OR_RETURN(const std::string value, ReadValue());
    auto comparable = Comparable(fields_[*field], value);
    if (!comparable.ok()) return FilterFault(value_at, comparable.status().message());
    term.value = *std::move(comparable);
    return term;
  }

  absl::StatusOr<FilterOperator> ReadOperator(const FilterField& field) {
    static constexpr struct {
      absl::string_view sign;
      FilterOperator op;
    } kOperators[] = {{"!=", FilterOperator::kNotEqual},
                      {">=", FilterOperator::kAtLeast},
                      {"=", FilterOperator::kEqual},
                      {"<", FilterOperator::kLess}};
    const absl::string_view rest = text_.substr(position_);
    for (const auto& known : kOperators) {
      if (!absl::StartsWith(rest, known.sign)) continue;
      const bool ordered =
          known.op == FilterOperator::kLess || known.op == FilterOperator::kAtLeast;
      if (ordered && !HasOrder(field.type)) break;
      position_ += known.sign.size();
      SkipBlanks();
      return known.op;
    }
    return FilterFault(position_,
                       HasOrder(field.type) ? "one of = != < >= expected" : "one of = != expected");
  }

  absl::StatusOr<std::string> ReadValue() {
    if (!AtEnd() && text_[position_] == '"') return ReadQuoted();
    const size_t at = position_;
    const absl::string_view word = ReadWord();
    if (word.empty()) return FilterFault(at, "a value expected, in quotes if it has blanks");
    return std::string(word);
  }

  absl::StatusOr<std::string> ReadQuoted() {
    const size_t begin = position_++;
    std::string value;
    while (!AtEnd() && text_[position_] != '"') {
      if (text_[position_] == '\\') ++position_;
      if (AtEnd()) break;
      value.push_back(text_[position_++]);
    }
    if (AtEnd()) return FilterFault(begin, "these quotes are not closed");
    ++position_;
    SkipBlanks();
    return value;
  }

  absl::string_view text_;
  const std::vector<FilterField>& fields_;
  size_t position_ = 0;
  size_t terms_ = 0;
};

bool IsEqual(FilterType type, absl::string_view held, absl::string_view asked) {
  return type == FilterType::kPrefix ? absl::StartsWith(held, asked) : held == asked;
}

bool Holds(const FilterTerm& term, FilterType type, const std::vector<std::string>& values) {
  const auto any = [&](auto condition) {
    return std::any_of(values.begin(), values.end(), condition);
  };
  switch (term.op) {
    case FilterOperator::kEqual:
      return any([&](const std::string& held) { return IsEqual(type, held, term.value); });
    case FilterOperator::kNotEqual:
      return !any([&](const std::string& held) { return IsEqual(type, held, term.value); });
    case FilterOperator::kLess:
      return any([&](const std::string& held) { return held < term.value; });
    case FilterOperator::kAtLeast:
      return any([&](const std::string& held) { return held >= term.value; });
  }
  return false;
}

absl::Status OrderFault(const std::vector<FilterField>& fields) {
  return wire::FieldErrorStatus(
      {{.field = "order_by",
        .description =
            absl::StrCat("is not one of ", NamesOf(fields, true), ", with or without \" desc\"")}});
}

}  // namespace

absl::StatusOr<ListFilter> ParseFilter(absl::string_view text,
                                       const std::vector<FilterField>& fields) {
  if (text.size() > kLongestFilter) {
    return FilterFault(kLongestFilter, absl::StrCat("longer than ", kLongestFilter, " bytes"));
  }
  return FilterParser(text, fields).Parse();
}

bool Passes(const ListFilter& filter, const std::vector<FilterField>& fields, ValuesOf values) {
  return std::all_of(filter.groups.begin(), filter.groups.end(), [&](const auto& group) {
    return std::any_of(group.begin(), group.end(), [&](const FilterTerm& term) {
      return Holds(term, fields[term.field].type, values(term.field));
    });
  });
}

std::string ComparableTime(int64_t seconds) {
  // Before 1970 nothing expires.
  return absl::StrFormat("%012d", std::max<int64_t>(seconds, 0));
}

absl::StatusOr<ListOrder> ParseOrder(absl::string_view text,
                                     const std::vector<FilterField>& fields) {
  ListOrder order;
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (words.empty()) return order;
  const bool with_direction =
      words.size() == 2 && (words.back() == "desc" || words.back() == "asc");
  if (words.size() != 1 && !with_direction) return OrderFault(fields);
  const std::optional<size_t> field = IndexOf(words.front(), fields);
  if (!field || !fields[*field].orders) return OrderFault(fields);
  order.field = *field;
  order.by_name = words.front() == "name";
  order.falling = words.back() == "desc";
  return order;
}

}  // namespace passung::answer
