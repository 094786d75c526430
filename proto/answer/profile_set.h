// All versions of all scoring profiles, and which of them is used.
#ifndef PASSUNG_PROTO_ANSWER_PROFILE_SET_H_
#define PASSUNG_PROTO_ANSWER_PROFILE_SET_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/profile.h"
#include "passung/repository.h"

namespace passung::answer {

// Those that come with the program and those that are stored. Immutable.
class ProfileSet {
 public:
  static absl::StatusOr<std::shared_ptr<const ProfileSet>> Load(const Repository& repository);
  static std::shared_ptr<const ProfileSet> Shipped();

  struct Versions {
    std::map<int32_t, ScoringProfile> by_number;
    std::map<int32_t, std::shared_ptr<const AppliedProfile>> applied;  // without overrides
    int32_t active = 0;
    int32_t shipped = 0;  // 0: none of them
  };
  // By id rising.
  const std::map<std::string, Versions, std::less<>>& all() const { return profiles_; }

  // `version` 0: the active one. NotFound, naming the profiles or versions that there are.
  absl::StatusOr<ScoringProfile> Find(absl::string_view id, int32_t version) const;
  // The active one, ready for use without overrides: most questions want nothing else, and checking
  // all of it again for each of them takes long. As Find; never null.
  absl::StatusOr<std::shared_ptr<const AppliedProfile>> FindApplied(absl::string_view id) const;

 private:
  ProfileSet();
  void Add(ScoringProfile profile);
  absl::StatusOr<const Versions*> FindVersions(absl::string_view id) const;

  std::map<std::string, Versions, std::less<>> profiles_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PROFILE_SET_H_
