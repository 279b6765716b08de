// Plays sound files: one, or several clips that are placed in the song.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include "nodes/input/sound_block.h"
#include <cmath>

namespace stemwright {
namespace {

// What can be said of a sound, whether it is the node's only one or one of many.
struct Clip {
    explicit Clip(Scope* scope)
        : file(scope, "file", "sound file: wav, aiff, flac, ogg or mp3"),
          start(scope, "start", "where in the song it begins", {0, 0, unbounded, Unit::s}),
          from(scope, "from", "where in the file to begin", {0, 0, unbounded, Unit::s}),
          to(scope, "to", "where in the file to stop; usually its end", {unbounded, 0, unbounded, Unit::s}),
          fadeIn(
              scope, "fade_in",
              "how long it fades in, with equal power: two clips that fade over each other keep their level",
              {0, 0, 600, Unit::s}),
          fadeOut(scope, "fade_out", "how long it fades out, with equal power; not while it loops",
                  {0, 0, 600, Unit::s}),
          gain(scope, "gain", "level change", {0, -unbounded, 24, Unit::dB}),
          loop(scope, "loop", "whether the part is repeated for as long as the song lasts",
               {"no", "yes", "false", "true"}),
          picked(scope, "channels", "which channels of the file to use, counted from 1; usually all") {}

    File file;
    Fixed start, from, to, fadeIn, fadeOut;
    Level gain;
    Choice loop;
    Table picked;

    // Found out by look(), in frames of the session:
    int64_t begin = 0, first = 0, length = 0;
    int64_t steadyFrom = 0, steadyTo = 0; // no fade is heard between
    float rising = 0, falling = 0;        // how long it fades in and out
    std::vector<int> channels;            // of the file

    bool loops() const { return loop.is("yes") || loop.is("true"); }
    double end() const { return loops() ? unbounded : double(begin + length); }
    PlayedPart part() const {
        return {begin, first, length, loops() ? PlayedPart::Repeat::forever : PlayedPart::Repeat::never};
    }

    // Reads the head of the file; what is wrong becomes a problem at the place of its name.
    void look(Node& node) {
        if (file.path().empty()) return;
        SoundInfo info;
        try {
            info = inspect(file.path());
        } catch (const Error& error) {
            for (const Problem& p : error.problems())
                node.problem(file.place(), file.path() + ": " + p.cause, p.cure);
            return;
        }
        double rate = node.sampleRate(), whole = double(std::llround(double(info.frames) * rate / info.rate));
        begin = std::llround(std::min(start() * rate, 0x1p53));
        first = std::llround(std::min(from() * rate, whole));
        length = std::llround(std::min(to() * rate, whole)) - first;
        if (length <= 0) {
            node.problem(file.place(),
                         from.name + " and " + to.name + " leave nothing of a file of " +
                             formatQuantity(whole / rate, Unit::s),
                         "write times inside the file, the earlier one first");
            length = 0;
        }
        rising = float(fadeIn() * rate);
        falling = loops() ? 0 : float(fadeOut() * rate);
        steadyFrom = int64_t(std::ceil(rising));
        steadyTo = length - int64_t(std::ceil(falling));
        for (const auto& row : picked.rows())
            for (double number : row) {
                if (number < 1 || number > info.channels || number != std::floor(number))
                    node.problem(file.place(),
                                 picked.name + " asks for channel " + formatQuantity(number, Unit::none) +
                                     " of a file that has " + std::to_string(info.channels),
                                 "count channels from 1");
                else
                    channels.push_back(int(number) - 1);
            }
        if (picked.rows().empty())
            for (int c = 0; c < info.channels; ++c) channels.push_back(c);
    }
};

struct NamedClip : Record {
    explicit NamedClip(const Origin& origin) : Record(origin), clip(this) { clip.look(*origin.node); }
    Clip clip;
};

struct SoundFile : Node {
    AudioOut out{this, "out", "the sound; mono clips are heard on all channels"};
    Clip single{this};
    Records<NamedClip> clips{this, "clips", "several clips, each with all that a file can have, by name",
                             "file"};
    std::vector<const Clip*> played;

    SoundFile() {
        single.look(*this);
        if (!single.file.path().empty()) played.push_back(&single);
        for (int i = 0; i < clips.size(); ++i)
            if (!clips[i].clip.file.path().empty()) played.push_back(&clips[i].clip);
        if (construction().purpose == Construction::Purpose::description) return;
        const Datum& arguments = construction().arguments;
        const Datum* several = arguments.find("clips");
        if (several && arguments.find("file"))
            problem(several->place, "a file and clips stand side by side",
                    "write the file as one of the clips");
        if (!several && !arguments.find("file"))
            problem(arguments.place, "no file is named", "write file: NAME, or clips: {NAME: {file: NAME}}");
        for (int i = 0; several && i < clips.size() && i < int(several->entries.size()); ++i)
            if (!several->entries[i].second.find("file"))
                problem(several->entries[i].first.place, clips[i].name + " names no file",
                        "write file: NAME");
    }

    int channels(const AudioOut&) const override {
        size_t widest = 1;
        for (const Clip* clip : played) widest = std::max(widest, clip->channels.size());
        return int(widest);
    }
    double end() const override {
        double last = 0;
        for (const Clip* clip : played) last = std::max(last, clip->end());
        return last;
    }
    bool timeInvariant() const override { return false; }

    // Where it is in each file follows from the time alone, so nothing needs to be remembered.
    struct Processor {
        std::vector<SoundBlock> blocks;
        static constexpr int mostFrames = SoundBlock::mostFrames;

        explicit Processor(const SoundFile& node) {
            for (const Clip* clip : node.played)
                blocks.emplace_back(clip->file.path(), node.sampleRate(), clip->part());
        }
        void process(const SoundFile& node, const Signals<float>& signals, auto) {
            if (blocks.size() == 1 && playsOn(node, signals, *node.played[0], blocks[0])) return;
            Signals<float> part = signals;
            for (int done = 0; done < signals.frames; done += part.frames) {
                part.frame = signals.frame + done;
                part.first = signals.first + done;
                part.frames = std::min(signals.frames - done, quantum);
                mixClips(node, part);
            }
        }

        // At most a quantum.
        void mixClips(const SoundFile& node, const Signals<float>& signals) {
            for (int c = 0; c < node.out.channels; ++c)
                std::fill_n(signals.out(node.out, c), signals.frames, 0.f);
            for (size_t p = 0; p < blocks.size(); ++p) {
                const Clip& clip = *node.played[p];
                int64_t at = signals.frame - clip.begin; // within the clip
                int i = int(std::clamp<int64_t>(-at, 0, signals.frames));
                while (i < signals.frames && clip.length > 0) {
                    int64_t place = at + i, inPart = place;
                    if (place >= clip.length) {
                        if (!clip.loops()) break;
                        inPart = place % clip.length;
                    }
                    int run = blocks[p].go(place, signals.frames - i);
                    run = int(std::min(int64_t(run), clip.length - inPart));
                    add(node, signals, clip, blocks[p], place, i, run);
                    i += run;
                }
            }
        }

        // The usual call: all frames from the middle of the only clip, at one level. Whether it was that.
        static bool playsOn(const SoundFile& node, const Signals<float>& signals, const Clip& clip,
                            SoundBlock& block) {
            int64_t place = signals.frame - clip.begin;
            auto gain = signals[clip.gain];
            if (place < clip.steadyFrom || place + signals.frames > clip.steadyTo || gain.stride != 0 ||
                node.out.channels != int(clip.channels.size()) ||
                block.go(place, signals.frames) < signals.frames)
                return false;
            block.decode(signals.frames);
            const float level = gain(0);
            for (int c = 0; c < node.out.channels; ++c)
                block.channel(clip.channels[size_t(c)], signals.out(node.out, c), signals.frames,
                              [level](float x) { return 0 + x * level; }); // a sum has no -0
            return true;
        }

        static void add(const SoundFile& node, const Signals<float>& signals, const Clip& clip,
                        SoundBlock& block, int64_t place, int begin, int run) {
            auto gain = signals[clip.gain];
            block.decode(run);
            bool rises = float(place) < clip.rising;
            float left = float(clip.length - place - (run - 1));
            bool falls = clip.falling > 0 && left < clip.falling;
            if (gain.stride == 0 && !rises && !falls)
                return mix(node, signals, clip, block, begin, run, [level = gain(0)](int) { return level; });
            float level[quantum];
            auto fade = [](float part) { return sinPi<float>(0.5f * min<float>(part, 1.f)); };
            for (int i = 0; i < run; ++i) {
                level[i] = gain(begin + i);
                if (float since = float(place + i); since < clip.rising)
                    level[i] *= fade(since / clip.rising);
                if (left = float(clip.length - place - i); falls && left < clip.falling)
                    level[i] *= fade(left / clip.falling);
            }
            mix(node, signals, clip, block, begin, run, [&level](int i) { return level[i]; });
        }

        static void mix(const SoundFile& node, const Signals<float>& signals, const Clip& clip,
                        const SoundBlock& block, int begin, int run, auto level) {
            bool mono = clip.channels.size() == 1;
            int channels = mono ? node.out.channels : int(clip.channels.size());
            for (int c = 0; c < channels; ++c) {
                float x[quantum], *y = signals.out(node.out, c) + begin;
                block.channel(clip.channels[size_t(mono ? 0 : c)], x, run,
                              [](float sample) { return sample; });
                for (int i = 0; i < run; ++i) y[i] += x[i] * level(i);
            }
        }
    };
};
const Register<SoundFile> file{"file",
                               "Plays a sound file, or clips of several, at their place in the song."};

}
}
