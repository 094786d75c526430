"""quick_start.py README.md: runs the Python of its section "Quick start" as it is written there."""

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
section = text.split("\n## Quick start\n")[1].split("\n## ")[0]
blocks = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
if not blocks:
    sys.exit("the section has no Python")
exec(compile("\n".join(blocks), sys.argv[1], "exec"), {"__name__": "__main__"})
