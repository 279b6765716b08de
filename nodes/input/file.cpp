// Plays sound files: one, or several clips that are placed in the song.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "framework/node/registry.h"
#include <algorithm>
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
    std::vector<int> channels; // of the file
    int fileChannels = 1;

    bool loops() const { return loop.is("yes") || loop.is("true"); }
    double end() const { return loops() ? unbounded : double(begin + length); }

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
        fileChannels = info.channels;
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

    // Where it is in each file follows from the time alone, so nothing needs to be remembered. It reads a
    // block of a file at once; samples do not depend on where blocks begin.
    struct Processor {
        static constexpr int64_t blockFrames = 4096;
        struct Player {
            SoundReader reader;
            std::vector<float> block;
            int64_t blockStart = 0, blockEnd = 0;

            // Makes sure that a frame of the file is in the block.
            void need(int64_t frame) {
                if (frame >= blockStart && frame < blockEnd) return;
                reader.seek(frame);
                blockStart = frame;
                int64_t got = reader.read(block.data(), blockFrames);
                std::fill(block.begin() + got * reader.channels(), block.end(), 0.f);
                blockEnd = frame + blockFrames;
            }
        };
        std::vector<Player> players;

        explicit Processor(const SoundFile& node) {
            for (const Clip* clip : node.played) {
                players.push_back({SoundReader(clip->file.path(), node.sampleRate()), {}});
                players.back().block.resize(size_t(blockFrames * players.back().reader.channels()));
            }
        }
        void reset() {}
        void process(const SoundFile& node, const Signals<float>& signals, auto) {
            for (int c = 0; c < node.out.channels; ++c)
                std::fill_n(signals.out(node.out, c), signals.frames, 0.f);
            for (size_t p = 0; p < players.size(); ++p) {
                const Clip& clip = *node.played[p];
                int64_t at = signals.frame - clip.begin; // within the clip
                int i = int(std::clamp<int64_t>(-at, 0, signals.frames));
                while (i < signals.frames && clip.length > 0) {
                    int64_t place = at + i;
                    if (place >= clip.length && !clip.loops()) break;
                    int64_t inPart = place % clip.length, inFile = clip.first + inPart;
                    players[p].need(inFile);
                    int run = int(std::min(
                        {int64_t(signals.frames - i), clip.length - inPart, players[p].blockEnd - inFile}));
                    add(node, signals, clip, players[p], inFile, place, i, run);
                    i += run;
                }
            }
        }

        static void add(const SoundFile& node, const Signals<float>& signals, const Clip& clip,
                        const Player& player, int64_t inFile, int64_t place, int begin, int run) {
            auto gain = signals[clip.gain];
            float fadeIn = float(clip.fadeIn() * node.sampleRate());
            float fadeOut = clip.loops() ? 0 : float(clip.fadeOut() * node.sampleRate());
            bool fading = place < fadeIn || fadeOut > 0;
            float level[quantum];
            for (int i = 0; i < run; ++i) level[i] = gain(begin + i);
            auto fade = [](float part) { return sinPi<float>(0.5f * min<float>(part, 1.f)); };
            for (int i = 0; fading && i < run; ++i) {
                if (float since = float(place + i); since < fadeIn) level[i] *= fade(since / fadeIn);
                if (float left = float(clip.length - place - i); fadeOut > 0 && left < fadeOut)
                    level[i] *= fade(left / fadeOut);
            }
            int stride = clip.fileChannels;
            const float* block = player.block.data() + (inFile - player.blockStart) * stride;
            for (int c = 0; c < node.out.channels; ++c) {
                if (clip.channels.size() > 1 && c >= int(clip.channels.size())) break;
                const float* x = block + clip.channels[clip.channels.size() > 1 ? c : 0];
                float* y = signals.out(node.out, c) + begin;
                for (int i = 0; i < run; ++i) y[i] += x[i * stride] * level[i];
            }
        }
    };
};
const Register<SoundFile> file{"file",
                               "Plays a sound file, or clips of several, at their place in the song."};

}
}
