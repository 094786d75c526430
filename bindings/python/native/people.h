// Mentees as Python holds them.
#ifndef PASSUNG_PYTHON_PEOPLE_H_
#define PASSUNG_PYTHON_PEOPLE_H_

#include <nanobind/nanobind.h>

#include <memory>
#include <utility>
#include <vector>

#include "bindings/python/native/arrow_read.h"
#include "bindings/python/native/mentee_reader.h"
#include "passung/mentee.h"

namespace passung::python {

// Never changed once made, and shared: a batch reads them without holding Python's lock.
class People {
 public:
  explicit People(std::vector<Mentee> mentees) : mentees_(std::move(mentees)) {}
  const std::vector<Mentee>& mentees() const { return mentees_; }

 private:
  const std::vector<Mentee> mentees_;
};

// All of them, or InvalidArgument naming the first faulty row, counted from 0.
std::vector<Mentee> AllOrNone(std::vector<ReadMentee> read);

// What an object with __arrow_c_stream__ or __arrow_c_array__ has. Throws InvalidArgument for any other.
ArrowTable TakeArrow(nanobind::handle source, const char* field);
bool IsArrow(nanobind::handle source);

// Gives ownership of a struct of the interface to Python, under the name that the interface has for it.
template <class Struct>
nanobind::capsule ArrowCapsule(Struct moved, const char* name) {
  return nanobind::capsule(new Struct(moved), name, [](void* given) noexcept {
    auto* owned = static_cast<Struct*>(given);
    if (owned->release != nullptr) owned->release(owned);
    delete owned;
  });
}

void BindPeople(nanobind::module_& module);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_PEOPLE_H_
