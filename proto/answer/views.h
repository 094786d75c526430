// How much of a person or a match is shown to whom.
#ifndef PASSUNG_PROTO_ANSWER_VIEWS_H_
#define PASSUNG_PROTO_ANSWER_VIEWS_H_

#include "absl/status/status.h"
#include "passung/date.h"
#include "passung/v1/mentee.pb.h"
#include "passung/v1/record.pb.h"
#include "passung/v1/result.pb.h"

namespace passung::answer {

// InvalidArgument naming `view` for a number that is none.
absl::Status CheckView(v1::View view);

// REQUIRES: CheckView, and a view that is stated.
void ApplyView(v1::View view, v1::Mentee& mentee);

// Basic: what access to work, the obligation where to live and limits to movement say is one outcome
// without a rule, with the worst verdict, its last day and no reason; none where the match is closed.
//
// For employers: verdicts and days stay, so that one reads from when somebody may start; why, with
// all evidence of residence and recognition, goes, and so do flags about the person, the interval of the
// score, rules about the person of what is closed, how far somebody would travel and which level can be used. What qualification and recognition add comes as one
// contribution without a criterion, so that the score still adds up. `as_of` is the day of the question.
void ApplyView(v1::View view, Date as_of, v1::Match& match);

// Basic: without the counts of rules about residence and movement. For employers: without any counts by
// rule, which would tell of one person what closed it.
void ApplyView(v1::View view, v1::Summary& summary);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_VIEWS_H_
