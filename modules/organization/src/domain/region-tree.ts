import type { RegionLevel, RegionRef } from '@anliu/contract';

const LEVELS: readonly string[] = ['province', 'city', 'county', 'town'] satisfies RegionLevel[];

interface Node extends RegionRef {
  readonly parent: string | undefined;
}

/**
 * The administrative regions as a tree. Belonging is decided by the chain of parents, never by comparing the digits of codes:
 * codes change, are merged, and development zones carry codes that are not below their county's.
 */
export class RegionTree {
  readonly #nodes = new Map<string, Node>();
  readonly #children = new Map<string, RegionRef[]>();

  /** @throws for a row with an unknown level, a code that occurs twice, or a parent that is not (yet) in the list */
  constructor(rows: Iterable<{ code: string; name: string; parent: string; level: string }>) {
    for (const row of rows) {
      if (!LEVELS.includes(row.level)) throw new Error(`region ${row.code}: unknown level ${row.level}`);
      if (this.#nodes.has(row.code)) throw new Error(`region ${row.code} occurs twice`);
      if (row.parent && !this.#nodes.has(row.parent))
        throw new Error(`region ${row.code}: parent ${row.parent} is missing`);
      const ref: RegionRef = { code: row.code, name: row.name, level: row.level as RegionLevel };
      this.#nodes.set(row.code, { ...ref, parent: row.parent || undefined });
      if (row.parent) this.#children.set(row.parent, [...(this.#children.get(row.parent) ?? []), ref]);
    }
  }

  get size(): number {
    return this.#nodes.size;
  }

  get(code: string): RegionRef | undefined {
    const node = this.#nodes.get(code);
    return node && { code: node.code, name: node.name, level: node.level };
  }

  /** From the province down to the region itself; empty for an unknown code. */
  path(code: string): RegionRef[] {
    const path: RegionRef[] = [];
    for (let node = this.#nodes.get(code); node; node = node.parent ? this.#nodes.get(node.parent) : undefined) {
      path.unshift({ code: node.code, name: node.name, level: node.level });
    }
    return path;
  }

  /** True for the region itself and everything below it; false as soon as one of the codes is unknown. */
  isWithin(code: string, ancestor: string): boolean {
    if (!this.#nodes.has(ancestor)) return false;
    for (let node = this.#nodes.get(code); node; node = node.parent ? this.#nodes.get(node.parent) : undefined) {
      if (node.code === ancestor) return true;
    }
    return false;
  }

  children(code: string): readonly RegionRef[] {
    return this.#children.get(code) ?? [];
  }

  /** The region and everything below it. */
  below(code: string): string[] {
    if (!this.#nodes.has(code)) return [];
    return [code, ...this.children(code).flatMap((child) => this.below(child.code))];
  }

  roots(): RegionRef[] {
    return [...this.#nodes.values()]
      .filter((node) => !node.parent)
      .map(({ code, name, level }) => ({ code, name, level }));
  }
}
