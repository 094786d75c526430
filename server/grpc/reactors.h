// The three kinds of calls as gRPC's callback interface has them. Each function
// makes the reactor of one call, which brings it to `calls` and deletes itself
// when gRPC is done with it.
#ifndef PASSUNG_SERVER_GRPC_REACTORS_H_
#define PASSUNG_SERVER_GRPC_REACTORS_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include "server/call/calls.h"
#include "server/method/method_table.h"

namespace passung::server {

// Nothing but admission happens on gRPC's own threads, of which there are two.
grpc::ServerUnaryReactor* ReactToUnary(const Method& method, Calls& calls,
                                       grpc::CallbackServerContext& context,
                                       const grpc::ByteBuffer& request, grpc::ByteBuffer& response);
grpc::ServerWriteReactor<grpc::ByteBuffer>* ReactToServerStream(
    const Method& method, Calls& calls, grpc::CallbackServerContext& context,
    const grpc::ByteBuffer& request);
grpc::ServerReadReactor<grpc::ByteBuffer>* ReactToClientStream(const Method& method, Calls& calls,
                                                               grpc::CallbackServerContext& context,
                                                               grpc::ByteBuffer& response);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_REACTORS_H_
