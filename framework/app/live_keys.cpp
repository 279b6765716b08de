// Reads what waits, splits it into keys, and asks the mix for what they mean.
// SPDX-License-Identifier: MIT
#include "framework/app/live_keys.h"
#include <algorithm>
#include <unistd.h>

namespace stemwright {

// Who is not in front would be stopped by the system for asking.
static bool isInFront() { return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) == getpgrp(); }

LiveKeys::LiveKeys(LiveControl& live, Use use) : live_(live) {
    if (use == Use::never || !isInFront() || tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios at = before_;
    at.c_lflag &= ~tcflag_t(ICANON | ECHO);
    at.c_cc[VMIN] = at.c_cc[VTIME] = 0; // reading waits for nothing
    taken_ = tcsetattr(STDIN_FILENO, TCSANOW, &at) == 0;
}

LiveKeys::~LiveKeys() {
    if (taken_ && isInFront()) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
}

std::string LiveKeys::text() const {
    return taken_ ? "space: stop, go on   left, right: a bar   home: the start   r: repeat   q: end" : "";
}

LiveKeys::Wish LiveKeys::poll() {
    if (!taken_ || !isInFront()) return wish_;
    char bytes[256];
    ssize_t size = read(STDIN_FILENO, bytes, sizeof bytes);
    for (ssize_t i = 0; i < size;) { // ESC [ ... LETTER, ESC O LETTER, or one byte
        ssize_t end = i + 1;
        if (bytes[i] == '\033' && end < size && (bytes[end] == '[' || bytes[end] == 'O')) {
            do ++end;
            while (end < size && (bytes[end] < '@' || bytes[end] > '~'));
            end = std::min(end + 1, size);
        }
        press(std::string(bytes + i, bytes + end));
        i = end;
    }
    return wish_;
}

void LiveKeys::press(const std::string& key) {
    using Transport = LiveControl::Transport;
    Transport now = live_.transport();
    if (key == " ")
        now.state == Transport::State::playing ? live_.stop() : live_.play();
    else if (key == "q")
        wish_ = Wish::toEnd;
    else if (key == "r")
        live_.repeat(now.atEnd == Transport::AtEnd::repeat ? Transport::AtEnd::stop
                                                           : Transport::AtEnd::repeat);
    else if (key == "\033[H" || key == "\033OH" || key == "\033[1~")
        goTo(1);
    else if (key == "\033[C" || key == "\033OC")
        goTo(present(now) + 1);
    else if (key == "\033[D" || key == "\033OD")
        goTo(present(now) - (isOnItsWay() || now.beat < 2 ? 1 : 0));
}

// It may take a while to compute the song up to there.
bool LiveKeys::isOnItsWay() const { return Clock::now() - asked_ < std::chrono::seconds(1); }

int LiveKeys::present(const LiveControl::Transport& now) const { return isOnItsWay() ? bar_ : now.bar; }

void LiveKeys::goTo(int bar) {
    bar_ = std::max(bar, 1);
    asked_ = Clock::now();
    TempoMap tempo = live_.timeline().tempo;
    live_.locate(tempo.seconds(tempo.quarters(bar_, 1)));
}

}
