// Lets packets in, follows their messages in order, and answers; transport and subscriptions.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_service.h"
#include "framework/control/osc_feedback.h"
#include "framework/control/osc_pattern.h"
#include "framework/control/token.h"
#include "framework/error/error.h"
#include <algorithm>

namespace stemwright {

static constexpr size_t mostAnswered = 1 << 18; // bytes, to one packet
static constexpr auto subscription = std::chrono::seconds(60);

const std::vector<OscService::Word>& OscService::words() {
    static const std::vector<Word> all{
        {"/stemwright/play", &OscService::play},       {"/stemwright/stop", &OscService::stop},
        {"/stemwright/locate", &OscService::locate},   {"/stemwright/repeat", &OscService::repeat},
        {"/stemwright/release", &OscService::release}, {"/stemwright/subscribe", &OscService::subscribe},
        {"/stemwright/parameters", &OscService::list}, {"/stemwright/status", &OscService::status},
        {"/stemwright/learn", &OscService::learn},     {"/stemwright/sync", &OscService::sync},
    };
    return all;
}

OscService::OscService(LiveControl& control, std::string token, Send send)
    : control_(control), token_(std::move(token)), send_(std::move(send)) {}

void OscService::handle(std::span<const uint8_t> packet, const OscPeer& from, OscTime now) {
    Visit visit{.now = now,
                .guest = token_.empty() ? &peers_.admit(from, now) : peers_.find(from, now),
                .answers = OscAnswers([&](std::span<const uint8_t> answer) { send_(from, answer); }),
                .parameters = nullptr};
    try {
        for (const OscMessage& message : decodeOsc(packet)) follow(message, from, visit);
    } catch (const Error& error) {
        const Problem& problem = error.problems()[0];
        complain(visit, problem.cause, [&] { return problem.cure; });
    }
    visit.answers.flush();
}

void OscService::follow(const OscMessage& message, const OscPeer& from, Visit& visit) {
    if (message.address == "/stemwright/token") {
        if (token_.empty()) return;
        const auto* given =
            message.arguments.size() == 1 ? std::get_if<std::string>(&message.arguments[0]) : nullptr;
        if (given && isToken(*given, token_)) visit.guest = &peers_.admit(from, visit.now);
    }
    if (!visit.guest)
        return complain(visit, "who sends is not known",
                        [] { return "send the session's token first, with /stemwright/token"; });
    if (message.address == "/stemwright/token") return;
    try {
        if (visit.answers.bytes() > mostAnswered)
            throw Error("a packet asks for too much", "ask for less at once");
        obey(message, visit);
    } catch (const Error& error) {
        const Problem& problem = error.problems()[0];
        std::string where = problem.place.file.empty() ? "" : problem.place.file + ": ";
        complain(visit, where + problem.cause, [&] { return problem.cure; });
    }
}

void OscService::obey(const OscMessage& message, Visit& visit) {
    for (const Word& word : words())
        if (word.address == message.address) return (this->*word.act)(message, visit);
    // What servers say is not answered, or two of them would go on for ever.
    for (const char* said : {"/stemwright/error", "/stemwright/parameter", "/stemwright/listed",
                             "/stemwright/position", "/stemwright/synced"})
        if (message.address == said) return;
    if (!message.address.starts_with("/stemwright/meter/")) reach(message, visit);
}

// Looks for a cure only where it is told.
void OscService::complain(Visit& visit, const std::string& cause, const std::function<std::string()>& cure) {
    ++visit.refused;
    OscAllowance& own = visit.guest ? visit.guest->complaints : strangers_;
    if (own.take(visit.now) && complaints_.take(visit.now))
        visit.answers.add({"/stemwright/error", {cause, cure()}});
}

// Buttons of control surfaces send 1 when they are pressed, and 0 when they are let go.
static bool isPressed(const OscMessage& message) {
    auto isZero = [](const auto& argument) {
        if constexpr (std::is_arithmetic_v<std::decay_t<decltype(argument)>>) return argument == 0;
        return false;
    };
    return std::none_of(message.arguments.begin(), message.arguments.end(),
                        [&](const OscArgument& argument) { return std::visit(isZero, argument); });
}

void OscService::play(const OscMessage& message, Visit&) {
    if (isPressed(message)) control_.play();
}

void OscService::stop(const OscMessage& message, Visit&) {
    if (isPressed(message)) control_.stop();
}

void OscService::repeat(const OscMessage& message, Visit&) {
    using AtEnd = LiveControl::Transport::AtEnd;
    control_.repeat(isPressed(message) ? AtEnd::repeat : AtEnd::stop);
}

void OscService::locate(const OscMessage& message, Visit& visit) {
    double seconds = quantity(message, Unit::s);
    switch (control_.locate(seconds)) {
    case LiveControl::Outcome::done:
        break;
    case LiveControl::Outcome::limited:
        visit.answers.add(oscPosition(control_.transport()));
        break;
    case LiveControl::Outcome::unknown:
    case LiveControl::Outcome::refused:
        throw Error({message.address}, formatQuantity(seconds, Unit::s) + " is no place in this song",
                    "name one between 0 s and " + formatQuantity(control_.transport().length, Unit::s));
    }
}

void OscService::subscribe(const OscMessage&, Visit& visit) {
    if (!visit.guest->subscribes(visit.now)) {
        if (peers_.subscribers(visit.now) == OscPeers::mostSubscribers)
            throw Error(std::to_string(OscPeers::mostSubscribers) + " others subscribe already",
                        "wait a minute, or end one of them");
        visit.guest->moved.clear();
        if (!told_) told_ = parameters(visit);
    }
    visit.guest->subscribedUntil = visit.now + subscription;
}

void OscService::status(const OscMessage& message, Visit& visit) {
    if (message.arguments.empty()) // else it is the answer of another server
        visit.answers.add(oscStatus(control_.transport(), control_.status()));
}

void OscService::sync(const OscMessage& message, Visit& visit) {
    OscMessage answer{"/stemwright/synced", message.arguments};
    answer.arguments.resize(1);
    answer.arguments.emplace_back(int32_t(visit.refused));
    visit.answers.add(answer);
}

void OscService::tick(OscTime now) {
    peers_.forget(now);
    if (peers_.subscribers(now) == 0) return told_.reset();
    auto parameters = control_.parameters();
    std::vector<OscMessage> moves = oscMoves(*told_, *parameters), rest = oscMeters(control_.status());
    rest.push_back(oscPosition(control_.transport()));
    told_ = parameters;
    peers_.eachSubscriber(now, [&](const OscPeer& peer, OscPeers::Guest& guest) {
        OscAnswers answers([&](std::span<const uint8_t> packet) { send_(peer, packet); });
        for (const OscMessage& move : moves) {
            auto own = guest.moved.find(move.address);
            if (own == guest.moved.end() || OscArgument(own->second) != move.arguments[0]) answers.add(move);
        }
        guest.moved.clear();
        for (const OscMessage& message : rest) answers.add(message);
        answers.flush();
    });
}

}
