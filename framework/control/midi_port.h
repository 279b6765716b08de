// Ports of MIDI devices, through RtMidi.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_message.h"
#include "framework/control/midi_ports.h"
#include <memory>

namespace stemwright {

/// "alsa", "jack", as far as they were compiled in.
std::vector<std::string> midiSystems();

/// Those of a system; "" stands for the first one that has inputs. Throws an Error where there is no such
/// system; one that does not run has no ports. Control thread.
MidiPorts midiPorts(const std::string& system);

/// An input, and an output of the same device if it has one. Control thread; what comes is taken in by a
/// thread of RtMidi's.
class MidiPort {
  public:
    /// `device` as for chosenInput(), looked for in `system`, or in all of them for "". Nothing is open yet.
    /// Throws an Error where there is no such system.
    MidiPort(const std::string& system, const std::string& device);
    ~MidiPort();
    MidiPort(const MidiPort&) = delete;

    /// Throws an Error where there is no such port, or it cannot be opened.
    void open();
    void close();
    bool isOpen() const;

    /// Whether the system still has the input that was opened.
    bool isThere() const;
    const std::string& name() const; ///< of the input that was opened last

    /// The next message that came, if any. A thousand may wait; what comes then is lost.
    std::optional<MidiMessage> receive();

    /// Does nothing where the device listens to nothing.
    void send(const MidiMessage& message);

  private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}
