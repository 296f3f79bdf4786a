import fs from 'node:fs';
import path from 'node:path';
import { VENDOR_KINDS } from './kinds.js';

/** A model of the suite and what the reference said of it. */
export interface VendorModel {
  /** Below the suite's folder. */
  readonly file: string;
  readonly accepted: boolean;
  /** How many executable processes the reference found, or why it refused. */
  readonly said: string;
}

/** What the engine under test says of a file: how many definitions it deployed, or why none. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly definitions: number }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface Comparison {
  readonly total: number;
  readonly acceptedByBoth: number;
  readonly refusedByBoth: number;
  /** Accepted by both with another number of definitions. */
  readonly otherCount: readonly string[];
  /** Refused by this engine only, and why: none may be. */
  readonly refusedHere: readonly string[];
  /** The engine under test did not answer as it should. */
  readonly failed: readonly string[];
  /** Accepted by this engine only, by kind; `unknown` are those nobody decided on. */
  readonly acceptedHere: ReadonlyMap<string, readonly string[]>;
}

/** Reads a table of verdicts: file, `accepted` or `refused`, number of definitions or message; a line of headings first. */
export function readVerdicts(table: string): VendorModel[] {
  const lines = fs.readFileSync(table, 'utf8').split(/\r?\n/).slice(1);
  return lines.filter(Boolean).map((line) => {
    const [file = '', verdict, said = ''] = line.split('\t');
    return { file, accepted: verdict === 'accepted', said };
  });
}

/** Gives every file of the suite to the engine under test and holds its verdict against the reference's. */
export async function compareVendorModels(
  folder: string,
  models: readonly VendorModel[],
  deploy: (name: string, bytes: Uint8Array) => Promise<Verdict>,
): Promise<Comparison> {
  const found = { total: 0, acceptedByBoth: 0, refusedByBoth: 0 };
  const [otherCount, refusedHere, failed]: [string[], string[], string[]] = [[], [], []];
  const acceptedHere = new Map<string, string[]>();
  for (const { file, accepted, said } of models) {
    found.total++;
    const verdict = await deploy(path.basename(file), fs.readFileSync(path.join(folder, file)));
    if (verdict.kind === 'failed') failed.push(`${file}: ${verdict.why}`);
    else if (verdict.kind === 'refused' && accepted) refusedHere.push(`${file}: ${verdict.why}`);
    else if (verdict.kind === 'refused') found.refusedByBoth++;
    else if (accepted) {
      found.acceptedByBoth++;
      if (String(verdict.definitions) !== said) otherCount.push(`${file}: ${verdict.definitions} instead of ${said}`);
    } else {
      const kind = kindOf(said);
      acceptedHere.set(kind, [...(acceptedHere.get(kind) ?? []), file]);
    }
  }
  return { ...found, otherCount, refusedHere, failed, acceptedHere };
}

/** The first thing the reference complains of decides. */
function kindOf(said: string): string {
  const first = said.replace(/^.*?Errors:\s*\*\s*/, '').split(' * ')[0]!;
  return VENDOR_KINDS.find(({ sentence }) => sentence.test(first))?.id ?? 'unknown';
}
