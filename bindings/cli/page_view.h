// A page of the catalogues on a terminal.
#ifndef PASSUNG_BINDINGS_CLI_PAGE_VIEW_H_
#define PASSUNG_BINDINGS_CLI_PAGE_VIEW_H_

#include "bindings/cli/console.h"
#include "proto/text/page.h"

namespace passung::cli {

void PrintPage(const text::Page& page, Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_PAGE_VIEW_H_
