// What a question is asked with: passung.Options of Python, and the profiles that a snapshot brings along.
#ifndef PASSUNG_PYTHON_QUESTION_H_
#define PASSUNG_PYTHON_QUESTION_H_

#include <nanobind/nanobind.h>

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/profile.h"
#include "passung/snapshot_image.h"

namespace passung::python {

// The shipped profiles, and on top of them those of an image.
class Profiles {
 public:
  Profiles();
  explicit Profiles(const ImageExtras& extras);

  // Version 0: the one in use. NotFound naming what there is.
  absl::StatusOr<ScoringProfile> Find(const std::string& id, int32_t version) const;
  std::vector<std::string> Ids() const;  // rising

 private:
  struct Versions {
    int32_t active = 0;
    std::map<int32_t, ScoringProfile> by_number;
  };
  void Add(const ScoringProfile& profile);
  std::map<std::string, Versions> profiles_;
};

// Reads the attributes of passung.Options. Throws InvalidArgument naming the one that is not as it must be.
MatchOptions ReadOptions(nanobind::handle options, const Profiles& profiles);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_QUESTION_H_
