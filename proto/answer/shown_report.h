#ifndef PASSUNG_PROTO_ANSWER_SHOWN_REPORT_H_
#define PASSUNG_PROTO_ANSWER_SHOWN_REPORT_H_

#include "passung/ingest.h"
#include "passung/v1/result.pb.h"
#include "proto/text/text.h"

namespace passung::answer {

// What became of the records of an import, each problem with its sentence; without where `texts` is nullptr.
v1::ImportReport ShownReport(const ImportReport& report, const text::Texts* texts);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_SHOWN_REPORT_H_
