// Takes apart words, and puts hidden outputs into graphs.
// SPDX-License-Identifier: MIT
#include "framework/app/live_take.h"
#include "framework/app/exit_status.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

std::vector<LiveTake> readTakes(const std::vector<std::string>& words, const std::string& first) {
    std::vector<LiveTake> takes;
    for (const std::string& word : words) {
        size_t sign = word.rfind('=');
        LiveTake take{word.substr(0, sign), sign == word.npos ? first : word.substr(sign + 1)};
        if (take.file.empty() || (sign != word.npos && take.address.empty()))
            throw UsageError({"--record"}, "\"" + word + "\" names no file and what goes into it",
                             "write FILE=ADDRESS, such as vox.wav=vox, or FILE=inputs");
        if (!take.file.ends_with(".wav"))
            throw UsageError({"--record"}, "\"" + take.file + "\" is no WAV file",
                             "write " + take.file + ".wav, and convert it later");
        auto same = [&](const LiveTake& other) { return other.file == take.file; };
        if (std::any_of(takes.begin(), takes.end(), same))
            throw UsageError({"--record"}, "\"" + take.file + "\" is recorded twice", "name another file");
        if (take.address == "inputs") take.address.clear();
        takes.push_back(std::move(take));
    }
    return takes;
}

// No name in a document has a space, so this and those of takes clash with none.
std::string endOf(const std::string& strip) { return "end of " + strip; }

void listenTo(const std::vector<LiveTake>& takes, const std::vector<std::string>& strips, Graph& graph) {
    bool listens = !strips.empty() || std::any_of(takes.begin(), takes.end(),
                                                  [](const auto& take) { return !take.hasInputs(); });
    if (!listens) return;
    double whole = graph.length >= 0 ? graph.length : compile(graph)->length;
    for (const LiveTake& take : takes) {
        if (take.hasInputs() || graph.find("outputs." + take.heard()) >= 0) continue;
        std::string from = take.address;
        if (!graph.source(from))
            for (const Output& output : graph.outputs)
                if (output.name == from) from = "outputs." + from;
        graph.output(take.heard(), from, {"--record"});
    }
    for (const std::string& strip : strips)
        graph.output(endOf(strip), strip.substr(strip.find('.') + 1), {"--record"});
    if (std::isfinite(whole)) graph.length = whole;
}

}
