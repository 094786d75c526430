#include "bindings/cli/gap_option.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "passung/gap.h"
#include "proto/wire/offer_wire.h"

namespace passung::cli {
namespace {

absl::Status GapFault(absl::string_view value, absl::string_view allowed) {
  return absl::InvalidArgumentError(absl::StrCat("--gap: \"", value, "\" is not ", allowed));
}

template <class E>
absl::StatusOr<E> ReadWord(absl::string_view word) {
  const std::optional<E> value = FromName<E>(word);
  if (value) return *value;
  return GapFault(word, absl::StrCat("one of ", absl::StrJoin(Names<E>(), ", ")));
}

// What stands behind the colon.
absl::Status ReadDetail(absl::string_view detail, Gap& gap) {
  switch (gap.kind) {
    case GapKind::kGerman: {
      PASSUNG_ASSIGN_OR_RETURN(const LanguageLevel level, ReadWord<LanguageLevel>(detail));
      gap.needs = AllSkills(level);
      return absl::OkStatus();
    }
    case GapKind::kLicence: {
      PASSUNG_ASSIGN_OR_RETURN(gap.licence, ReadWord<LicenceKind>(detail));
      return absl::OkStatus();
    }
    case GapKind::kSchool: {
      PASSUNG_ASSIGN_OR_RETURN(gap.school, ReadWord<SchoolCertificate>(detail));
      return absl::OkStatus();
    }
    default:
      break;
  }
  if (detail.empty()) return absl::OkStatus();
  const auto code = OccupationCode::Parse(detail);
  if (!code.ok()) return GapFault(detail, "an occupation (five digits of the KldB 2010)");
  gap.occupation = *code;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Gap> ParseGap(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  Gap gap;
  PASSUNG_ASSIGN_OR_RETURN(gap.kind, ReadWord<GapKind>(parts.first));
  PASSUNG_RETURN_IF_ERROR(ReadDetail(parts.second, gap));
  return wire::ToProto(gap);
}

}  // namespace passung::cli
