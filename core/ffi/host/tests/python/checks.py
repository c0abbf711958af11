"""What a program in Python may rely on, against a real receiver: python3 checks.py LINK ADDRESS CODE FINGERPRINT.

Each check stands for itself and prints its name once it is through."""

import asyncio
import socket
import sys
import threading
import time

from couchpad_ffi import (
    Browser, CouchpadError, EndReason, EventListener, LossReason, PadEvent, SecureStore, Service, Session, Settings,
    State, StoredRecord, Transport, TxtEntry, session as shared, version,
)

LINK, ADDRESS, CODE, FINGERPRINT = sys.argv[1:5]
PATIENCE = 30


def wait(session, what, fits):
    """The first event that fits; others are let go."""
    deadline = time.monotonic() + PATIENCE
    seen = []
    while time.monotonic() < deadline:
        event = session.poll_event()
        if event is None:
            time.sleep(0.002)
        elif fits(event):
            return event
        else:
            seen.append(event)
    raise AssertionError(f"timed out: {what}; {session.status()}; {seen}")


def of(kind):
    return lambda event: isinstance(event, kind)


def player(name):
    session = Session()
    session.set_settings(Settings(name=name, mark=None, transport=Transport.AUTO, rate=1_000))
    assert session.settings().rate == 240
    return session


def fails(kind, call, *arguments):
    try:
        call(*arguments)
    except kind as error:
        assert len(str(error)) > 15, f"no advice: {error!r}"
        return error
    raise AssertionError(f"{call} did not fail")


def leave(session):
    session.leave()
    wait(session, "left", lambda e: of(PadEvent.ENDED)(e) and e.reason == EndReason.LEFT)


def errors_say_what_to_do():
    session = player("Err")
    fails(CouchpadError.Link, session.join_link, "this is no link")
    fails(CouchpadError.TooLong, session.join_link, "x" * 100_000)
    fails(CouchpadError.Code, session.join_code, ADDRESS, "12")
    fails(CouchpadError.NeedsCode, session.join_link, ADDRESS)
    fails(CouchpadError.Unknown, session.join_found, "nobody", None)
    fails(CouchpadError.Unknown, session.join_known, "nobody", None)
    fails(CouchpadError.NotJoined, session.send_text, 0, "hello")
    fails(CouchpadError.NotJoined, session.send_message, 0, True, b"hello")
    fails(CouchpadError.TooLong, session.send_text, 0, "x" * 513)
    fails(CouchpadError.Unknown, session.store_done, 99)
    assert session.status().state == State.IDLE and session.suspend()
    wrong = f"{(int(CODE) + 1) % 1_000_000:06}"
    session.join_code(ADDRESS, wrong)
    ended = wait(session, "refused", of(PadEvent.ENDED))
    assert ended.reason == EndReason.REFUSED and "code" in ended.advice, ended
    assert session.status().state == State.ENDED and session.status().advice == ended.advice
    assert shared() is not None and version()


def a_listener_hears_all_whatever_it_does():
    heard, threads = [], set()

    class Odd(EventListener):
        def on_event(self, event):
            heard.append(event)
            threads.add(threading.get_ident())
            raise ValueError("on purpose")

    session = player("Lis")
    session.set_listener(Odd())
    session.join_link(LINK)
    wait(session, "connected", of(PadEvent.CONNECTED))
    deadline = time.monotonic() + PATIENCE
    while not any(map(of(PadEvent.CONNECTED), heard)):
        assert time.monotonic() < deadline, heard
        time.sleep(0.002)
    assert threads and threading.get_ident() not in threads, "it is called from a thread of Rust's"
    session.set_listener(None)
    leave(session)


def events_can_be_awaited():
    async def play():
        session = player("Asy")
        session.join_link(LINK)
        while not isinstance(await asyncio.wait_for(session.next_event(), PATIENCE), PadEvent.CONNECTED):
            pass
        # one that gives up takes nothing with it
        waits = asyncio.ensure_future(session.next_event())
        await asyncio.sleep(0)
        waits.cancel()
        session.leave()
        while True:
            event = await asyncio.wait_for(session.next_event(), PATIENCE)
            if isinstance(event, PadEvent.ENDED):
                assert event.reason == EndReason.LEFT
                return

    asyncio.run(play())


class Vault(SecureStore):
    """Keeps records in a dictionary, and answers from another thread, as a key store that asks for a finger does."""

    def __init__(self, records):
        self.records, self.session, self.requests = records, None, []

    def answer(self, call, *arguments):
        threading.Thread(target=call, args=arguments).start()

    def load_all(self, request):
        records = [StoredRecord(name=name, record=record) for name, record in self.records.items()]
        self.answer(self.session.store_loaded, request, records)

    def save(self, request, name, record):
        self.requests.append(("save", name))
        self.records[name] = record
        self.answer(self.session.store_done, request)

    def remove(self, request, name):
        self.requests.append(("remove", name))
        self.records.pop(name, None)
        self.answer(self.session.store_done, request)


def device(name, records):
    session, vault = player(name), Vault(records)
    vault.session = session
    session.open_store(vault)
    return session, vault


def a_device_is_known_by_its_store():
    records = {}
    session, vault = device("Sto", records)
    # joined before the records are there: it waits for them
    session.join_code(ADDRESS, CODE)
    wait(session, "paired", of(PadEvent.PAIRED))
    (known,) = session.known_receivers()
    deadline = time.monotonic() + PATIENCE
    while not any(name.startswith("receiver-") for name in records):
        assert time.monotonic() < deadline, records.keys()
        time.sleep(0.002)
    assert "device.toml" in records and known.key and known.addresses
    wait(session, "connected", of(PadEvent.CONNECTED))
    session.hang_up()
    wait(session, "hung up", lambda e: of(PadEvent.ENDED)(e) and e.reason == EndReason.HUNG_UP)
    fails(CouchpadError.Busy, session.open_store, vault)

    # the app is started again: no code is needed; the name is known, and a damaged record costs what it held alone
    records["player.toml"] = b""
    session, vault = Session(), Vault(records)
    vault.session = session
    session.open_store(vault)
    ready = wait(session, "read", of(PadEvent.IDENTITY_READY))
    assert len(ready.warnings) == 1, ready
    assert any(name.startswith("player.toml.corrupt") for name in records), records.keys()
    session.join_known(known.key, None)
    connected = wait(session, "back", of(PadEvent.CONNECTED))
    assert connected is not None and session.status().receiver.key == known.key
    leave(session)
    assert session.forget_receiver(known.key) and not session.known_receivers()


def a_store_that_fails_says_so():
    class Locked(SecureStore):
        def load_all(self, request):
            raise RuntimeError("the phone is locked")

        def save(self, request, name, record):
            pass

        def remove(self, request, name):
            pass

    session = player("Loc")
    session.open_store(Locked())
    failed = wait(session, "failed", of(PadEvent.IDENTITY_FAILED))
    assert "the phone is locked" in failed.reason and "unlock" in failed.reason, failed
    fails(CouchpadError.Identity, session.join_link, LINK)
    # the phone is unlocked, and it is asked again
    vault = Vault({})
    vault.session = session
    session.open_store(vault)
    assert not wait(session, "ready", of(PadEvent.IDENTITY_READY)).warnings
    fails(CouchpadError.Unknown, session.store_loaded, 12_345, [])


def the_systems_own_search_finds_receivers():
    class System(Browser):
        def __init__(self):
            self.calls = []

        def start(self):
            self.calls.append("start")

        def stop(self):
            self.calls.append("stop")

        def doubt(self, instance):
            self.calls.append(instance)

    host, port = ADDRESS.rsplit(":", 1)
    txt = {"txtvers": b"1", "id": FINGERPRINT.encode(), "n": "Den \u202e\x1b".encode(), "vmin": b"1", "vmax": b"9",
           "p": b"1", "s": b"8", "l": b"0"}
    loopback = socket.if_nametoindex("lo") if hasattr(socket, "if_nametoindex") else 1
    service = Service(instance="Den", addresses=[host, "fe80::1%lo", "nonsense", "x" * 9_999], port=int(port),
                      interface=loopback, txt=[TxtEntry(key=k, value=v) for k, v in txt.items()])
    session, system = player("Sea"), System()
    session.set_browser(system)
    session.start_search()
    session.service_found(Service(instance="\x00" * 99_999, addresses=[], port=0, interface=None, txt=[]))
    session.service_found(service)
    found = wait(session, "found", of(PadEvent.RECEIVER_FOUND)).receiver
    assert found.name == "Den" and not found.paired and found.addresses == [ADDRESS], found
    fails(CouchpadError.NeedsCode, session.join_found, found.id, None)
    session.join_found(found.id, CODE)
    wait(session, "connected", of(PadEvent.CONNECTED))
    assert session.receivers()[0].paired, "it has proven who it is"
    session.service_lost("Den")
    wait(session, "gone", of(PadEvent.RECEIVER_GONE))
    session.search_failed("No Wi-Fi: turn it on.")
    assert wait(session, "failed", of(PadEvent.SEARCH_FAILED)).reason == "No Wi-Fi: turn it on."
    session.stop_search()
    assert system.calls == ["start", "stop"], system.calls
    leave(session)


def an_app_goes_to_the_background_and_comes_back():
    session = player("Bac")
    session.join_link(LINK)
    wait(session, "seated", of(PadEvent.PLACE_CHANGED))
    wait(session, "layout", of(PadEvent.LAYOUT_CHANGED))
    place = session.status().place
    session.press(0)
    assert session.suspend(), "the receiver has heard it"
    assert session.status().state == State.SUSPENDED and session.status().held == 0
    lost = wait(session, "lost", of(PadEvent.LOST))
    assert lost.reason == LossReason.SUSPENDED
    session.resume()
    assert not wait(session, "back", of(PadEvent.CONNECTED)).fresh
    assert session.status().place == place and session.status().state == State.CONNECTED
    leave(session)


CHECKS = [
    errors_say_what_to_do,
    a_listener_hears_all_whatever_it_does,
    events_can_be_awaited,
    a_device_is_known_by_its_store,
    a_store_that_fails_says_so,
    the_systems_own_search_finds_receivers,
    an_app_goes_to_the_background_and_comes_back,
]

if __name__ == "__main__":
    for check in CHECKS:
        check()
        print("passed", check.__name__, flush=True)
