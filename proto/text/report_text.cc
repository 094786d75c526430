#include "proto/text/report_text.h"

#include "absl/strings/str_cat.h"

namespace passung::text {

std::string UnmatchedText(const Texts& texts, const Unmatched& unmatched) {
  const MenteeStanding& standing = *unmatched.standing;
  if (unmatched.rule) {
    return texts.Get("report.unmatched.blocked", {{{"n_raw", absl::StrCat(standing.blocked)},
                                                   {"n", texts.Number(standing.blocked)},
                                                   {"rule", texts.Of(*unmatched.rule)}}});
  }
  if (!standing.weakest) return texts.Get("report.unmatched.nothing_listed");
  return texts.Get("report.unmatched.nothing_good", {{{"score", texts.Score(standing.best_score)},
                                                      {"criterion", texts.Of(*standing.weakest)}}});
}

std::string CallText(const Texts& texts, RuleKey rule) {
  return texts.Get(absl::StrCat("report.call.", Name(rule)));
}

std::string CourseText(const Texts& texts, const CourseSubject& subject,
                       const Knowledge& knowledge) {
  if (subject.german && !subject.skills.empty()) {
    std::string skills;
    for (const LanguageSkill skill : subject.skills) {
      absl::StrAppend(&skills, skills.empty() ? "" : ", ", texts.Of(skill));
    }
    return texts.Get("report.course.german_skills",
                     {{{"level", texts.Of(*subject.german)}, {"skills", skills}}});
  }
  if (subject.german) {
    return texts.Get("report.course.german", {{{"level", texts.Of(*subject.german)}}});
  }
  Gap gap;
  gap.kind = subject.licence ? GapKind::kLicence : GapKind::kSchool;
  gap.licence = subject.licence;
  gap.school = subject.school;
  return texts.GapText(gap, Audience::kMentor, knowledge);
}

}  // namespace passung::text
