import type { OrganizationService } from '@anliu/organization';
import type { RowValues } from '../domain/columns.js';

/** Shortest code of a region an enterprise can lie in: a county's. */
const COUNTY_DIGITS = 6;

/** Codes by every name a region has, alone or after the names above it; undefined for a name that several have. */
function codesByName(organization: OrganizationService, within: string): Map<string, string | undefined> {
  const codes = new Map<string, string | undefined>();
  for (const code of organization.regionsBelow(within)) {
    if (code.length < COUNTY_DIGITS) continue;
    const path = organization.regionPath(code).map((region) => region.name);
    for (let from = 0; from < path.length; from += 1) {
      const name = path.slice(from).join('');
      codes.set(name, codes.has(name) ? undefined : code);
    }
  }
  return codes;
}

/** For every region an enterprise of the office can lie in, the shortest name that means it and no other. */
export function knownRegionNames(organization: OrganizationService, within: string): string[] {
  const known = codesByName(organization, within);
  return [...organization.regionsBelow(within)].flatMap((code) => {
    const path = organization.regionPath(code).map((region) => region.name);
    const names = path.map((_, index) => path.slice(path.length - 1 - index).join(''));
    return names.find((name) => known.get(name) === code) ?? [];
  });
}

/**
 * Replaces a region that is given by name with its code: alone (某镇) or after the names above it (某县某镇), within the region
 * of the importing office. A name several regions have stays as it is.
 */
export function regionNames(organization: OrganizationService, within: string): (values: RowValues) => RowValues {
  const codes = codesByName(organization, within);
  return (values) => {
    const code = codes.get(values.region ?? '');
    return code === undefined ? values : { ...values, region: code };
  };
}
