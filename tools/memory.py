"""How much memory a process has taken at most. Also sent to a notebook's kernel, so it imports inside."""


def peak_gb():
    """Peak resident memory of this process, GB."""
    import re
    import resource
    import sys

    if sys.platform == "linux":         # here ru_maxrss counts the parent's memory into a child's; VmHWM is its own
        return int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) * 1024 / 1e9
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e9
