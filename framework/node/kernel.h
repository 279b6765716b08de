// What kernels are written against: signals, values and settings over lanes.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"
#include "framework/node/batch.h"

namespace stemwright {

/// What the numbers of all lanes are at one grid point, each in its own unit (levels as amplitudes).
template <class Lanes> struct Values {
    const Lanes* numbers;
    float rate; ///< frames per second

    Lanes operator[](const Number& number) const { return numbers[number.index]; }
};

/// A number delivered by the frame.
template <class Lanes> struct Samples {
    const Lanes* values;
    int stride;    // 0 while it rests
    Lanes resting; // apart from what outputs could lie over, for all that compilers know

    Lanes operator()(int frame) const {
        if constexpr (lanesOf<Lanes> == 1) // compilers make two loops of it, and vectors of both
            return stride == 0 ? resting : values[frame];
        else
            return values[frame * stride];
    }
};

/// Settings are what a kernel computes from its numbers: a struct of nothing but Lanes, a pure function of
/// the values. Where numbers move, settings run straight from grid point to grid point; that keeps filters
/// free of steps, and costs nothing at rest.
template <class Settings> struct Resting {
    const Settings* settings;

    const Settings& operator()(int /*frame*/) const { return *settings; }
    Resting record(int i) const {
        return {settings + i};
    } ///< settings of the i-th record, for kernels that have one each
};

template <class Settings, class Lanes> struct Running {
    const Settings *from, *slope;

    Settings operator()(int frame) const {
        Settings now;
        const Lanes *a = reinterpret_cast<const Lanes*>(from), *b = reinterpret_cast<const Lanes*>(slope);
#pragma GCC unroll 64 // so that what nobody asks for is not computed
        for (size_t i = 0; i < sizeof(Settings) / sizeof(Lanes); ++i)
            reinterpret_cast<Lanes*>(&now)[i] = a[i] + b[i] * float(frame);
        return now;
    }
    Running record(int i) const { return {from + i, slope + i}; }
};

/// Input, output and memory of a kernel for one stretch of frames. Without movement and without control
/// outputs a stretch is a whole quantum, else one control step; kernels must not depend on which.
template <class Lanes> struct Signals {
    int64_t frame; ///< absolute time of the first frame: the only clock, so that rings of equal size agree in
                   ///< every lane
    int frames;
    Lanes* memory; ///< as many as Kernel::memory asked for, zero at the start
    const Work* work;
    int first; // frame of the stretch within the work
    const Lanes* numbers;
    const Lanes* samples;        // [number delivered by the frame][quantum]
    const int* sampleRow;        // by number: row of `samples`, or -1
    const Batch::Motion* motion; // by number; nullptr while all rest

    const Lanes* in(const AudioIn& port, int channel) const {
        return reinterpret_cast<const Lanes*>(work->inputs[port.offset + channel]) + first;
    }
    Lanes* out(const AudioOut& port, int channel) const {
        return reinterpret_cast<Lanes*>(work->outputs[port.offset + channel]) + first;
    }

    Samples<Lanes> operator[](const Number& number) const {
        if (!motion || motion[number.index] == Batch::Motion::still)
            return {numbers + number.index, 0, numbers[number.index]};
        return {samples + sampleRow[number.index] * quantum + first, 1, Lanes{}};
    }

    /// A control signal over this stretch (one control step): its value at the start and at the end.
    void emit(const ControlOut& port, Lanes from, Lanes to) const {
        int step = first / controlStep;
        reinterpret_cast<Lanes*>(work->controlFrom[port.index])[step] = from;
        reinterpret_cast<Lanes*>(work->controlTo[port.index])[step] = to;
    }
};

/// For kernels without settings.
struct NoSettings {};

}
