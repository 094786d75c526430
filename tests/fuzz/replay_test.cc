// A fuzz target without a fuzzer: its corpus, and twenty thousand inputs that were changed from it, in ways
// that do not depend on the day. Finds at once what a long run found once.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace passung {
namespace {

std::vector<std::string> Corpus() {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(PASSUNG_CORPUS)) {
    files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> inputs;
  for (const auto& file : files) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    inputs.push_back(text.str());
  }
  return inputs;
}

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

class Changes {
 public:
  explicit Changes(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string Of(std::string input) {
    for (size_t n = 1 + Below(4); n > 0; --n) {
      const size_t at = Below(input.size() + 1);
      switch (Below(5)) {
        case 0:
          if (at < input.size()) input[at] = static_cast<char>(random_());
          break;
        case 1:
          input.insert(at, 1, static_cast<char>(random_()));
          break;
        case 2:
          input.erase(at, Below(8));
          break;
        case 3:
          input.insert(at, input.substr(Below(input.size() + 1), Below(64)));
          break;
        default: {
          const std::string& other = corpus_[Below(corpus_.size())];
          input = input.substr(0, at) + other.substr(Below(other.size() + 1));
        }
      }
    }
    return input;
  }

 private:
  size_t Below(size_t n) { return random_() % n; }

  const std::vector<std::string>& corpus_;
  std::mt19937_64 random_{20'260'101};
};

TEST(FuzzReplayTest, NoInputOfTheCorpusAndNoneLikeItDoesHarm) {
  const std::vector<std::string> corpus = Corpus();
  ASSERT_FALSE(corpus.empty()) << PASSUNG_CORPUS;
  constexpr size_t kInputs = 20'000;
  Changes changes(corpus);
  for (const std::string& input : corpus) {
    Try(input);
    for (size_t i = 0; i < kInputs / corpus.size(); ++i) Try(changes.Of(input));
  }
}

}  // namespace
}  // namespace passung
