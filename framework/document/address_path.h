// Finds where in a file an address is to be written.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/rewrite.h"

namespace stemwright {

/// The edit of `file`, one document of a mix, that gives `value` to `address`: `vox.gain`, `bass.duck.ratio`,
/// `vox.eq.mud.freq`, `vox.duck.bypass`, `vox.sends.plate`, `wobble.rate`, `master.limiter.ceiling`,
/// `session.tempo`, `outputs.mix.loudness`, `templates.voice.gain`, `a -> b`. What stands in the file is
/// changed there; what only `merged` has, the document of all layers, is overridden in this one. A value of
/// nothing is written as `null` where something may lie below this file, else it takes the words out, as no
/// value does. Throws an Error where nothing is called so.
Edit editAt(const std::string& address, const std::optional<Datum>& value, const Datum& file,
            const Datum* merged = nullptr);

}
