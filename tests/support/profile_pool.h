// Which profiles the random questions of a run use.
#ifndef PASSUNG_TESTS_SUPPORT_PROFILE_POOL_H_
#define PASSUNG_TESTS_SUPPORT_PROFILE_POOL_H_

#include <vector>

#include "passung/profile.h"

namespace passung {

// From now on RandomMatchOptions takes one of these, by its seed, everything else of a question being as before. For the
// whole program, before its tests: not thread-safe. Empty: shipped and random ones.
void UseProfiles(std::vector<ScoringProfile> profiles);

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_PROFILE_POOL_H_
