// The thread on which servers talk to whoever controls a mix.
// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <memory>
#include <thread>

namespace boost::asio {
class io_context;
}

namespace stemwright {

/// Runs what its servers ask for, one thing after the other, on a thread of its own. Servers must be gone
/// before it is.
class ControlLoop {
  public:
    ControlLoop();  ///< starts the thread
    ~ControlLoop(); ///< finishes what it is at, leaves the rest, and ends the thread

    /// What is waited for here is answered on the loop's thread.
    boost::asio::io_context& context() { return *context_; }

    /// Has `work` done on the loop's thread, soon. Any thread but the audio thread.
    void post(std::function<void()> work);

    /// The same, and returns when it is done; what `work` throws is thrown here. Any thread but the audio
    /// thread and the loop's own.
    void perform(const std::function<void()>& work);

  private:
    void run();

    std::unique_ptr<boost::asio::io_context> context_;
    std::thread thread_;
};

}
