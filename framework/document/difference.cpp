// Holds what one version tells against what the other does.
// SPDX-License-Identifier: MIT
#include "framework/document/difference.h"
#include "framework/document/telling.h"
#include <algorithm>
#include <filesystem>
#include <set>

namespace stemwright {

namespace {

// "-3" and "-3 dB", "9000 Hz" and "9 kHz": the same number in some unit.
bool isSameQuantity(const std::string& a, const Timeline& atA, const std::string& b, const Timeline& atB) {
    for (Unit unit : {Unit::none, Unit::dB, Unit::dBTP, Unit::LUFS, Unit::LU, Unit::Hz, Unit::s,
                      Unit::percent, Unit::bpm})
        try {
            if (parseQuantity(a, unit, atA, {}) == parseQuantity(b, unit, atB, {})) return true;
        } catch (const Error&) { // in no such unit
        }
    return false;
}

// The longest row of places that rises.
std::vector<size_t> longestRise(const std::vector<size_t>& places) {
    std::vector<size_t> ends, before(places.size()), row; // ends: of the row of each length that ends lowest
    for (size_t i = 0; i < places.size(); ++i) {
        auto at = std::lower_bound(ends.begin(), ends.end(), i,
                                   [&](size_t a, size_t b) { return places[a] < places[b]; });
        before[i] = at == ends.begin() ? places.size() : *(at - 1);
        if (at == ends.end())
            ends.push_back(i);
        else
            *at = i;
    }
    for (size_t i = ends.empty() ? places.size() : ends.back(); i < places.size(); i = before[i])
        row.push_back(i);
    std::reverse(row.begin(), row.end());
    return row;
}

class Differences {
  public:
    Differences(const Telling& before, const Telling& after) : before_(before), after_(after) {
        size_t next = 0; // of the lines before
        auto tellUpTo = [&](size_t end) {
            for (; next < end; ++next) look(before_.lines()[next].address);
        };
        for (const Line& line : after_.lines()) {
            if (const Line* there = before_.find(line.address))
                tellUpTo(std::max(next, size_t(there - before_.lines().data())));
            look(line.address);
        }
        tellUpTo(before_.lines().size());
        for (const auto& [strip, chain] : before_.chains())
            if (auto other = after_.chains().find(strip); other != after_.chains().end())
                moves(strip, chain, other->second);
        std::stable_sort(changes.begin(), changes.end(), [&](const Difference& a, const Difference& b) {
            return owners_.at(ownerOf(a.address)) < owners_.at(ownerOf(b.address));
        });
    }

    std::vector<Difference> changes;

  private:
    static std::string ownerOf(const std::string& address) {
        return address.find(" -> ") == address.npos ? address.substr(0, address.find('.')) : address;
    }

    void look(const std::string& address) {
        if (!seen_.insert(address).second) return;
        owners_.emplace(ownerOf(address), owners_.size());
        const Line *a = before_.find(address), *b = after_.find(address);
        if (a && b ? isSame(*a, *b) : a ? isUnsaid(*a, before_, after_) : isUnsaid(*b, after_, before_))
            return;
        Difference change{Difference::Kind::changed, address, said(a, before_, address),
                          said(b, after_, address)};
        if (change.before.value.empty()) change.kind = Difference::Kind::added;
        if (change.after.value.empty()) change.kind = Difference::Kind::removed;
        changes.push_back(std::move(change));
    }

    static Said said(const Line* line, const Telling& telling, const std::string& address) {
        if (line) return {line->value, line->place};
        return {telling.unsaid(address), telling.removal(address)};
    }

    bool isSame(const Line& a, const Line& b) const {
        if (a.value == b.value || before_.meaning(a) == after_.meaning(b)) return a.of == b.of;
        return a.written.isScalar() && b.written.isScalar() && a.of == Line::Of::value && b.of == a.of &&
               isSameQuantity(a.value, before_.timeline(), b.value, after_.timeline());
    }

    static bool isUnsaid(const Line& line, const Telling& telling, const Telling& other) {
        return line.of == Line::Of::value && telling.meaning(line) == other.unsaid(line.address);
    }

    // Entries that both chains have; those that had to move to come into the other order.
    void moves(const std::string& strip, const Telling::Chain& before, const Telling::Chain& after) {
        Telling::Chain common;
        std::vector<size_t> places;
        for (const std::string& entry : after)
            if (auto at = std::find(before.begin(), before.end(), entry); at != before.end()) {
                common.push_back(entry);
                places.push_back(size_t(at - before.begin()));
            }
        std::vector<size_t> rest = longestRise(places);
        for (size_t i = 0; i < common.size(); ++i)
            if (!std::binary_search(rest.begin(), rest.end(), i))
                changes.push_back({Difference::Kind::moved, strip + "." + common[i],
                                   position(before_, strip, before, common[i]),
                                   position(after_, strip, after, common[i])});
    }

    static Said position(const Telling& telling, const std::string& strip, const Telling::Chain& chain,
                         const std::string& entry) {
        auto at = std::find(chain.begin(), chain.end(), entry);
        return {at == chain.begin() ? "first" : "after " + *(at - 1), telling.placeOfOrder(strip, entry)};
    }

    const Telling &before_, &after_;
    std::set<std::string> seen_;
    std::map<std::string, size_t> owners_; // in their order
};

}

std::vector<Difference> differences(const Version& before, const Version& after) {
    std::string folder = std::filesystem::path(before.document.path).parent_path().string();
    return std::move(Differences(Telling(before, folder), Telling(after, folder)).changes);
}

}
