"""The server: ``odmap serve``, or ``streamlit run app.py``, finds ``app`` here."""

import gc

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config

from odmap import (
    api,
    capacity,
    file_workers,
    lifespan,
    load,
    parts,
    print_routes,
    routes,
    script_loops,
    shell,
    startup_check,
)
from odmap.address import frame_ancestors, public_root
from odmap.capacity import Admission
from odmap.front_cache import FrontCache
from odmap.headers import SecurityHeaders
from odmap.host_config import HostConfig
from odmap.known_paths import KnownPaths
from odmap.origin_check import OriginCheck
from odmap.paths import ROOT
from odmap.request_limits import RequestLimits

try:
    address, ancestors = public_root(), frame_ancestors()
    capacity.SESSIONS.most = capacity.most_sessions()
    file_workers.number()
    startup_check.check()
except ValueError as wrong:  # better said now than by a file that lacks its code
    raise SystemExit(str(wrong)) from None
capacity.raise_descriptor_limit()
script_loops.install()
load()  # read and locate the directory before the first visitor comes
startup_check.watch()
# What stands by now is no garbage to look for, as all visitors would wait for that; so Python passes over it. The first
# edition of the directory is freed all the same once another takes its place: nothing in it refers to itself.
gc.collect()
gc.freeze()

ours: list[BaseRoute] = [*routes.ROUTES, *parts.ROUTES, *api.ROUTES, *print_routes.ROUTES, *shell.ROUTES]
base = f"/{folder}" if (folder := config.get_option("server.baseUrlPath").strip("/")) else ""

app = st.App(
    ROOT / "src" / "odmap" / "frame.py",
    routes=ours,
    middleware=[
        Middleware(SecurityHeaders, base=base, frame_ancestors=ancestors, https=address.startswith("https:")),
        Middleware(RequestLimits),
        Middleware(
            OriginCheck,
            address=address,
            hosts=config.get_option("server.allowedHosts"),
            origins=config.get_option("server.corsAllowedOrigins"),
        ),
        Middleware(KnownPaths, routes=ours, base=base),
        Middleware(HostConfig),
        Middleware(Admission),
        Middleware(FrontCache),
    ],
    exception_handlers=routes.EXCEPTION_HANDLERS,
    lifespan=lifespan.lifespan,
)
