// Runs lone nodes that remember nothing and rest, one after the other, without a look at anything else.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/mixdown.h"
#include "framework/engine/piece.h"
#include "framework/node/memoryless.h"
#include <unordered_map>

namespace stemwright {

/// Of nodes whose kernels find the same in all of them one, so that it stays in the cache.
class Representatives {
  public:
    const Node& of(const Graph::Vertex& vertex);

  private:
    std::unordered_map<std::string, const Node*> nodes_; // by structure
};

/// What these steps need lies in the order in which they need it, so that it can be fetched ahead: in large
/// graphs there is more of it than of sound.
class MemorylessSteps : public Piece {
  public:
    /// Whether a step can run in this way: nothing in it moves or is kept, its sound comes from rows and
    /// stays in them.
    static bool canRun(const Plan& plan, const Step& step, const Engine::Options& options);

    /// Rows of the section begin at `rows`, `rowFrames` apart.
    MemorylessSteps(const Plan& plan, const Moves& moves, const Rows<float>& rows, int rowFrames,
                    Engine::Witness* witness);
    void add(const Step& step, Representatives& representatives);

    void run(int64_t frame, int frames) noexcept override;
    void reset() noexcept override {}

  private:
    // How many of each list below belong to a step.
    struct Counts {
        int sums, inputs, outputs, numbers, settings;
    };
    struct Entry {
        decltype(MemorylessKernel::process) process;
        const Node* node;
        Counts counts;
        bool watched;
    };
    struct Sum {
        float* to;
        int rows;
    };
    void contain(size_t step, float* const* outputs, int64_t frame, int frames) noexcept;
    void show(size_t step, float* const* outputs, int64_t frame, int frames) const noexcept;

    const Plan& plan_;
    const Moves& moves_;
    const Rows<float>& rows_;
    int rowFrames_;
    Engine::Witness* witness_;
    std::vector<Entry> steps_;
    std::vector<Sum> sums_;
    std::vector<MixedRow> mixed_;
    std::vector<const float*> inputs_;
    std::vector<float*> outputs_;
    std::vector<float> numbers_, settings_;
};

}
