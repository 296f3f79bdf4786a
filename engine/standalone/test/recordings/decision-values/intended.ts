/** What differs from Operaton and shall; each with its reason in docs/dmn-differences.md. */
export const INTENDED: readonly { readonly why: string; matches(place: string, change: string): boolean }[] = [
  {
    why: 'an output without a type of Camunda says the type its value has',
    matches: (place, change) => /^output (untyped|number) /.test(place) && change.startsWith('null '),
  },
  {
    why: 'an Object sent with the call is read',
    matches: (place, change) => /object (map|list)$/.test(place) && change.startsWith('error '),
  },
  {
    why: 'a Date or a context as text is written as FEEL writes it',
    matches: (place) => /^output string \| (date|date with millis|json object)$/.test(place),
  },
];
