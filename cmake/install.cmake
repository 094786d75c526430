# What an installed copy of the library is: archives, public headers, a CMake package and files for pkg-config, all of
# them in the install component "dev" (`cmake --install BUILD --component dev --prefix DIR`). Nothing in it depends on
# where it lies: the folder can be moved as a whole.
#
#   passung_install_library(passung_x)                   passung::x of find_package(passung)
#   passung_install_pkgconfig(NAME SUMMARY LIBRARIES passung_x … [REQUIRES module …] [LIBS -lfoo …])
#   passung_install_package()                            once, after all of these

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(passung_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/passung)

function(passung_install_library name)
  string(REGEX REPLACE "^passung_" "" short ${name})
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${short})
  target_compile_features(${name} PUBLIC cxx_std_20)
  set(headers)
  get_target_property(sets ${name} HEADER_SETS)
  if(sets)
    set(headers FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
  endif()
  set_property(GLOBAL APPEND PROPERTY PASSUNG_INSTALLED ${short})
  install(TARGETS ${name} EXPORT passungTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev ${headers})
endfunction()

# pkg-config knows one list where CMake has targets: what the archives need of abseil is asked of them.
function(passung_install_pkgconfig name summary)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LIBRARIES;REQUIRES;LIBS;CFLAGS")
  set(requires ${arg_REQUIRES})
  set(libs)
  foreach(library IN LISTS arg_LIBRARIES)
    list(APPEND libs -l${library})
    get_target_property(deps ${library} LINK_LIBRARIES)
    foreach(dep IN LISTS deps)
      if(dep MATCHES "^absl::(.+)$")
        list(APPEND requires absl_${CMAKE_MATCH_1})
      endif()
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES requires)
  list(JOIN requires " " PC_REQUIRES)
  list(JOIN arg_CFLAGS " " PC_CFLAGS)
  list(APPEND libs ${arg_LIBS})
  list(JOIN libs " " PC_LIBS)
  set(PC_NAME ${name})
  set(PC_SUMMARY ${summary})
  file(RELATIVE_PATH PC_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/passung.pc.in ${PROJECT_BINARY_DIR}/package/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/package/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)
endfunction()

function(passung_install_package)
  get_property(PASSUNG_INSTALLED GLOBAL PROPERTY PASSUNG_INSTALLED)
  install(EXPORT passungTargets NAMESPACE passung:: DESTINATION ${passung_package_dir} COMPONENT dev)
  configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/passungConfig.cmake.in
                                ${PROJECT_BINARY_DIR}/package/passungConfig.cmake
                                INSTALL_DESTINATION ${passung_package_dir} NO_SET_AND_CHECK_MACRO)
  # Until 1.0 a minor version may change the interface.
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/passungConfigVersion.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/package/passungConfig.cmake
                ${PROJECT_BINARY_DIR}/package/passungConfigVersion.cmake
          DESTINATION ${passung_package_dir} COMPONENT dev)
endfunction()
