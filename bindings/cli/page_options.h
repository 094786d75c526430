// A page of a list: which rows, in which order, where the page before ended.
#ifndef PASSUNG_BINDINGS_CLI_PAGE_OPTIONS_H_
#define PASSUNG_BINDINGS_CLI_PAGE_OPTIONS_H_

#include <cstdint>
#include <string>

#include "CLI/App.hpp"

namespace passung::cli {

struct PageOptions {
  std::string filter;
  std::string order_by;
  int32_t page_size = 0;
  std::string page_token;

  // Into any request for a list.
  template <class Request>
  void Fill(Request& request) const {
    request.set_filter(filter);
    request.set_order_by(order_by);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
  }
};
// `filter_help` says what a filter is like, `order_help` which fields there are to order by.
void AddPageOptions(CLI::App& command, PageOptions& page, const char* filter_help,
                    const char* order_help);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_PAGE_OPTIONS_H_
