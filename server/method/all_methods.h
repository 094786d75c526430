// The files of the contract that are served: a new service adds its line here.
#ifndef PASSUNG_SERVER_METHOD_ALL_METHODS_H_
#define PASSUNG_SERVER_METHOD_ALL_METHODS_H_

#include <vector>

#include "server/method/admin_methods.h"
#include "server/method/assignment_methods.h"
#include "server/method/catalog_methods.h"
#include "server/method/match_methods.h"
#include "server/method/offer_methods.h"
#include "server/method/outcome_methods.h"
#include "server/method/pin_methods.h"
#include "server/method/profile_methods.h"
#include "server/method/report_methods.h"

namespace passung::server {

inline std::vector<BoundFile> AllMethods() {
  return {MatchMethods(),   CatalogMethods(), OfferMethods(), OutcomeMethods(),   PinMethods(),
          ProfileMethods(), ReportMethods(),  AdminMethods(), AssignmentMethods()};
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_ALL_METHODS_H_
