// Sends whatever a fuzzer makes up to a mix that plays as a request, and stops where a promise is broken.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/request_promises.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string broken = stemwright::fuzz::requestOutcome({reinterpret_cast<const char*>(data), size}).broken;
    if (broken.empty()) return 0;
    std::fprintf(stderr, "broken promise: %s\n", broken.c_str());
    std::abort();
}
