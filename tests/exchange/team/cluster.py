"""A real PostgreSQL of the tests: a private cluster on this computer, on a port of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import psutil
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ctpat_desktop.exchange.team.credentials import Credentials

PASSWORD = "amber lantern"
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
ssl = on
max_connections = 40
log_min_messages = panic
"""
HBA = """
host all all 127.0.0.1/32 scram-sha-256
"""


def programs():
    """Return the folder of the newest PostgreSQL here; it is in `installer/packages-full.txt`."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    assert folders, "PostgreSQL is missing: sh installer/system-packages.sh full"
    return max(folders, key=lambda path: int(path.parent.name))


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Cluster:
    """One server; root runs it as the user postgres, others as themselves."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="ctpat-postgres-"))
        self.bin, self.port, self.data = programs(), free_port(), self.home / "data"
        self.certificate = self.home / "root.crt"
        (self.home / "password").write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres", "postgres")
        names = ("-D", self.data, "-U", "postgres", "--pwfile", self.home / "password")
        self.run("initdb", "-N", *names, "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"{SETTINGS}port = {self.port}\n")
        (self.data / "pg_hba.conf").write_text(HBA)
        self.certify("localhost", "127.0.0.1")
        self.start()

    def run(self, program, *arguments, **more):
        """Run one of its programs; AssertionError with what it says where it fails."""
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [*(drop if os.geteuid() == 0 else []), self.bin / program, *arguments]
        env = {"PATH": os.environ["PATH"], "PGPASSWORD": PASSWORD, "LC_ALL": "C"}
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
            env=env,
            **more,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-l", self.home / "log", "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def close(self):
        self.stop()
        shutil.rmtree(self.home)

    def certify(self, *names):
        """Give the server a certificate for these names, signed by itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tests")])
        hosts = [x509.IPAddress(ip_address(one)) for one in names if one[0].isdigit()]
        hosts += [x509.DNSName(one) for one in names if not one[0].isdigit()]
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, SHA256())
        )
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.certificate.write_bytes(made.public_bytes(Encoding.PEM))
        for path, content in (
            ("server.crt", self.certificate.read_bytes()),
            ("server.key", secret),
        ):
            (self.data / path).write_bytes(content)
            (self.data / path).chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(self.data / path, "postgres", "postgres")

    def sql(self, *statements, database="team"):
        """Run statements as the administrator and return what the last one answers, as text."""
        sql = [word for one in statements for word in ("-c", one)]
        return self.run("psql", *self.where(database), "-qtAX", "-v", "ON_ERROR_STOP=1", *sql)

    def where(self, database="team"):
        return ["-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", database]

    def credentials(self, user="postgres", **more):
        given = {"is_plain": True, "port": self.port, "password": PASSWORD, **more}
        return Credentials(**{"host": "127.0.0.1", "database": "team", "user": user, **given})

    def role(self, name):
        self.sql(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")

    def processes(self):
        """Return all of its processes."""
        number = int((self.data / "postmaster.pid").read_text().split()[0])
        first = psutil.Process(number)
        return [first, *first.children()]

    def terminate(self):
        """Cut every connection of people off."""
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'ctpat-desktop'"
        )
