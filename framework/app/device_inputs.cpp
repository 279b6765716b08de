// Puts nodes of the type `file` in the place of those of the type `input`.
// SPDX-License-Identifier: MIT
#include "framework/app/device_inputs.h"
#include <algorithm>
#include <charconv>
#include <filesystem>

namespace stemwright {

static constexpr std::string_view heard = "stemwright: the mix heard this later by frames: ";

// By channel of each node: which input.
static std::vector<int> channelsOf(const Graph::Vertex& vertex) {
    std::vector<int> channels;
    if (vertex.type->name != "input") return channels;
    for (const Parameter* parameter : vertex.node->parameters())
        if (auto* table = dynamic_cast<const Table*>(parameter))
            for (const auto& row : table->rows())
                for (double number : row) channels.push_back(int(number));
    if (channels.empty()) channels.push_back(1);
    return channels;
}

int inputsHeard(const Graph& graph) {
    int most = 0;
    for (const Graph::Vertex& vertex : graph.vertices)
        for (int channel : channelsOf(vertex)) most = std::max(most, channel);
    return most;
}

std::vector<Problem> deafInputs(const Graph& graph) {
    for (const Graph::Vertex& vertex : graph.vertices)
        if (vertex.type->name == "input")
            return {{vertex.place, "inputs of a device are silent in a render",
                     "let them hear a recording: --inputs FILE"}};
    return {};
}

BroadcastNote noteOfInputs(int64_t song, int64_t lateness) {
    return {song, std::string(heard) + std::to_string(lateness)};
}

// In frames of the song.
static int64_t beginOf(const std::string& path) {
    auto note = broadcastNote(path);
    if (!note || !note->description.starts_with(heard)) return 0;
    int64_t lateness = 0;
    const std::string& text = note->description;
    std::from_chars(text.data() + heard.size(), text.data() + text.size(), lateness);
    return note->timeReference + lateness;
}

void hearFile(Graph& graph, const std::string& path) {
    std::string file = std::filesystem::absolute(path).string();
    Datum start(std::to_string(beginOf(path)) + " samples");
    const Type* type = Registry::instance().find("file");
    for (Graph::Vertex& vertex : graph.vertices) {
        std::vector<Datum> channels;
        for (int channel : channelsOf(vertex)) channels.emplace_back(std::to_string(channel));
        if (channels.empty()) continue;
        Datum arguments = Datum::map(
            {{"file", Datum(file)}, {"start", start}, {"channels", Datum::sequence(std::move(channels))}});
        for (auto& [key, value] : arguments.entries) key.place = value.place = vertex.place;
        vertex.node = type->make({arguments, graph.timeline, graph.folder, graph.seed, graph.problems});
        vertex.type = type;
    }
}

}
