// Loads a mix: from the text of a document to a graph that can be compiled.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/console.h"
#include "framework/document/expectation.h"
#include "framework/document/layers.h"
#include "framework/document/loudness_target.h"
#include "framework/document/midi_map.h"

namespace stemwright {

struct Mix {
    Graph graph;
    Session session;
    std::vector<Expectation> expectations;
    std::vector<LoudnessTarget> targets; ///< addGains() puts their gains into the graph
    MidiMap midi;
    std::string path;              ///< of the document
    std::string title, about;      ///< free text, "" where not given
    std::vector<Problem> warnings; ///< what a user should know, though it keeps nobody from rendering
};

/// Loads the document at `path`; `length`, such as "3:25" or "33|1", rules over the document's own. Throws an
/// Error with everything that is wrong, in the order of the text.
Mix loadMix(const std::string& path, const Selection& selection = {}, const std::string& length = "");

/// The same for a text; `path` is the name in messages, and files are looked for in its folder.
Mix readMix(const std::string& text, const std::string& path, const Selection& selection = {},
            const std::string& length = "");

/// The same for a document that has been read.
Mix makeMix(Document document, const Selection& selection = {}, const std::string& length = "");

}
