// Runs a node's kernel over lanes: settings follow the numbers, state can be lifted out of any lane.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/node_kernel.h"
#include <cstring>
#include <new>

namespace stemwright {

template <class N, int Width> class LaneBatch final : public Batch {
    using Lanes = Pack<Width>;
    using Kernel = typename detail::KernelOf<N, Lanes>::type;
    using Settings = typename detail::SettingsOf<Kernel>::type;
    static constexpr bool follows = !std::is_same_v<Settings, NoSettings>;
    static constexpr bool laneKernel = HasLaneKernel<N>;
    static_assert(Width == 1 || laneKernel);

  public:
    explicit LaneBatch(const N& node)
        : node_(node),
          base_(node),
          kernels_(detail::hasTick<N, Lanes> ? base_.outputs()[0]->channels : 1),
          memoryEach_(memorySize(node)),
          numbers_(points * base_.numbers().size()),
          sampleRow_(base_.numbers().size(), -1),
          motion_(base_.numbers().size(), Motion::still),
          resting_(recordCount(node)),
          from_(resting_.size()),
          to_(resting_.size()),
          slope_(resting_.size()),
          end_(base_.numbers().size()) {
        int rows = 0;
        for (const Number* n : base_.numbers()) {
            if (n->delivery != Number::Delivery::grid) sampleRow_[n->index] = rows++;
            for (int l = 0; l < Width; ++l) set(l, n->index, n->delivered(n->value.constant));
        }
        samples_.resize(rows * quantum);
        memory_.resize(memoryEach_ * kernels_);
        if constexpr (laneKernel) {
            static_assert(
                std::is_trivially_copyable_v<Kernel> &&
                    (std::is_empty_v<Kernel> ||
                     sizeof(Kernel) == Width * sizeof(typename N::template Kernel<float>)),
                "a kernel's state must be made of Lanes, so that it can be lifted out of any of them");
            state_.resize(kernels_);
        } else
            for (int k = 0; k < kernels_; ++k) state_.push_back(std::make_unique<Kernel>(node));
    }

    int lanes() const noexcept override { return Width; }

    void set(int lane, int number, float value) noexcept override {
        for (int p = 0; p < points; ++p) at(numbers_[p * count() + number], lane) = value;
        changed_ = true;
    }
    // Values of one number at successive grid points lie count() packs apart, so that follow() reads one row
    // for each point.
    float* grid(int number) noexcept override { return reinterpret_cast<float*>(&numbers_[number]); }
    int gridStride() const noexcept override { return int(count()) * Width; }
    float* samples(int number) noexcept override {
        return sampleRow_[number] < 0 ? nullptr
                                      : reinterpret_cast<float*>(&samples_[sampleRow_[number] * quantum]);
    }
    void motion(int number, Motion motion) noexcept override {
        if (sampleRow_[number] < 0)
            moving_ += int(motion == Motion::moving) - int(motion_[number] == Motion::moving);
        motion_[number] = motion;
        changed_ = true;
    }

    void process(const Work& work) noexcept override {
        int length =
            moving_ > 0 || !base_.controls().empty() ? controlStep : std::min(work.frames, mostFrames());
        for (int first = 0; first < work.frames; first += length) {
            const Lanes* now = numbers_.data() + (moving_ > 0 ? first / controlStep * count() : 0);
            for (int k = 0; k < kernels_; ++k) {
                Signals<Lanes> signals{work.frame + first,
                                       length,
                                       memory_.data() + k * memoryEach_,
                                       &work,
                                       first,
                                       now,
                                       samples_.data(),
                                       sampleRow_.data(),
                                       motion_.data()};
                if (moving_ > 0 && follows) {
                    if (k == 0) prepareSlope(first);
                    run(k, signals, Running<Settings, Lanes>{from_.data(), slope_.data()});
                } else {
                    if (changed_) follow(numbers_.data(), resting_);
                    changed_ = false;
                    run(k, signals, Resting<Settings>{resting_.data()});
                }
            }
        }
        if (moving_ > 0) changed_ = true;
    }

    void reset(int lane) noexcept override {
        if constexpr (laneKernel) {
            Kernel fresh{};
            for (Kernel& kernel : state_)
                for (size_t w = 0; w < words(sizeof(Kernel)); ++w) put(kernel, w, lane, get(fresh, w, lane));
        } else
            for (auto& kernel : state_)
                if constexpr (requires { kernel->reset(); }) kernel->reset();
        for (Lanes& m : memory_) at(m, lane) = 0;
    }

    size_t stateSize() const noexcept override {
        size_t own = 0;
        if constexpr (laneKernel) own = state_.size() * words(sizeof(Kernel));
        return own + memory_.size();
    }

    void lift(int lane, std::span<uint32_t> state) const noexcept override {
        size_t next = 0;
        if constexpr (laneKernel && !std::is_empty_v<Kernel>)
            for (const Kernel& kernel : state_)
                for (size_t w = 0; w < words(sizeof(Kernel)); ++w) state[next++] = get(kernel, w, lane);
        for (const Lanes& m : memory_)
            state[next++] = __builtin_bit_cast(uint32_t, at(const_cast<Lanes&>(m), lane));
    }

    void settle(int lane, std::span<const uint32_t> state) noexcept override {
        size_t next = 0;
        if constexpr (laneKernel && !std::is_empty_v<Kernel>)
            for (Kernel& kernel : state_)
                for (size_t w = 0; w < words(sizeof(Kernel)); ++w) put(kernel, w, lane, state[next++]);
        for (Lanes& m : memory_) at(m, lane) = __builtin_bit_cast(float, state[next++]);
    }

  private:
    static constexpr int points = quantum / controlStep + 1;
    static constexpr int mostFrames() {
        if constexpr (requires { Kernel::mostFrames; })
            return Kernel::mostFrames;
        else
            return quantum;
    }

    static float& at(Lanes& v, int lane) { return reinterpret_cast<float*>(&v)[lane]; }
    static size_t words(size_t size) { return std::is_empty_v<Kernel> ? 0 : size / (4 * Width); }
    // State is made of 4-byte words, each Width times side by side: the same word of all lanes, then the
    // next.
    static uint32_t get(const Kernel& kernel, size_t w, int lane) {
        uint32_t value;
        std::memcpy(&value, reinterpret_cast<const char*>(&kernel) + (w * Width + lane) * 4, 4);
        return value;
    }
    static void put(Kernel& kernel, size_t w, int lane, uint32_t value) {
        std::memcpy(reinterpret_cast<char*>(&kernel) + (w * Width + lane) * 4, &value, 4);
    }

    size_t count() const { return motion_.size(); }
    static int recordCount(const N& node) {
        if constexpr (requires { Kernel::records(node); })
            return Kernel::records(node);
        else
            return 1;
    }
    static size_t memorySize(const N& node) {
        if constexpr (requires { Kernel::memory(node); })
            return Kernel::memory(node);
        else
            return 0;
    }

    void follow(const Lanes* numbers, std::vector<Settings>& to) {
        if constexpr (follows) {
            Values<Lanes> values{numbers, float(base_.sampleRate())};
            if constexpr (requires { Kernel::records(node_); })
                for (size_t i = 0; i < to.size(); ++i) to[i] = Kernel::follow(node_, values, int(i));
            else
                to[0] = Kernel::follow(node_, values);
        }
    }

    // Settings at the end of one step are mostly those at the start of the next.
    void prepareSlope(int first) {
        const Lanes* start = numbers_.data() + first / controlStep * count();
        size_t size = count() * sizeof(Lanes);
        if (followed_ && std::memcmp(start, end_.data(), size) == 0)
            std::swap(from_, to_);
        else
            follow(start, from_);
        follow(start + count(), to_);
        std::memcpy(end_.data(), start + count(), size);
        followed_ = true;
        if constexpr (follows) {
            static_assert(sizeof(Settings) % sizeof(Lanes) == 0, "settings must be made of Lanes");
            const Lanes *a = reinterpret_cast<const Lanes*>(from_.data()),
                        *b = reinterpret_cast<const Lanes*>(to_.data());
            Lanes* s = reinterpret_cast<Lanes*>(slope_.data());
            for (size_t i = 0; i < from_.size() * (sizeof(Settings) / sizeof(Lanes)); ++i)
                s[i] = (b[i] - a[i]) * (1.f / controlStep);
        }
    }

    template <class Following> void run(int k, const Signals<Lanes>& signals, Following settings) {
        if constexpr (laneKernel)
            detail::runKernel(state_[k], node_, signals, k, settings);
        else
            detail::runKernel(*state_[k], node_, signals, k, settings);
    }

    const N& node_;
    const Node& base_; // the same, where a parameter of N may hide a method of Node
    int kernels_;
    size_t memoryEach_;
    std::conditional_t<laneKernel, std::vector<Kernel>, std::vector<std::unique_ptr<Kernel>>> state_;
    std::vector<Lanes> memory_;
    std::vector<Lanes> numbers_; // [grid point][number]
    std::vector<Lanes> samples_; // [number delivered by the frame][quantum]
    std::vector<int> sampleRow_;
    std::vector<Motion> motion_;
    std::vector<Settings> resting_, from_, to_, slope_;
    std::vector<Lanes> end_; // the numbers that `to_` follows
    bool followed_ = false;
    int moving_ = 0;
    bool changed_ = true;
};

/// Widths that this file, as compiled, has packs for in one register.
#if defined __AVX512F__
inline const std::vector<int> compiledWidths{1, 4, 8, 16};
#elif defined __AVX__
inline const std::vector<int> compiledWidths{1, 4, 8};
#else
inline const std::vector<int> compiledWidths{1, 4};
#endif

template <class N> std::unique_ptr<Batch> makeBatch(const N& node, int lanes) {
    if (lanes == 1) return std::make_unique<LaneBatch<N, 1>>(node);
    if constexpr (runsInLanes<N>) {
        if (lanes == 4) return std::make_unique<LaneBatch<N, 4>>(node);
        if constexpr (nativeLanes >= 8)
            if (lanes == 8) return std::make_unique<LaneBatch<N, 8>>(node);
        if constexpr (nativeLanes >= 16)
            if (lanes == 16) return std::make_unique<LaneBatch<N, 16>>(node);
    }
    return nullptr;
}

}
