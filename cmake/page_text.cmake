# Writes the page of the HTTP server into a source file: PARTS are its HTML, its style and its scripts, in order.
# SPDX-License-Identifier: MIT
list(POP_FRONT PARTS html style)
file(READ ${style} PAGE_STYLE)
set(PAGE_SCRIPT "")
foreach(script IN LISTS PARTS)
    file(READ ${script} text)
    string(APPEND PAGE_SCRIPT "${text}")
endforeach()
file(READ ${html} PAGE)
string(CONFIGURE "${PAGE}" PAGE @ONLY)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// The page of the HTTP server, put together by cmake/page_text.cmake.
#include "framework/control/page.h"

namespace stemwright {

const std::string_view pageText = R"PAGE(@PAGE@)PAGE";

}
]])
