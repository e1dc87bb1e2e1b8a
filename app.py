"""The server: ``odmap serve``, or ``streamlit run app.py``, finds ``app`` here."""

import gc

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config

from odmap import load
from odmap.settings import FRAME
from odmap.views.urls import frame_ancestors, public_root
from odmap.web import startup_check
from odmap.web.http import api, capacity, crawling, files, fragments, in_sight, page_shell, print_routes
from odmap.web.http.capacity import Admission
from odmap.web.http.host_config import HostConfig
from odmap.web.http.known_paths import KnownPaths
from odmap.web.http.origin_check import OriginCheck
from odmap.web.http.request_limits import RequestLimits
from odmap.web.http.response_cache import FrontCache
from odmap.web.http.security_headers import SecurityHeaders
from odmap.web.server import event_loops, lifespan
from odmap.web.workers import worker_process

try:
    address, ancestors = public_root(), frame_ancestors()
    capacity.SESSIONS.most = capacity.most_sessions()
    worker_process.number()
    startup_check.check()
except ValueError as wrong:  # better said now than by a file that lacks its code
    raise SystemExit(str(wrong)) from None
capacity.raise_descriptor_limit()
event_loops.install()
load()  # read and locate the directory before the first visitor comes
startup_check.watch()
# What stands by now is no garbage to look for, as all visitors would wait for that; so Python passes over it. The first
# edition of the directory is freed all the same once another takes its place: nothing in it refers to itself.
gc.collect()
gc.freeze()

ours: list[BaseRoute] = [
    *files.ROUTES,
    *fragments.ROUTES,
    *in_sight.ROUTES,
    *api.ROUTES,
    *print_routes.ROUTES,
    *page_shell.ROUTES,
    *crawling.ROUTES,
]
base = f"/{folder}" if (folder := config.get_option("server.baseUrlPath").strip("/")) else ""

app = st.App(
    FRAME,
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
    exception_handlers=files.EXCEPTION_HANDLERS,
    lifespan=lifespan.lifespan,
)
