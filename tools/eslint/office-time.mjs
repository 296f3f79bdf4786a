// modules/office-time is the only place that knows the office's time zone and how instants are spelled. Everywhere else a text is
// never cut to get a day, no offset is written by hand, and the zone of the machine is not asked.
const ISO_CUT =
  'Use @anliu/office-time (dayOf, officeIso, dateText …): the first ten characters of an instant are not its day here.';
const ZONE =
  'Only modules/office-time knows the time zone of the office: use officeIso, startOfDay, endOfDay or parseInstant.';
const MACHINE = 'The zone of the machine is nobody’s time: use @anliu/office-time (dateText, dateTimeText, dayOf …).';

const CUTTING = '/^(slice|substring|substr)$/';

/** Selectors of `no-restricted-syntax`, for scripts and (through eslint-plugin-vue) for templates. */
export const officeTime = [
  { selector: 'Literal[value=/\\+08:?00|Asia.Shanghai/]', message: ZONE },
  { selector: 'TemplateElement[value.raw=/\\+08:?00|Asia.Shanghai/]', message: ZONE },
  { selector: 'BinaryExpression[operator="*"][left.value=8][right.value=3600000]', message: ZONE },
  { selector: 'MemberExpression[object.callee.property.name=/^(toISOString|toJSON)$/]', message: ISO_CUT },
  ...[
    [0, 10],
    [0, 16],
    [0, 19],
    [11, 16],
  ].map(([from, to]) => ({
    selector: `CallExpression[callee.property.name=${CUTTING}][arguments.0.value=${from}][arguments.1.value=${to}]`,
    message: ISO_CUT,
  })),
  { selector: 'CallExpression[callee.property.name="split"][arguments.0.value="T"]', message: ISO_CUT },
  {
    selector: 'CallExpression[callee.property.name=/^[gs]et(Hours|Minutes|Date|Day|Month|FullYear)$/]',
    message: MACHINE,
  },
  { selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)String$/]', message: MACHINE },
  { selector: 'MemberExpression[object.name="Intl"][property.name="DateTimeFormat"]', message: MACHINE },
];

/** Where the rule holds: all product code but the one place, which it would forbid to work. */
export const officeTimeFiles = {
  files: ['{modules,plugins,designer}/*/src/**/*.{ts,vue}'],
  ignores: ['modules/office-time/src/**', '**/*.spec.ts'],
};
