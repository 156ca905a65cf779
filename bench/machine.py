"""What the figures were measured on: without it they mean nothing."""

import os
import platform
from pathlib import Path


def machine() -> dict[str, object]:
    """Describe processor, memory, disk and versions."""
    return {
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int(_first("/proc/meminfo", "MemTotal").split()[0]) / 1024**2, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


def peak_mb(pid: int | str = "self") -> float:
    """Return the most memory that a process ever held."""
    return int(_first(f"/proc/{pid}/status", "VmHWM").split()[0]) / 1024


def _first(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""
