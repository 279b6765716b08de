// Decides how the sound of each wire gets from one node to the other, before anything has a place.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/allotment.h"
#include <set>

namespace stemwright {

/// How the sound of a wire travels.
enum class Route {
    rows,  ///< in the rows of its source
    block, ///< in the block of its source, lane by lane
    ring,  ///< out of a ring: late, or from another section
    sum,   ///< with that of other lanes
    early, ///< out of the rows of its source, with that of others, as soon as it is there
};

/// What travels where, by vertex, section or input.
struct Routes {
    struct Place {
        int section, step, batch, lane;
    };
    std::vector<Place> places; ///< by vertex

    /// Of each feed of an input, given by vertex and port.
    std::map<std::pair<int, int>, std::vector<Route>> feeds;

    /// Feeds of an input that are added once a step has run.
    struct Early {
        int after, vertex, port; ///< the step, counted in its section
        std::vector<size_t> feeds;
    };
    std::vector<std::vector<Early>> earlies; ///< by section, in the order of their steps

    std::set<std::pair<int, int>> heard; ///< from one section in another, as far as sums over lanes go
};

/// Makes sections and steps of the plan, whose tasks are still vertices, with the sums over their lanes.
/// Inputs whose sound must be copied become sums; what travels in sums over lanes is no longer a term of its
/// feed.
Routes findRoutes(Plan& plan, std::vector<Task>& tasks, const Order& order, const Feeders& feeders);

}
