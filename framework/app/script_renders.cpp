// Reads the options of a script's render and runs the task.
// SPDX-License-Identifier: MIT
#include "framework/app/script_renders.h"
#include "framework/app/render_task.h"

namespace stemwright {

static RenderOptions optionsOf(const Document& document, const ScriptHost::Rendering& rendering) {
    RenderOptions options;
    options.document = document;
    options.mix = document.path;
    options.target = rendering.target;
    const std::map<std::string, std::string*> texts{{"format", &options.format}, {"depth", &options.depth},
                                                    {"rate", &options.rate},     {"from", &options.from},
                                                    {"to", &options.to},         {"length", &options.length},
                                                    {"cache", &options.cache}};
    for (const auto& [name, value] : rendering.options) {
        auto found = texts.find(name);
        if (found == texts.end()) {
            std::vector<std::string> known{"only", "without"};
            for (const auto& [other, _] : texts) known.push_back(other);
            throw Error("a render has no option \"" + name + "\"", suggestion(name, known));
        }
        *found->second = value;
    }
    for (const auto& [name, tracks] : rendering.tracks)
        (name == "only" ? options.only : options.without) = tracks;
    return options;
}

ScriptHost::Outcome ScriptRenders::render(const Document& document, const Rendering& rendering) {
    struct Marked {
        explicit Marked(std::atomic<bool>& mark) : mark_(mark) { mark_ = true; }
        ~Marked() { mark_ = false; }
        std::atomic<bool>& mark_;
    } marked(isRendering_);
    RenderTask task(optionsOf(document, rendering));
    RenderResult result = task.run(interruption_);
    Outcome outcome;
    outcome.broken = result.broken;
    for (const Recorded& recorded : result.outputs)
        if (recorded.measures)
            outcome.outputs.push_back({recorded.output, recorded.file, *recorded.measures});
    for (Problem& problem : shortfalls(result.gains)) outcome.broken.push_back(std::move(problem));
    return outcome;
}

}
