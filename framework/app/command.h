// The commands of `stemwright`, and how they talk to people.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/exit_status.h"
#include <functional>

namespace CLI {
class App;
}

namespace stemwright {

/// What the command that was chosen does, once the whole command line is understood.
using Run = std::function<ExitStatus()>;

// Each adds its words and its help to the command line, and sets `chosen` when it is the one.
void addRender(CLI::App& app, Run& chosen);
void addLive(CLI::App& app, Run& chosen);
void addControl(CLI::App& app, Run& chosen);
void addCheck(CLI::App& app, Run& chosen);
void addExpand(CLI::App& app, Run& chosen);
void addFlatten(CLI::App& app, Run& chosen);
void addExplain(CLI::App& app, Run& chosen);
void addDiff(CLI::App& app, Run& chosen);
void addSet(CLI::App& app, Run& chosen);
void addGraph(CLI::App& app, Run& chosen);
void addNodes(CLI::App& app, Run& chosen);
void addMeasure(CLI::App& app, Run& chosen);
void addAnalyse(CLI::App& app, Run& chosen);
void addSuggest(CLI::App& app, Run& chosen);
void addEvaluate(CLI::App& app, Run& chosen);
void addProve(CLI::App& app, Run& chosen);
void addSchema(CLI::App& app, Run& chosen);
void addCache(CLI::App& app, Run& chosen);
void addMidi(CLI::App& app, Run& chosen);
void addRun(CLI::App& app, Run& chosen);
void addLua(CLI::App& app, Run& chosen);
void addModel(CLI::App& app, Run& chosen);

/// Prints problems to stderr, one line each; those without a place say who speaks.
void complain(const std::vector<Problem>& problems);

/// The same for what keeps nobody from going on.
void warn(const std::vector<Problem>& problems);

}
