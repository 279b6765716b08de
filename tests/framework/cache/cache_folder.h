// A cache in a folder that goes away with the test.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/store.h"
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace stemwright {

class CacheFolder : public testing::Test {
  protected:
    ~CacheFolder() override {
        std::error_code error;
        std::filesystem::remove_all(store.folder(), error);
    }

    static std::string newFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "stemwright-XXXXXX").string();
        return mkdtemp(name.data());
    }

    Store store{newFolder()};
};

}
