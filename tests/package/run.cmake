# Installs into a folder of its own, builds the outside program against that, and runs it.
# SPDX-License-Identifier: MIT
file(REMOVE_RECURSE ${WORK_DIR})
function(must)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE result)
    if(result)
        message(FATAL_ERROR "failed: ${ARGV}")
    endif()
endfunction()
must(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${WORK_DIR}/prefix)
if(SANITIZE) # the runtime of a sanitized library must come first in the program
    set(flags -DCMAKE_CXX_FLAGS=-fsanitize=${SANITIZE})
endif()
must(${CMAKE_COMMAND} -S ${SOURCE_DIR} -B ${WORK_DIR}/build -G Ninja -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix ${flags})
must(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
must(${WORK_DIR}/build/outside ${SOURCE_DIR}/mix.yaml)
must(${WORK_DIR}/prefix/bin/stemwright nodes gain)
