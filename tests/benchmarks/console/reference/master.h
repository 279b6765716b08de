// The end of the mix: a compressor and a limiter for both sides at once.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/benchmarks/console/reference/buses.h"

namespace stemwright::reference {

class Master {
  public:
    Master();
    void run(Buses& buses, int frames); ///< of the mix, in place

  private:
    float threshold_, slope_, attack_, release_, ceiling_, letGo_;
    float peak_ = 0, reduction_ = 0, loudest_ = 0;
};

}
