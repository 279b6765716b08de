// Finds the library that runs models, and keeps what was read.
// SPDX-License-Identifier: MIT
#include "framework/neural/load.h"
#include "framework/error/error.h"
#include "framework/neural/torch_library.h"
#include "framework/neural/trial.h"
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <mutex>
#include <xxhash.h>

namespace stemwright {

namespace fs = std::filesystem;

static fs::path folderOfLibraries() {
    Dl_info self;
    fs::path here = dladdr(reinterpret_cast<const void*>(&loadModel), &self) ? self.dli_fname : "";
    std::error_code error;
    return fs::absolute(here, error).parent_path();
}

static ReadTorchModel* openLibrary() {
    const fs::path library = folderOfLibraries() / "libstemwright-torch.so";
    // What OpenMP and OpenBLAS read once, as they are loaded: threads of their own make small networks
    // slower.
    setenv("OMP_NUM_THREADS", "1", 0);
    setenv("OPENBLAS_NUM_THREADS", "1", 0);
    // Its symbols stay its own: LibTorch brings hundreds of libraries with it.
    void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    std::error_code error;
    if (!handle)
        throw Error(std::string("neural models cannot be run: ") + dlerror(),
                    fs::exists(library, error)
                        ? "install the packages libtorch-dev and libopenblas0-pthread"
                        : "install libstemwright-torch.so beside libstemwright.so: it is built where "
                          "STEMWRIGHT_TORCH is on");
    return reinterpret_cast<ReadTorchModel*>(dlsym(handle, readTorchModelName));
}

// 128 bits of XXH3 (Yann Collet's xxHash).
static std::string hashOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::error_code error;
    if (!file || !fs::is_regular_file(path, error))
        throw Error("the model \"" + path + "\" cannot be read", "check the path");
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
    XXH3_128bits_reset(state.get());
    std::vector<char> block(1 << 16);
    while (file.read(block.data(), std::streamsize(block.size())), file.gcount() > 0)
        XXH3_128bits_update(state.get(), block.data(), size_t(file.gcount()));
    XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::vector<std::string> descriptionsBeside(const std::string& path) {
    const fs::path model(path);
    return {fs::path(model).replace_extension(".audio_node.json").string(),
            (model.parent_path() / "audio_node.json").string()};
}

std::shared_ptr<const Model> loadModel(const std::string& path, const ModelUse& use) {
    static std::mutex oneAtATime;
    static std::map<std::string, std::weak_ptr<const Model>> known;
    static std::map<std::string, std::optional<int>> tried; // latencies that were found
    std::lock_guard lock(oneAtATime);
    std::string hash = hashOf(path);
    std::string descriptions;
    for (const std::string& beside : descriptionsBeside(path))
        if (std::error_code error; fs::exists(beside, error)) descriptions += hashOf(beside) + ' ';
    std::string key = fmt::format("{} {} {}{}", path, hash, descriptions, fmt::join(argumentsOf(use), " "));
    if (auto model = known[key].lock()) return model;
    static ReadTorchModel* const read = openLibrary();
    if (!tried.contains(key))
        tried[key] = tryModel((folderOfLibraries() / "stemwright-model-trial").string(), path, use);
    std::shared_ptr<Model> model = read(path, use, hash);
    model->note(tried[key], descriptions);
    known[key] = model;
    return model;
}

}
