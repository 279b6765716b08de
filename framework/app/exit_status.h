// What the command tells the shell when it ends.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"

namespace stemwright {

/// Part of the interface: scripts and CI read it. `stemwright --help` documents it.
enum class ExitStatus : int {
    done = 0,
    badInput = 1,   ///< a document, sound file or name is wrong
    usage = 2,      ///< the command line is wrong
    assertions = 3, ///< rendered, but the mix is not what it promises to be
    failed = 4,     ///< could not be finished: disk full, target protected, interrupted
    different = 5,  ///< compared, and not the same
};

/// An Error that ends in `usage` instead of `badInput`.
class UsageError : public Error {
  public:
    using Error::Error;
    explicit UsageError(const Error& error) : Error(error) {}
};

/// An Error that ends in `failed`.
class FailedError : public Error {
  public:
    using Error::Error;
    explicit FailedError(const Error& error) : Error(error) {}
};

}
