// Takes the chance out of Ogg files, so that the same sound gives the same bytes.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace stemwright {

class OutputFile;

/// Gives every page of the one stream in `file` the serial number `serial` (libsndfile draws one by the
/// clock) and a new checksum.
void setOggSerial(OutputFile& file, uint32_t serial);

}
