// Compares lists of parameters, which are sorted.
// SPDX-License-Identifier: MIT
#include "framework/control/live_feed.h"
#include "framework/control/control_json.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

// Whether only values differ.
bool isAlike(const LiveControl::Parameters& one, const LiveControl::Parameters& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const LiveControl::Parameter& a, const LiveControl::Parameter& b) {
                          const Range &r = a.range, &s = b.range;
                          return a.address == b.address && a.help == b.help && r.init == s.init &&
                                 r.min == s.min && r.max == s.max && r.unit == s.unit && r.scale == s.scale;
                      });
}

Json changes(const LiveControl::Parameters& before, const LiveControl::Parameters& now) {
    Json json = Json::object();
    for (size_t i = 0; i < now.size(); ++i)
        if (before[i].value != now[i].value || before[i].source != now[i].source)
            // As a list of pairs would be: the addresses differ, so none has to be looked for.
            json.get_ref<Json::object_t&>().emplace_back(now[i].address, movingJson(now[i]));
    return json;
}

}

LiveFeed::LiveFeed(const LiveControl& control) : control_(control), parameters_(control.parameters()) {}

std::string LiveFeed::news() {
    Json json{{"status", statusJson(control_.status())}, {"transport", transportJson(control_.transport())}};
    auto now = control_.parameters();
    if (!isAlike(*parameters_, *now))
        json["parameters"] = parametersJson(*now);
    else if (Json changed = changes(*parameters_, *now); !changed.empty())
        json["changed"] = std::move(changed);
    parameters_ = std::move(now);
    if (auto events = control_.eventsSince(lastEvent_); !events.empty()) {
        lastEvent_ = events.back().number;
        json["events"] = eventsJson(events);
    }
    return textOf(json);
}

std::string LiveFeed::introduction() const {
    auto events = control_.eventsSince(0);
    std::erase_if(events, [this](const LiveControl::Event& event) { return event.number > lastEvent_; });
    return textOf({{"status", statusJson(control_.status())},
                   {"transport", transportJson(control_.transport())},
                   {"parameters", parametersJson(*parameters_)},
                   {"events", eventsJson(events)}});
}

}
