// Flushes denormal numbers to zero on the current thread while in scope.
// SPDX-License-Identifier: MIT
#pragma once
#if defined __SSE__
#include <xmmintrin.h>
#endif
#include <cstdint>

namespace stemwright {

/// Decaying reverbs and filters would otherwise slow down up to a hundredfold on numbers too small to hear.
class FlushDenormals {
  public:
    FlushDenormals() noexcept : before_(read()) {
#if defined __SSE__
        write(before_ | 0x8040); // flush to zero, denormals are zero
#elif defined __aarch64__
        write(before_ | (1u << 24));
#endif
    }
    ~FlushDenormals() { write(before_); }
    FlushDenormals(const FlushDenormals&) = delete;

  private:
#if defined __SSE__
    static uint64_t read() noexcept { return _mm_getcsr(); }
    static void write(uint64_t v) noexcept { _mm_setcsr(static_cast<unsigned>(v)); }
#elif defined __aarch64__
    static uint64_t read() noexcept {
        uint64_t v;
        asm volatile("mrs %0, fpcr" : "=r"(v));
        return v;
    }
    static void write(uint64_t v) noexcept { asm volatile("msr fpcr, %0" ::"r"(v)); }
#else
    static uint64_t read() noexcept { return 0; }
    static void write(uint64_t) noexcept {}
#endif
    uint64_t before_;
};

}
