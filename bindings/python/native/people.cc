#include "bindings/python/native/people.h"

#include <nanobind/ndarray.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/python/native/arrow_write.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/snapshot_core.h"
#include "passung/codec.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

using Positions = nb::ndarray<const int64_t, nb::ndim<1>, nb::device::cpu>;

std::shared_ptr<People> Make(std::vector<Mentee> mentees) {
  return std::make_shared<People>(std::move(mentees));
}

// What a snapshot knows of occupations; without one, the main groups alone.
std::shared_ptr<const Knowledge> KnowledgeOf(const SnapshotCore* snapshot) {
  return snapshot == nullptr ? Knowledge::BuiltIn() : snapshot->knowledge();
}

std::shared_ptr<People> FromText(const nb::bytes& text, const SnapshotCore* snapshot) {
  const absl::string_view content(text.c_str(), text.size());
  const auto knowledge = KnowledgeOf(snapshot);
  const nb::gil_scoped_release released;
  return Make(AllOrNone(Value(ReadMenteeText(content, *knowledge))));
}

std::shared_ptr<People> FromArrow(nb::handle source, const SnapshotCore* snapshot) {
  const ArrowTable table = TakeArrow(source, "mentees");
  const auto knowledge = KnowledgeOf(snapshot);
  const nb::gil_scoped_release released;
  std::vector<ReadMentee> all;
  for (const ArrowOwned<ArrowArray>& batch : table.batches) {
    const ArrowBatch rows = Value(ArrowBatch::Of(*table.schema.get(), *batch.get(), "mentees"));
    for (ReadMentee& read : Value(ReadMenteeBatch(rows, *knowledge))) {
      all.push_back(std::move(read));
    }
  }
  return Make(AllOrNone(std::move(all)));
}

const Mentee& MenteeAt(const People& people, int64_t at) {
  const auto size = static_cast<int64_t>(people.mentees().size());
  if (at < 0) at += size;
  if (at < 0 || at >= size) throw nb::index_error("there is no such mentee");
  return people.mentees()[static_cast<size_t>(at)];
}

std::shared_ptr<People> Take(const People& people, const Positions& positions) {
  std::vector<Mentee> taken;
  taken.reserve(positions.size());
  for (size_t i = 0; i < positions.size(); ++i) taken.push_back(MenteeAt(people, positions(i)));
  return Make(std::move(taken));
}

std::shared_ptr<People> Slice(const People& people, const nb::slice& slice) {
  const auto [start, stop, step, length] = slice.compute(people.mentees().size());
  std::vector<Mentee> taken;
  for (size_t i = 0; i < length; ++i) {
    taken.push_back(
        people.mentees()[static_cast<size_t>(start + static_cast<Py_ssize_t>(i) * step)]);
  }
  return Make(std::move(taken));
}

std::vector<std::string> Ids(const People& people) {
  std::vector<std::string> ids;
  for (const Mentee& mentee : people.mentees()) ids.push_back(mentee.id.value);
  return ids;
}

// Columns that live as long as whoever reads them.
struct PeopleColumns {
  TextColumn id;
  TextColumn record;
  LentColumn Batch() const {
    return LendBatch({Lend(kIdColumn, id), Lend(kRecordColumn, record, "z")}, id.size());
  }
};

nb::capsule PeopleStream(const People& people, nb::handle /*requested_schema*/) {
  auto columns = std::make_shared<PeopleColumns>();
  for (const Mentee& mentee : people.mentees()) {
    if (columns->record.IsFull()) {
      throw StatusError(
          absl::ResourceExhaustedError("mentees: too many for one batch; slice them"));
    }
    columns->id.Add(mentee.id.value);
    columns->record.Add(EncodeCanonical(mentee));
  }
  ArrowArrayStream stream;
  ExportStream(columns->Batch(), columns, &stream);
  return ArrowCapsule(stream, "arrow_array_stream");
}

nb::capsule PeopleSchema(const People& /*people*/) {
  ArrowSchema schema;
  ExportSchema(PeopleColumns().Batch(), &schema);
  return ArrowCapsule(schema, "arrow_schema");
}

template <class Struct>
ArrowOwned<Struct> Unpack(nb::handle capsule, const char* name, const char* field) {
  auto* moved = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (moved == nullptr) throw nb::python_error();
  if (moved->release == nullptr) {
    throw StatusError(
        absl::InvalidArgumentError(absl::StrCat(field, ": the Arrow data was read before")));
  }
  return ArrowOwned<Struct>(moved);
}

}  // namespace

std::vector<Mentee> AllOrNone(std::vector<ReadMentee> read) {
  std::vector<Mentee> mentees;
  mentees.reserve(read.size());
  for (size_t row = 0; row < read.size(); ++row) {
    ReadMentee& one = read[row];
    absl::Status status = one.mentee.ok() ? Validate(*one.mentee) : one.mentee.status();
    if (!status.ok()) {
      throw StatusError(
          absl::InvalidArgumentError(absl::StrCat("mentees[", row, "].", status.message())));
    }
    mentees.push_back(*std::move(one.mentee));
  }
  return mentees;
}

bool IsArrow(nb::handle source) {
  return nb::hasattr(source, "__arrow_c_stream__") || nb::hasattr(source, "__arrow_c_array__");
}

ArrowTable TakeArrow(nb::handle source, const char* field) {
  if (nb::hasattr(source, "__arrow_c_stream__")) {
    const nb::object capsule = source.attr("__arrow_c_stream__")();
    auto stream = Unpack<ArrowArrayStream>(capsule, "arrow_array_stream", field);
    // Whoever sends may have to compute it first; code of Python's among it takes the lock itself.
    const nb::gil_scoped_release released;
    return Value(ReadStream(std::move(stream), field));
  }
  if (!nb::hasattr(source, "__arrow_c_array__")) {
    throw StatusError(absl::InvalidArgumentError(
        absl::StrCat(field, ": ", nb::cast<std::string>(nb::repr(source.type())),
                     " has neither __arrow_c_stream__ nor __arrow_c_array__")));
  }
  const nb::object pair = source.attr("__arrow_c_array__")();
  ArrowTable table;
  table.schema = Unpack<ArrowSchema>(nb::object(pair[0]), "arrow_schema", field);
  table.batches.push_back(Unpack<ArrowArray>(nb::object(pair[1]), "arrow_array", field));
  return table;
}

void BindPeople(nb::module_& module) {
  nb::class_<Mentee>(module, "Mentee", "A person under a pseudonymous id, and facts.")
      .def_prop_ro("id", [](const Mentee& mentee) { return mentee.id.value; })
      .def_prop_ro(
          "record",
          [](const Mentee& mentee) {
            const std::string bytes = EncodeCanonical(mentee);
            return nb::bytes(bytes.data(), bytes.size());
          },
          "Everything that is known of the person, in canonical bytes.")
      .def(
          "__eq__", [](const Mentee& a, const Mentee& b) { return a == b; }, nb::is_operator(),
          nb::sig("def __eq__(self, other: object, /) -> bool"))
      .def("__hash__",
           [](const Mentee& mentee) { return nb::hash(nb::str(mentee.id.value.c_str())); })
      .def("__repr__",
           [](const Mentee& mentee) { return absl::StrCat("<Mentee ", mentee.id.value, ">"); });
  nb::class_<People>(module, "Mentees", "People with facts; a sequence that never changes.")
      .def_static("from_text", FromText, nb::arg("text"), nb::arg("snapshot") = nb::none(),
                  "From CSV or JSON lines, as engine/ingest/README.md has them.")
      .def_static("from_arrow", FromArrow, nb::arg("source"), nb::arg("snapshot") = nb::none(),
                  "From a table, a record batch or a stream of batches of any library.")
      .def("__len__", [](const People& people) { return people.mentees().size(); })
      .def("__getitem__", MenteeAt, nb::rv_policy::copy)
      .def("__getitem__", Slice)
      .def("take", Take, nb::arg("positions"), "Those at the positions of an array, in its order.")
      .def_prop_ro("ids", Ids)
      .def("__arrow_c_stream__", PeopleStream, nb::arg("requested_schema") = nb::none(),
           nb::sig("def __arrow_c_stream__(self, requested_schema: object | None = None) -> "
                   "object"))
      .def("__arrow_c_schema__", PeopleSchema, nb::sig("def __arrow_c_schema__(self) -> object"))
      .def("__repr__", [](const People& people) {
        return absl::StrCat("<Mentees: ", people.mentees().size(), " people>");
      });
}

}  // namespace passung::python
