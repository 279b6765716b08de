// Writes times in minutes and seconds.
// SPDX-License-Identifier: MIT
#include "framework/app/time_text.h"
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

std::string clockTime(double seconds) {
    long long tenths = std::llround(seconds * 10), whole = tenths / 10;
    if (whole >= 3600)
        return fmt::format("{}:{:02}:{:02}.{}", whole / 3600, whole / 60 % 60, whole % 60, tenths % 10);
    return fmt::format("{}:{:02}.{}", whole / 60, whole % 60, tenths % 10);
}

}
