// `--for`: whom an answer is written for, and how it is shown to a mentee and to an employer.
#ifndef PASSUNG_BINDINGS_CLI_READER_H_
#define PASSUNG_BINDINGS_CLI_READER_H_

#include <map>
#include <string>

#include "CLI/App.hpp"
#include "bindings/cli/card.h"
#include "bindings/cli/console.h"
#include "bindings/cli/hit.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/record.pb.h"
#include "proto/text/text.h"

namespace passung::cli {

using Readers = std::map<std::string, v1::Audience>;
// All of them: "mentee", "mentor", "employer".
const Readers& AllReaders();
// `reader` stays AUDIENCE_UNSPECIFIED, which is the mentor, unless `--for` is given.
void AddReaderOption(CLI::App& command, const Readers& readers, v1::Audience& reader);

template <class Request>
void FillReader(v1::Audience reader, Request& request) {
  request.set_audience(reader);
  if (reader == v1::AUDIENCE_EMPLOYER) request.set_view(v1::VIEW_EMPLOYER);
}

// For the person: what fits, what is missing, what comes next, in plain sentences and without numbers.
void PrintForMentee(const Hit& hit, const text::Texts& texts, Console& console);
// … in two lines: the strongest that fits, and what is most in the way.
void PrintShortForMentee(const Hit& hit, int rank, const text::Texts& texts, Console& console);

// For the employer: one row for each part of the score and for each rule. REQUIRES: `match` is in the view
// for employers, with its texts.
void PrintForEmployer(const v1::Match& match, const Card& card, const text::Texts& texts,
                      Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_READER_H_
