// A script that a document names: what it is given, and who runs it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/layers.h"

namespace stemwright {

/// What `script: x.lua` comes to while a document is read.
struct DocumentScript {
    std::string text, path;   ///< of the script
    std::string documentPath; ///< of the file that names it
    Place named;              ///< where the document names it
    Datum& document;          ///< the file that names it, without that word; what the script changes
    const std::vector<Layer>& below;
    const ReadText& read;
    std::vector<Problem>& problems;
    std::vector<std::string>& sounds; ///< files of sounds that the script reads are added here
};

/// Scripts are run by whoever knows their language, and puts that in here once, before documents are read.
/// Any number of threads may read documents, so it must not keep anything from one script to the next.
using ScriptRunner = std::function<void(const DocumentScript&)>;
void runScriptsWith(ScriptRunner runner);

/// While in scope, what scripts of documents add to `sounds` in this thread goes to `files`. One at a time.
class SoundsOfScripts {
  public:
    explicit SoundsOfScripts(std::vector<std::string>& files);
    ~SoundsOfScripts();
    SoundsOfScripts(const SoundsOfScripts&) = delete;
};

/// Reads the script that `file`, which lies at `path`, names, lets it change `file`, and takes the word out.
/// Whatever goes wrong becomes a problem.
void runScriptOf(Datum& file, const std::string& path, const std::vector<Layer>& below, const ReadText& read,
                 std::vector<Problem>& problems);

}
