"""The server: ``streamlit run app.py`` finds ``app`` here."""

import gc

import streamlit as st

from odmap import api, front_cache, headers, load, parts, print_routes, promptly, routes, startup_check
from odmap.address import public_root
from odmap.paths import ROOT

try:
    public_root()
    startup_check.check()
except ValueError as wrong:  # better said now than by a file that lacks its code
    raise SystemExit(str(wrong)) from None
load()  # read and locate the directory before the first visitor comes
startup_check.watch()
# What stands by now is no garbage to look for, as all visitors would wait for that; so Python passes over it. The first
# edition of the directory is freed all the same once another takes its place: nothing in it refers to itself.
gc.collect()
gc.freeze()

app = st.App(
    ROOT / "src" / "odmap" / "frame.py",
    routes=[*routes.ROUTES, *parts.ROUTES, *api.ROUTES, *print_routes.ROUTES],
    middleware=[*headers.MIDDLEWARE, *front_cache.MIDDLEWARE],
    exception_handlers=routes.EXCEPTION_HANDLERS,
    lifespan=promptly.lifespan,
)
