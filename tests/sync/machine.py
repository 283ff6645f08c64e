"""Any history of laptops that scan apart, break, are copied and meet: all agree at its end."""

import shutil
import tempfile
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction
from tests.sync.world import ALL_CODES, LISTS, Template, World, template

_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder in memory: thousands of folders are made
SHORT = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(SHORT, max_examples=1500, stateful_step_count=50, derandomize=False)

HOUR = 3_600_000
SKEWS = st.sampled_from([0, 0, 500, -90_000, HOUR, -HOUR, 26 * HOUR, -400 * 24 * HOUR])
AT = st.integers(0, 3)
WHICH = st.integers(0, 50)
WHERE = st.sampled_from(list(Direction))
REFS = st.sampled_from(["A1", "A2", "A3", "A4", "A5", "P1"])
DEEDS = st.sampled_from(["rename", "reissue", "cancel", "block", "pay", "lift", "walk_in"])

MOST_LAPTOPS = 7
MOST_WORDS = 4
"""About revocations; after more of them no laptop is left that counts."""


def memory() -> Path | None:
    """Return where files are kept in memory."""
    return _MEMORY if _MEMORY.is_dir() else None


class Festival(RuleBasedStateMachine):
    """Laptops of one event; `made` is set by the test that runs it."""

    made: Template

    @initialize(skews=st.tuples(*[SKEWS] * 5))
    def begin(self, skews: tuple[int, ...]) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="kiosk-world-", dir=memory()))
        self.world: World = self.made.world(self.root, skews)

    def teardown(self) -> None:
        """Hold all promises, then clear away."""
        if hasattr(self, "world"):
            try:
                self.world.settle()
            finally:
                self.world.close()
                shutil.rmtree(self.root)

    def _one(self, at: int) -> int:
        return at % len(self.world)

    def _with_role(self, at: int, role: Role) -> int | None:
        able = [n for n, one in enumerate(self.world.stations) if one.role.covers(role)]
        return able[at % len(able)]

    @rule(at=WHICH, code=st.integers(0, len(ALL_CODES) - 1), people=st.none(), way=WHERE)
    def scan(self, at: int, code: int, people: None, way: Direction) -> None:
        self.world.scan(self._one(at), code, people, way)

    @rule(at=WHICH, code=st.integers(0, 2), people=st.integers(1, 3), way=WHERE)
    def scan_some(self, at: int, code: int, people: int, way: Direction) -> None:
        self.world.scan(self._one(at), code, people, way)

    @rule(at=WHICH, which=WHICH, people=st.integers(1, 4))
    def change(self, at: int, which: int, people: int) -> None:
        self.world.change(self._one(at), which, people)

    @rule(at=WHICH, which=WHICH, click=st.booleans())
    def undo(self, at: int, which: int, click: bool) -> None:
        self.world.undo(self._one(at), which, click=click)

    @rule(at=WHICH, people=st.integers(1, 3), way=WHERE)
    def click(self, at: int, people: int, way: Direction) -> None:
        self.world.click(self._one(at), people, way)

    @rule(at=WHICH, people=st.integers(0, 20), ago=st.sampled_from([0, 0, 5, 60]))
    def recount(self, at: int, people: int, ago: int) -> None:
        desk = self._with_role(at, Role.DESK)
        if desk is not None:
            self.world.recount(desk, people, ago)

    @rule(at=WHICH, what=DEEDS, ref=REFS)
    def desk(self, at: int, what: str, ref: str) -> None:
        desk = self._with_role(at, Role.DESK)
        if desk is not None:
            self.world.desk(desk, what, ref)

    @rule(at=WHICH, which=WHICH)
    def decide(self, at: int, which: int) -> None:
        desk = self._with_role(at, Role.DESK)
        if desk is not None:
            self.world.decide(desk, which)

    @rule(value=st.integers(0, 9))
    def setting(self, value: int) -> None:
        self.world.setting(value)

    @rule(at=WHICH, name=st.sampled_from(["Sanne", "Eva", ""]))
    def shift(self, at: int, name: str) -> None:
        self.world.shift(self._one(at), name)

    @rule(at=WHICH, which=st.integers(0, len(LISTS) - 1))
    def take_list(self, at: int, which: int) -> None:
        admin = self._with_role(at, Role.ADMIN)
        if admin is not None:
            self.world.take_list(admin, which)

    @rule(at=WHICH, by=WHICH, back=st.sampled_from([False, False, True]))
    @precondition(lambda self: self.world.words < MOST_WORDS)
    def revoke(self, at: int, by: int, back: bool) -> None:
        at, admin = self._one(at), self._with_role(by, Role.ADMIN)
        if admin is not None and admin != at:
            self.world.revoke(at, admin, back=back)

    @rule(at=WHICH, by=WHICH)
    @precondition(lambda self: self.world.words < MOST_WORDS)
    def revoke_key(self, at: int, by: int) -> None:
        admin = self._with_role(by, Role.ADMIN)
        if admin is not None:
            self.world.revoke_key(self._one(at), admin)

    @rule(seconds=st.sampled_from([1, 30, 900]))
    def advance(self, seconds: int) -> None:
        self.world.advance(seconds)

    @rule(at=WHICH, minutes=st.sampled_from([-61, -1, 3, 1500]))
    def set_clock(self, at: int, minutes: int) -> None:
        self.world.set_clock(self._one(at), minutes)

    @rule(at=WHICH)
    def backup(self, at: int) -> None:
        self.world.backup(self._one(at))

    @rule(which=WHICH)
    def restore(self, which: int) -> None:
        self.world.restore(which)

    @rule(at=WHICH)
    @precondition(lambda self: len(self.world) < MOST_LAPTOPS)
    def clone(self, at: int) -> None:
        self.world.clone(self._one(at))

    @rule(at=WHICH, killed=st.booleans())
    def end(self, at: int, killed: bool) -> None:
        self.world.stations[self._one(at)].end(killed=killed)

    @rule(at=WHICH)
    def write(self, at: int) -> None:
        self.world.write(self._one(at))

    @rule(at=WHICH, which=WHICH, beside=st.booleans())
    def read(self, at: int, which: int, beside: bool) -> None:
        self.world.read(self._one(at), which, beside=beside)

    @rule(one=WHICH, other=WHICH, code=st.integers(0, 2))
    def cross_beside(self, one: int, other: int, code: int) -> None:
        """A ticket comes to two doors beside which sticks cross until their clocks are known."""
        one, other = self._one(one), self._one(other)
        if one != other:
            for _ in range(3):
                self.world.scan(one, code, 1, Direction.IN)
                self.world.scan(other, code, 1, Direction.IN)
                self.world.cross_beside(one, other)
            self.world.scan(one, code, 1, Direction.IN)

    @rule(one=WHICH, other=WHICH, order=st.sampled_from(["", "reversed", "shuffled"]))
    def wire(self, one: int, other: int, order: str) -> None:
        def shuffle(lines: list[str]) -> list[str]:
            if order == "shuffled":
                return Random(len(lines)).sample(lines, len(lines))  # noqa: S311  # no secret
            return lines[::-1] if order else lines

        one, other = self._one(one), self._one(other)
        if one != other:
            self.world.wire(one, other, shuffle)

    @rule(
        one=WHICH,
        other=WHICH,
        which=WHICH,
        how=st.sampled_from(
            ["without one", "turned round", "cut", "a hash for an entry", "changed"]
        ),
    )
    def tampered(self, one: int, other: int, which: int, how: str) -> None:
        one, other = self._one(one), self._one(other)
        if one != other:
            self.world.tampered(one, other, which, how)


def new_template(folder: Path) -> Template:
    """Make the folders that every history begins with."""
    return template(folder)
