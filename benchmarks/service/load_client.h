// Unary calls from one thread, many at once: what a server can take, and how long its answers need.
#ifndef PASSUNG_BENCHMARKS_SERVICE_LOAD_CLIENT_H_
#define PASSUNG_BENCHMARKS_SERVICE_LOAD_CLIENT_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace passung::bench {

// A server and what it takes to be let in.
struct Endpoint {
  std::string address;
  std::string certificate = "";    // PEM that the server is known by; empty: no TLS
  std::string authorization = "";  // header of that name; empty: none
};

struct ServiceLoad {
  Endpoint server;
  std::string path;                   // "/passung.v1.MatchService/RankVacancies"
  std::vector<std::string> requests;  // taken in turn
  int32_t in_flight = 16;
  int32_t channels = 4;
  std::chrono::milliseconds length{1'000};
  double rate =
      0;  // calls a second, begun whether others have ended or not; 0: as fast as they end
};

struct ServiceFigures {
  int64_t answered = 0;
  int64_t failed = 0;
  double per_second = 0;
  std::vector<double> microseconds;  // of each answer, from the moment its call was due
};

// The calls of `load`, after a few that warm up.
ServiceFigures PutLoad(const ServiceLoad& load);

// One call; its answer's bytes, or empty after an error.
std::string AskOnce(const Endpoint& server, const std::string& path, const std::string& request);

// How many answers a server stream gives; -1 after an error.
int64_t CountAnswers(const Endpoint& server, const std::string& path, const std::string& request);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_LOAD_CLIENT_H_
