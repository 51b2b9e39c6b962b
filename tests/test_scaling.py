"""cvae_lib.scaling: the model of a step, what is measured for it, and for whom there is memory."""

import numpy as np
import pytest

from cvae_lib import machine, scaling, workers

COMPUTE, RING = scaling.Compute(0.002, 0.0005), scaling.Ring(0.0004, 5e8)


def simulated(size, count, latency, bandwidth):
    """Seconds of a ring, message by message: a message begins when its sender has the one before."""
    ready = np.zeros(count)
    for _ in range(2 * (count - 1)):
        ready = np.maximum(ready, np.roll(ready, 1)) + latency + size / count / bandwidth
    return ready.max()


@pytest.mark.parametrize("count", [1, 2, 5, 64])
def test_a_ring_takes_what_its_messages_take_one_after_the_other(count):
    assert RING.seconds(280_000, count) == pytest.approx(simulated(280_000, count, *RING))


def test_a_step_is_compute_that_is_shared_and_a_ring():
    alone = scaling.step_seconds(COMPUTE, None, 280_000, 64, 1)
    assert alone == scaling.step_seconds(COMPUTE, RING, 280_000, 64, 1) == pytest.approx(0.002 + 64 * 0.0005)
    four = scaling.step_seconds(COMPUTE, RING, 280_000, 64, 4)
    assert four == pytest.approx(0.002 + 16 * 0.0005 + 6 * (0.0004 + 70_000 / 5e8))
    crowded = scaling.step_seconds(COMPUTE, RING, 280_000, 64, 4, sharing=2)
    assert crowded - four == pytest.approx(COMPUTE.seconds(16))


def test_the_fastest_number_of_machines_is_where_the_derivative_is_zero():
    counts = np.arange(1, 2_000)
    seconds = scaling.step_seconds(COMPUTE, RING, 280_000, 4_096, counts)
    best = np.sqrt((COMPUTE.image * 4_096 - 2 * 280_000 / RING.bandwidth) / (2 * RING.latency))
    assert abs(counts[seconds.argmin()] - best) <= 1


@pytest.mark.parametrize("count", [2, 4])
def test_fits_find_what_times_were_made_of(count):
    steps = [(images, COMPUTE.seconds(images)) for images in (8, 24, 96)]
    np.testing.assert_allclose(scaling.fit_compute(steps), COMPUTE)
    sums = [(size, RING.seconds(size, count)) for size in (1_024, 70_000, 280_000, 1_120_000)]
    np.testing.assert_allclose(scaling.fit_ring(sums, count), RING)


def test_long_steps_do_not_count_for_more():
    """The fit leaves the least sum of squares of relative errors: any other line has more."""
    images, seconds = np.array([8, 24, 96]), np.array([0.006, 0.013, 0.06])

    def errors(fixed, image):
        return np.sum(((fixed + image * images) / seconds - 1) ** 2)

    found = scaling.fit_compute(list(zip(images, seconds, strict=True)))
    for factors in ((1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99)):
        assert errors(*found) < errors(*np.multiply(found, factors))


def test_a_ring_whose_time_does_not_grow_has_no_bandwidth_that_limits_it():
    ring = scaling.fit_ring([(1_000, 0.004), (100_000, 0.004), (1_000_000, 0.003)], 2)
    assert ring.bandwidth == float("inf") and ring.seconds(1e9, 2) < 0.01


def test_a_prediction_uses_no_step_of_several_workers():
    def measured(factor):
        steps = [[images, COMPUTE.seconds(images)] for images in (8, 24, 96)] + [[64, 0.04]]
        sums = [[size, RING.seconds(size, 2)] for size in (1_024, 280_000)]
        common = {"sharing": 1.0, "bytes": 280_000}
        return [{"workers": 1, "steps": steps, "sums": [], **common},
                {"workers": 2, "steps": [[64, 0.02 * factor]], "sums": sums, **common}]

    one, two = scaling.compare(measured(1), (8, 24, 96))
    assert (one.workers, one.batch, two.workers, two.batch) == (1, 64, 2, 64)
    assert one.predicted == pytest.approx(64 / COMPUTE.seconds(64))
    assert one.measured == pytest.approx(1_600) and two.measured == pytest.approx(3_200)
    assert two.predicted == pytest.approx(64 / scaling.step_seconds(COMPUTE, RING, 280_000, 64, 2))
    assert scaling.compare(measured(3), (8, 24, 96))[1].predicted == pytest.approx(two.predicted)


def test_two_workers_are_measured(all_cores):
    one, two = scaling.measure((1, 2), lambda count: (8, 16) if count == 1 else (16,), rounds=1)
    assert (one["workers"], two["workers"], one["sums"]) == (1, 2, [])
    assert one["bytes"] == two["bytes"] == 4 * (28_036 + 41_953 + 4)
    assert [batch for batch, _ in one["steps"]] == [8, 16] and [batch for batch, _ in two["steps"]] == [16]
    assert [size for size, _ in two["sums"]] == [1_024, *(4 * (69_993 * part // 4) for part in (1, 4, 16))]
    assert all(0 < seconds < 10 for found in (one, two) for _, seconds in found["steps"] + found["sums"])
    assert one["sharing"] == 1 and two["sharing"] >= max(1, 2 / machine.cores())


def test_what_goes_wrong_in_a_worker_is_told():
    with pytest.raises(RuntimeError, match="worker [01] of 2 failed") as raised:
        scaling.measure((2,), lambda count: ("many",), rounds=1)
    assert not isinstance(raised.value, workers.WorkerError)


LIMITED = {"v2": {"memory.max": "2000000000\n", "memory.current": "1500000000\n",
                  "memory.stat": "anon 600000000\ninactive_file 300000000\n"},
           "v1": {"memory/memory.limit_in_bytes": "2000000000\n",
                  "memory/memory.usage_in_bytes": "1500000000\n",
                  "memory/memory.stat": "cache 800000000\ntotal_inactive_file 300000000\n"}}


@pytest.mark.parametrize("version", LIMITED)
@pytest.mark.parametrize("free_kb", [16_000_000, 500_000])
def test_memory_of_the_machine_and_of_a_container(tmp_path, version, free_kb):
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/meminfo").write_text(f"MemTotal:  9 kB\nMemAvailable:  {free_kb} kB\n")
    group = tmp_path / "sys/fs/cgroup"
    (group / "memory").mkdir(parents=True)
    for name, text in LIMITED[version].items():
        (group / name).write_text(text)
    # 0.8 GB are left of the container's.
    assert np.isclose(scaling._free_gb(tmp_path), min(0.8, free_kb * 1024 / 1e9))
    assert scaling.affordable((1, 2, 4), tmp_path) == [1]
    for name in LIMITED[version]:
        (group / name).unlink()
    assert scaling.affordable((1, 2, 4), tmp_path) == ([1, 2, 4] if free_kb > 1e6 else [1])


def test_without_a_limit_all_are_affordable(tmp_path):
    assert scaling.affordable((1, 2, 4, 1_000), tmp_path) == [1, 2, 4, 1_000]
    (tmp_path / "sys/fs/cgroup").mkdir(parents=True)
    (tmp_path / "sys/fs/cgroup/memory.max").write_text("max\n")
    assert scaling.affordable((4,), tmp_path) == [4]
