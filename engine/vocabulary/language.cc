#include "passung/vocabulary.h"

namespace passung {

SkillLevels AllSkills(LanguageLevel level) { return {level, level, level, level}; }

}  // namespace passung
