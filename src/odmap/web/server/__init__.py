"""The server around the app: uvicorn, its protocols and bounds."""
