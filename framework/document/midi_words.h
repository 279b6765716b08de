// The words of one binding of a MIDI control, and what is wrong with them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/draft.h"

namespace stemwright {

/// Each question adds its problems to the draft's.
class MidiWords {
  public:
    MidiWords(Draft& draft, const Datum::Key& name, const Datum& written);

    const Datum::Entry* entry(const char* word) const { return written_.entry(word); }
    std::string called() const { return "the binding \"" + name_.name + "\""; }

    /// The only one of these words that is there; a problem where there are several, or none, unless a word
    /// is misspelt.
    const Datum::Entry* one(std::initializer_list<const char*> words, const std::string& none,
                            const std::string& cure) const;
    /// A whole number within limits; `least` where it is none.
    int whole(const Datum::Entry& entry, int least, int most) const;
    /// Position of what is written among the choices of the vocabulary; 0 where nothing is.
    size_t choice(const char* word) const;
    /// A quantity within `range`, if it is one.
    std::optional<double> quantity(const Datum::Entry& entry, const Range& range) const;
    /// These words, which would change nothing, are for `owner`.
    void refuse(std::initializer_list<const char*> words, const std::string& owner) const;

    /// Where the value stands, or the word where there is none.
    static Place placeOf(const Datum::Entry& entry);
    /// What is written, for a message.
    static std::string shown(const Datum& written);

  private:
    Draft& draft_;
    const Datum::Key& name_;
    const Datum& written_;
    bool hasUnknown_ = false;
};

}
