// How many clients are connected over gRPC.
#ifndef PASSUNG_SERVER_GRPC_CONNECTION_COUNT_H_
#define PASSUNG_SERVER_GRPC_CONNECTION_COUNT_H_

#include <cstdint>

namespace passung::server {

// To all servers of this process, of which passungd has one. gRPC tells it only through what it keeps for
// channelz: a walk over all connections, some microseconds each, for whoever asks now and then.
int64_t CountGrpcConnections();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_CONNECTION_COUNT_H_
