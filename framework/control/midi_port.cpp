// Asks one system after the other, and brings messages from RtMidi's thread to ours.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_port.h"
#include "framework/control/midi_stream.h"
#include "framework/engine/queue.h"
#include "framework/error/error.h"
#include "framework/error/named.h"
#include <algorithm>
#include <dlfcn.h>
#include <iostream>
#include <map>
#include <rtmidi/RtMidi.h>

namespace stemwright {

namespace {

void nothing(const char*) {}
void nothingOfIt(const char*, int, const char*, int, const char*, ...) {}
void ignore(RtMidiError::Type, const std::string&, void*) {} // what matters is seen in the ports

// A system that is not there is no mistake, but RtMidi complains about it on the terminal while it makes
// what has no error callback yet, and the libraries below it do so whenever they are asked.
class Silence {
  public:
    Silence() : before_(std::cerr.rdbuf(nullptr)) {
        static const bool once = [] {
            for (const char* function : {"jack_set_error_function", "jack_set_info_function"})
                if (void* set = dlsym(RTLD_DEFAULT, function))
                    reinterpret_cast<void (*)(void (*)(const char*))>(set)(nothing);
            if (void* set = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler"))
                reinterpret_cast<int (*)(decltype(&nothingOfIt))>(set)(nothingOfIt);
            return true;
        }();
        (void)once;
    }
    ~Silence() { std::cerr.rdbuf(before_); }
    Silence(const Silence&) = delete;

  private:
    std::streambuf* before_;
};

std::vector<RtMidi::Api> systems() {
    std::vector<RtMidi::Api> all;
    RtMidi::getCompiledApi(all);
    return all;
}

std::vector<RtMidi::Api> systemsCalled(const std::string& name) {
    std::vector<RtMidi::Api> all = systems();
    if (name.empty()) return all;
    std::erase_if(all, [&](RtMidi::Api api) { return RtMidi::getApiName(api) != name; });
    if (all.empty())
        throw Error({"--api"}, "there is no MIDI system \"" + name + "\"", suggestion(name, midiSystems()));
    return all;
}

template <class End> std::vector<std::string> namesOf(End& end) {
    std::vector<std::string> names;
    unsigned count = end.getPortCount();
    for (unsigned i = 0; i < count; ++i) names.push_back(end.getPortName(i));
    return names;
}

MidiPorts portsOf(RtMidi::Api api) {
    Silence silence;
    MidiPorts ports{RtMidi::getApiName(api), {}, {}};
    try {
        RtMidiIn in(api, ownMidiName);
        in.setErrorCallback(ignore);
        ports.inputs = namesOf(in);
        RtMidiOut out(api, ownMidiName);
        out.setErrorCallback(ignore);
        ports.outputs = namesOf(out);
    } catch (const RtMidiError&) {} // it does not run
    return ports;
}

}

std::vector<std::string> midiSystems() {
    std::vector<std::string> names;
    for (RtMidi::Api api : systems()) names.push_back(RtMidi::getApiName(api));
    return names;
}

MidiPorts midiPorts(const std::string& system) {
    MidiPorts first;
    for (RtMidi::Api api : systemsCalled(system)) {
        MidiPorts ports = portsOf(api);
        if (std::any_of(ports.inputs.begin(), ports.inputs.end(), isMidiDevice)) return ports;
        if (first.inputs.empty()) first = std::move(ports);
    }
    return first;
}

struct MidiPort::Connection {
    std::vector<RtMidi::Api> apis; // that are looked into
    std::string device, name;
    Queue<MidiMessage> queue{1024};                      // what finds no room is lost
    MidiStream stream;                                   // of RtMidi's thread
    std::unique_ptr<RtMidiOut> out;                      // null where the device listens to nothing
    std::map<RtMidi::Api, std::unique_ptr<RtMidiIn>> in; // goes first: its thread fills the queue
    RtMidiIn* opened = nullptr;
    bool offers = false; // inputs, the system that was looked into last

    static void call(double, std::vector<unsigned char>* bytes, void* self) {
        auto& c = *static_cast<Connection*>(self);
        c.stream.read(*bytes, [&](const MidiMessage& message) { c.queue.put(message); });
    }

    // Kept while a device is looked for: a client that comes and goes disturbs who plays through JACK.
    RtMidiIn& end(RtMidi::Api api) {
        std::unique_ptr<RtMidiIn>& made = in[api];
        if (!made) {
            Silence silence;
            made = std::make_unique<RtMidiIn>(api, ownMidiName);
            made->setErrorCallback(ignore);
            made->setCallback(call, this);
        }
        return *made;
    }

    void openInput(RtMidi::Api api) {
        MidiPorts ports{RtMidi::getApiName(api), {}, {}};
        try {
            ports.inputs = namesOf(end(api));
        } catch (const RtMidiError&) {} // it does not run
        offers = !ports.inputs.empty();
        size_t index = chosenInput(ports, device);
        name = ports.inputs[index];
        end(api).openPort(unsigned(index), "control");
        if (!end(api).isPortOpen())
            throw Error({name}, "cannot be opened", "close what else uses it, or name another port");
        opened = &end(api);
        openOutput(api);
    }

    void openOutput(RtMidi::Api api) try {
        Silence silence;
        auto end = std::make_unique<RtMidiOut>(api, ownMidiName);
        end->setErrorCallback(ignore);
        std::vector<std::string> names = namesOf(*end);
        std::vector<size_t> found = namesWith(names, name);
        if (found.empty() && !device.empty()) found = namesWith(names, device);
        if (found.size() != 1) return;
        end->openPort(unsigned(found[0]), "feedback");
        if (end->isPortOpen()) out = std::move(end);
    } catch (const RtMidiError&) {} // then it is told nothing
};

MidiPort::MidiPort(const std::string& system, const std::string& device)
    : connection_(std::make_unique<Connection>()) {
    connection_->apis = systemsCalled(system);
    connection_->device = device;
}

MidiPort::~MidiPort() = default;

void MidiPort::open() {
    Connection& c = *connection_;
    Error refusal("this program was built without MIDI");
    bool isHelpful = false; // it names inputs that there are
    for (RtMidi::Api api : c.apis) try {
            return c.openInput(api);
        } catch (const Error& error) {
            if (!isHelpful) refusal = error;
            isHelpful |= c.offers;
        }
    throw refusal;
}

void MidiPort::close() {
    Connection& c = *connection_;
    c.opened = nullptr;
    c.out.reset();
    c.in.clear();
}

bool MidiPort::isOpen() const { return connection_->opened; }

bool MidiPort::isThere() const {
    if (!connection_->opened) return false;
    std::vector<std::string> names = namesOf(*connection_->opened);
    return std::find(names.begin(), names.end(), connection_->name) != names.end();
}

const std::string& MidiPort::name() const { return connection_->name; }

std::optional<MidiMessage> MidiPort::receive() {
    const MidiMessage* first = connection_->queue.front();
    if (!first) return {};
    MidiMessage message = *first;
    connection_->queue.drop();
    return message;
}

void MidiPort::send(const MidiMessage& message) {
    if (!connection_->out) return;
    std::vector<uint8_t> bytes = bytesOf(message);
    connection_->out->sendMessage(bytes.data(), bytes.size());
}

}
