"""Cells that a kernel answers in its own ways: each must come out of a forked kernel the same.

`raises` at the start of a cell: it is to fail.
"""

ODD = {
    "figure": """
import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(2, 1))
ax.plot([1, 3, 2], label="增长")
""",
    "two figures and show": """
for n in (1, 2):
    plt.figure(figsize=(1, 1)); plt.plot([n, 2])
plt.show(); print("shown")
""",
    "figure before an error": """raises
plt.figure(figsize=(1, 1)); plt.bar([1, 2], [2, 1]); 1 / 0
""",
    "svg by magic": """
%matplotlib inline
%config InlineBackend.figure_formats = ["svg"]
%config InlineBackend.print_figure_kwargs = {"metadata": {"Date": None}}
plt.rcParams["svg.hashsalt"] = "x"
plt.figure(figsize=(1, 1)); plt.plot([1, 2]);
""",
    "seaborn": """
import seaborn as sns, pandas as pd
%config InlineBackend.figure_formats = ["png"]
frame = pd.DataFrame({"year": [2020, 2021, 2022], "rate": [1.5, 8.25, 3.0]})
sns.lineplot(frame, x="year", y="rate");
""",
    "backend": "plt.get_backend(), sorted(map(str, plt.rcParams.items())), plt.isinteractive()",
    "frame": "frame",
    "styled": "frame.style.format(precision=1).set_uuid('x')",
    "options": "pd.options.display.max_rows, pd.options.display.width",
    "model": """
import statsmodels.formula.api as smf
print(smf.ols("rate ~ year", frame).fit().params.round(6))
""",
    "stdin": """raises
input("name? ")
""",
    "read stdin": "import sys; repr(sys.stdin.read()), sys.stdin.isatty()",
    "display id": """
from IPython.display import HTML, JSON, Latex, clear_output, display
handle = display("before", display_id="one")
display(HTML("<b>b</b>"), Latex("$x$"), JSON({"a": 1}))
""",
    "update display": 'handle.update("after")',
    "clear output": 'print("gone"); clear_output(); print("stays")',
    "error": """raises
def fails(n):
    raise ValueError(n)
try:
    fails(1)
except ValueError as error:
    raise KeyError("短") from error
""",
    "syntax": """raises
a b
""",
    "assertion": """raises
assert frame is None, "x"
""",
    "warning": 'import warnings; warnings.warn("twice"); warnings.warn("twice")',
    "deprecated": "warnings.warn('old', DeprecationWarning); sys.flags",
    "logging": 'import logging; logging.warning("w"); logging.getLogger().handlers',
    "threads": """
import threading
threads = [threading.Thread(target=print, args=(n,)) for n in range(3)]
for t in threads: t.start(); t.join()
print(sorted(t.name for t in threading.enumerate()))
""",
    "thread that fails": """
def stop(): raise RuntimeError("in a thread")
t = threading.Thread(target=stop, name="t"); t.start(); t.join()
""",
    "subprocess": """
import subprocess
subprocess.run([sys.executable, "-c", "import sys; print('out', sys.stdin.read())"], check=True)
subprocess.run(["sh", "-c", "echo err >&2; ulimit -n; umask"], check=True)
""",
    "shell": "!echo $0 && echo e >&2",
    "bash": """%%bash
echo bash
pwd | wc -l
""",
    "raw output": 'import os; os.write(1, b"raw\\n"); os.system("echo system")',
    "fork": """
import multiprocessing
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))
""",
    "spawn": """
with multiprocessing.get_context("spawn").Pool(1) as pool:
    print(pool.map(abs, [-3]))
""",
    "await": """
import asyncio
await asyncio.sleep(0)
print(type(asyncio.get_running_loop()).__name__, len(asyncio.all_tasks()))
""",
    "magics": """
%pwd
%who_ls str
%precision 3
3.14159
""",
    "capture": """%%capture said
print("caught"); 1
""",
    "captured": "said.stdout",
    "history": "In[1].strip()[:20], len(Out), _",
    "process": """
import gc, locale, resource, signal, tempfile
print(os.getcwd(), os.path.basename(sys.argv[0]), len(sys.argv), sys.path)
print(os.getpgrp() == os.getpid() == os.getsid(0), signal.getsignal(signal.SIGTERM))
print([signal.getsignal(n) for n in (signal.SIGINT, signal.SIGPIPE, signal.SIGHUP)])
print(signal.pthread_sigmask(signal.SIG_BLOCK, []), gc.isenabled(), gc.get_threshold())
print(tempfile.gettempdir(), locale.getlocale(), sys.getrecursionlimit(), os.nice(0))
print(resource.getrlimit(resource.RLIMIT_NOFILE), sys.stdout.encoding, sys.__stdout__.encoding)
print({k: v for k, v in sorted(os.environ.items()) if k not in ("IPYTHONDIR", "SHLVL", "_")})
print(__name__, sys.modules["__main__"].__dict__ is globals(), get_ipython().__class__)
print(sorted(int(n) for n in os.listdir("/proc/self/fd"))[:3], hash("长春"))
""",
    "numbers": """
import numpy as np
np.random.seed(1); a = np.random.rand(300, 300)
print(np.geterr(), np.random.rand(), np.linalg.det(a), np.linalg.svd(a)[1][:3], (a @ a).sum())
""",
    "pickle": """
import pickle
class Point: pass
type(pickle.loads(pickle.dumps(Point()))).__module__
""",
    "widget": """
try:
    import ipywidgets
    display(ipywidgets.IntSlider(3))
except ImportError:
    print("none installed")
""",
    "interrupt": """
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
""",
    "exit code": """raises
sys.exit(0)
""",
    "still there": "fig.number if hasattr(fig, 'number') else None, plt.get_fignums()",
}
