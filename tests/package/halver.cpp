// A node of somebody else's: this one file is all that it takes.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace {

using namespace stemwright;

struct Halver : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "half of it"};

    template <class Lanes> struct Kernel {
        Lanes tick(Lanes x) { return x * 0.5f; }
    };
};
const Register<Halver> halver{"halver", "Halves a signal."};

}
