# Runs clang-tidy on FILES (separated by blanks) as one translation unit in FOLDER: each file by itself would walk
# through the same headers again, which is nearly all of the time. So no two files of a folder may use one name for what
# is local to them; clang-tidy reports it as an error where they do.
#
#   cmake -DTIDY=clang-tidy -DCONFIG=.clang-tidy -DFOLDER=… "-DFILES=a.cc b.cc" "-DFLAGS=…" -P tidy.cmake
separate_arguments(FILES)
separate_arguments(flags UNIX_COMMAND "${FLAGS}")

list(TRANSFORM FILES REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE lines)
string(CONCAT text ${lines})
set(unit ${FOLDER}/unit.cc)
file(WRITE ${unit} "${text}")
execute_process(COMMAND ${TIDY} --quiet --config-file=${CONFIG} ${unit} -- ${flags}
                RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
if(result)
  message("${output}${errors}")
  message(FATAL_ERROR "clang-tidy has findings")
endif()
