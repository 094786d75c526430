// Reports in sentences, for mentors and coordinators.
#ifndef PASSUNG_PROTO_TEXT_REPORT_TEXT_H_
#define PASSUNG_PROTO_TEXT_REPORT_TEXT_H_

#include <string>

#include "passung/course_plan.h"
#include "passung/reports.h"
#include "proto/text/text.h"

namespace passung::text {

// "12 gute Stellen sind gesperrt, vor allem durch: Verlangtes Deutsch."
std::string UnmatchedText(const Texts& texts, const Unmatched& unmatched);

// What to speak of with an employer whose vacancy this rule alone closes.
std::string CallText(const Texts& texts, RuleKey rule);

// "Deutsch: … B2 statt B1", "Führerschein Klasse B"
std::string CourseText(const Texts& texts, const CourseSubject& subject,
                       const Knowledge& knowledge);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_REPORT_TEXT_H_
