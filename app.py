"""The server: ``streamlit run app.py`` finds ``app`` here."""

import gc

import streamlit as st

from odmap import (
    api,
    capacity,
    front_cache,
    headers,
    host_config,
    load,
    parts,
    print_routes,
    promptly,
    routes,
    script_loops,
)
from odmap.address import public_root
from odmap.paths import ROOT

try:
    public_root()
    capacity.SESSIONS.most = capacity.most_sessions()
except ValueError as wrong:  # better said now than by a file that lacks its code
    raise SystemExit(str(wrong)) from None
capacity.raise_descriptor_limit()
script_loops.install()
load()  # read and locate the directory before the first visitor comes
# What stands by now will never be garbage. When Python looks for some, all visitors wait; so it passes over this.
gc.collect()
gc.freeze()

app = st.App(
    ROOT / "src" / "odmap" / "frame.py",
    routes=[*routes.ROUTES, *parts.ROUTES, *api.ROUTES, *print_routes.ROUTES],
    middleware=[*headers.MIDDLEWARE, *host_config.MIDDLEWARE, *front_cache.MIDDLEWARE, *capacity.MIDDLEWARE],
    lifespan=promptly.lifespan,
)
