// The folder of kept sounds: whole files or none, however they came to harm.
// SPDX-License-Identifier: MIT
#include "framework/node/node.h"
#include "tests/framework/cache/cache_folder.h"
#include <fstream>
#include <numeric>

namespace stemwright {
namespace {

class Stored : public CacheFolder {
  protected:
    static constexpr int quanta = 100;

    static SoundHead head(uint64_t key) {
        SoundHead head;
        head.key = {key, 1};
        head.channels = 2;
        head.latency = 7;
        head.terms = {{1, 2}, {3, 4}};
        head.document = "stemwright: 1\n";
        return head;
    }

    static float value(int64_t frame, int channel) { return float(frame * 2 + channel); }

    std::unique_ptr<SoundKeeper> filled(uint64_t key) {
        auto keeper = store.keeper(head(key));
        for (int q = 0; q < quanta; ++q)
            for (int c = 0; c < 2; ++c) {
                float row[quantum];
                for (int i = 0; i < quantum; ++i) row[i] = value(q * quantum + i, c);
                keeper->add(row);
            }
        return keeper;
    }

    std::shared_ptr<const StoredSound> find(uint64_t key, int64_t frames = 1) {
        return store.find(SoundHead::Form::signal, {key, 1}, frames);
    }

    void expectWhole(const StoredSound& sound) {
        EXPECT_EQ(sound.head().frames, quanta * quantum);
        for (int q = 0; q < quanta; ++q)
            for (int c = 0; c < 2; ++c)
                for (int i = 0; i < quantum; ++i)
                    ASSERT_EQ(static_cast<const float*>(sound.values(q * quantum, c))[i],
                              value(q * quantum + i, c));
    }
};

TEST_F(Stored, comesBackAsItWas) {
    filled(5)->keep();
    auto sound = find(5, quanta * quantum);
    ASSERT_TRUE(sound);
    expectWhole(*sound);
    EXPECT_EQ(sound->head().channels, 2);
    EXPECT_EQ(sound->head().latency, 7);
    EXPECT_EQ(sound->head().terms, head(5).terms);
    EXPECT_EQ(sound->head().document, head(5).document);
    EXPECT_FALSE(find(5, quanta * quantum + 1));
    EXPECT_FALSE(find(6));
    EXPECT_FALSE(store.find(SoundHead::Form::sum, {5, 1}, 1));
}

TEST_F(Stored, isNotThereUntilItIsWhole) {
    auto keeper = filled(5);
    EXPECT_FALSE(find(5));
    EXPECT_TRUE(store.entries().empty());
    keeper.reset();
    EXPECT_TRUE(std::filesystem::is_empty(store.folder()));
}

TEST_F(Stored, isDroppedWhereAnyByteIsWrong) {
    for (int part = 0; part <= 40; ++part) {
        filled(5)->keep();
        std::string path = store.entries().at(0).file;
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        auto size = int64_t(std::filesystem::file_size(path));
        // Every part of the head, then here and there up to the last byte; what fills a page is not looked
        // at.
        int64_t at = part < 20 ? part * 7 : size - 1 - (size - 4096 - 1) * (40 - part) / 20;
        file.seekg(at);
        char byte = char(file.get() ^ 0x10);
        file.seekp(at);
        file.put(byte);
        file.close();
        EXPECT_FALSE(find(5)) << "byte " << at;
        EXPECT_FALSE(std::filesystem::exists(path)) << "byte " << at;
    }
}

TEST_F(Stored, isDroppedWhereItsEndIsMissing) {
    for (int64_t size : {0, 3, 100, 5000, 20000}) {
        filled(5)->keep();
        std::string path = store.entries().at(0).file;
        std::filesystem::resize_file(path, std::uintmax_t(size));
        EXPECT_FALSE(find(5)) << size;
    }
}

TEST_F(Stored, mayBeKeptByTwoAtOnceAndReadWhileItIsDropped) {
    auto a = filled(5), b = filled(5);
    a->keep();
    auto sound = find(5);
    b->keep();
    ASSERT_TRUE(sound && find(5));
    EXPECT_EQ(store.entries().size(), 1u);
    EXPECT_GT(store.prune(0), 0);
    EXPECT_FALSE(find(5));
    expectWhole(*sound);
}

TEST_F(Stored, goesWhereItWasNotUsedForLongest) {
    for (uint64_t key : {1, 2, 3}) {
        filled(key)->keep();
        auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(10 - int(key));
        std::filesystem::last_write_time(store.entries().at(0).file, old);
    }
    ASSERT_TRUE(find(1)); // which uses it
    int64_t each = store.entries().at(0).bytes;
    EXPECT_EQ(store.prune(2 * each), each);
    EXPECT_TRUE(find(1));
    EXPECT_FALSE(find(2));
    EXPECT_TRUE(find(3));
}

TEST_F(Stored, mayBeMissedForADay) {
    EXPECT_FALSE(store.wasMissed({5, 1}));
    store.noteMissed({5, 1});
    EXPECT_TRUE(store.wasMissed({5, 1}));
    EXPECT_FALSE(store.wasMissed({6, 1}));
    EXPECT_TRUE(store.entries().empty());
    store.prune(0);
    EXPECT_TRUE(store.wasMissed({5, 1}));
    for (const auto& note : std::filesystem::directory_iterator(store.folder()))
        std::filesystem::last_write_time(note, std::filesystem::file_time_type::clock::now() -
                                                   std::chrono::hours(25));
    store.prune(store.limit());
    EXPECT_FALSE(store.wasMissed({5, 1}));
}

TEST_F(Stored, hasALimitThatIsRemembered) {
    EXPECT_GT(store.limit(), 0);
    store.setLimit(12345);
    EXPECT_EQ(Store(store.folder()).limit(), 12345);
}

}
}
