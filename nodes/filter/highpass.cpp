// Takes away what lies below a frequency.
// SPDX-License-Identifier: MIT
#include "nodes/filter/slope.h"

namespace stemwright {
namespace {

using Highpass = SlopeFilter<true>;
const Register<Highpass> highpass{"highpass", "Takes away what lies below a frequency."};

}
}
