"""SMART on Dask arrays: the same formulas, chunk by chunk, on a local cluster."""

import dask.array as da
import numpy as np
import pytest
from dask import distributed

import tradegames as tg


def test_a_local_cluster_computes_what_numpy_does():
    # Draws × products × suppliers: elasticities differ by draw, flows do not.
    random = np.random.default_rng(4)
    imports = random.lognormal(3, 1.5, (1, 600, 6))
    tariff = random.uniform(0, 0.2, imports.shape)
    new = tariff.copy()
    new[..., 0] += 0.25
    elasticity = -random.uniform(0.5, 3, (4, 600))
    options = {"welfare": "exact", "unit": "fraction"}
    here = tg.smart.simulate(imports, tariff, new, elasticity, **options)
    chunked = [da.from_array(a, chunks=(1, 200, -1)) for a in (imports, tariff, new)]
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        there = tg.smart.simulate(*chunked, da.from_array(elasticity, chunks=(2, 200)), **options)
        assert isinstance(there.diversion, da.Array)  # nothing has been computed yet
        found = client.gather(client.compute([there.diversion, there.welfare_change, there.revenue_change]))
    for chunk, whole in zip(found, (here.diversion, here.welfare_change, here.revenue_change), strict=True):
        assert chunk.shape == whole.shape
        assert chunk == pytest.approx(whole, rel=1e-12)
    assert here.welfare_change.shape == (4, 600)
