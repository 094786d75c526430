// A scoring profile for people: its reasons, what each number in it means, and each rule with the
// reason for its switch.
#ifndef PASSUNG_PROTO_TEXT_PROFILE_PAGE_H_
#define PASSUNG_PROTO_TEXT_PROFILE_PAGE_H_

#include "passung/profile.h"
#include "proto/text/page.h"
#include "proto/text/text.h"

namespace passung::text {

// Fit to be published. Every number is taken from the profile and each of its numbers is there. The
// reasons are the author's note, whose paragraphs are parted by empty lines; of a profile that came
// with the program, as long as nothing in it is changed, a longer text of the catalogue.
Page ProfilePage(const AppliedProfile& applied, const Texts& texts);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_PROFILE_PAGE_H_
