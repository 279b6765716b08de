// The sound of one node on its way through a model and back.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/read_ahead.h"
#include "framework/neural/model_intake.h"
#include <array>

namespace stemwright {

class ModelPace;

/// Takes a control step of sound and gives one, which belongs to what came in ModelTiming::total() frames
/// before. What the model has not computed in time is left out: the sound is faded to what came in, equally
/// late, or to silence, and back again. Memory is taken in the constructor only; all else is for the audio
/// thread.
class ModelStream : public std::enable_shared_from_this<ModelStream> {
  public:
    enum class Late { dry, silence };
    struct Settings {
        ModelTiming timing;
        std::vector<int> widths; ///< channels of each input, 0 where nothing comes in
        Late late = Late::dry;
        int mostMissed = 8; ///< blocks in a row, before the model is left alone for two seconds
    };
    /// Throws an Error where the model gives no instance. Control thread.
    ModelStream(const Model& model, Settings settings, std::shared_ptr<ModelPace> pace);

    using Patience = ReadAhead::Patience;

    /// The next step of all channels of all inputs; numbers as the model takes them.
    void hear(const float* const* inputs, const double* numbers, Patience patience) noexcept;
    /// Computes the next step of all outputs.
    void play(Patience patience) noexcept;
    int64_t played() const noexcept { return now_.played; } ///< frames since the reset

    /// A step that was played not long ago and begins with this frame: of a channel of the outputs of sound,
    /// in order, each as wide as ModelLayout says.
    const float* sound(size_t channel, int64_t frame) const noexcept;
    /// Its last value of a channel of the other outputs.
    float control(size_t channel, int64_t frame) const noexcept;

    /// Why the model is left out until it is reset; nullptr where it is not.
    const char* fault() const noexcept { return now_.fault; }

    /// As newly made. What is still computed is not waited for.
    void reset() noexcept;

    /// Goes on where `other` is, which has the same immediate model, and ports as wide.
    void take(const ModelStream& other) noexcept;
    bool isOfModelOf(const ModelStream& other) const noexcept { return model_ == other.model_; }

    const void* owner = nullptr; ///< the only one who lets it hear
    ModelPace& pace() const noexcept { return *pace_; }

  private:
    static constexpr int fadeFrames = 64;
    static constexpr int64_t kept = 4096; // frames that were played
    struct Channel {                      // of an output of sound
        std::vector<float> played;        // a ring
        std::vector<float> frames, wet;   // of the step, at the model's rate, at the session's
        std::optional<RateConverter> converter;
        size_t instance, output; // where it comes from
        int dry = -1;            // channel that takes its place, if one does
        float last = 0;          // frame
    };
    struct Control {
        std::vector<float> played; // a ring, by step
        size_t output;
        int framesPerValue;
        float last = 0;
    };
    void prepareOutputs(const ModelFacts& facts);
    void begin(Patience patience) noexcept;
    void post(const double* numbers) noexcept;
    void look(int64_t until, Patience patience) noexcept;
    bool isThere(int64_t block, Patience patience) noexcept;
    const ModelBlock* find(size_t instance, int64_t block) const noexcept;
    void gather(Channel& channel, int64_t from, int64_t to) const noexcept;
    void missed(int64_t block) noexcept;
    void convert(int64_t first) noexcept;
    void fade(int64_t first) noexcept;
    void drop() noexcept;
    bool isSpent(const ModelBlock& block) const noexcept; // it will not be heard any more
    bool isMissing(int64_t block) const noexcept { return missing_[size_t(block) % missing_.size()]; }

    const Model* const model_;
    const Settings settings_;
    const ModelTiming timing_;
    const ModelLayout layout_;
    std::shared_ptr<ModelPace> pace_;
    ModelIntake intake_;
    std::vector<std::unique_ptr<ModelRunner>> runners_;
    std::vector<Channel> channels_;
    std::vector<Control> controls_;
    std::vector<std::vector<float>> dry_; // by channel of the first input, rings

    std::vector<ModelBlock*> filling_; // by instance; none while a block is left out
    std::array<bool, 256> missing_{};  // of the last blocks that were looked for
    static constexpr int64_t everywhere = std::numeric_limits<int64_t>::min();
    struct Progress {
        uint32_t run = 0;               // counts resets of the instances
        int filled = 0;                 // frames of the block that is filled
        int64_t filledIndex = 0;        // of that block
        int64_t heard = 0, played = 0;  // frames of the session
        int64_t taken = 0;              // frames of the model that were played
        int64_t looked = 0;             // blocks that were looked for
        int64_t whole = everywhere;     // from this frame of the session on nothing is missing
        int missedInARow = 0, owed = 0; // owed: blocks in time, before a model that rested is heard again
        int64_t resting = 0;            // frames
        int64_t resumed = 0;            // block that was computed first after a rest
        int share = fadeFrames;         // of the model in what is heard, of fadeFrames
        const char* fault = nullptr;
    } now_;
};

}
