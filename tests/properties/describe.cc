// Writes down a person or a vacancy so that a difference can be worked out by hand.

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/properties/compare.h"

namespace passung {
namespace {

std::string Days(const Validity& valid) {
  if (!valid.from && !valid.until) return "";
  return absl::StrCat("[", valid.from ? valid.from->ToString() : "", "..",
                      valid.until ? valid.until->ToString() : "", "]");
}

template <class E>
std::string Named(const std::optional<E>& value) {
  return value ? std::string(Name(*value)) : "?";
}

std::string Levels(const SkillLevels& levels) {
  return absl::StrCat(Named(levels[0]), "/", Named(levels[1]), "/", Named(levels[2]), "/",
                      Named(levels[3]));
}

std::string Times(const std::optional<std::vector<TimeWindow>>& windows) {
  if (!windows) return "?";
  std::string text = "{";
  for (const TimeWindow& w : *windows) {
    absl::StrAppend(&text, w.weekday, ":", w.from_minute, "-", w.to_minute, " ");
  }
  return text + "}";
}

std::string Hours(const std::optional<WeeklyHours>& hours) {
  return hours ? absl::StrCat(hours->min, "-", hours->max) : "?";
}

std::string Truth(const std::optional<bool>& value) {
  return value ? (*value ? "yes" : "no") : "?";
}

std::string DayText(const std::optional<Date>& day) { return day ? day->ToString() : "-"; }

std::string Claims(const MenteeFacts& facts) {
  std::string text;
  for (const Qualification& q : facts.qualifications) {
    absl::StrAppend(&text, "\n  qualification ", q.occupation.ToString(), " dqr ",
                    q.dqr_level ? absl::StrCat(*q.dqr_level) : "?", Days(q.valid));
    for (const Recognition& r : q.recognitions) {
      absl::StrAppend(&text, " {", r.reference ? r.reference->ToString() : "", " ",
                      Named(r.outcome), " ", Named(r.step), Days(r.valid), "}");
    }
  }
  for (const Experience& e : facts.experiences) {
    absl::StrAppend(&text, "\n  experience ", e.occupation.ToString(), " ", e.months, " months",
                    Days(e.valid));
  }
  for (const Wish& w : facts.wishes) {
    absl::StrAppend(&text, "\n  wish ", w.occupation.ToString(), Days(w.valid));
  }
  return text;
}

std::string Limits(absl::string_view name, const std::vector<AreaLimit>& limits) {
  std::string text;
  for (const AreaLimit& limit : limits) {
    absl::StrAppend(&text, "\n  ", name, " ", limit.limited ? limit.area.ToString() : "none",
                    Days(limit.valid));
  }
  return text;
}

std::string Proofs(const MenteeFacts& facts) {
  std::string text = "\n  licences";
  if (!facts.licences) text += " ?";
  if (facts.licences) {
    for (const auto& l : *facts.licences) absl::StrAppend(&text, " ", Name(l.kind), Days(l.valid));
  }
  text += "\n  skills";
  if (!facts.skills) text += " ?";
  if (facts.skills) {
    for (const auto& s : *facts.skills) absl::StrAppend(&text, " ", s.id, Days(s.valid));
  }
  for (const GermanFact& g : facts.german) {
    absl::StrAppend(&text, "\n  german ", Levels(g.levels), Days(g.valid));
  }
  for (const SchoolFact& s : facts.schools) {
    absl::StrAppend(&text, "\n  school ", Named(s.certificate), " years ", s.years.value_or(-1),
                    Days(s.valid));
  }
  return text;
}

std::string Titles(const Residence& residence) {
  std::string text;
  for (const ResidenceFact& t : residence.titles) {
    absl::StrAppend(&text, "\n  title ", Named(t.status), " ", Named(t.housing), " bar ",
                    Named(t.access_bar), " note ", Named(t.note), " since ", DayText(t.stay_since),
                    " document ", DayText(t.document_until), Days(t.valid));
  }
  return text;
}

}  // namespace

std::string Describe(const Mentee& mentee) {
  const MenteeFacts& facts = mentee.facts;
  std::string text =
      absl::StrCat("mentee ", mentee.id.value, " car ", Truth(facts.has_car), " track ",
                   Named(facts.track), " available ", DayText(facts.available_from), " at most ",
                   facts.max_travel_minutes.value_or(-1), " min, speaks ",
                   absl::StrJoin(facts.other_languages, " "));
  for (const Home& h : facts.homes) {
    absl::StrAppend(&text, "\n  home ", h.district.ToString(), Days(h.valid));
  }
  for (const TravelTime& t : facts.travel_times) {
    absl::StrAppend(&text, "\n  to ", t.postal_code, " ", t.minutes, " min", Days(t.valid));
  }
  for (const HoursFact& h : facts.hours) {
    absl::StrAppend(&text, "\n  hours ", Hours(h.hours), " ", Times(h.windows), Days(h.valid));
  }
  absl::StrAppend(&text, Claims(facts), Proofs(facts), Titles(mentee.residence),
                  Limits("movement", facts.movement_limits),
                  Limits("obligation", mentee.residence.obligations));
  for (const auto& p : facts.exclusions.occupations) {
    absl::StrAppend(&text, "\n  excludes ", p.ToString());
  }
  for (Condition c : facts.exclusions.conditions) absl::StrAppend(&text, "\n  excludes ", Name(c));
  return text;
}

std::string Describe(const Vacancy& vacancy) {
  std::string text = absl::StrCat("vacancy ", vacancy.id.value, " ", Named(vacancy.kind));
  for (const VacancyOccupation& o : vacancy.occupations) {
    absl::StrAppend(&text, " occupation ", o.code ? o.code->ToString() : "?", "/",
                    o.activity_level ? absl::StrCat(*o.activity_level) : "");
  }
  for (const Place& p : vacancy.places) {
    absl::StrAppend(&text, " place ", p.district ? p.district->ToString() : "?", "/",
                    p.postal_code);
  }
  absl::StrAppend(&text, "\n  hours ", Hours(vacancy.hours), " shifts ", Times(vacancy.shifts),
                  " shift_work ", Truth(vacancy.shift_work), " agency ",
                  Truth(vacancy.temporary_agency), " paid ", Truth(vacancy.paid), " security ",
                  Truth(vacancy.security_firm), "\n  german ", Levels(vacancy.german.levels), " ",
                  Name(vacancy.german.strength), " works in ",
                  absl::StrJoin(vacancy.working_languages, " "));
  if (vacancy.school) {
    absl::StrAppend(&text, "\n  school ", Name(vacancy.school->certificate), " ",
                    Name(vacancy.school->strength), " or years ",
                    vacancy.school->or_years.value_or(-1));
  }
  for (const auto& l : vacancy.licences) {
    absl::StrAppend(&text, "\n  licence ", Name(l.kind), " ", Name(l.strength));
  }
  for (const auto& s : vacancy.skills) {
    absl::StrAppend(&text, "\n  skill ", s.id, " ", Name(s.strength));
  }
  absl::StrAppend(&text, "\n  support ", vacancy.support ? "stated" : "?", " start ",
                  DayText(vacancy.start), " open ", DayText(vacancy.open_from), " until ",
                  DayText(vacancy.apply_until), vacancy.closed ? " closed" : "");
  return text;
}

}  // namespace passung
