// Every node that remembers nothing, as a plain function over whole turns: the bits of its batch.
// SPDX-License-Identifier: MIT
#include "tests/nodes/lone_node.h"
#include "tests/nodes/walk.h"

namespace stemwright {
namespace {

constexpr int frames = quantum * 16;

Sound asFunction(const Type& type, const Node& node, const std::vector<Sound>& inputs, int64_t start) {
    FlushDenormals flush;
    const MemorylessKernel& kernel = *type.memoryless;
    std::vector<float> numbers, settings(kernel.settings(node));
    for (const Number* n : node.numbers()) numbers.push_back(n->delivered(n->value.constant));
    kernel.follow(node, numbers.data(), settings.data());
    Sound out(size_t(node.outputChannels()), std::vector<float>(frames));
    std::vector<const float*> from;
    std::vector<float*> to;
    for (const Sound& input : inputs)
        for (const auto& channel : input) from.push_back(channel.data());
    for (auto& channel : out) to.push_back(channel.data());
    kernel.process(node, numbers.data(), settings.data(),
                   {start, frames, from.data(), to.data(), nullptr, nullptr});
    return out;
}

TEST(MemorylessKernel, givesTheBitsOfABatch) {
    int tried = 0;
    for (const Type* type : realTypes())
        for (uint32_t seed = 0; seed < 8 && type->memoryless; ++seed)
            for (int channels : {1, 2}) {
                auto arguments = sensibleArguments(*type, byChance(seed));
                if (!arguments) continue;
                stemwright::Setup setup{type->name, *arguments};
                auto described = type->describe();
                setup.channels.assign(described->inputs().size(), channels);
                LoneNode alone(setup);
                if (type->stateWords(alone.node()) > 0) continue;
                alone.startAt(quantum * 5);
                std::vector<Sound> inputs;
                for (const AudioIn* in : alone.node().inputs()) {
                    inputs.emplace_back();
                    for (int c = 0; c < in->channels; ++c)
                        inputs.back().push_back(noise(frames, seed * 100 + uint32_t(in->offset + c)));
                }
                Sound expected = alone.run(inputs, frames);
                EXPECT_EQ(asFunction(*type, alone.node(), inputs, quantum * 5), expected)
                    << type->name << ", seed " << seed << ", " << channels << " channels";
                ++tried;
            }
    EXPECT_GE(tried, 8 * 8); // of eight types at least: gain, pan, polarity, ...
}

// A kernel may be empty and still have memory, as delay lines do: then the words of state tell.
TEST(MemorylessKernel, isNotThereForNodesThatRemember) {
    for (const char* name : {"delay", "eq", "compressor", "noise", "sine", "file"}) {
        const Type& type = *Registry::instance().find(name);
        auto arguments = sensibleArguments(type);
        ASSERT_TRUE(arguments) << name;
        stemwright::Setup setup{name, *arguments};
        EXPECT_TRUE(!type.memoryless || type.stateWords(LoneNode(setup).node()) > 0) << name;
    }
}

}
}
