// Programs of others that say what they make of our schema; tests are skipped where these are missing.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/schema.h"
#include "tests/framework/app/command_line.h"

namespace stemwright::test {

/// A folder with the schema, in which programs run.
class WithSchema : public CommandLine {
  protected:
    WithSchema() { write("schema.json", schema()); }

    /// What the shell makes of a command line. Output and messages both are in `out`.
    Ran shell(const std::string& line) const {
        std::string command = "cd '" + folder.string() + "' && { " + line + "; } >.out 2>&1 </dev/null";
        int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000, contents(folder / ".out"), ""};
    }
};

/// The example of the people that this is for; it does not lie in the repository.
inline const char* const example = SOURCE_DIR "/../shared/mix.example.yaml";

}
