// How LibTorch behaves in this program.
// SPDX-License-Identifier: MIT
#pragma once

namespace stemwright {

/// One thread for each call, warm after the first, and nothing printed. Any number of calls does what one
/// does.
void setUpRuntime();

}
