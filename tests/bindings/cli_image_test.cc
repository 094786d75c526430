// `passung image`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::HasSubstr;

class CliImageTest : public ProgramTest {};

TEST_F(CliImageTest, AnImageOfADatabaseSaysWhatItHolds) {
  const std::string db = MakeMarket();
  const std::string file = Path("m.image");
  EXPECT_THAT(MustRun("image write" + db + " --to " + file).out, HasSubstr("written " + file));
  EXPECT_THAT(MustRun("image show " + file).out, HasSubstr("whole: " + file + ": revision "));
  EXPECT_THAT(MustRun("image verify " + file).out, HasSubstr("every vacancy can be read"));
  // In the place of the one there.
  EXPECT_THAT(MustRun("image write" + db + " --to " + file).out, HasSubstr(" vacancies, "));
}

TEST_F(CliImageTest, RefusalsNameTheFileAndWhatToDo) {
  const std::string db = MakeMarket();
  const Outcome none = Run("image show " + Path("none"));
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr(Path("none")));
  const Outcome database = Run("image show " + Path("m.db"));
  EXPECT_EQ(database.code, 1);
  EXPECT_THAT(database.err, HasSubstr("is no whole image"));
  EXPECT_EQ(Run("image").code, 2);
  EXPECT_EQ(Run("image write" + db).code, 2);
}

}  // namespace
}  // namespace passung::cli
