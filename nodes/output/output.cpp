// An end of the mix, where outputs of the document may listen.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

struct Output : Node {
    AudioIn in{this, "in", "what is to be heard or written to a file"};
    AudioOut out{this, "out", "the same, unchanged"};

    template <class Lanes> struct Kernel {
        Lanes tick(Lanes x) { return x; }
    };
};
const Register<Output> output{"output", "An end of the mix: passes its input on, unchanged."};

}
}
