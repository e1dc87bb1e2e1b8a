"""The server: ``streamlit run app.py`` finds ``app`` here."""

import gc

import streamlit as st

from odmap import api, front_cache, headers, load, parts, print_routes, promptly, routes, shell
from odmap.address import public_root
from odmap.paths import ROOT

try:
    public_root()
except ValueError as wrong:  # better said now than by a file that lacks its code
    raise SystemExit(str(wrong)) from None
load()  # read and locate the directory before the first visitor comes
# What stands by now will never be garbage. When Python looks for some, all visitors wait; so it passes over this.
gc.collect()
gc.freeze()

app = st.App(
    ROOT / "src" / "odmap" / "frame.py",
    routes=[*routes.ROUTES, *parts.ROUTES, *api.ROUTES, *print_routes.ROUTES, *shell.ROUTES],
    middleware=[*headers.MIDDLEWARE, *front_cache.MIDDLEWARE],
    lifespan=promptly.lifespan,
)
