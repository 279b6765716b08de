// Finds the script of a document and hands it to whoever runs it.
// SPDX-License-Identifier: MIT
#include "framework/document/document_script.h"
#include "framework/document/fragment.h"
#include <algorithm>

namespace stemwright {

static ScriptRunner& theRunner() {
    static ScriptRunner runner;
    return runner;
}

static thread_local std::vector<std::string>* soundFiles = nullptr;

SoundsOfScripts::SoundsOfScripts(std::vector<std::string>& files) { soundFiles = &files; }
SoundsOfScripts::~SoundsOfScripts() { soundFiles = nullptr; }

void runScriptsWith(ScriptRunner runner) { theRunner() = std::move(runner); }

void runScriptOf(Datum& file, const std::string& path, const std::vector<Layer>& below, const ReadText& read,
                 std::vector<Problem>& problems) {
    const Datum::Entry* entry = file.entry("script");
    if (!entry) return;
    Datum name = entry->second;
    if (name.kind == Datum::Kind::none) name.place = entry->first.place;
    std::erase_if(file.entries, [](const Datum::Entry& e) { return e.first.name == "script"; });
    auto fail = [&](std::string cause, std::string cure) {
        problems.push_back({name.place, std::move(cause), std::move(cure)});
    };
    if (!name.isScalar())
        return fail("script is " + std::string(name.kindName()), "write the name of a file");
    if (!theRunner()) return fail("scripts are not run here", "take it out, or load the mix with stemwright");
    std::string scriptPath = pathBeside(path, name.scalar);
    std::vector<std::string> unheard;
    if (auto text = fileNamed(name, scriptPath, read, problems))
        theRunner()({*text, scriptPath, path, name.place, file, below, read, problems,
                     soundFiles ? *soundFiles : unheard});
}

}
