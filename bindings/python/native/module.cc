// The module passung._passung: what Python cannot do itself. People use the package around it (passung/__init__.py).
#include <nanobind/nanobind.h>

#include "bindings/python/native/answers.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/people.h"
#include "bindings/python/native/snapshot_core.h"
#include "bindings/python/native/words.h"

NB_MODULE(_passung, module) {
  passung::python::BindErrors();
  passung::python::BindWords(module);
  passung::python::BindMatches(module);
  passung::python::BindSteps(module);
  passung::python::BindPeople(module);
  passung::python::BindSnapshot(module);
  passung::python::BindBatch(module);
  passung::python::BindAssign(module);
  passung::python::BindEvaluate(module);
}
