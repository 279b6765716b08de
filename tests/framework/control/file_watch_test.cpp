// Edits are noticed once they are complete, however an editor saves.
// SPDX-License-Identifier: MIT
#include "framework/control/file_watch.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

namespace stemwright {
namespace {

namespace fs = std::filesystem;

struct FileWatchTest : testing::Test {
    FileWatchTest() {
        std::string name = (fs::temp_directory_path() / "stemwright-watch-XXXXXX").string();
        folder = mkdtemp(name.data());
        write("mix.yaml");
        write("other.yaml");
        watch.watch({path("mix.yaml")});
    }
    ~FileWatchTest() override { fs::remove_all(folder); }
    std::string path(const std::string& name) const { return (folder / name).string(); }
    void write(const std::string& name) const { std::ofstream(folder / name) << "text"; }

    fs::path folder;
    FileWatch watch;
};

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(FileWatchTest, TellsOfAFileThatWasWrittenOnce) {
    EXPECT_THAT(watch.changed(), IsEmpty());
    write("mix.yaml");
    EXPECT_THAT(watch.changed(), ElementsAre(path("mix.yaml")));
    EXPECT_THAT(watch.changed(), IsEmpty());
}

TEST_F(FileWatchTest, TellsOfAFileThatWasPutInItsPlace) {
    write(".mix.yaml.new");
    EXPECT_THAT(watch.changed(), IsEmpty());
    fs::rename(folder / ".mix.yaml.new", folder / "mix.yaml");
    EXPECT_THAT(watch.changed(), ElementsAre(path("mix.yaml")));
}

TEST_F(FileWatchTest, SaysNothingBeforeTheWriterIsDone) {
    std::ofstream file(folder / "mix.yaml");
    file << "half" << std::flush;
    EXPECT_THAT(watch.changed(), IsEmpty());
    file.close();
    EXPECT_THAT(watch.changed(), ElementsAre(path("mix.yaml")));
}

TEST_F(FileWatchTest, LooksOnlyAtWhatItIsTold) {
    write("other.yaml");
    EXPECT_THAT(watch.changed(), IsEmpty());
    fs::create_directory(folder / "parts");
    watch.watch({path("other.yaml"), path("parts/eq.yaml"), path("nowhere/at.yaml")});
    write("mix.yaml");
    write("parts/eq.yaml"); // that was not there before
    EXPECT_THAT(watch.changed(), ElementsAre(path("parts/eq.yaml")));
}

}
}
