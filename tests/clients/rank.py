"""RankVacancies by grpcio: rank.py HOST:PORT REQUEST-AS-JSON [FOLDER-OF-CERTIFICATES TOKEN]; prints the answer as JSON."""
import pathlib
import sys

import grpc
from google.protobuf import json_format
from passung.v1 import match_service_pb2, match_service_pb2_grpc


def channel_to(address, tls):
    if tls is None:
        return grpc.insecure_channel(address)
    read = lambda name: (pathlib.Path(tls) / name).read_bytes()
    credentials = grpc.ssl_channel_credentials(
        read("ca.pem"), read("gateway.example.key"), read("gateway.example.pem"))
    return grpc.secure_channel(address, credentials)


def main():
    address, request, tls, token = (sys.argv[1:] + [None, None])[:4]
    message = json_format.Parse(request, match_service_pb2.RankVacanciesRequest())
    metadata = [("authorization", "Bearer " + token)] if token else []
    with channel_to(address, tls) as channel:
        stub = match_service_pb2_grpc.MatchServiceStub(channel)
        answer = stub.RankVacancies(message, metadata=metadata, timeout=20)
    print(json_format.MessageToJson(answer))


main()
