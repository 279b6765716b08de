// Reads tempo maps and the other settings of a session.
// SPDX-License-Identifier: MIT
#include "framework/document/session.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <charconv>
#include <cmath>

namespace stemwright {

namespace {

struct Position {
    int bar = 1;
    double beat = 1;
    bool before(const Position& other) const {
        return bar < other.bar || (bar == other.bar && beat < other.beat);
    }
};

template <class Number> bool parseAll(std::string_view text, Number& to) {
    auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), to);
    return failure == std::errc{} && end == text.data() + text.size();
}

class TempoReader {
  public:
    TempoReader(Session& session, std::vector<Problem>& problems) : session_(session), problems_(problems) {}

    // `96 bpm`, or `[[1|1, 96 bpm], [33|1, 100 bpm]]`; `take` gets each position and value, and says whether
    // the value was good.
    template <class Take>
    void changes(const Datum& written, const std::string& word, const std::string& example, Take take) {
        std::string cure = "write " + example + " or [[1|1, " + example + "], ...]";
        if (written.isScalar()) {
            take(Position{}, written);
            return;
        }
        if (!written.isList() || written.list.empty())
            return fail(written.place, word + " is " + std::string(written.kindName()), cure);
        Position last;
        for (size_t i = 0; i < written.list.size(); ++i) {
            const Datum& change = written.list[i];
            if (!change.isList() || change.list.size() != 2)
                return fail(change.place, word + ": a change is not a position and a value", cure);
            auto at = position(change.list[0], word);
            if (!at) return;
            if (i == 0 && (at->bar != 1 || at->beat != 1))
                return fail(change.list[0].place, word + ": the first change is not at 1|1",
                            "say what holds from 1|1 on first");
            if (i > 0 && !last.before(*at))
                return fail(change.list[0].place, word + ": this change is not after the one above it",
                            "put the changes in order of time");
            last = *at;
            take(*at, change.list[1]);
        }
    }

    void meter(const Datum& written) {
        changes(written, "meter", "4/4", [&](const Position& at, const Datum& value) {
            int beats = 0, unit = 0;
            size_t slash = value.scalar.find('/');
            std::string_view text = value.scalar;
            bool good = value.isScalar() && slash != text.npos && parseAll(text.substr(0, slash), beats) &&
                        parseAll(text.substr(slash + 1), unit) && beats >= 1 && beats <= 64 && unit >= 1 &&
                        unit <= 64 && (unit & (unit - 1)) == 0;
            if (!good)
                return fail(value.place, "meter: " + shown(value) + " is no meter",
                            "write one such as 4/4, 6/8 or 7/8");
            if (at.beat != 1)
                return fail(value.place, "meter: it can change only where a bar starts", "write beat 1");
            session_.timeline.tempo.meter(at.bar, beats, unit);
            session_.meters.push_back("[" + std::to_string(at.bar) + "|1, " + value.scalar + "]");
        });
    }

    void tempo(const Datum& written) {
        changes(written, "tempo", "96 bpm", [&](const Position& at, const Datum& value) {
            if (value.isMap()) return fail(value.place, "tempo is a map", "write one value, such as 96 bpm");
            size_t before = problems_.size();
            Range range{120, 1, 999, Unit::bpm};
            double bpm = parseValue(value, "tempo", range, session_.timeline, problems_).constant;
            if (problems_.size() > before) return;
            TempoMap& map = session_.timeline.tempo;
            map.tempo(map.quarters(at.bar, at.beat), bpm);
            session_.tempos.push_back("[" + std::to_string(at.bar) + "|" +
                                      formatQuantity(at.beat, Unit::none) + ", " +
                                      formatQuantity(bpm, Unit::bpm) + "]");
        });
    }

  private:
    void fail(const Place& place, std::string cause, std::string cure) {
        problems_.push_back({place, std::move(cause), std::move(cure)});
    }

    static std::string shown(const Datum& d) {
        return d.isScalar() ? "\"" + d.scalar + "\"" : std::string(d.kindName());
    }

    std::optional<Position> position(const Datum& written, const std::string& word) {
        Position at;
        std::string_view text = written.scalar;
        size_t bar = text.find('|');
        if (written.isScalar() && bar != text.npos && parseAll(text.substr(0, bar), at.bar) &&
            parseAll(text.substr(bar + 1), at.beat) && at.bar >= 1 && at.beat >= 1)
            return at;
        fail(written.place, word + ": " + shown(written) + " is no bar and beat",
             "write a position such as 17|1");
        return {};
    }

    Session& session_;
    std::vector<Problem>& problems_;
};

struct NamedLayout {
    std::string_view word;
    int channels;
};
constexpr NamedLayout layouts[] = {{"mono", 1}, {"stereo", 2}, {"quad", 4}, {"5.1", 6}}; // as in Layout

uint64_t readSeed(const Datum& written, std::vector<Problem>& problems) {
    uint64_t seed = 1;
    if (!written.isScalar() || !parseAll(std::string_view(written.scalar), seed))
        problems.push_back({written.place, "seed is no whole number", "write one such as 1"});
    return seed;
}

}

double readLength(const Datum& written, const Timeline& timeline, std::vector<Problem>& problems) {
    size_t before = problems.size();
    double longest = 0x1p40 / timeline.rate;
    double seconds = 0;
    if (written.isMap())
        problems.push_back({written.place, "length is a map", "write one value, such as 3:25"});
    else
        seconds = parseValue(written, "length", {60, 0, longest, Unit::s}, timeline, problems).constant;
    if (problems.size() > before) return -1;
    double frames = std::round(seconds * timeline.rate);
    if (frames < 1)
        problems.push_back({written.place, "length: " + written.scalar + " is nothing", "write more"});
    return frames;
}

int channelsOf(Layout layout) { return layouts[int(layout)].channels; }
std::string_view wordOf(Layout layout) { return layouts[int(layout)].word; }

Layout readLayout(const Datum& written, Layout otherwise, std::vector<Problem>& problems) {
    for (size_t i = 0; i < std::size(layouts); ++i)
        if (written.isScalar() && written.scalar == layouts[i].word) return Layout(i);
    problems.push_back(
        {written.place,
         "layout is " + (written.isScalar() ? "\"" + written.scalar + "\"" : std::string(written.kindName())),
         "write one of mono, stereo, quad, 5.1"});
    return otherwise;
}

Session readSession(const Datum* written, std::vector<Problem>& problems) {
    Session session;
    if (!written ||
        expectMap(*written, "session", "write a map, such as {rate: 48 kHz}", problems) == Shown::other)
        return session;
    checkWords(*written, "session", wordsOf(Owner::session), problems);
    if (const Datum* rate = written->find("rate")) {
        Range range{48000, 8000, 384000, Unit::Hz};
        double hertz =
            rate->isMap() ? 0.5 : parseValue(*rate, "rate", range, session.timeline, problems).constant;
        if (hertz == std::floor(hertz))
            session.timeline.rate = hertz;
        else
            problems.push_back({rate->place, "rate is no whole number of hertz", "write one such as 48 kHz"});
    }
    TempoReader tempo(session, problems);
    if (const Datum* d = written->find("meter")) tempo.meter(*d);
    if (const Datum* d = written->find("tempo")) tempo.tempo(*d);
    if (const Datum* d = written->find("length")) session.length = readLength(*d, session.timeline, problems);
    if (const Datum* d = written->find("layout")) session.layout = readLayout(*d, session.layout, problems);
    if (const Datum* d = written->find("seed")) session.seed = readSeed(*d, problems);
    return session;
}

}
