"""Overrides: who may lift a refusal, and the detail of the entry."""

from collections.abc import Sequence
from typing import Any

from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.pin_rules import PinProof
from kiosk.domain.verdict import Outcome, OverriddenBy, Override, OverrideReason, Policy, Verdict
from kiosk.errors import UnusableInput


def require_override(event: Event, outcome: Outcome, proof: PinProof | None) -> OverriddenBy:
    """Return who lifts an outcome; UnusableInput if the event forbids it, or a PIN is needed."""
    match event.rules.policy(outcome):
        case Policy.VOLUNTEER:
            return OverriddenBy.VOLUNTEER if proof is None else OverriddenBy(proof.owner.value)
        case Policy.PIN if proof is not None:
            return OverriddenBy(proof.owner.value)
        case Policy.PIN:
            raise UnusableInput("error.pin_needed")
        case _:
            raise UnusableInput("error.lift_forbidden")


def detail_of(kind: Kind, verdict: Verdict, allowed: Sequence[Override]) -> dict[str, Any]:
    """Return the detail of a verdict's entry: its outcome, and the lifted refusals with reasons."""
    detail: dict[str, Any] = {}
    if kind is Kind.REFUSED or verdict.outcome is Outcome.NOT_INSIDE:
        detail["outcome"] = verdict.outcome.value
    if verdict.lifted:
        detail["lifted"] = [outcome.value for outcome in verdict.lifted]
        why = [
            {"outcome": one.outcome.value, "why": one.why.value, "by": one.by.value}
            for one in allowed
            if one.outcome in verdict.lifted
        ]
        detail |= {"allowed": why} if why else {}
    if verdict.warnings:
        detail["warnings"] = list(verdict.warnings)
    return detail


def wristband_overrides(allowed: Sequence[Override]) -> frozenset[Outcome]:
    """Return the outcomes that are lifted because the guest wears a wristband."""
    return frozenset(one.outcome for one in allowed if one.why is OverrideReason.WRISTBAND)
