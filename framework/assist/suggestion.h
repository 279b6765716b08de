// What the assistant proposes for a mix: strips, processors and values, each with its reason.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/quantity.h"
#include "framework/node/datum.h"
#include <optional>
#include <string>
#include <vector>

namespace stemwright {

/// What a value is about, in the order in which sound meets it; people ask for some of them, or for so much
/// of one.
enum class Stage { repair, eq, dynamics, levels, pan, space, master };
inline constexpr Stage allStages[] = {Stage::repair, Stage::eq,    Stage::dynamics, Stage::levels,
                                      Stage::pan,    Stage::space, Stage::master};
std::string_view wordOf(Stage stage);
/// How much of a stage is taken where nobody says: all of those that bring mixes nearer to their authors',
/// and nothing of those that were not seen to (docs/assistant.md).
double usualAmount(Stage stage);
/// Throws an Error with the nearest word where there is none of this name.
Stage stageOf(std::string_view word);

/// Why something is proposed.
struct Rationale {
    std::string because;     ///< for people to read, with figures; "": goes without saying
    double confidence = 0.5; ///< 0 to 1
};

/// A number as a document has it.
struct SuggestedNumber {
    double value = 0;
    Unit unit = Unit::none;
    double neutral =
        0; ///< where it does nothing: half of the stage's amount lies half way; -infinity for sends
    Rationale why;
};

/// A parameter that is no number, or that no amount scales.
struct SuggestedSetting {
    std::string name, text;
};

/// A band of an equaliser.
struct SuggestedBand {
    std::string name, shape;
    double frequency = 1000, quality = 0.71; ///< Hz, Q
    SuggestedNumber gain;                    ///< dB
};

/// A processor in a chain.
struct SuggestedEntry {
    SuggestedEntry(Stage about, std::string node) : stage(about), id(node), type(std::move(node)) {}
    Stage stage;
    std::string id, type; ///< of the node; the id is the type where nobody says otherwise
    std::vector<SuggestedSetting> settings;
    std::vector<std::pair<std::string, SuggestedNumber>> numbers; ///< those that its amount scales
    std::vector<SuggestedBand> bands;
    Rationale why;
};

/// A send of a strip, to a bus.
struct SuggestedSend {
    std::string bus;
    SuggestedNumber level; ///< dB
};

struct SuggestedStrip {
    std::string name;
    std::string source; ///< of a track: its file, as seen from the document; "" for buses
    std::string role;   ///< "" where nothing is known
    Rationale whyRole;
    std::string polarity; ///< "" or a word of the document
    Rationale whyPolarity;
    std::vector<SuggestedEntry> chain;
    std::optional<SuggestedNumber> gain, pan;
    std::vector<SuggestedSend> sends;
};

struct Suggestion {
    std::vector<SuggestedStrip> tracks, buses; ///< in the order in which they are written
    SuggestedStrip master;                     ///< without a name
    std::optional<double> loudness; ///< LUFS that the output is brought to; only where people ask for it
};

/// Takes `amount` (1: all of it, 0: nothing) of one stage, and leaves out what then does nothing.
void scale(Suggestion& suggestion, Stage stage, double amount);

/// Leaves out bands, processors, pans and sends that one does not hear.
void prune(Suggestion& suggestion);

/// As a document, with a reason and a confidence for each value that an amount scales.
Datum documentOf(const Suggestion& suggestion);

}
