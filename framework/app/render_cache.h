// The cache as renders use it: what to run instead of the whole mix, and what to keep of it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/render_options.h"
#include "framework/cache/recorder.h"
#include "framework/document/mix.h"
#include <optional>

namespace stemwright {

class RenderCache {
  public:
    /// `mix` still has its graph, without gains. Throws an Error where the folder that is asked for cannot be
    /// used.
    RenderCache(const RenderOptions& options, const Mix& mix);

    /// What gives the first `frames` frames of the outputs with as little work as possible; may be `whole`,
    /// which must not run otherwise. Before the engine is made.
    std::shared_ptr<const Plan> reduced(std::shared_ptr<const Plan> whole, int64_t frames);

    /// What the engine is to show its sounds to; may be nullptr.
    Engine::Witness* witness() { return recorder_ ? &*recorder_ : nullptr; }

    /// What it is to add to its sums.
    const Engine::KnownSums* knownSums() const { return &sums_; }

    /// Sounds that need not be computed.
    int found() const { return found_; }

    /// Once the engine has run to the end, as far as what it gave can be trusted.
    void keep(const Engine& engine);

  private:
    std::optional<Store> store_; // none where nobody wants it
    enum class Keeping { nothing, everything } keeping_ = Keeping::nothing;
    std::string document_;
    std::shared_ptr<const Plan> whole_;
    Content content_;
    KeptSums sums_;
    std::optional<Recorder> recorder_;
    int found_ = 0;
};

}
