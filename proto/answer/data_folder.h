// Legal and regional tables from a folder, in the place of those compiled in.
#ifndef PASSUNG_PROTO_ANSWER_DATA_FOLDER_H_
#define PASSUNG_PROTO_ANSWER_DATA_FOLDER_H_

#include <string>

#include "absl/status/statusor.h"
#include "passung/knowledge.h"

namespace passung::answer {

// The texts of the files in `folder` whose names are in KnowledgeFileList(); a file that is not
// there stays the one compiled in. Other files than *.csv are left alone.
//
// Refuses what would otherwise be overlooked: NotFound for a folder that is not there or cannot be
// read; InvalidArgument for another *.csv, for a folder with none of the files and for a faulty
// row, with file, line, column and value. The files that come back fit together.
absl::StatusOr<KnowledgeFiles> ReadDataFolder(const std::string& folder);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_DATA_FOLDER_H_
