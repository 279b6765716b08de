// Short ways to build a graph and to hear what comes out of it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/render.h"
#include "tests/framework/engine/probe_nodes.h"
#include <cmath>
#include <gmock/gmock.h>

namespace stemwright {

using Channels = std::vector<std::vector<float>>;

/// Frames `from` up to `to` of every output, by output and channel.
inline std::vector<Channels> renderOutputs(std::shared_ptr<const Plan> plan, Cut cut) {
    Engine engine(plan);
    std::vector<Channels> heard;
    for (const PlannedOutput& output : plan->outputs) heard.emplace_back(output.channels);
    renderOffline(engine, cut, [&](int output, const float* const* channels, int frames) {
        for (size_t c = 0; c < heard[output].size(); ++c)
            heard[output][c].insert(heard[output][c].end(), channels[c], channels[c] + frames);
    });
    return heard;
}

/// The first output, aligned with the song.
inline Channels render(Graph graph, int frames) {
    return renderOutputs(compile(std::move(graph)), {0, frames})[0];
}

/// The first output in the engine's own time, its latency left in.
inline Channels renderRaw(Graph graph, int frames) {
    Engine engine(compile(std::move(graph)));
    Playback playback(engine);
    Channels heard(engine.plan().outputs[0].channels, std::vector<float>(frames));
    std::vector<float*> rows;
    for (auto& channel : heard) rows.push_back(channel.data());
    playback.read(rows.data(), frames);
    return heard;
}

/// Where two sounds first differ in a bit; "" where they do not.
inline std::string difference(const Channels& a, const Channels& b) {
    if (a.size() != b.size())
        return std::to_string(a.size()) + " against " + std::to_string(b.size()) + " channels";
    for (size_t c = 0; c < a.size(); ++c) {
        if (a[c].size() != b[c].size())
            return std::to_string(a[c].size()) + " against " + std::to_string(b[c].size()) + " frames";
        for (size_t i = 0; i < a[c].size(); ++i)
            if (std::bit_cast<uint32_t>(a[c][i]) != std::bit_cast<uint32_t>(b[c][i]))
                return "channel " + std::to_string(c) + ", frame " + std::to_string(i) + ": " +
                       std::to_string(a[c][i]) + " against " + std::to_string(b[c][i]);
    }
    return "";
}

/// What compile() says is wrong; "" where it finds nothing.
inline std::string complaint(Graph graph) {
    try {
        compile(std::move(graph));
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

inline Datum arguments(std::vector<std::pair<std::string, Datum>> pairs) {
    return Datum::map(std::move(pairs));
}

/// Arguments of a delay that gives back exactly what it heard, once.
inline Datum pureDelay(double frames) {
    return arguments({{"time", formatQuantity(frames, Unit::samples)},
                      {"feedback", "0"},
                      {"highcut", "20 kHz"},
                      {"lowcut", "20 Hz"}});
}

inline Datum samples(double frames) { return formatQuantity(frames, Unit::samples); }

/// A node that is 1 in every frame.
inline void addConstant(Graph& graph, const std::string& name) {
    graph.add(name, "impulse", arguments({{"every", "1 samples"}}));
}

/// Automation of points {frame, value as written, shape}.
struct WrittenPoint {
    double frame;
    std::string value, shape = "linear";
};
inline Datum automation(const std::vector<WrittenPoint>& points) {
    std::vector<Datum> list;
    for (const WrittenPoint& p : points)
        list.push_back(
            Datum::sequence({Datum(formatQuantity(p.frame, Unit::samples)), Datum(p.value), Datum(p.shape)}));
    return arguments({{"points", Datum::sequence(std::move(list))}});
}

}
