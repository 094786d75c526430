// What a table shows of a mentee or vacancy beside its score.
#ifndef PASSUNG_BINDINGS_CLI_CARD_H_
#define PASSUNG_BINDINGS_CLI_CARD_H_

#include <string>

#include "google/protobuf/repeated_ptr_field.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"
#include "proto/text/text.h"

namespace passung::cli {

struct Card {
  std::string title;  // of the vacancy; occupation of the mentee
  std::string who;    // employer; the mentee's German
  std::string where;  // town or district
};

// For the combination that counts.
Card CardOf(const Vacancy& vacancy, const Match& match, const text::Texts& texts,
            const Knowledge& knowledge);
// As of `day`.
Card CardOf(const Mentee& mentee, Date day, const text::Texts& texts, const Knowledge& knowledge);

// "Jetzige Arbeit: …, 38 Stunden in der Woche"; empty where no work is known on `day`.
std::string PresentJobLine(const Mentee& mentee, Date day, const text::Texts& texts,
                           const Knowledge& knowledge);
// "B1", or "A2–B1" where the skills differ; empty where nothing is known on `day`.
std::string GermanOf(const Mentee& mentee, Date day, const text::Texts& texts);
// The names of districts.
std::string DistrictsOf(const google::protobuf::RepeatedPtrField<std::string>& codes,
                        const text::Texts& texts, const Knowledge& knowledge);
// True if neither an occupation nor German is known: then a score says next to nothing.
bool IsNearlyEmpty(const Mentee& mentee);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_CARD_H_
