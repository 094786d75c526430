// The oracle of support offers, written from engine/offers/README.md alone: one offer, one person, one gap
// at a time, and its own reading of offer_admission.csv.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_OFFERS_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_OFFERS_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "passung/gap.h"
#include "passung/offer.h"
#include "passung/suggestion.h"
#include "tests/support/oracle_facts.h"
#include "tests/support/oracle_knowledge.h"

namespace passung::oracle {

struct AdmissionRule {
  std::string scheme;
  std::vector<ResidenceStatus> statuses;  // empty: all others
  int32_t from = 0;
  std::optional<int32_t> below;
  std::optional<AccessBar> bar;
  char letter = '?';
  Validity valid;
};

// Ends the test program on a malformed file.
std::vector<AdmissionRule> ReadAdmission();

struct OfferWorld {
  OracleKnowledge knowledge;
  std::vector<AdmissionRule> admission;
};

struct OfferJudgement {
  std::array<int32_t, 5> points{};  // gap_closed, nearness, language, start, places_left
  int32_t score = 0;
  std::array<Verdict, kOfferGateCount> verdicts{};
  std::optional<Date> admitted_from;
  bool full = false;
};

// Work of a person: what the caller says, else by the job that began last of those that hold.
struct Work {
  std::optional<bool> employed;
  std::optional<int32_t> hours;
};
Work WorkOf(const Mentee& mentee, Date day, std::optional<bool> said);

// Absent: of no help with the gap.
std::optional<OfferJudgement> JudgeOffer(const OfferWorld& world, const DayFacts& facts,
                                         const Gap& gap, const Offer& offer, const Work& work);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_OFFERS_H_
