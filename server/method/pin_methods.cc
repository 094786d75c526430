#include "server/method/pin_methods.h"

#include "passung/v1/pin_service.pb.h"
#include "proto/answer/pin_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {

BoundFile PinMethods() {
  return {.file = v1::SetPinRequest::descriptor()->file(),
          .bindings = {
              {"passung.v1.PinService.SetPin", Unary(Answered<answer::SetPin>::Call)},
              {"passung.v1.PinService.DeletePin", Unary(Answered<answer::DeletePin>::Call)},
              {"passung.v1.PinService.ListPins", Unary(Answered<answer::ListPins>::Call)},
          }};
}

}  // namespace passung::server
