#include "proto/answer/evaluation_message.h"

#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {

v1::Estimate EstimateMessage(const Estimate& estimate) {
  v1::Estimate message;
  message.set_value(estimate.value);
  message.set_low(estimate.low);
  message.set_high(estimate.high);
  message.set_count(estimate.count);
  return message;
}

v1::MetricComparison ComparisonMessage(const PairedComparison& comparison, Metric metric) {
  v1::MetricComparison message;
  message.set_metric(wire::ToProto<v1::Metric>(metric));
  *message.mutable_difference() = EstimateMessage(comparison.difference);
  message.set_t(comparison.t);
  message.set_p_t(comparison.p_t);
  message.set_wilcoxon(comparison.wilcoxon);
  message.set_p_wilcoxon(comparison.p_wilcoxon);
  message.set_p_permutation(comparison.p_permutation);
  message.set_better(comparison.better);
  message.set_worse(comparison.worse);
  message.set_counts_hidden(comparison.counts_hidden);
  return message;
}

}  // namespace passung::answer
