import { expect, it } from 'vitest';
import { closeUnreleased } from './release.mjs';

const CHANGELOG = `# Changelog

## Unreleased

### Added

- A thing.

## 0.1.0 — 2026-01-01

- The first.
`;

it('a release puts what was unreleased under its version and leaves room for what comes next', () => {
  expect(closeUnreleased(CHANGELOG, '0.2.0', '2026-12-01')).toBe(`# Changelog

## Unreleased

## 0.2.0 — 2026-12-01

### Added

- A thing.

## 0.1.0 — 2026-01-01

- The first.
`);
});

it('a release of nothing, or of a version there is, is refused', () => {
  const closed = closeUnreleased(CHANGELOG, '0.2.0', '2026-12-01');

  expect(() => closeUnreleased(closed, '0.3.0', '2026-12-02')).toThrow('nothing under');
  expect(() => closeUnreleased(CHANGELOG, '0.1.0', '2026-12-02')).toThrow('has a version 0.1.0 already');
});
