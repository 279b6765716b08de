// Every value of a document under the address that it goes by.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// One thing that is written: `vox.duck.ratio`, `vox.eq.mud.freq` (bands sit under their entry),
/// `vox.sends.plate`, `session.tempo`, `wobble.rate`, `a -> b`.
struct Setting {
    std::string address;
    Datum::Key key;
    Datum value; ///< nothing where a layer removes it
    enum class Of { value, node } of = Of::value;
};

/// All settings of a layer or of a whole document, in the order of the text. Chains may be lists or edits. An
/// entry of a chain and a node are settings too, whose value is the type (Setting::Of::node).
std::vector<Setting> settingsOf(const Datum& document);

/// The settings of one strip, as if it were called `name`; for templates.
std::vector<Setting> settingsOfStrip(const Datum& strip, const std::string& name);

}
