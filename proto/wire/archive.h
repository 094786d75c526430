// One description of a message serves both directions: a struct says once which of its members is
// which field (Fields<T>::Visit), and Reader and Writer carry it over by reflection. So nothing can
// be read that is not written, and the round-trip test finds every field that Visit forgets.
//
//   template <>
//   struct Fields<Experience> {
//     template <class Archive, class T>
//     static void Visit(Archive& archive, T& experience) {
//       archive(v1::Experience::kOccupationFieldNumber, experience.occupation);
//       …
//
// What becomes what:
//   int32_t, int64_t, bool, std::string   the same; where the field is `optional`, it must be given
//   a type with Parse and ToString        string
//   enumeration E                         enumeration with values one higher; must be given
//   std::optional<T>                      absent, or UNSPECIFIED for an enumeration
//   std::vector<T>, ReasonParameters      repeated field
//   std::optional<std::vector<T>>         message whose field 1 is repeated
//   std::array<T, N>                      message with the fields 1 … N
//   a struct with Fields                  message; with kOmitDefault not written when default
#ifndef PASSUNG_PROTO_WIRE_ARCHIVE_H_
#define PASSUNG_PROTO_WIRE_ARCHIVE_H_

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "passung/enum_names.h"
#include "passung/ids.h"
#include "passung/offer.h"
#include "passung/reason_parameter.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"

namespace passung::wire {

template <class T>
struct Fields;

namespace archive_internal {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <>
struct IsVector<ReasonParameters> : std::true_type {};
template <class T>
struct IsArray : std::false_type {};
template <class T, size_t N>
struct IsArray<std::array<T, N>> : std::true_type {};

template <class T>
concept Parsed = requires(const T& value, absl::string_view text) {
  { T::Parse(text) } -> std::same_as<absl::StatusOr<T>>;
  { value.ToString() } -> std::same_as<std::string>;
};

// Of a fixed set of texts, so that none has to be made.
template <class T>
concept Named = Parsed<T> && requires(const T& value) {
  { value.text() } -> std::same_as<absl::string_view>;
};

template <class T>
concept OmitsDefault = requires {
  Fields<T>::kOmitDefault;
};

template <class Tag>
absl::string_view CollectionOf(const Id<Tag>&) {
  if constexpr (std::is_same_v<Id<Tag>, MenteeId>) return kMentees;
  if constexpr (std::is_same_v<Id<Tag>, VacancyId>) return kVacancies;
  if constexpr (std::is_same_v<Id<Tag>, EmployerId>) return kEmployers;
  if constexpr (std::is_same_v<Id<Tag>, MentorId>) return kMentors;
  if constexpr (std::is_same_v<Id<Tag>, OfferId>) return kOffers;
}

// A singular field, or one element of a repeated one.
struct Slot {
  const google::protobuf::FieldDescriptor* field;
  int index = -1;
};

}  // namespace archive_internal

// Reads a message into structs and collects what is wrong with it. Used on one thread.
class Reader {
 public:
  static constexpr bool kReads = true;

  // `path` leads every field that is complained of. The referents outlive the reader.
  Reader(const google::protobuf::Message& message, absl::string_view path,
         std::vector<FieldError>& errors)
      : Reader(message, nullptr, {nullptr}, path, errors) {}

  template <class T>
  void operator()(int number, T& value) {
    const Slot slot{Field(number)};
    if (!IsMissing<T>(slot)) Read(slot, value);
  }

  // An enumeration that stands for `fallback` where it is not given.
  template <class E>
  void Or(int number, E& value, E fallback) {
    const Slot slot{Field(number)};
    value = fallback;
    if (EnumNumber(slot) != 0) Read(slot, value);
  }

  // A string that has a meaning only where `condition` holds and must be empty otherwise.
  template <archive_internal::Parsed T>
  void When(bool condition, absl::string_view condition_name, int number, T& value) {
    const Slot slot{Field(number)};
    if (condition) {
      Read(slot, value);
    } else if (!String(slot).empty()) {
      FailUnless(slot, condition_name);
    }
  }

  // The name of a thing, "collection/id".
  template <class Tag>
  void Name(int number, Id<Tag>& id) {
    ReadName({Field(number)}, archive_internal::CollectionOf(id), id.value);
  }
  // … which may be empty.
  template <class Tag>
  void NameOrEmpty(int number, Id<Tag>& id) {
    if (!String({Field(number)}).empty()) Name(number, id);
  }
  void Name(int number, absl::string_view collection, std::string& id) {
    ReadName({Field(number)}, collection, id);
  }
  // A repeated field of names.
  template <class Tag>
  void Names(int number, std::vector<Id<Tag>>& ids) {
    ids.resize(static_cast<size_t>(Size({Field(number)})));
    for (size_t i = 0; i < ids.size(); ++i) {
      ReadName({Field(number), static_cast<int>(i)}, archive_internal::CollectionOf(ids[i]),
               ids[i].value);
    }
  }

 private:
  using Slot = archive_internal::Slot;

  Reader(const google::protobuf::Message& message, const Reader* parent, Slot place,
         absl::string_view path, std::vector<FieldError>& errors);

  const google::protobuf::FieldDescriptor* Field(int number) const;
  bool Has(Slot slot) const;
  int Size(Slot slot) const;
  // Reads integers of both sizes.
  int64_t Integer(Slot slot) const;
  bool Boolean(Slot slot) const;
  std::string String(Slot slot) const;
  int EnumNumber(Slot slot) const;
  const google::protobuf::Message& Sub(Slot slot) const;
  Reader Below(Slot slot) const { return {Sub(slot), this, slot, path_, *errors_}; }
  void ReadName(Slot slot, absl::string_view collection, std::string& id);

  std::string PathOf(Slot slot) const;
  void Fail(Slot slot, absl::string_view description);
  void FailEnum(Slot slot);
  void FailUnless(Slot slot, absl::string_view condition_name);

  // Complains of a field that must be given and is not.
  template <class T>
  bool IsMissing(Slot slot) {
    using archive_internal::IsArray;
    constexpr bool kMayBeAbsent = archive_internal::IsOptional<T>::value;
    if constexpr (kMayBeAbsent) return false;
    if constexpr (IsArray<T>::value) {
      if constexpr (archive_internal::IsOptional<typename T::value_type>::value) return false;
    } else if (slot.field->message_type() != nullptr) {
      return false;  // its own fields say what must be given
    }
    if (!slot.field->has_presence() || Has(slot)) return false;
    Fail(slot, "must be given");
    return true;
  }

  template <class T>
  void Read(Slot slot, T& value) {
    if constexpr (archive_internal::IsOptional<T>::value) {
      ReadOptional(slot, value);
    } else if constexpr (archive_internal::IsVector<T>::value) {
      value = T();
      for (int i = 0; i < Size(slot); ++i) {
        typename T::value_type element{};
        Read(Slot{slot.field, i}, element);
        value.push_back(std::move(element));
      }
    } else if constexpr (archive_internal::IsArray<T>::value) {
      Reader below = Below(slot);
      for (size_t i = 0; i < value.size(); ++i) below(static_cast<int>(i) + 1, value[i]);
    } else if constexpr (std::is_enum_v<T>) {
      ReadEnum(slot, value);
    } else if constexpr (std::is_same_v<T, bool>) {
      value = Boolean(slot);
    } else if constexpr (std::is_integral_v<T>) {
      ReadInteger(slot, value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = String(slot);
    } else if constexpr (archive_internal::Parsed<T>) {
      absl::StatusOr<T> parsed = T::Parse(String(slot));
      if (!parsed.ok()) return Fail(slot, parsed.status().message());
      value = *std::move(parsed);
    } else {
      Reader below = Below(slot);
      Fields<T>::Visit(below, value);
    }
  }

  template <class T>
  void ReadOptional(Slot slot, std::optional<T>& value) {
    value.reset();
    if constexpr (std::is_enum_v<T>) {
      if (EnumNumber(slot) != 0) Read(slot, value.emplace());
    } else if (Has(slot)) {
      if constexpr (archive_internal::IsVector<T>::value) {
        Below(slot)(1, value.emplace());
      } else {
        Read(slot, value.emplace());
      }
    }
  }

  template <class E>
  void ReadEnum(Slot slot, E& value) {
    const int number = EnumNumber(slot);
    if (number < 1 || number > static_cast<int>(EnumCount<E>())) return FailEnum(slot);
    value = static_cast<E>(number - 1);
  }

  template <class T>
  void ReadInteger(Slot slot, T& value) {
    const int64_t number = Integer(slot);
    if (!std::in_range<T>(number)) return Fail(slot, "is too large");
    value = static_cast<T>(number);
  }

  const google::protobuf::Message* message_;
  const Reader* parent_;  // of which this reads the field `place_`; null at the top
  Slot place_;
  absl::string_view path_;
  std::vector<FieldError>* errors_;
};

// Writes structs into a message. REQUIRES: the structs are valid.
class Writer {
 public:
  static constexpr bool kReads = false;

  explicit Writer(google::protobuf::Message& message);

  template <class T>
  void operator()(int number, const T& value) {
    Write(Field(number), value);
  }
  template <class E>
  void Or(int number, E value, E /*fallback*/) {
    Write(Field(number), value);
  }
  template <archive_internal::Parsed T>
  void When(bool condition, absl::string_view /*condition_name*/, int number, const T& value) {
    if (condition) Write(Field(number), value);
  }
  template <class Tag>
  void Name(int number, const Id<Tag>& id) {
    SetString(Field(number), ResourceName(archive_internal::CollectionOf(id), id.value));
  }
  template <class Tag>
  void NameOrEmpty(int number, const Id<Tag>& id) {
    Name(number, id);
  }
  void Name(int number, absl::string_view collection, const std::string& id) {
    SetString(Field(number), ResourceName(collection, id));
  }
  template <class Tag>
  void Names(int number, const std::vector<Id<Tag>>& ids) {
    for (const Id<Tag>& id : ids) Name(number, id);
  }

 private:
  using Descriptor = const google::protobuf::FieldDescriptor*;

  // Each adds an element where the field is repeated.
  Descriptor Field(int number) const;
  void SetInteger(Descriptor field, int64_t value);
  void SetBoolean(Descriptor field, bool value);
  void SetString(Descriptor field, std::string value);
  void SetEnum(Descriptor field, int number);
  Writer Below(Descriptor field);

  template <class T>
  void Write(Descriptor field, const T& value) {
    if constexpr (archive_internal::IsOptional<T>::value) {
      WriteOptional(field, value);
    } else if constexpr (archive_internal::IsVector<T>::value) {
      for (const auto& element : value) Write(field, element);
    } else if constexpr (archive_internal::IsArray<T>::value) {
      if (IsOmitted(value)) return;
      Writer below = Below(field);
      for (size_t i = 0; i < value.size(); ++i) below(static_cast<int>(i) + 1, value[i]);
    } else if constexpr (std::is_enum_v<T>) {
      SetEnum(field, static_cast<int>(value) + 1);
    } else if constexpr (std::is_same_v<T, bool>) {
      SetBoolean(field, value);
    } else if constexpr (std::is_integral_v<T>) {
      SetInteger(field, value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      SetString(field, value);
    } else if constexpr (archive_internal::Parsed<T>) {
      SetString(field, value.ToString());
    } else {
      if constexpr (archive_internal::OmitsDefault<T>) {
        if (value == T{}) return;
      }
      Writer below = Below(field);
      Fields<T>::Visit(below, value);
    }
  }

  template <class T>
  void WriteOptional(Descriptor field, const std::optional<T>& value) {
    if (!value) return;
    if constexpr (archive_internal::IsVector<T>::value) {
      Below(field)(1, *value);
    } else {
      Write(field, *value);
    }
  }

  // An array of optionals that are all absent.
  template <class T, size_t N>
  static bool IsOmitted(const std::array<T, N>& value) {
    if constexpr (archive_internal::IsOptional<T>::value) return value == std::array<T, N>{};
    return false;
  }

  google::protobuf::Message* message_;
};

// `message` as a T. InvalidArgument with all faulty fields, their paths led by `path`.
template <class T>
absl::StatusOr<T> ReadMessage(const google::protobuf::Message& message, absl::string_view path) {
  std::vector<FieldError> errors;
  Reader reader(message, path, errors);
  T value;
  Fields<T>::Visit(reader, value);
  if (!errors.empty()) return FieldErrorStatus(errors);
  return value;
}

// REQUIRES: `value` is valid and Message is its message.
template <class Message, class T>
Message WriteMessage(const T& value) {
  Message message;
  Writer writer(message);
  Fields<T>::Visit(writer, value);
  return message;
}

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_ARCHIVE_H_
