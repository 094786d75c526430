// Good messages made bad, one value after the other, by what their descriptors allow.
#ifndef PASSUNG_TESTS_SERVER_SPOILER_H_
#define PASSUNG_TESTS_SERVER_SPOILER_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"

namespace passung::server {

// One way to spoil one value.
struct Spoilt {
  std::string path;  // of the field, as errors name it
  std::vector<std::string>
      others;  // fields that may be named instead: of several that exclude each other
  std::string what;
  bool must_fail = false;  // otherwise it may be good as well
};
using Use = std::function<void(const Spoilt&)>;

inline std::string Join(const std::string& path, const google::protobuf::FieldDescriptor& field,
                        int index) {
  return absl::StrCat(path, path.empty() ? "" : ".", field.name(),
                      index < 0 ? "" : absl::StrCat("[", index, "]"));
}

// Spoils each value of a message in turn, tells `use`, and puts it back.
class Spoiler {
 public:
  using FieldDescriptor = google::protobuf::FieldDescriptor;
  using FieldMask = google::protobuf::FieldMask;
  using Message = google::protobuf::Message;

  explicit Spoiler(Use use) : use_(std::move(use)) {}

  void Within(Message& message, const std::string& path) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->is_repeated()) {
        Elements(message, *field, path);
      } else {
        Value(message, *field, path);
      }
    }
  }

 private:
  void Value(Message& message, const FieldDescriptor& field, const std::string& path) {
    const std::string at = Join(path, field, -1);
    const auto& reflection = *message.GetReflection();
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      for (const auto& [what, must_fail, set] : WaysFor(field)) {
        const std::string before = message.SerializePartialAsString();
        set(message);
        use_({.path = at, .what = what, .must_fail = must_fail});
        message.ParsePartialFromString(before);
      }
      return;
    }
    const std::string before = message.SerializePartialAsString();
    reflection.ClearField(&message, &field);
    use_({.path = at, .others = OthersOf(field, path), .what = "missing"});
    message.ParsePartialFromString(before);
    Message& part = *reflection.MutableMessage(&message, &field);
    if (auto* time = dynamic_cast<google::protobuf::Timestamp*>(&part)) {
      const int64_t good = time->seconds();
      for (const int64_t seconds : {int64_t{-1}, std::numeric_limits<int64_t>::max(),
                                    std::numeric_limits<int64_t>::min()}) {
        time->set_seconds(seconds);
        use_({.path = at, .what = absl::StrCat(seconds, " s"), .must_fail = true});
      }
      time->set_seconds(good);
      return;
    }
    if (auto* mask = dynamic_cast<FieldMask*>(&part)) {
      const FieldMask good = *mask;
      for (const char* wrong : {"no_such_field", "facts.german.levels.speaking", "..", "name."}) {
        *mask->add_paths() = wrong;
        use_({.path = at, .what = wrong, .must_fail = true});
        *mask = good;
      }
      return;
    }
    Within(part, at);
  }

  void Elements(Message& message, const FieldDescriptor& field, const std::string& path) {
    const auto& reflection = *message.GetReflection();
    const int size = reflection.FieldSize(message, &field);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      for (int i = 0; i < size; ++i) {
        Within(*reflection.MutableRepeatedMessage(&message, &field, i), Join(path, field, i));
      }
    }
    const std::string before = message.SerializePartialAsString();
    const std::string at = Join(path, field, -1);
    reflection.ClearField(&message, &field);
    use_({.path = at, .what = "none"});
    message.ParsePartialFromString(before);
    for (int n = 0; n < 20'000 && size > 0; ++n) AddCopy(message, field);
    use_({.path = at, .what = "twenty thousand"});
    message.ParsePartialFromString(before);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      reflection.SetRepeatedEnumValue(&message, &field, 0, kNoValue);
      use_({.path = Join(path, field, 0), .what = "unknown value", .must_fail = true});
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      for (const std::string& text : Texts()) {
        reflection.SetRepeatedString(&message, &field, 0, text);
        use_({.path = Join(path, field, 0), .what = text.substr(0, 30)});
      }
    }
    message.ParsePartialFromString(before);
  }

  static void AddCopy(Message& message, const FieldDescriptor& field) {
    const auto& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        reflection.AddMessage(&message, &field)
            ->CopyFrom(reflection.GetRepeatedMessage(message, &field, 0));
        return;
      case FieldDescriptor::CPPTYPE_STRING:
        reflection.AddString(&message, &field, reflection.GetRepeatedString(message, &field, 0));
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        reflection.AddEnumValue(&message, &field,
                                reflection.GetRepeatedEnumValue(message, &field, 0));
        return;
      default:
        return;
    }
  }

  static std::vector<std::string> OthersOf(const FieldDescriptor& field, const std::string& path) {
    const auto* group = field.real_containing_oneof();
    if (group == nullptr) return {};
    const std::string prefix = absl::StrCat(path, path.empty() ? "" : ".");
    std::vector<std::string> others = {prefix + group->name()};
    for (int i = 0; i < group->field_count(); ++i)
      others.push_back(prefix + group->field(i)->name());
    return others;
  }

  struct Way {
    std::string what;
    bool must_fail;
    std::function<void(Message&)> set;
  };
  static std::vector<std::string> Texts() {
    return {"",           "?",     "mentees/",         "no such thing \u00e4",
            "2026-02-30", "99999", "../../etc/passwd", std::string(5'000, 'x')};
  }
  static std::vector<Way> WaysFor(const FieldDescriptor& field) {
    std::vector<Way> ways;
    const auto add = [&](const std::string& what, bool must_fail, auto set) {
      ways.push_back({what, must_fail, [&field, set](Message& message) {
                        set(*message.GetReflection(), message, field);
                      }});
    };
    using Reflection = google::protobuf::Reflection;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_ENUM:
        for (const int value : {kNoValue, -1, std::numeric_limits<int>::min()}) {
          add(absl::StrCat(value), true, [value](const Reflection& r, Message& m, const auto& f) {
            r.SetEnumValue(&m, &f, value);
          });
        }
        add("unspecified", false,
            [](const Reflection& r, Message& m, const auto& f) { r.SetEnumValue(&m, &f, 0); });
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        for (const int32_t value :
             {-1, 0, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()}) {
          add(absl::StrCat(value), false, [value](const Reflection& r, Message& m, const auto& f) {
            r.SetInt32(&m, &f, value);
          });
        }
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        for (const int64_t value : {int64_t{-1}, std::numeric_limits<int64_t>::min(),
                                    std::numeric_limits<int64_t>::max()}) {
          add(absl::StrCat(value), false, [value](const Reflection& r, Message& m, const auto& f) {
            r.SetInt64(&m, &f, value);
          });
        }
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        for (const double value : {std::numeric_limits<double>::quiet_NaN(),
                                   std::numeric_limits<double>::infinity(), -1e308}) {
          add(absl::StrCat(value), true, [value](const Reflection& r, Message& m, const auto& f) {
            r.SetDouble(&m, &f, value);
          });
        }
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        for (const std::string& text : Texts()) {
          add(absl::StrCat("\"", text.substr(0, 30), "\""), false,
              [text](const Reflection& r, Message& m, const auto& f) {
                r.SetString(&m, &f, text);
              });
        }
        break;
      default:
        break;
    }
    return ways;
  }

  static constexpr int kNoValue = 9'999;
  const Use use_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_SPOILER_H_
