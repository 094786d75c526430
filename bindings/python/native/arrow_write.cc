#include "bindings/python/native/arrow_write.h"

#include <utility>

namespace passung::python {
namespace {

// What a struct of the interface points to. Children are structs of their own, since a reader may take one away and let
// go of the rest.
struct SchemaMemory {
  std::string name;
  std::string format;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};

struct ArrayMemory {
  std::shared_ptr<const void> owner;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
};

template <class Struct, class Memory>
void Release(Struct* released) {
  auto* memory = static_cast<Memory*>(released->private_data);
  for (Struct* child : memory->pointers) {
    if (child->release != nullptr) child->release(child);
  }
  released->release = nullptr;
  delete memory;
}

LentColumn LendNumbers(std::string name, const char* format, const void* numbers, size_t length) {
  return {.name = std::move(name),
          .format = format,
          .length = static_cast<int64_t>(length),
          .buffers = {nullptr, numbers}};
}

struct StreamMemory {
  LentColumn batch;
  std::shared_ptr<const void> owner;
  bool given = false;
};

StreamMemory& MemoryOf(ArrowArrayStream* stream) {
  return *static_cast<StreamMemory*>(stream->private_data);
}

int StreamSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  ExportSchema(MemoryOf(stream).batch, out);
  return 0;
}

int StreamNext(ArrowArrayStream* stream, ArrowArray* out) {
  StreamMemory& memory = MemoryOf(stream);
  if (memory.given) {
    *out = {};  // the end
    return 0;
  }
  ExportArray(memory.batch, memory.owner, out);
  memory.given = true;
  return 0;
}

}  // namespace

absl::string_view TextColumn::At(int64_t at) const {
  const auto i = static_cast<size_t>(at);
  return absl::string_view(bytes_).substr(static_cast<size_t>(offsets_[i]),
                                          static_cast<size_t>(offsets_[i + 1] - offsets_[i]));
}

void TextColumn::Reserve(size_t values, size_t bytes) {
  validity_.reserve(values / 8 + 1);
  offsets_.reserve(values + 1);
  bytes_.reserve(bytes);
}

void TextColumn::End(bool valid) {
  const auto at = static_cast<size_t>(size());
  if (at % 8 == 0) validity_.push_back(0);
  if (valid) {
    validity_.back() = static_cast<uint8_t>(validity_.back() | (1U << (at % 8)));
  } else {
    ++nulls_;
  }
  offsets_.push_back(static_cast<int32_t>(bytes_.size()));
}

LentColumn Lend(std::string name, const TextColumn& column, const char* format) {
  return {.name = std::move(name),
          .format = format,
          .nullable = true,
          .length = column.size(),
          .nulls = column.nulls(),
          .buffers = column.Buffers()};
}

LentColumn Lend(std::string name, const std::vector<int32_t>& column) {
  return LendNumbers(std::move(name), "i", column.data(), column.size());
}

LentColumn Lend(std::string name, const std::vector<double>& column) {
  return LendNumbers(std::move(name), "g", column.data(), column.size());
}

LentColumn LendBatch(std::vector<LentColumn> columns, int64_t length) {
  return {.name = "",
          .format = "+s",
          .length = length,
          .buffers = {nullptr},
          .children = std::move(columns)};
}

void ExportSchema(const LentColumn& column, ArrowSchema* out) {
  auto* memory = new SchemaMemory{.name = column.name,
                                  .format = column.format,
                                  .children = std::vector<ArrowSchema>(column.children.size()),
                                  .pointers = {}};
  for (size_t i = 0; i < column.children.size(); ++i) {
    ExportSchema(column.children[i], &memory->children[i]);
    memory->pointers.push_back(&memory->children[i]);
  }
  *out = {.format = memory->format.c_str(),
          .name = memory->name.c_str(),
          .metadata = nullptr,
          .flags = column.nullable ? ARROW_FLAG_NULLABLE : 0,
          .n_children = static_cast<int64_t>(memory->pointers.size()),
          .children = memory->pointers.data(),
          .dictionary = nullptr,
          .release = Release<ArrowSchema, SchemaMemory>,
          .private_data = memory};
}

void ExportArray(const LentColumn& column, const std::shared_ptr<const void>& owner,
                 ArrowArray* out) {
  auto* memory = new ArrayMemory{.owner = owner,
                                 .buffers = column.buffers,
                                 .children = std::vector<ArrowArray>(column.children.size()),
                                 .pointers = {}};
  for (size_t i = 0; i < column.children.size(); ++i) {
    ExportArray(column.children[i], owner, &memory->children[i]);
    memory->pointers.push_back(&memory->children[i]);
  }
  *out = {.length = column.length,
          .null_count = column.nulls,
          .offset = 0,
          .n_buffers = static_cast<int64_t>(memory->buffers.size()),
          .n_children = static_cast<int64_t>(memory->pointers.size()),
          .buffers = memory->buffers.data(),
          .children = memory->pointers.data(),
          .dictionary = nullptr,
          .release = Release<ArrowArray, ArrayMemory>,
          .private_data = memory};
}

void ExportStream(LentColumn batch, std::shared_ptr<const void> owner, ArrowArrayStream* out) {
  *out = {.get_schema = StreamSchema,
          .get_next = StreamNext,
          .get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; },
          .release =
              [](ArrowArrayStream* stream) {
                delete &MemoryOf(stream);
                stream->release = nullptr;
              },
          .private_data = new StreamMemory{.batch = std::move(batch), .owner = std::move(owner)}};
}

}  // namespace passung::python
