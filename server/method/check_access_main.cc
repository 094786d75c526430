// A step of the build: refuses a contract in which a method of passung does not say what it costs
// and who may call it.
//
//   passung_check_access CONTRACT
//
// CONTRACT is a google.protobuf.FileDescriptorSet with imports. Exit code 0: every method says so;
// 1: one line for each that does not; 2: the file cannot be read.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <fstream>
#include <iostream>

#include "absl/strings/match.h"
#include "server/method/access_facts.h"

namespace {

constexpr int kFaulty = 1;
constexpr int kUnreadable = 2;

// Faults of the services of one file, each printed; their number.
int FaultsOf(const google::protobuf::FileDescriptor& file) {
  int faults = 0;
  for (int s = 0; s < file.service_count(); ++s) {
    for (int m = 0; m < file.service(s)->method_count(); ++m) {
      const auto facts = passung::server::AccessFactsOf(*file.service(s)->method(m));
      if (facts.ok()) continue;
      std::cerr << facts.status().message() << "\n";
      ++faults;
    }
  }
  return faults;
}

// Services of others, such as grpc.health.v1.Health, have no such facts.
bool IsOurs(const google::protobuf::FileDescriptorProto& file) {
  return file.package() == "passung" || absl::StartsWith(file.package(), "passung.");
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream in(argc == 2 ? argv[1] : "", std::ios::binary);
  google::protobuf::FileDescriptorSet contract;
  if (!in || !contract.ParseFromIstream(&in) || contract.file_size() == 0) {
    std::cerr << "usage: passung_check_access CONTRACT (a FileDescriptorSet with imports)\n";
    return kUnreadable;
  }
  google::protobuf::DescriptorPool pool;
  int faults = 0;
  for (const auto& file : contract.file()) {
    const auto* built = pool.BuildFile(file);
    if (built == nullptr) return kUnreadable;  // the pool has said why
    if (IsOurs(file)) faults += FaultsOf(*built);
  }
  return faults == 0 ? 0 : kFaulty;
}
