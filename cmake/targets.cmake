# How a target of this project is made: one place for language level, warnings, sanitizers, labels.
#
#   passung_add_library(passung_x SOURCES a.cc … [HEADERS public.h …] [DEPS …] [PRIVATE_DEPS …])   alias passung::x
#   passung_add_binary(name SOURCES … DEPS …)
#   passung_add_test(name SOURCES … DEPS … [LABELS …])
#   passung_add_benchmark(name SOURCES … DEPS …)
#   passung_embed(target Name FILES …)      files as data in the binary

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
# Makes the target all_verify_interface_header_sets, which compiles each public header alone.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

# Several presets and clones share one compiler cache: paths are made relative to the source tree, and precompiled
# headers are only cached with these two kinds of sloppiness.
find_program(PASSUNG_CCACHE ccache)
if(PASSUNG_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
      CCACHE_NOHASHDIR=1 ${PASSUNG_CCACHE})
endif()
find_program(PASSUNG_MOLD mold)
if(PASSUNG_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Flags of all our code; generated code does not use it.
add_library(passung_flags INTERFACE)
target_compile_options(passung_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  # Designated initialisers leave members to their defaults on purpose.
  -Wno-missing-field-initializers
  $<$<BOOL:${PASSUNG_WERROR}>:-Werror> -pthread
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
# Under sanitizers gcc 12 takes memory that is not in use (an empty optional, the raw buffer in which abseil's hash maps
# move a slot) for an uninitialised vector; the release build has that warning.
if(PASSUNG_SANITIZE STREQUAL "address")
  target_compile_options(passung_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                         -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=address,undefined)
elseif(PASSUNG_SANITIZE STREQUAL "thread")
  target_compile_options(passung_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=thread)
elseif(PASSUNG_SANITIZE)
  message(FATAL_ERROR "PASSUNG_SANITIZE=\"${PASSUNG_SANITIZE}\" is not one of empty, address, thread")
endif()

# Flags of test programs, behind those above: a test compiles twice as fast without optimisation, and what runs long is
# in libraries. Undefined behaviour is looked for in what is shipped; in tests it would cost as much again.
add_library(passung_test_flags INTERFACE)
target_compile_options(passung_test_flags INTERFACE
  $<IF:$<STREQUAL:${PASSUNG_SANITIZE},address>,-O0;-fno-sanitize=undefined,-O1>)

# Headers that nearly every file includes, compiled once for all libraries: they are half of what a file costs. Those of
# protobuf, gRPC and CLI11 do not belong here: such a header has 200 MB, and loading it costs every file 3 s, which is what
# it saves the larger ones.
set(pch_source ${CMAKE_BINARY_DIR}/passung_pch.cc)
file(CONFIGURE OUTPUT ${pch_source} CONTENT "// Owns the precompiled header.\n")
add_library(passung_pch OBJECT ${pch_source})
target_link_libraries(passung_pch PRIVATE passung_flags absl::flat_hash_map absl::statusor absl::strings)
target_precompile_headers(passung_pch PRIVATE
  <algorithm> <array> <cstdint> <memory> <optional> <span> <string> <utility> <vector>
  <absl/container/flat_hash_map.h> <absl/status/statusor.h> <absl/strings/str_cat.h> <absl/strings/str_join.h>
  <absl/strings/str_split.h>)

# clang-tidy is a build target: the files of a folder are checked again, together, when the object of one of them was
# compiled again, that is, when it or a header of it has changed. Tests and benchmarks are left to the compiler's
# warnings.
find_program(PASSUNG_CLANG_TIDY NAMES clang-tidy-14 clang-tidy)
add_custom_target(tidy)

function(passung_tidy target)
  if(PASSUNG_UNITY OR NOT PASSUNG_CLANG_TIDY OR CMAKE_CURRENT_SOURCE_DIR MATCHES "/(tests|benchmarks)(/|$)")
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  set(folders)
  foreach(source IN LISTS sources)
    if(source MATCHES "\\.cc$")
      cmake_path(GET source PARENT_PATH folder)
      list(APPEND folders "${folder}/")
      list(APPEND "files_${folder}" ${CMAKE_CURRENT_SOURCE_DIR}/${source})
      list(APPEND "objects_${folder}" ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/${source}.o)
    endif()
  endforeach()
  list(REMOVE_DUPLICATES folders)
  set(stamps)
  foreach(folder IN LISTS folders)
    string(REGEX REPLACE "/$" "" folder "${folder}")
    cmake_path(APPEND CMAKE_CURRENT_BINARY_DIR tidy ${target} ${folder} unit OUTPUT_VARIABLE units)
    list(JOIN "files_${folder}" " " files)
    add_custom_command(
      OUTPUT ${units}.ok
      COMMAND ${CMAKE_COMMAND} -DTIDY=${PASSUNG_CLANG_TIDY}
              -DCONFIG=${PROJECT_SOURCE_DIR}/.clang-tidy -DFOLDER=${units} "-DFILES=${files}"
              "-DFLAGS=-std=c++20 -pthread -I$<JOIN:$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>, -I>"
              -P ${PROJECT_SOURCE_DIR}/cmake/tidy.cmake
      COMMAND ${CMAKE_COMMAND} -E touch ${units}.ok
      DEPENDS ${objects_${folder}} ${PROJECT_SOURCE_DIR}/.clang-tidy ${PROJECT_SOURCE_DIR}/cmake/tidy.cmake
      COMMENT "clang-tidy ${target} ${folder}"
      VERBATIM)
    list(APPEND stamps ${units}.ok)
  endforeach()
  add_custom_target(tidy_${target} DEPENDS ${stamps})
  add_dependencies(tidy tidy_${target})
endfunction()

# Sets `out` to what is compiled for SOURCES: with PASSUNG_UNITY one unit for the files of each folder, as clang-tidy
# reads them, else the files. The presets with sanitizers do so: they are built from nothing more often than after the
# change of one file, for which one file is compiled sooner, and what several files instantiate is instrumented once.
# CMake's own UNITY_BUILD names files by absolute paths, by which clones could not share the compiler cache. Files with
# options of their own, set before this, stay alone.
function(passung_units target out)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SOURCES")
  set(${out} ${arg_SOURCES} PARENT_SCOPE)
  if(NOT PASSUNG_UNITY)
    return()
  endif()
  set(units)
  set(folders)
  foreach(source IN LISTS arg_SOURCES)
    get_source_file_property(options ${source} COMPILE_OPTIONS)
    if(options)
      list(APPEND units ${source})
      continue()
    endif()
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    cmake_path(GET source PARENT_PATH folder)
    list(APPEND folders ${folder})
    list(APPEND "files_${folder}" ${source})
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    list(LENGTH "files_${folder}" count)
    if(count EQUAL 1)
      list(APPEND units ${PROJECT_SOURCE_DIR}/${files_${folder}})
      continue()
    endif()
    set(unit ${CMAKE_CURRENT_BINARY_DIR}/units/${target}/${folder}.cc)
    list(TRANSFORM "files_${folder}" REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE lines)
    string(CONCAT text ${lines})
    file(CONFIGURE OUTPUT ${unit} CONTENT "${text}" @ONLY)
    list(APPEND units ${unit})
  endforeach()
  set(${out} ${units} PARENT_SCOPE)
endfunction()

# Own headers are included from the repository root ("engine/search/plan.h"), public ones as "passung/engine.h".
function(passung_own_code target)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:passung_flags>)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
endfunction()

function(passung_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;DEPS;PRIVATE_DEPS")
  string(REGEX REPLACE "^passung_" "" short ${name})
  passung_units(${name} units SOURCES ${arg_SOURCES})
  add_library(${name} STATIC ${units})
  passung_own_code(${name})
  target_precompile_headers(${name} REUSE_FROM passung_pch)
  target_link_libraries(${name} PUBLIC ${arg_DEPS} PRIVATE ${arg_PRIVATE_DEPS})
  if(arg_HEADERS)
    target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS})
  endif()
  passung_tidy(${name})
  add_library(passung::${short} ALIAS ${name})
endfunction()

function(passung_add_binary name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  add_executable(${name} ${arg_SOURCES})
  passung_own_code(${name})
  target_link_libraries(${name} PRIVATE ${arg_DEPS})
  passung_tidy(${name})
endfunction()

# One test program is one ctest entry; the cases inside are counted from its report. Starting a process per case
# would cost more than most cases do.
function(passung_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS;LABELS")
  # Other tests have names in common, such as that of the rule which each of them is about.
  if("sanitized" IN_LIST arg_LABELS)
    passung_units(${name} arg_SOURCES SOURCES ${arg_SOURCES})
  endif()
  passung_add_binary(${name} SOURCES ${arg_SOURCES} DEPS passung_test_flags ${arg_DEPS} GTest::gmock GTest::gtest_main)
  target_precompile_headers(${name} REUSE_FROM passung_test_pch)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
endfunction()

function(passung_add_benchmark name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  passung_add_binary(${name} SOURCES ${arg_SOURCES} DEPS ${arg_DEPS} benchmark::benchmark)
endfunction()

# Compiles FILES into target. For Name = EngineData the header "embedded/engine_data.h" declares
#   passung::embedded::EngineData("file.csv")    content by file name without folder; empty if there is no such file
#   passung::embedded::EngineDataFiles()         all of them, sorted by name
function(passung_embed target name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "FILES")
  string(REGEX REPLACE "([a-z0-9])([A-Z])" "\\1_\\2" snake ${name})
  string(TOLOWER ${snake} snake)
  set(files)
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    list(APPEND files ${file})
  endforeach()
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/generated)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed.cmake)
  add_custom_command(
    OUTPUT ${folder}/embedded/${snake}.cc ${folder}/embedded/${snake}.h
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DSNAKE=${snake} -DFOLDER=${folder}/embedded "-DFILES=${files}" -P ${script}
    DEPENDS ${files} ${script}
    VERBATIM)
  add_library(${target}_${snake} OBJECT ${folder}/embedded/${snake}.cc)
  target_include_directories(${target}_${snake} PRIVATE ${folder} ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target}_${snake} PRIVATE absl::strings)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${snake}>)
  target_include_directories(${target} PRIVATE ${folder})
  add_dependencies(${target} ${target}_${snake})
endfunction()
