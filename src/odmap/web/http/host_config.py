"""What the browser is told about the page around the app: there is none, and errors open no dialog.

Streamlit asks for it before it connects. Its own answer cannot be set, and with it a lost connection opens a dialog
that asks visitors for ``streamlit run yourscript.py``. Page.js says what visitors need to know instead.
"""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/_stcore/host-config"

CONFIG = {
    "allowedOrigins": [],  # no page around the app may send it messages
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}


class HostConfig:
    """Answers Streamlit's question about the page around the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"].endswith(PATH)
        answer = JSONResponse(CONFIG, headers={"Cache-Control": "no-cache"}) if asked else self.app
        await answer(scope, receive, send)
