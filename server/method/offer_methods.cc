#include "server/method/offer_methods.h"

#include <utility>

#include "passung/v1/offer_service.pb.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/catalog_changes.h"
#include "proto/answer/follow_up_answers.h"
#include "proto/answer/offer_answers.h"
#include "server/method/answer_methods.h"
#include "server/method/import_consumer.h"

namespace passung::server {

BoundFile OfferMethods() {
  return {
      .file = v1::GetOfferRequest::descriptor()->file(),
      .bindings = {
          {"passung.v1.OfferService.GetOffer", Unary(Answered<answer::GetOffer>::Call)},
          {"passung.v1.OfferService.ListOffers", Unary(Answered<answer::ListOffers>::Call)},
          {"passung.v1.OfferService.CreateOffer", Unary(Answered<answer::CreateOffer>::Call)},
          {"passung.v1.OfferService.UpdateOffer", Unary(Answered<answer::UpdateOffer>::Call)},
          {"passung.v1.OfferService.DeleteOffer", Unary(Answered<answer::DeleteOffer>::Call)},
          {"passung.v1.OfferService.BatchUpsertOffers",
           Unary(Answered<answer::BatchUpsertOffers>::Call)},
          {"passung.v1.OfferService.ImportOffers", ClientStream(OpenImport<answer::OfferFile>)},
          {"passung.v1.OfferService.SuggestOffers", Unary(Answered<answer::SuggestOffers>::Call)},
          {"passung.v1.OfferService.ListOfferGaps", Unary(Answered<answer::ListOfferGaps>::Call)},
          {"passung.v1.OfferService.ListFollowUps", Unary(Answered<answer::ListFollowUps>::Call)},
      }};
}

}  // namespace passung::server
