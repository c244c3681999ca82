#!/usr/bin/python3
"""A third-party RTSP server: GStreamer's, with a pre-encoded H.264 file behind Digest sign-in.

Run under the distribution's Python, which has the bindings. Reads its task as one JSON line on standard
input {file, loop, username, password}; writes {"port": n} when it listens on a free loopback port; ends
when standard input closes. A file ending in .mp4 is demultiplexed (true presentation times); any other
is an elementary stream whose times h264parse makes from the SPS.
"""

import json
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402


def launch_line(task):
    source = "multifilesrc loop=true" if task.get("loop") else "filesrc"
    demux = " ! qtdemux" if task["file"].endswith(".mp4") else ""
    path = task["file"].replace("\\", "\\\\").replace('"', '\\"')
    return f'( {source} location="{path}"{demux} ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )'


def main():
    task = json.loads(sys.stdin.readline())
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    pool = server.get_thread_pool()
    pool.set_max_threads(16)  # one thread serves all clients otherwise

    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(task["username"], task["password"], token)
    server.set_auth(auth)

    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(launch_line(task))
    factory.set_shared(bool(task.get("loop")))
    factory.add_role_from_structure(
        Gst.Structure.from_string(
            "viewer, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
        )[0]
    )
    server.get_mount_points().add_factory("/camera", factory)
    server.attach(None)
    print(json.dumps({"port": server.get_bound_port()}), flush=True)

    loop = GLib.MainLoop()

    def wait_for_end():
        sys.stdin.read()
        GLib.idle_add(loop.quit)

    threading.Thread(target=wait_for_end, daemon=True).start()
    loop.run()


if __name__ == "__main__":
    main()
