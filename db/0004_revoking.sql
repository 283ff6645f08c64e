-- Of what a revoked laptop wrote only this may still decide anything: who else is revoked.
CREATE INDEX aside_revoking ON aside(event)
  WHERE why = 'revoked' AND instr(body, x'227265766F6B65642E') > 0;
