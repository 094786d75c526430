// Between a program and a server on a socket: passes on what they say, and cuts the connection when a commit comes.
#ifndef PASSUNG_TESTS_ENGINE_STORAGE_CUTTING_PROXY_H_
#define PASSUNG_TESTS_ENGINE_STORAGE_CUTTING_PROXY_H_

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/engine/storage/repository_fixture.h"

namespace passung::storage {

class CuttingProxy final {
 public:
  enum class Cut {
    kCommit,          // it does not get to the server
    kAnswerOfCommit,  // it is done, and the program is not told
  };
  CuttingProxy(std::string server, Cut cut);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::string Url() const;
  // The next commit is cut, and no more after it.
  void Arm() { armed_ = true; }
  int cuts() const { return cuts_; }

 private:
  void Accept();
  void Pass(int program);
  // Whether the connection goes on.
  bool PassToServer(int program, int server);

  const TempFolder folder_;
  const std::string server_;
  const Cut cut_;
  int listening_ = -1;
  int stop_ = -1;
  std::atomic<bool> armed_{false};
  std::atomic<int> cuts_{0};
  std::vector<std::thread> threads_;  // of the accepting thread, until that has ended
  std::thread accepting_;
};

}  // namespace passung::storage

#endif  // PASSUNG_TESTS_ENGINE_STORAGE_CUTTING_PROXY_H_
