// What the program finds in this library once it has loaded it.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include "framework/neural/torch_library.h"
#include "framework/torch/dialects.h"
#include "framework/torch/recognise.h"
#include "framework/torch/runtime.h"
#include <fmt/format.h>

namespace stemwright {

static void checkUse(const ModelUse& use) {
    auto within = [](const char* what, double value, double most) {
        if (!(value >= 0 && value <= most))
            throw Error(fmt::format("a model's {} cannot be {}", what, value),
                        fmt::format("say 1 to {}", most));
    };
    within("block", use.block, 1 << 20);
    within("look-behind", use.lookBehind, 1 << 20);
    within("rate", use.rate, 1e6);
    within("number of channels", use.channels, 64);
    std::string letters = use.layout == "window" || use.layout.empty() ? "t" : use.layout;
    for (char side : {'b', 'c', 't', 'w'})
        if (size_t at = letters.find(side); at != std::string::npos) letters.erase(at, 1);
    if (!letters.empty() ||
        (!use.layout.empty() && use.layout != "window" && use.layout.find('t') == std::string::npos))
        throw Error("a model's layout cannot be \"" + use.layout + "\"",
                    "say window, or a letter for each side of the tensor: t for time, c for channels, b for "
                    "a side of one, w "
                    "for windows");
}

static Dialect dialectOf(const Script& script, const ModelUse& use, const Description& description) {
    if (use.layout.empty()) { // only plain models have one
        if (auto neutone = neutoneDialect(script, use)) return *neutone;
        if (auto tilde = tildeDialect(script, use)) return *tilde;
    }
    return plainDialect(script, use, description);
}

// Control signals are wired one by one.
static void separate(std::vector<ModelSignal>& signals) {
    std::vector<ModelSignal> all;
    for (const ModelSignal& signal : signals)
        if (signal.framesPerValue > 1 && signal.channels > 1)
            for (int c = 0; c < signal.channels; ++c)
                all.push_back({fmt::format("{}{}", signal.name, c + 1), 1, signal.framesPerValue});
        else
            all.push_back(signal);
    signals = std::move(all);
}

}

using namespace stemwright;

extern "C" __attribute__((visibility("default"))) std::unique_ptr<Model>
stemwrightReadTorchModel(const std::string& path, const ModelUse& said, const std::string& hash) {
    setUpRuntime();
    auto script = std::make_unique<Script>(path);
    const Description description = readDescription(path, script->extra("audio_node.json"));
    const ModelUse use = description.merged(said);
    checkUse(use);
    Dialect dialect = dialectOf(*script, use, description);
    separate(dialect.facts.inputs);
    separate(dialect.facts.outputs);
    description.apply(dialect);
    dialect.facts.hash = hash;
    if (!use.exact)
        if (auto own = recognise(*script, dialect)) return own;
    return torchModel(std::move(script), std::move(dialect));
}
