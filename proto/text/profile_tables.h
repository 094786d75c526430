// The tables of a scoring profile, a list for each criterion.
#ifndef PASSUNG_PROTO_TEXT_PROFILE_TABLES_H_
#define PASSUNG_PROTO_TEXT_PROFILE_TABLES_H_

#include <vector>

#include "passung/profile.h"
#include "proto/text/page.h"
#include "proto/text/text.h"

namespace passung::text {

std::vector<PageTable> TablesOf(const OccupationFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const LevelAdequacyTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const SkillsFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const RecognitionFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const LanguageFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const DistrictFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const WorkingTimeFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const StartFitTable& table, const Texts& texts);
std::vector<PageTable> TablesOf(const EmployerSupportTable& table, const Texts& texts);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_PROFILE_TABLES_H_
