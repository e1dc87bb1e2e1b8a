"""The server: uvicorn around ``app.py``, with the bounds that a public address needs.

``streamlit run app.py`` works as well: all that odmap itself checks holds there, too, but not what only the server can
bound (the head of a request, the size of a web socket's message before it is read).
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import uvicorn
from streamlit import config
from streamlit.web.bootstrap import load_config_options

from odmap.settings import ROOT
from odmap.web.http.request_limits import MAX_MESSAGE
from odmap.web.server.protocols import BoundedHttpProtocol, PromptWebSocketProtocol

PING = 30.0
"""Seconds between two pings of a web socket, and for how long an answer may be missing; as Streamlit has it."""

LAST_ANSWERS = 2
"""Seconds that open connections get when the server is told to end; odmap.web.server.lifespan allows one more."""

_FILES = ("ODMAP_DATA", "ODMAP_ORGANISATIONS", "ODMAP_CHANGES")


def serve(host: str, port: int, directory: Path | None = None) -> int:
    """Serve odmap until it is told to end, and return the exit status.

    Args:
        host: the address to listen on, such as ``127.0.0.1``, which only this machine can reach.
        port: the port to listen on.
        directory: the directory file to show; by default what :func:`~odmap.settings.organisations_file` names.
    """
    if directory:
        os.environ["ODMAP_ORGANISATIONS"] = str(directory)
    here = Path.cwd()
    for name in _FILES:  # they are named from here; odmap's own folder is where Streamlit looks for its settings
        if os.environ.get(name):
            os.environ[name] = str(here / os.environ[name])
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    load_config_options({"server.port": port, **settings_in(os.environ)})
    server = uvicorn.Server(
        uvicorn.Config(
            "app:app",
            host=host,
            port=port,
            ssl_certfile=_named_from(here, config.get_option("server.sslCertFile")),
            ssl_keyfile=_named_from(here, config.get_option("server.sslKeyFile")),
            http=BoundedHttpProtocol,
            ws=PromptWebSocketProtocol,
            ws_max_size=MAX_MESSAGE,
            ws_ping_interval=PING,
            ws_ping_timeout=PING,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=LAST_ANSWERS,
            server_header=False,
            access_log=False,
            log_level="warning",
        )
    )
    server.run()
    return 0 if server.started else 1


def _named_from(folder: Path, file: str | None) -> Path | None:
    return folder / file if file else None


def settings_in(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of Streamlit that environment variables hold, such as ``STREAMLIT_SERVER_BASE_URL_PATH``.

    ``streamlit run`` reads them by itself. A value is JSON, or else text.
    """
    options = config._config_options_template.values()  # reading them by name would parse the files too early
    given = {option.key: environment[option.env_var] for option in options if option.env_var in environment}
    return {key: _value(text) for key, text in given.items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
