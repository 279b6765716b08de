// The one error of the framework: where it is, what it is, and what to do about it.
// SPDX-License-Identifier: MIT
#pragma once
#include <exception>
#include <string>
#include <vector>

namespace stemwright {

/// A place in a text file; `line` and `column` count from 1, and 0 means unknown.
struct Place {
    std::string file;
    int line = 0, column = 0;
    int layer = 0; ///< of a document in layers: higher ones rule; 0 where there is one file

    std::string text() const; ///< "mix.yaml:12:7", "mix.yaml" or ""
};

/// One thing that is wrong.
struct Problem {
    Place place;
    std::string cause, cure;

    std::string text() const; ///< "mix.yaml:12:7: cause; cure"
};

/// Thrown while loading, checking, preparing and writing files, never while processing. Holds every problem
/// that was found.
class Error : public std::exception {
  public:
    Error(Place place, std::string cause, std::string cure = "");
    explicit Error(std::string cause, std::string cure = "");
    explicit Error(std::vector<Problem> problems);

    const std::vector<Problem>& problems() const { return problems_; }
    const char* what() const noexcept override { return text_.c_str(); } ///< one line for each problem

  private:
    std::vector<Problem> problems_;
    std::string text_;
};

/// `did you mean "threshold"?` for the candidate nearest to `word` (edit distance, adjacent swaps counted
/// once), else the candidates themselves as `known: a, b, c`, or nothing when there are none.
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

}
