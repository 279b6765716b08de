// What can be set in a node: numbers that move, fixed numbers, words, files, tables and records of these.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/scope.h"

namespace stemwright {

/// Anything that can be set in the document. Descriptions, schema, reference and help are made of these.
class Parameter {
  public:
    Parameter(const Parameter&) = delete;
    virtual ~Parameter() = default;

    const std::string name, help;            ///< name with its record's, such as "mud.freq"
    virtual std::string kind() const = 0;    ///< "number", "choice", "file", ...
    virtual std::string initial() const = 0; ///< default as written in a document; "" where it must be given
    virtual std::string range() const = 0;   ///< "10 Hz to 20000 Hz", "0 s and more", "any", "peak, rms", ...
    virtual std::string asWritten() const = 0; ///< what it is set to now, as it would be written

  protected:
    Parameter(Scope* scope, std::string name, std::string help);
    const Datum* written(Scope* scope) const; ///< what the document says, or nullptr
};

/// A number that may move: by automation, by wires from control outputs, and later by hand. Kernels see it on
/// the control grid, in its own unit.
class Number : public Parameter {
  public:
    enum class Delivery {
        grid,      ///< one value per control step, in its own unit
        sample,    ///< one value per frame, in its own unit
        amplitude, ///< one value per frame; dB are delivered as the amplitude they stand for
    };
    Number(Scope* scope, std::string name, std::string help, Range limits,
           Delivery delivery = Delivery::grid);

    const Range limits;
    const Delivery delivery;
    int index; ///< among the node's numbers
    Value value;

    float delivered(double inUnit) const; ///< what kernels get for a value, limited to the range
    std::string kind() const override { return "number"; }
    std::string initial() const override { return formatQuantity(limits.init, limits.unit); }
    std::string range() const override;
    std::string asWritten() const override;
};

/// A level in dB that is exact to the sample and reaches kernels as an amplitude.
class Level : public Number {
  public:
    Level(Scope* scope, std::string name_, std::string help_, Range limits_)
        : Number(scope, std::move(name_), std::move(help_), limits_, Delivery::amplitude) {}
};

/// A number that is part of the node's structure (a look-ahead, a position in a file): it never moves.
class Fixed : public Parameter {
  public:
    Fixed(Scope* scope, std::string name, std::string help, Range limits);
    double operator()() const { return value_; }
    bool given() const { return given_; } ///< whether the document says it

    const Range limits;
    std::string kind() const override { return "fixed number"; }
    std::string initial() const override { return formatQuantity(limits.init, limits.unit); }
    std::string range() const override;
    std::string asWritten() const override { return formatQuantity(value_, limits.unit); }

  private:
    double value_;
    bool given_ = false;
};

/// One of several words; the first is the default.
class Choice : public Parameter {
  public:
    Choice(Scope* scope, std::string name, std::string help, std::vector<std::string> words);
    int operator()() const { return chosen_; } ///< position of the chosen word
    bool is(std::string_view word) const { return words[chosen_] == word; }

    const std::vector<std::string> words;
    std::string kind() const override { return "choice"; }
    std::string initial() const override { return words[0]; }
    std::string range() const override;
    std::string asWritten() const override { return words[chosen_]; }

  private:
    int chosen_ = 0;
};

/// The name of a file, relative to the document that names it.
class File : public Parameter {
  public:
    File(Scope* scope, std::string name, std::string help);
    const std::string& path() const {
        return path_;
    } ///< absolute or relative to the working folder; "" where not given
    const Place& place() const { return place_; }

    std::string kind() const override { return "file"; }
    std::string initial() const override { return ""; }
    std::string range() const override { return ""; }
    std::string asWritten() const override { return path_; }

  private:
    std::string path_;
    Place place_;
};

/// A list or a table of plain numbers, such as the rows of a matrix.
class Table : public Parameter {
  public:
    Table(Scope* scope, std::string name, std::string help);
    const std::vector<std::vector<double>>& rows() const { return rows_; }

    std::string kind() const override { return "table"; }
    std::string initial() const override { return "[]"; }
    std::string range() const override { return "[[number, ...], ...]"; }
    std::string asWritten() const override;

  private:
    std::vector<std::vector<double>> rows_;
};

/// A part of a node that the document may hold any number of, by name. Declares parameters like a node.
class Record : public Scope {
  public:
    struct Origin {
        Node* node;
        std::string name;
        const Datum* written;
    };
    explicit Record(const Origin& from) : Scope(from.node, from.name + ".", from.written), name(from.name) {}
    const std::string name;
};

class RecordsBase {
  public:
    virtual ~RecordsBase() = default;
    virtual std::vector<std::string> recordNames() const = 0; ///< in the order of the text
    const std::string name, help;
    const std::string essential; ///< word without which a record is none, such as a band's "freq"; may be ""

  protected:
    RecordsBase(Node* node, std::string name, std::string help, std::string essential);
    std::vector<Record::Origin> origins(Node* node) const;
    static void finish(Record& record, Node* node); // complains about unknown words
};

/// `bands: {mud: {freq: 300 Hz}, air: {...}}`: a map of records by name, in the order of the text.
template <class R> class Records : public RecordsBase {
  public:
    Records(Node* node, std::string name_, std::string help_, std::string essential_ = "")
        : RecordsBase(node, std::move(name_), std::move(help_), std::move(essential_)) {
        for (const Record::Origin& origin : origins(node)) {
            records_.push_back(std::make_unique<R>(origin));
            finish(*records_.back(), node);
        }
    }
    std::vector<std::string> recordNames() const override {
        std::vector<std::string> names;
        for (const auto& record : records_) names.push_back(record->name);
        return names;
    }
    int size() const { return int(records_.size()); }
    const R& operator[](int i) const { return *records_[i]; }

  private:
    std::vector<std::unique_ptr<R>> records_;
};

}
