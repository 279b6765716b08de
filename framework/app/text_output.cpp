// Writes text.
// SPDX-License-Identifier: MIT
#include "framework/app/text_output.h"
#include "framework/app/exit_status.h"
#include "framework/audio/output_file.h"
#include <cstdio>

namespace stemwright {

void writeText(const std::string& path, const std::string& text) {
    if (path.empty()) {
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
            throw FailedError("the output cannot be written", "free some space or write to another disk");
        return;
    }
    try {
        OutputFile file(path);
        file.write(text.data(), int64_t(text.size()));
        file.commit();
    } catch (const Error& error) {
        throw FailedError(error);
    }
}

}
