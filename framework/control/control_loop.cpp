// Keeps a Boost.Asio context running, whatever a handler throws.
// SPDX-License-Identifier: MIT
#include "framework/control/control_loop.h"
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>

namespace stemwright {

ControlLoop::ControlLoop()
    : context_(std::make_unique<boost::asio::io_context>(1)), thread_([this] { run(); }) {}

ControlLoop::~ControlLoop() {
    context_->stop();
    thread_.join();
}

void ControlLoop::post(std::function<void()> work) { boost::asio::post(*context_, std::move(work)); }

void ControlLoop::perform(const std::function<void()>& work) {
    std::packaged_task<void()> task(work);
    auto done = task.get_future();
    boost::asio::post(*context_, [&task] { task(); });
    done.get();
}

void ControlLoop::run() {
    auto open = boost::asio::make_work_guard(*context_);
    while (!context_->stopped()) try {
            context_->run();
        } catch (...) {
            // One client's trouble, such as no memory for its answer, is not that of the others.
        }
}

}
