"""
Starts ministack on a loopback port with the substitutions asked for, and serves the harness over standard input and
output, a JSON value a line: {"advance": seconds}, or {} to ask how it stands. What ministack prints goes to standard error.

One argument, JSON: {"port", "folder", "substitutions": [names], "settings": {…}}.
"""

import asyncio
import datetime
import ipaddress
import json
import os
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "oracles")]

given = json.loads(sys.argv[1])
HOST = "127.0.0.1"
folder = Path(given["folder"])
endpoint = f"https://{HOST}:{given['port']}"
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def make_certificate():
    """A certificate for the loopback address: the bucket of `cdk bootstrap` refuses whoever comes without TLS."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test/cloud")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return [str(path) for path in paths]


certificate, key = make_certificate()
os.environ.update(
    {
        # Calls are signed, and judged by the policies of whoever signs them.
        "AUTH": "true",
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(given["port"]),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
        "USE_SSL": "1",
        "MINISTACK_SSL_CERT": certificate,
        "MINISTACK_SSL_KEY": key,
        "AWS_ENDPOINT_URL": endpoint,
    }
)

import substitutions  # noqa: E402

settings = {**given["settings"], "endpoint": endpoint, "certificate": certificate}
substitutions.install(given["substitutions"], settings)

from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402

from ministack.app import app  # noqa: E402
from ministack.core import lambda_runtime  # noqa: E402
from substitutions.virtual_clock import CLOCK  # noqa: E402


def answer(request):
    if "advance" in request:
        CLOCK.advance(request["advance"])
    return {"waits": CLOCK.waits(), "functions": lambda_runtime.workers_in_use()}


def serve_harness():
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
    # The harness is gone.
    os._exit(0)


async def main():
    config = Config()
    config.bind = [f"{HOST}:{given['port']}"]
    config.certfile, config.keyfile = certificate, key
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    threading.Thread(target=serve_harness, daemon=True).start()
    await serve(app, config)


asyncio.run(main())
