#ifndef PASSUNG_SERVER_METHOD_REPORT_METHODS_H_
#define PASSUNG_SERVER_METHOD_REPORT_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.ReportService: figures over many people.
BoundFile ReportMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_REPORT_METHODS_H_
