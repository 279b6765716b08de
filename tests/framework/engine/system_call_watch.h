// Notices the first system call that a thread makes, whoever makes it.
// SPDX-License-Identifier: MIT
#pragma once
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace stemwright {

/// While in scope, the kernel hands the first system call of this thread to us: its number is kept, it is
/// made all the same, and those after it pass. One at a time.
class SystemCallWatch {
  public:
    SystemCallWatch() {
        first() = none;
        struct sigaction action {};
        action.sa_sigaction = caught;
        action.sa_flags = SA_SIGINFO;
        sigaction(SIGSYS, &action, &before_);
        works_ = prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, &selector()) == 0;
        selector() = SYSCALL_DISPATCH_FILTER_BLOCK;
    }
    ~SystemCallWatch() {
        selector() = SYSCALL_DISPATCH_FILTER_ALLOW;
        prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0);
        sigaction(SIGSYS, &before_, nullptr);
    }
    SystemCallWatch(const SystemCallWatch&) = delete;

    static constexpr long none = -1;
    /// Its number (asm/unistd.h), or `none`.
    static long firstCall() { return first(); }
    bool works() const { return works_; } ///< whether this kernel can do it

  private:
    static volatile char& selector() {
        static thread_local volatile char value = SYSCALL_DISPATCH_FILTER_ALLOW;
        return value;
    }
    static volatile long& first() {
        static volatile long number = none;
        return number;
    }
    static void caught(int, siginfo_t* info, void* context) {
        selector() = SYSCALL_DISPATCH_FILTER_ALLOW;
        first() = info->si_syscall;
        auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
        long result = syscall(registers[REG_RAX], registers[REG_RDI], registers[REG_RSI], registers[REG_RDX],
                              registers[REG_R10], registers[REG_R8], registers[REG_R9]);
        registers[REG_RAX] = result == -1 ? -errno : result;
    }

    struct sigaction before_;
    bool works_;
};

}
