// What scripts that build mixes ask of the program that runs them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include "framework/document/layers.h"
#include <map>

namespace stemwright {

/// Control thread.
class ScriptHost {
  public:
    virtual ~ScriptHost() = default;

    /// A render as `stemwright render` does it. `options` are those of its command line by name, such as
    /// from, rate and depth; `tracks` are lists: only, without.
    struct Rendering {
        std::string target; ///< a file, or a folder with a slash at its end
        std::map<std::string, std::string> options;
        std::map<std::string, std::vector<std::string>> tracks;
    };
    struct Rendered {
        std::string output, file;
        Measures measures;
    };
    struct Outcome {
        std::vector<Rendered> outputs;
        std::vector<Problem> broken; ///< what the mix promises and does not keep
    };
    /// Throws an Error where there is no such option, where the mix is wrong, or a file cannot be written.
    virtual Outcome render(const Document& document, const Rendering& rendering) = 0;

    virtual bool interrupted() const = 0; ///< any thread
};

}
