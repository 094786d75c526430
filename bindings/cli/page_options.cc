#include "bindings/cli/page_options.h"

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"

namespace passung::cli {

void AddPageOptions(CLI::App& command, PageOptions& page, const char* filter_help,
                    const char* order_help) {
  command.add_option("--filter", page.filter, filter_help)->type_name("FILTER");
  command.add_option("--order-by", page.order_by, order_help)->type_name("FIELD");
  command.add_option("--page-size,--limit", page.page_size, "Rows, at most 500 (default: 50)")
      ->type_name("N");
  command.add_option("--page-token", page.page_token, "Where the page before ended")
      ->type_name("TOKEN");
}

}  // namespace passung::cli
