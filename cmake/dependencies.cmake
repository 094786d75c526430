# Every third-party package, in one place. The order matters: Debian's protobuf has no CMake config, so FindProtobuf
# (module mode) must define protobuf::libprotobuf before gRPC's config asks for it.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

if(PASSUNG_BUILD_SERVICE)
  find_package(Protobuf REQUIRED)                      # proto, server, bindings/cli
endif()
find_package(absl CONFIG REQUIRED)                     # everywhere: status, strings, containers
if(PASSUNG_BUILD_SERVICE)
  find_package(gRPC CONFIG REQUIRED)                   # server, bindings/cli
  find_package(prometheus-cpp CONFIG REQUIRED)         # server/observe
  find_package(ICU REQUIRED COMPONENTS i18n uc)        # proto/text: German and English sentences
  find_package(OpenSSL REQUIRED)                       # server/identity: keys of tokens; server/tls: certificates
  pkg_check_modules(jwt REQUIRED IMPORTED_TARGET libjwt)   # server/identity: signed tokens
  find_package(CLI11 CONFIG REQUIRED)                  # main files
  find_package(OpenSSL REQUIRED)                       # proto/answer/page_token: signatures
  # server: passungd's memory. What programs are linked with suffices, no header of it is used.
  set(PASSUNG_HAS_TCMALLOC 0)
  if(PASSUNG_TCMALLOC AND NOT PASSUNG_SANITIZE)
    find_library(PASSUNG_TCMALLOC_LIBRARY NAMES tcmalloc_minimal libtcmalloc_minimal.so.4 REQUIRED)
    set(PASSUNG_HAS_TCMALLOC 1)
  endif()
endif()

pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)   # engine/base: digests
find_package(Boost 1.74 REQUIRED)                      # headers only; server/http: Beast; engine/evaluation: distributions
find_package(Eigen3 3.4 REQUIRED NO_MODULE)            # engine/evaluation: linear algebra
find_package(hwy CONFIG REQUIRED)                      # engine/search/strip_sums: instruction sets chosen at run time
find_package(SQLite3 REQUIRED)                         # engine/storage
find_package(SQLiteCpp CONFIG REQUIRED)                # engine/storage
find_package(PostgreSQL REQUIRED)                      # engine/storage: libpq
find_package(nlohmann_json CONFIG REQUIRED)            # engine/ingest

if(PASSUNG_BUILD_TESTS)
  find_package(GTest CONFIG REQUIRED)
endif()
if(PASSUNG_BUILD_TESTS OR PASSUNG_BUILD_BENCHMARKS)
  # tests/engine/assign and benchmarks: the network simplex that assignments are compared with; its headers suffice.
  find_package(lemon CONFIG REQUIRED)
endif()
if(PASSUNG_BUILD_BENCHMARKS)
  find_package(benchmark CONFIG REQUIRED)
  if(PASSUNG_BUILD_SERVICE)
    pkg_check_modules(nghttp2 REQUIRED IMPORTED_TARGET libnghttp2)   # benchmarks/service: many calls at little cost
  endif()
endif()
