#!/usr/bin/env python3
"""A controller that plays by itself, in Python: joins a receiver on this network and plays until the game is over.

    bot.py 'couchpad://192.168.0.5:4455?s=...&k=...'      by the link on the big screen
    bot.py 192.168.0.5 123456                             by its address and its code

It needs the library and its bindings side by side on PYTHONPATH: docs/ffi.md tells how they are made.
"""

import struct
import sys
import time

from couchpad_ffi import ControlKind, CouchpadError, PadEvent, Phase, Session, Settings, Transport

FULL = 32_767
BALL = 0  # the channel on which a program may tell where its ball is
PAUSE = 30  # this button and the next are the receiver's own: no move in a game


class Bot:
    """Holds the paddle under the ball where the receiver tells of one, sweeps from side to side where it does not."""

    def __init__(self, session):
        self.session = session
        self.axis, self.buttons = 0, []
        self.playing, self.ball, self.value, self.step = False, None, 0, 2_000

    def learn(self, layout):
        """Which axis moves, and what there is to press."""
        buttons = [c.kind.button for c in layout.controls if isinstance(c.kind, ControlKind.BUTTON)]
        self.buttons = [button for button in buttons if button < PAUSE]
        areas = [c.kind.x for c in layout.controls if isinstance(c.kind, ControlKind.SWIPE_AREA)]
        sliders = [c.kind.axis for c in layout.controls if isinstance(c.kind, ControlKind.SLIDER)]
        self.axis = next((axis for axis in areas + sliders if axis is not None), 0)
        print(f"layout {layout.title!r}: axis {self.axis}, buttons {self.buttons}", flush=True)

    def hear(self, event):
        """Takes note of what happened. False: it is over."""
        if isinstance(event, PadEvent.ENDED):
            print(f"ended: {event.reason.name} {event.advice or ''}".strip(), flush=True)
            return False
        if isinstance(event, PadEvent.LAYOUT_CHANGED):
            self.learn(event.layout)
        elif isinstance(event, PadEvent.PHASE_CHANGED):
            self.playing = event.phase == Phase.PLAYING
            print(f"phase: {event.phase.name}", flush=True)
        elif isinstance(event, PadEvent.MESSAGE_RECEIVED):
            if event.channel == BALL and len(event.bytes) == 2:
                (self.ball,) = struct.unpack("<h", event.bytes)
        elif not isinstance(event, (PadEvent.AXES_CHANGED, PadEvent.CAUSE_CHANGED)):
            print(event, flush=True)
        return True

    def play(self):
        """One move, sixty times a second."""
        if not self.playing:
            return
        if self.ball is not None:
            self.value = max(-FULL, min(FULL, self.ball))
        else:
            if abs(self.value + self.step) > FULL:
                self.step = -self.step
            self.value += self.step
        self.session.set_axis(self.axis, self.value)
        for button in self.buttons:
            self.session.press(button)
            self.session.release(button)


def main(arguments):
    session = Session()
    session.set_settings(Settings(name="Python", mark=None, transport=Transport.AUTO, rate=120))
    try:
        if len(arguments) == 2:
            session.join_code(*arguments)
        else:
            session.join_link(arguments[0])
    except (CouchpadError, IndexError) as error:
        print(f"{error}" if isinstance(error, CouchpadError) else __doc__, file=sys.stderr)
        return 2
    bot = Bot(session)
    while True:
        while (event := session.poll_event()) is not None:
            if not bot.hear(event):
                return 0
        bot.play()
        time.sleep(1 / 60)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(0)
