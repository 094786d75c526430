"""PostgreSQL, a server of its own on the loopback address in a temporary folder, without parallel workers and JIT.

Memory is ample, so that nothing is read from disk; the lookup tables are there before the time is taken. The server
refuses to run as root: then it runs as the user of Debian's package.
"""

import glob
import io
import os
import shutil
import socket
import subprocess
import tempfile

import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.csv

import sql
from numpy_peer import narrow
from world import LIMIT

SETTINGS = {"shared_buffers": "1GB", "work_mem": "256MB", "max_parallel_workers_per_gather": "0", "jit": "off",
            "fsync": "off", "listen_addresses": "127.0.0.1", "max_wal_size": "4GB"}


class Server:
    """Started on the first use, stopped with the last connection."""

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not found:
            raise FileNotFoundError("PostgreSQL is not installed (Debian: postgresql)")
        self.bin = os.path.dirname(found[-1])
        self.folder = tempfile.mkdtemp(prefix="passung-peers-")
        self.data = os.path.join(self.folder, "data")
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        try:
            self.command("initdb", "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C", "-D", self.data)
            options = " ".join(f"-c {key}={value}" for key, value in SETTINGS.items())
            self.command("pg_ctl", "-w", "-D", self.data, "-l", os.path.join(self.folder, "log"),
                         "-o", f"{options} -p {self.port} -k {self.folder}", "start")
        except Exception:
            self.stop()
            raise

    def command(self, name, *arguments):
        words = [os.path.join(self.bin, name), *arguments]
        if os.geteuid() == 0:
            words = ["runuser", "-u", "postgres", "--", *words]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")

    def stop(self):
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            self.command("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Base:
    name = "PostgreSQL"
    floor = "against PostgreSQL, heart, 1 M"
    sorted_by_job = False

    def __init__(self, world):
        self.keep = LIMIT * world.most_rows
        self.asked = 0
        self.db = None
        self.server = Server()
        try:
            self.db = psycopg.connect(host="127.0.0.1", port=self.server.port, user="bench", dbname="postgres",
                                      autocommit=True)
            self.load(world)
        except Exception:
            self.close()
            raise
        version = self.db.info.server_version
        self.note = f"version {version // 10000}.{version % 10000}"

    def load(self, world):
        kinds = {name: "smallint" if world.sizes[name] < 32768 else "integer" for name in world.codes}
        columns = ", ".join(f"{name} {kind} NOT NULL" for name, kind in kinds.items())
        self.db.execute(f"CREATE TABLE rows (vacancy integer NOT NULL, {columns})")
        order = np.argsort(world.codes["job"], kind="stable") if self.sorted_by_job else slice(None)
        table = pa.table({"vacancy": world.vacancy[order], **{n: c[order] for n, c in world.codes.items()}})
        text = io.BytesIO()
        pyarrow.csv.write_csv(table, text, pyarrow.csv.WriteOptions(include_header=False))
        with self.db.cursor().copy("COPY rows FROM STDIN (FORMAT csv)") as copy:
            copy.write(text.getbuffer())
        if self.sorted_by_job:
            self.db.execute("CREATE INDEX ON rows (job)")
        self.db.execute("VACUUM ANALYZE rows")

    def tables(self, question):
        """Lookup tables of one question, in a schema of their own."""
        self.asked += 1
        self.db.execute(f"CREATE SCHEMA q{self.asked}")
        self.db.execute(f"SET search_path = q{self.asked}, public")
        for name, table in question.tables.items():
            self.db.execute(f"CREATE TABLE t_{name} (code smallint PRIMARY KEY, points integer NOT NULL)")
            with self.db.cursor().copy(f"COPY t_{name} FROM STDIN") as copy:
                for row in sql.passing(table):
                    copy.write_row(row)
            self.db.execute(f"VACUUM ANALYZE t_{name}")
        return f"q{self.asked}"

    def arrays(self, question, where):
        """One row that holds all lookup tables as arrays, which is read once and then held."""
        score = " + ".join(f"(%({name})s::integer[])[{name} + 1]" for name in question.tables)
        given = {name: narrow(table).tolist() for name, table in question.tables.items()}
        scored = (f"SELECT vacancy, score FROM (SELECT vacancy, {score} AS score FROM public.rows {where}) AS s "
                  "WHERE score >= 0")
        # Planned once with its arrays in it, as a prepared statement of this one person.
        self.asked += 1
        name = f"a{self.asked}"
        literal = psycopg.ClientCursor(self.db).mogrify(sql.best(scored, self.keep), given)
        self.db.execute(f"PREPARE {name} AS {literal}")
        return "public", f"EXECUTE {name}"

    def ask(self, given):
        schema, query = given
        self.db.execute(f"SET search_path = {schema}, public")
        return self.db.execute(query).fetchall()

    def close(self):
        if self.db is not None:
            self.db.close()
        self.server.stop()


class Arrays(Base):
    form = "plain: looked up in arrays"

    def prepare(self, question):
        return self.arrays(question, "")


class Joins(Base):
    form = "plain: joins with lookup tables"

    def prepare(self, question):
        return self.tables(question), sql.joins(question.tables, self.keep).format(rows="public.rows")


class Told(Base):
    form = "told which occupations to read, rows in their order, arrays"
    floor = None
    sorted_by_job = True

    def prepare(self, question):
        told = ", ".join(map(str, question.told()))
        return self.arrays(question, f"WHERE job = ANY ('{{{told}}}'::smallint[])")
