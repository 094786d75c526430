// The field's words as values of options and in messages.
#ifndef PASSUNG_BINDINGS_CLI_WORDS_H_
#define PASSUNG_BINDINGS_CLI_WORDS_H_

#include <optional>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "passung/enum_names.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {

// An option that takes one of the words of E; `help` is followed by all of them.
template <class E>
CLI::Option* AddWord(CLI::App& command, const char* option, std::string& value,
                     const std::string& help) {
  const std::vector<std::string> names(Names<E>().begin(), Names<E>().end());
  return command.add_option(option, value, absl::StrCat(help, absl::StrJoin(names, ", ")))
      ->check(CLI::IsMember(names).description(""))
      ->type_name("WORD");
}

// A word that the command line has checked; an empty one is none.
template <class ProtoEnum, class E>
ProtoEnum Word(const std::string& name) {
  const std::optional<E> value = FromName<E>(name);
  return value ? wire::ToProto<ProtoEnum>(*value) : ProtoEnum();
}

// The other way round; what is not stated is empty.
template <class E, class ProtoEnum>
std::string PlainNameOf(ProtoEnum value) {
  const auto read = wire::FromProto<E>(value, "value");
  return read.ok() ? std::string(Name(*read)) : "";
}

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_WORDS_H_
