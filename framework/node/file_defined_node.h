// A node whose ports and parameters are up to a file, such as a script or a model.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/node.h"
#include <array>
#include <atomic>
#include <optional>

namespace stemwright {

class FileDefinedNode : public Node {
  public:
    FileDefinedNode();
    ~FileDefinedNode() override;

    /// That file, as it is opened; "" where none is named.
    virtual const std::string& definingFile() const = 0;

    /// What a user should know of the file, though it keeps nobody from using it. Control thread.
    virtual std::vector<Problem> warnings() const { return {}; }

    /// Why an instance stopped processing, the first time that it is asked after it happened. Control thread.
    std::optional<Problem> takeFault() const;
    /// Keeps the first message. Audio thread.
    void noteFault(const char* message) const noexcept;

  protected:
    /// For a file that cannot say what the arguments mean: nobody shall complain of those that only it knows.
    void acceptAllArguments();
    virtual Problem explain(const std::string& fault) const = 0;

  private:
    enum class Fault { none, being, noted, told };
    std::vector<std::unique_ptr<Parameter>> unread_;
    mutable std::atomic<Fault> fault_ = Fault::none;
    mutable std::array<char, 400> message_{};
};

}
