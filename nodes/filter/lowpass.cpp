// Takes away what lies above a frequency.
// SPDX-License-Identifier: MIT
#include "nodes/filter/slope.h"

namespace stemwright {
namespace {

using Lowpass = SlopeFilter<false>;
const Register<Lowpass> lowpass{"lowpass", "Takes away what lies above a frequency."};

}
}
