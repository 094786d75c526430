"""Lucene, in a Java program beside this file that Maven builds; it searches with one thread and tells its own time."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from numpy_peer import narrow
from world import LIMIT, best

SOURCES = Path(__file__).parent / "lucene"
WARM_UP = 5  # times that each question is asked before it counts: the compiler of Java needs them


class Boolean:
    name = "Lucene"
    form = "boolean query, a boosted clause for codes of equal points"

    def __init__(self, world):
        self.world = world
        self.process = None
        for program in ("java", "mvn"):
            if shutil.which(program) is None:
                raise FileNotFoundError(f"{program} is not installed (Debian: openjdk-17-jdk-headless, maven)")
        self.folder = Path(tempfile.mkdtemp(prefix="passung-lucene-"))
        try:
            self.start(LIMIT * world.most_rows)
        except Exception:
            self.close()
            raise
        self.note = "version 9.12.3; floats, so the rows found are scored again"

    def start(self, keep):
        output = self.folder / "built"
        built = subprocess.run(["mvn", "-q", "-B", "-f", SOURCES / "pom.xml", f"-Doutput={output}", "compile",
                                "dependency:copy-dependencies"], stdin=subprocess.DEVNULL, capture_output=True,
                               text=True)
        if built.returncode != 0:
            errors = [line for line in built.stdout.splitlines() if "ERROR" in line]
            raise RuntimeError(f"Maven: {errors[0] if errors else built.returncode}")
        sizes = ",".join(f"{name}:{size}" for name, size in self.world.sizes.items())
        self.process = subprocess.Popen(
            ["java", "-Xmx3g", "-cp", f"{output}/classes:{output}/libraries/*", "Peer", self.world.folder.resolve(),
             self.folder / "index", str(keep), sizes, ",".join(self.world.columns)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != "ready":
            raise RuntimeError("the Java program did not start")

    def prepare(self, question):
        number = next(n for n, other in enumerate(self.world.questions) if other is question)
        for _ in range(WARM_UP):
            self.search(number)
        return number

    def search(self, number):
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        nanoseconds, *rows = self.process.stdout.readline().split()
        self.last_ms = int(nanoseconds) / 1e6
        return np.array(rows, dtype=np.intp)

    def ask(self, number):
        rows = self.search(number)
        tables = self.world.questions[number].tables
        total = sum(narrow(table)[self.world.codes[name][rows]].astype(np.int64) for name, table in tables.items())
        return best(self.world.vacancy[rows], total)

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
