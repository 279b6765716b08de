// Reads the text anew, as somebody may have edited it meanwhile.
// SPDX-License-Identifier: MIT
#include "framework/app/bound_control.h"
#include "framework/app/text_output.h"
#include "framework/document/mix.h"

namespace stemwright {

std::string bindInMix(const std::string& path, const MidiControl& control, const std::string& target,
                      const std::string& port) {
    std::vector<Problem> problems;
    std::optional<std::string> text = readTextFile(path, problems);
    if (!text) throw Error(std::move(problems));
    // Numbers change when a device is plugged in again.
    bool isNumber = port.find_first_not_of("0123456789") == port.npos;
    std::string bound =
        withBinding(*text, path, readDocument(*text, path).whole, control, target, isNumber ? "" : port);
    readMix(bound, path); // complains where it would be wrong
    writeText(path, bound);
    return bindingLine(control, target);
}

}
