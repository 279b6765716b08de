// Makes one plain error of whatever LibTorch or a model throws.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include <string>

namespace stemwright {

/// The sentence in what LibTorch said: no trace, no place in LibTorch's source, one line of at most 300
/// bytes.
std::string withoutTrace(const std::string& said);

/// Calls `work`; what it throws becomes an Error "`doing`: what was said", unless it is one.
template <class Work> auto guarded(const std::string& doing, Work&& work) {
    try {
        return work();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(doing + ": it wants more memory than there is",
                    "choose a smaller block or another model");
    } catch (const std::exception& error) {
        throw Error(doing + ": " + withoutTrace(error.what()));
    }
}

}
