#include "server/method/method_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

using google::protobuf::MethodDescriptor;

absl::Status TableFault(absl::string_view method, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(method, " ", what));
}

// The handler of a method, taken out of `bindings`.
absl::StatusOr<Handler> TakeHandler(const MethodDescriptor& method,
                                    std::vector<Binding>& bindings) {
  for (auto binding = bindings.begin(); binding != bindings.end(); ++binding) {
    if (binding->method != method.full_name()) continue;
    Handler handler = std::move(binding->handler);
    bindings.erase(binding);
    return handler;
  }
  return TableFault(method.full_name(), "has no handler");
}

absl::Status CheckTypes(const MethodDescriptor& method, const Handler& handler) {
  if (handler.request != method.input_type() || handler.response != method.output_type() ||
      handler.client_streaming != method.client_streaming() ||
      handler.server_streaming != method.server_streaming()) {
    return TableFault(method.full_name(), "has a handler of other types");
  }
  return absl::OkStatus();
}

absl::StatusOr<Method> Bind(const MethodDescriptor& descriptor, std::vector<Binding>& bindings) {
  Method method{.descriptor = &descriptor,
                .path = absl::StrCat(descriptor.service()->full_name(), "/", descriptor.name())};
  PASSUNG_ASSIGN_OR_RETURN(method.access, AccessFactsOf(descriptor));
  PASSUNG_ASSIGN_OR_RETURN(method.handler, TakeHandler(descriptor, bindings));
  PASSUNG_RETURN_IF_ERROR(CheckTypes(descriptor, method.handler));
  return method;
}

}  // namespace

absl::StatusOr<std::unique_ptr<MethodTable>> MethodTable::Create(std::vector<BoundFile> files) {
  std::unique_ptr<MethodTable> table(new MethodTable);
  for (BoundFile& file : files) PASSUNG_RETURN_IF_ERROR(table->Add(std::move(file)));
  return table;
}

absl::Status MethodTable::Add(BoundFile file) {
  for (int s = 0; s < file.file->service_count(); ++s) {
    const auto& service = *file.file->service(s);
    services_.push_back(service.full_name());
    for (int m = 0; m < service.method_count(); ++m) {
      PASSUNG_ASSIGN_OR_RETURN(Method method, Bind(*service.method(m), file.bindings));
      method.number = methods_.size();
      by_path_.emplace(method.path, method.number);
      methods_.push_back(std::move(method));
    }
  }
  if (!file.bindings.empty()) {
    return TableFault(file.bindings.front().method, "is bound twice or is no method of its file");
  }
  return absl::OkStatus();
}

const Method* MethodTable::Find(absl::string_view path) const {
  absl::ConsumePrefix(&path, "/");
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &methods_[found->second];
}

}  // namespace passung::server
