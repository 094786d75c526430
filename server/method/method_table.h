// Every method of the contract with its handler and its facts: the one place both doors ask.
#ifndef PASSUNG_SERVER_METHOD_METHOD_TABLE_H_
#define PASSUNG_SERVER_METHOD_METHOD_TABLE_H_

#include <google/protobuf/descriptor.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/method/access_facts.h"
#include "server/method/binding.h"

namespace passung::server {

struct Binding {
  std::string method;  // "passung.v1.MatchService.RankVacancies"
  Handler handler;
};

// The handlers of one file of the contract.
struct BoundFile {
  const google::protobuf::FileDescriptor* file = nullptr;
  std::vector<Binding> bindings;
};

struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string path;  // "passung.v1.MatchService/RankVacancies", as both doors and logs have it
  AccessFacts access;
  Handler handler;
  size_t number = 0;  // place in MethodTable::methods()

  bool IsUnary() const { return !handler.client_streaming && !handler.server_streaming; }
};

// Immutable, hence thread-safe. Its methods stay where they are.
class MethodTable {
 public:
  // InvalidArgument, naming the method: a method of the files without a handler or without facts, a
  // handler of a method that is not there, bound twice, or of other types than the method's.
  static absl::StatusOr<std::unique_ptr<MethodTable>> Create(std::vector<BoundFile> files);

  // By "package.Service/Method", with or without a leading slash. nullptr: there is none.
  const Method* Find(absl::string_view path) const;
  const std::vector<Method>& methods() const { return methods_; }
  // Full names, in the order of the files.
  const std::vector<std::string>& services() const { return services_; }

 private:
  MethodTable() = default;
  absl::Status Add(BoundFile file);

  std::vector<Method> methods_;
  std::vector<std::string> services_;
  absl::flat_hash_map<std::string, size_t> by_path_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_METHOD_TABLE_H_
