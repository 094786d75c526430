// Figures of the evaluation as messages.
#ifndef PASSUNG_PROTO_ANSWER_EVALUATION_MESSAGE_H_
#define PASSUNG_PROTO_ANSWER_EVALUATION_MESSAGE_H_

#include "passung/evaluation.h"
#include "passung/v1/tuning.pb.h"

namespace passung::answer {

v1::Estimate EstimateMessage(const Estimate& estimate);
v1::MetricComparison ComparisonMessage(const PairedComparison& comparison, Metric metric);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_EVALUATION_MESSAGE_H_
