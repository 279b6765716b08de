// A script that processes sound, in a state of its own.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/declaration.h"
#include "framework/lua/row_math.h"
#include "framework/node/node.h"
#include <array>
#include <memory>

namespace stemwright {

/// One instance. Everything up to prepare() is for the control thread, and throws Errors with the script's
/// lines; the rest takes no lock, makes no system call and takes memory from the script's own only.
class ProcessorScript {
  public:
    /// Runs the text, which declares. `file` is what errors name.
    ProcessorScript(const std::string& text, std::string file, const RowMath& rows);
    ~ProcessorScript();

    const ScriptDeclaration& declaration() const { return declaration_; }

    /// Calls the script's prepare(), and gives each port as many channels as `channels` says by item. Once;
    /// values must be set before.
    ScriptTiming prepare(double rate, const std::vector<int>& channels);

    /// Runs process() on sounds of all kinds until LuaJIT has compiled what it will compile, lets it compile
    /// nothing more, and resets. What goes wrong here will go wrong again when it is played.
    void warmUp() noexcept;

    /// Parameters in their own unit, choices by position, control outputs; by item.
    double& value(int item) { return values_[size_t(item)]; }
    /// controlStep frames: of a channel of a port, or of a level (channel 0).
    double* row(int item, int channel) { return rows_[size_t(item)].data() + size_t(channel) * controlStep; }
    /// What the script asked to remember, in its order.
    struct Memory {
        std::unique_ptr<double[]> numbers;
        size_t count;
        enum class Exchange { none, toIdle, fromIdle } exchange; ///< with the instance that idles
    };
    const std::vector<Memory>& memories() const;

    /// Each is false where the script raised an error, and is then not to be called again before a reset().
    bool process() noexcept; ///< controlStep frames, from rows to rows
    bool follow() noexcept;  ///< tells it that values have changed
    bool reset() noexcept;   ///< clears what it remembers, and lets it do the rest

    bool hasIdle() const;
    /// For an instance that does nothing else, on a thread that may be slow: LuaJIT compiles as it likes from
    /// compileAsNeeded() on, and a call may take as long as loading.
    bool idle() noexcept;
    void compileAsNeeded() noexcept;

    const char* message() const noexcept; ///< what it raised, until the next call
    Error takeError();                    ///< the same; control thread

  private:
    struct Host;
    bool call(int function, int argument) noexcept;
    void makeNoise(int step) noexcept;
    void collectAsNeeded();
    void collect();

    std::string file_;
    ScriptDeclaration declaration_;
    std::array<double, 200> values_{};
    std::vector<std::vector<double>> rows_; // by item
    int bytes_ = 0;                         // KiB that the state took after the last call
    bool collectsItself_ = false;
    std::unique_ptr<Host> host_;
};

}
