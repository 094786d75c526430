// Writes the codes in a reason's parameters for people.
#ifndef PASSUNG_PROTO_TEXT_WORDING_H_
#define PASSUNG_PROTO_TEXT_WORDING_H_

#include <string>

#include "absl/strings/string_view.h"
#include "passung/knowledge.h"
#include "proto/text/text.h"

namespace passung::text {

// For the parameters of one reason, known by its name. A value that is not of the form its name asks for is written as
// it is: a text is never worth a failure. The referents outlive it.
class Wording {
 public:
  Wording(const Texts& texts, absl::string_view reason, Audience audience,
          const Knowledge& knowledge)
      : texts_(texts), reason_(reason), audience_(audience), knowledge_(knowledge) {}

  // Write("need", "B2"), Write("vacancy", "81302"), Write("until", "2027-03-04").
  std::string Write(absl::string_view name, absl::string_view value) const;

 private:
  std::string Needed(absl::string_view value) const;
  std::string Times(absl::string_view value) const;
  std::string Skills(absl::string_view value) const;
  std::string Missing(absl::string_view value) const;
  std::string Relation(absl::string_view value) const;
  std::string Occupation(absl::string_view value) const;
  std::string District(absl::string_view value) const;
  std::string Area(absl::string_view value) const;
  std::string Level(absl::string_view value) const;
  std::string Language(absl::string_view value) const;
  std::string Office(absl::string_view value) const;
  std::string Number(absl::string_view value) const;
  std::string Day(absl::string_view value) const;

  const Texts& texts_;
  absl::string_view reason_;
  Audience audience_;
  const Knowledge& knowledge_;
};

// What a skill is called; one whose words no catalogue has, such as a competence number, is its id.
std::string SkillName(const Texts& texts, absl::string_view id);

// "0 08:30-14:30,1 08:30-14:30,5 06:00-12:00" as "Mo–Di 8:30–14:30, Sa 6:00–12:00"; anything else
// as it is.
std::string WriteWindows(const Texts& texts, absl::string_view windows);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_WORDING_H_
