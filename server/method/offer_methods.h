#ifndef PASSUNG_SERVER_METHOD_OFFER_METHODS_H_
#define PASSUNG_SERVER_METHOD_OFFER_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.OfferService: keeps support offers and says which help somebody.
BoundFile OfferMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_OFFER_METHODS_H_
