// Digests nodes in the order of their hearing, a feedback loop as a whole.
// SPDX-License-Identifier: MIT
#include "framework/cache/content.h"
#include <algorithm>
#include <sys/stat.h>

namespace stemwright {

namespace {

class Walker {
  public:
    Walker(const Plan& plan, Content& content)
        : graph_(plan.graph), content_(content), order_(findOrder(graph_)), program_(programKey()) {
        size_t count = graph_.vertices.size();
        content.vertices.resize(count);
        content.wires.resize(graph_.wires.size());
        content.arrival.resize(count);
        content.entries.resize(count);
        content.inLoop = order_.inLoop;
        content.order = order_.vertices;
        for (const Task& task : plan.tasks) content.arrival[task.vertex] = task.arrival;
        for (size_t w = 0; w < graph_.wires.size(); ++w)
            content.entries[graph_.wires[w].to.vertex].push_back(int(w));
    }

    void run() {
        for (const std::vector<int>& members : components()) {
            Digest whole;
            for (int v : members) own(whole, v);
            for (int v : members) heard(whole, v, members);
            ContentKey key = whole.key();
            for (size_t m = 0; m < members.size(); ++m) {
                Digest one;
                one.add(key);
                one.add(m);
                content_.vertices[members[m]] = one.key();
            }
            for (int v : members)
                for (int w : content_.entries[v])
                    content_.wires[w] = wire(w, content_.vertices[graph_.wires[w].from.vertex]);
        }
    }

  private:
    // Loops as a whole, each after all that it hears.
    std::vector<std::vector<int>> components() const {
        int count = 0;
        for (int c : order_.component) count = std::max(count, c + 1);
        std::vector<std::vector<int>> members(count), after(count), sorted;
        std::vector<int> waits(count), ready;
        for (size_t v = 0; v < graph_.vertices.size(); ++v) members[order_.component[v]].push_back(int(v));
        for (const Wire& wire : graph_.wires) {
            int from = order_.component[wire.from.vertex], to = order_.component[wire.to.vertex];
            if (from == to) continue;
            after[from].push_back(to);
            ++waits[to];
        }
        for (int c = 0; c < count; ++c)
            if (!waits[c]) ready.push_back(c);
        for (size_t r = 0; r < ready.size(); ++r) {
            int c = ready[r];
            for (int next : after[c])
                if (--waits[next] == 0) ready.push_back(next);
            sorted.push_back(std::move(members[c]));
        }
        return sorted;
    }

    void own(Digest& digest, int v) const {
        const Graph::Vertex& vertex = graph_.vertices[v];
        const Node& node = *vertex.node;
        digest.add(program_);
        digest.add(vertex.type->name);
        digest.add(graph_.timeline.rate);
        digest.add(node.seed());
        digest.add(node.kernelKey());
        digest.add(node.advance());
        digest.add(content_.arrival[v]);
        for (const AudioIn* in : node.inputs()) digest.add(in->channels);
        for (const Parameter* parameter : node.parameters()) {
            digest.add(parameter->name);
            auto* file = dynamic_cast<const File*>(parameter);
            if (file)
                state(digest, file->path());
            else
                digest.add(parameter->asWritten());
            if (auto* fixed = dynamic_cast<const Fixed*>(parameter)) digest.add(fixed->given());
        }
    }

    // Which file it is and when it was changed; its path says less, and there are many ways to write it.
    static void state(Digest& digest, const std::string& path) {
        struct stat file;
        if (path.empty() || stat(path.c_str(), &file) != 0) return;
        digest.add(uint64_t(file.st_dev));
        digest.add(uint64_t(file.st_ino));
        digest.add(int64_t(file.st_size));
        for (const timespec& time : {file.st_mtim, file.st_ctim}) {
            digest.add(int64_t(time.tv_sec));
            digest.add(int64_t(time.tv_nsec));
        }
    }

    void heard(Digest& digest, int v, const std::vector<int>& members) const {
        std::vector<ContentKey> sounds;
        for (int w : content_.entries[v]) {
            const Wire& wire = graph_.wires[w];
            auto inside = std::lower_bound(members.begin(), members.end(), wire.from.vertex);
            bool within = inside != members.end() && *inside == wire.from.vertex;
            ContentKey source = within ? ContentKey{uint64_t(inside - members.begin()), 0}
                                       : content_.vertices[wire.from.vertex];
            ContentKey key = this->wire(w, source);
            if (wire.to.number < 0)
                sounds.push_back(key);
            else
                digest.add(key); // what moves a number is added in floats, in the order of the wires
        }
        std::sort(sounds.begin(), sounds.end());
        digest.add(sounds.size());
        for (const ContentKey& key : sounds) digest.add(key);
    }

    ContentKey wire(int index, const ContentKey& source) const {
        const Wire& wire = graph_.wires[index];
        Digest digest;
        digest.add(source);
        for (int number :
             {wire.from.sound, wire.from.control, wire.from.channel, wire.to.input, wire.to.number})
            digest.add(number);
        digest.add(bool(order_.cut[index]));
        if (wire.to.number >= 0)
            digest.add(wire.depth);
        else
            digest.add(formatValue(wire.level, Unit::dB));
        return digest.key();
    }

    const Graph& graph_;
    Content& content_;
    Order order_;
    ContentKey program_;
};

}

Content contentOf(const Plan& plan) {
    Content content;
    Walker(plan, content).run();
    return content;
}

ContentKey signalKey(const Content& content, const Source& source) {
    Digest digest;
    digest.add(content.vertices[source.vertex]);
    digest.add(source.sound);
    return digest.key();
}

}
