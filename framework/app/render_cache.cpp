// Decides when the cache is used, and brings documents, plans and the folder together.
// SPDX-License-Identifier: MIT
#include "framework/app/render_cache.h"
#include "framework/app/loudness_gain.h"
#include "framework/document/expand.h"

namespace stemwright {

RenderCache::RenderCache(const RenderOptions& options, const Mix& mix) {
    // Both tell of every node, so every node must run.
    if (options.noCache || options.profile || !options.stats.empty()) return;
    if (!options.inputs.empty()) return; // the document that would be kept does not name that file
    std::string folder = options.cache.empty() ? Store::usualFolder() : options.cache;
    if (folder.empty()) return;
    try {
        store_.emplace(folder);
    } catch (const Error&) {
        if (!options.cache.empty()) throw;
        return; // nobody asked for it
    }
    if (!options.whole()) return; // what is kept of a part is of little use
    keeping_ = Keeping::everything;
    document_ = expand(mix, "/"); // which finds its files from anywhere
}

// As render makes one of the document that it is given.
static std::shared_ptr<const Plan> planOf(const std::string& document) {
    Mix mix = readMix(document, "/kept.yaml");
    addGains(mix.graph, mix.targets);
    return compile(std::move(mix.graph));
}

std::shared_ptr<const Plan> RenderCache::reduced(std::shared_ptr<const Plan> whole, int64_t frames) {
    if (!store_) return whole;
    whole_ = std::move(whole);
    content_ = contentOf(*whole_);
    Reduction reduction = reduce(whole_, content_, frames, *store_, document_, planOf);
    found_ = reduction.found;
    bool worthIt = !reduction.keepable.empty() || !reduction.missed.empty();
    if (keeping_ == Keeping::everything && worthIt) recorder_.emplace(*store_, reduction);
    sums_ = std::move(reduction.sums);
    return reduction.plan;
}

void RenderCache::keep(const Engine& engine) {
    if (!recorder_ || !engine.faults().empty()) return;
    if (contentOf(*whole_).vertices != content_.vertices) return; // a file was changed meanwhile
    recorder_->keep();
    store_->prune(store_->limit());
}

}
