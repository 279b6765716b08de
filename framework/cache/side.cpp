// Describes what could be kept of a mix.
// SPDX-License-Identifier: MIT
#include "framework/cache/side.h"
#include "framework/audio/channel_mixing.h"
#include <algorithm>

namespace stemwright {

constexpr size_t fewestTerms = 4; // of a sum that is worth a file

std::vector<int> MixSide::wiresInto(int vertex, int input) const {
    std::vector<int> wires;
    for (int w : content.entries[vertex])
        if (graph().wires[w].to.input == input) wires.push_back(w);
    return wires;
}

bool MixSide::isSum(int vertex, const std::vector<int>& wires) const {
    if (wires.size() < fewestTerms || content.inLoop[vertex]) return false;
    int channels = node(vertex).inputs()[graph().wires[wires[0]].to.input]->channels;
    std::vector<int> terms(channels);
    for (int w : wires) {
        const Source& from = graph().wires[w].from;
        int width = from.channel >= 0 ? 1 : node(from.vertex).outputs()[from.sound]->channels;
        for (const MixTerm& term : mixTerms(width, channels)) ++terms[term.to];
    }
    return *std::min_element(terms.begin(), terms.end()) >= 2;
}

SoundHead MixSide::sumHead(int vertex, const std::vector<int>& wires) const {
    SoundHead head;
    head.form = SoundHead::Form::sum;
    head.channels = node(vertex).inputs()[graph().wires[wires[0]].to.input]->channels;
    head.latency = content.arrival[vertex];
    for (int w : wires) head.terms.push_back(content.wires[w]);
    std::sort(head.terms.begin(), head.terms.end());
    Digest digest;
    digest.add(head.channels);
    digest.add(head.latency);
    for (const ContentKey& term : head.terms) digest.add(term);
    head.key = digest.key();
    return head;
}

bool MixSide::isSound(int vertex) const {
    return node(vertex).outputs().size() == 1 && node(vertex).controls().empty() && !content.inLoop[vertex];
}

SoundHead MixSide::soundHead(int vertex) const {
    SoundHead head;
    head.key = signalKey(content, {vertex, 0});
    head.channels = node(vertex).outputs()[0]->channels;
    head.latency = content.arrival[vertex] + node(vertex).latency();
    return head;
}

}
