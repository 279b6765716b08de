// What the program finds in this library once it has loaded it.
// SPDX-License-Identifier: MIT
#include "framework/neural/torch_library.h"
#include "framework/torch/dialects.h"
#include "framework/torch/recognise.h"
#include "framework/torch/runtime.h"

using namespace stemwright;

extern "C" __attribute__((visibility("default"))) std::unique_ptr<Model>
stemwrightReadTorchModel(const std::string& path, const ModelUse& use, const std::string& hash) {
    setUpRuntime();
    auto script = std::make_unique<Script>(path);
    Dialect dialect = plainDialect(*script, use);
    dialect.facts.hash = hash;
    if (!use.exact)
        if (auto own = recognise(*script, dialect)) return own;
    return torchModel(std::move(script), std::move(dialect));
}
