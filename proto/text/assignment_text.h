// Assignments in sentences, for mentors and coordinators.
#ifndef PASSUNG_PROTO_TEXT_ASSIGNMENT_TEXT_H_
#define PASSUNG_PROTO_TEXT_ASSIGNMENT_TEXT_H_

#include <string>

#include "passung/assignment.h"
#include "proto/text/text.h"

namespace passung::text {

// "Die beste Stelle (81,2 Übereinstimmung) würde insgesamt nichts bringen …"
std::string UnassignedText(const Texts& texts, const Unassigned& unassigned);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_ASSIGNMENT_TEXT_H_
