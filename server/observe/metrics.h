// Figures of the running server in Prometheus' text format.
#ifndef PASSUNG_SERVER_OBSERVE_METRICS_H_
#define PASSUNG_SERVER_OBSERVE_METRICS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "server/load/admission.h"
#include "server/observe/call_record.h"

namespace passung::server {

// Thread-safe. Labels are names of methods, codes and doors: nothing of them
// grows with callers or with people.
class Metrics {
 public:
  explicit Metrics(const MethodTable& methods);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void CountCall(const CallRecord& record, Door door);
  void CountRefusal(Refusal why);
  // A figure that is asked for when the metrics are read. Before the first
  // Text.
  void AddGauge(const std::string& name, const std::string& help,
                const std::map<std::string, std::string>& labels, std::function<double()> value);

  std::string Text();

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_OBSERVE_METRICS_H_
