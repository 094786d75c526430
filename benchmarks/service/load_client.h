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

// So long so many calls a second, begun whether others have ended or not.
struct Stretch {
  double rate = 0;
  std::chrono::milliseconds length{1'000};
};

struct ServiceLoad {
  Endpoint server;
  std::string path;                   // "/passung.v1.MatchService/RankVacancies"
  std::vector<std::string> requests;  // taken in turn
  int32_t in_flight = 16;
  int32_t channels = 4;
  std::chrono::milliseconds length{1'000};  // as fast as calls end, where there are no stretches
  std::vector<Stretch> stretches = {};      // one after the other
};

// How one kind of ends came: seconds after the beginning at which each call was due, and the
// microseconds from then to its end.
struct Ends {
  std::vector<double> due;
  std::vector<double> microseconds;

  int64_t count() const { return static_cast<int64_t>(due.size()); }
  void Add(const Ends& more) {
    due.insert(due.end(), more.due.begin(), more.due.end());
    microseconds.insert(microseconds.end(), more.microseconds.begin(), more.microseconds.end());
  }
};

struct ServiceFigures {
  Ends answered;
  Ends refused;           // RESOURCE_EXHAUSTED with RetryInfo
  int64_t other = 0;      // failed otherwise
  double per_second = 0;  // answers
};

// The calls of `load`, after `warm_up` that are not counted, a few at a time.
ServiceFigures PutLoad(const ServiceLoad& load, int64_t warm_up = 200);

// One call; its answer's bytes, or empty after an error.
std::string AskOnce(const Endpoint& server, const std::string& path, const std::string& request);

// How many answers a server stream gives; -1 after an error.
int64_t CountAnswers(const Endpoint& server, const std::string& path, const std::string& request);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_LOAD_CLIENT_H_
