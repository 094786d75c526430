#ifndef PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
#define PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_

#include <cstddef>

#include "engine/criteria/criterion.h"
#include "engine/explain/interval.h"
#include "engine/explain/memory.h"
#include "engine/index/query.h"
#include "engine/rules/rule.h"
#include "engine/search/person.h"
#include "engine/vocabulary/parameter_writer.h"
#include "passung/match.h"

namespace passung {

// Everything there is to say of combinations and one person. Asks the same rules and criteria that
// filled the tables, so that nothing can drift, and each of them once per distinct code: hits of one
// question have most codes in common.
//
// Made for one person and one request; not thread-safe.
class Explainer {
 public:
  // Both must outlive it. About `hits` combinations will be asked about.
  Explainer(const Query& query, const Person& person, size_t hits);

  // Score, class, contributions, outcomes, flags and interval of a combination; not the ids.
  Match Explain(const Where& where);

 private:
  // What a criterion says of one code.
  struct Contributed {
    int32_t points = 0;
    Reason reason = Reason::kNone;
    ScoreInterval interval;  // of a criterion that adds its own, weighted
    ParameterWriter::List parameters;
  };
  // What a rule says of one code.
  struct Judged {
    Finding finding;
    FlagSet flags = 0;
    ParameterWriter::List parameters;
  };

  const Contributed& Contribute(const Criterion& criterion, int32_t weight, uint32_t code);
  const Judged& Judge(const Rule& rule, uint32_t code);
  void AddContributions(const Where& where, Match& match);
  void AddOutcomes(const Where& where, Match& match);

  const Query& query_;
  const Person& person_;
  ParameterWriter parameters_;
  PartMemory<Contributed> contributed_;
  PartMemory<Judged> judged_;
  JointInterval joint_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
