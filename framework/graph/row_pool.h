// Hands out rows of a section, and takes them back to be used again.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"

namespace stemwright {

class RowPool {
  public:
    struct Taken {
        Row first;
        int count;
    };

    /// `count` rows on end.
    Row take(int count) {
        std::vector<Row>& free = free_[count];
        if (free.empty()) {
            free.push_back(size_);
            size_ += count;
        }
        Row row = free.back();
        free.pop_back();
        return row;
    }
    void giveBack(Taken taken) { free_[taken.count].push_back(taken.first); }
    int size() const { return size_; }

  private:
    std::map<int, std::vector<Row>> free_; // by count
    int size_ = 1;                         // row 0 is silence
};

}
