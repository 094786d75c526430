# Runs clang-tidy on FILES (separated by blanks) as one translation unit in FOLDER: each file by itself would walk
# through the same headers again, which is nearly all of the time. Files that cannot stand together because two of them
# use one name are divided in halves until they can.
#
#   cmake -DTIDY=clang-tidy -DCLANG=clang++ -DCONFIG=.clang-tidy -DFOLDER=… "-DFILES=a.cc b.cc" "-DFLAGS=…" -P tidy.cmake
separate_arguments(FILES)
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
set(failed FALSE)

function(check name files)
  set(unit ${FOLDER}/${name}.cc)
  list(TRANSFORM files REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE lines)
  string(CONCAT text ${lines})
  file(WRITE ${unit} "${text}")
  list(LENGTH files count)
  if(count GREATER 1)
    execute_process(COMMAND ${CLANG} -fsyntax-only -w ${flags} ${unit} RESULT_VARIABLE apart OUTPUT_QUIET ERROR_QUIET)
    if(apart)
      math(EXPR half "${count} / 2")
      list(SUBLIST files 0 ${half} first)
      list(SUBLIST files ${half} -1 second)
      check(${name}a "${first}")
      check(${name}b "${second}")
      set(failed ${failed} PARENT_SCOPE)
      return()
    endif()
  endif()
  execute_process(COMMAND ${TIDY} --quiet --config-file=${CONFIG} ${unit} -- ${flags}
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(result)
    message("${output}${errors}")
    set(failed TRUE PARENT_SCOPE)
  endif()
endfunction()

file(MAKE_DIRECTORY ${FOLDER})
check(unit "${FILES}")
if(failed)
  message(FATAL_ERROR "clang-tidy has findings")
endif()
