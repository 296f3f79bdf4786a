// Dependencies point one way only (docs/decisions/0002-dependency-rule.md). Every rule says what to do instead.
/** Server and browser share these: what they say to each other, and what forms, processes and instants mean. */
const PURE_NAMES = 'contract|form-model|conventions|office-time|sentences|text';
const PURE = `^modules/(${PURE_NAMES})/`;
const tests = '\\.spec\\.ts$|/test/';
const only = (name, library, homes, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^(engine|modules|plugins|designer)/', pathNot: `${homes}|${tests}` },
  to: { path: `node_modules/${library}/` },
});

export default {
  forbidden: [
    {
      name: 'engine-knows-only-itself',
      severity: 'error',
      comment:
        'The engine is usable alone: forms, cases and regions reach it as variables and assignments through the port.',
      from: { path: '^engine/' },
      to: { path: '^(modules|plugins|designer|templates)/' },
    },
    {
      name: 'protocol-has-no-dependencies',
      severity: 'error',
      comment: 'engine/protocol runs in Node and browser and depends on nothing.',
      from: { path: '^engine/protocol/src/' },
      to: { path: '^(engine/(?!protocol/)|modules|plugins|designer|node_modules)' },
    },
    {
      name: 'cooperative-has-no-dependencies',
      severity: 'error',
      comment: 'engine/cooperative runs in Node and browser and depends on nothing.',
      from: { path: '^engine/cooperative/src/', pathNot: tests },
      to: { path: '^(engine/(?!cooperative/)|modules|plugins|designer|node_modules)|^node:' },
    },
    {
      name: 'rest-sees-only-the-port',
      severity: 'error',
      comment: 'engine/rest works over any ProcessEngine: use @anliu/engine-protocol.',
      from: { path: '^engine/rest/src/', pathNot: tests },
      to: { path: '^engine/(?!rest/|protocol/)' },
    },
    {
      name: 'kernel-is-pure',
      severity: 'error',
      comment: 'The kernel has no I/O, no clock and no randomness of its own; the runtime injects them.',
      from: { path: '^engine/kernel/src/', pathNot: tests },
      to: {
        path: '^engine/(embedded|rest|standalone|testkit)/|^node_modules/better-sqlite3|^(node:)?(fs|net|http|crypto|child_process)$',
      },
    },
    {
      name: 'readers-and-evaluators-know-no-engine',
      severity: 'error',
      comment: 'engine/xml, bpmn, expression and dmn are below the kernel: they neither run nor store anything.',
      from: { path: '^engine/(xml|bpmn|expression|dmn)/src/', pathNot: tests },
      to: { path: '^engine/(kernel|embedded|rest|standalone|testkit)/' },
    },
    {
      name: 'modules-reach-the-engine-through-the-port',
      severity: 'error',
      comment:
        'Modules use @anliu/engine-protocol, the expression compiler and the BPMN reader; only the host assembles the embedded engine.',
      from: { path: '^modules/(?!host/)', pathNot: tests },
      to: { path: '^engine/(kernel|embedded|rest|standalone|testkit|dmn)/' },
    },
    {
      name: 'designer-speaks-http',
      severity: 'error',
      comment:
        'The browser never imports server modules or plugins; what both share lives in the pure modules (PURE_NAMES above).',
      from: { path: '^designer/', pathNot: tests },
      to: { path: '^(modules|plugins)/', pathNot: PURE },
    },
    {
      name: 'designer-sees-only-browser-parts-of-the-engine',
      severity: 'error',
      comment: 'Of the engine the browser may use engine/protocol, engine/expression and engine/xml.',
      from: { path: '^designer/', pathNot: tests },
      to: { path: '^engine/(?!protocol/|expression/|xml/)' },
    },
    {
      name: 'the-platform-runs-without-plugins',
      severity: 'error',
      comment: 'Only the host knows that there are plugins, and only their contract: plugins/sdk.',
      from: { path: '^(engine|modules|designer)/', pathNot: `^modules/host/src/|${tests}` },
      to: { path: '^plugins/' },
    },
    {
      name: 'the-host-knows-only-the-contract-of-plugins',
      severity: 'error',
      comment: 'Plugins are found in their folder and started through plugins/sdk; none is imported by name.',
      from: { path: '^modules/host/src/', pathNot: tests },
      to: { path: '^plugins/(?!sdk/)' },
    },
    {
      name: 'plugins-are-removable',
      severity: 'error',
      comment: 'A plugin sees plugins/sdk, engine/protocol and the public REST interface only, and no other plugin.',
      from: { path: '^plugins/([^/]+)/', pathNot: tests },
      to: { path: '^(modules|designer|engine/(?!protocol/))|^plugins/(?!sdk/|$1/)' },
    },
    {
      name: 'modules-meet-at-their-doors',
      severity: 'error',
      comment:
        'A module uses what another one exports from its index: ask for a verb there. Stores, contexts and models stay inside their module.',
      from: { path: '^(modules)/([^/]+)/src/', pathNot: tests },
      to: { path: '^modules/[^/]+/src/', pathNot: '^modules/($2/src/|[^/]+/src/index\\.ts$)' },
    },
    {
      name: 'pure-modules-stay-pure',
      severity: 'error',
      comment: 'Pure modules run in the browser: no other module, no storage, no Koa, no Node built-ins.',
      from: { path: PURE, pathNot: tests },
      to: {
        path: `^modules/(?!(${PURE_NAMES})/)|^node_modules/(koa|mongoose|better-sqlite3)/|^(node:)?(fs|path|crypto|net|http|os|url|buffer|stream)$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Types count, too, and lazy imports: whoever reads one file must not have to read all. Move what both need below them, or turn the call around with a registered service.',
      from: { path: '^(engine|modules|plugins|designer)/', pathNot: tests },
      to: { circular: true },
    },
    only(
      'better-sqlite3-has-a-home',
      'better-sqlite3',
      '^(engine/embedded|modules/storage)/',
      'SQL lives in engine/embedded and modules/storage.',
    ),
    only(
      'bpmn-moddle-has-a-home',
      'bpmn-moddle',
      '^(engine/bpmn|designer/process)/',
      'BPMN XML is read by engine/bpmn and edited by designer/process.',
    ),
    only(
      'saxes-has-a-home',
      'saxes',
      '^(engine/xml|modules/packs|modules/enterprises)/',
      'XML of models is read by engine/xml, that of spreadsheets by the import of enterprises.',
    ),
    only(
      'koa-has-a-home',
      '(koa|@koa)',
      '^(engine/rest|engine/standalone|modules/host|modules/kit)/',
      'Modules declare routes; the host serves them.',
    ),
    only('casbin-has-a-home', 'casbin', '^modules/access/', 'Ask modules/access.'),
    only('formily-has-a-home', '@formily', '^designer/form/', 'Formily stays behind designer/form.'),
    only(
      'expression-libraries-have-a-home',
      '(decimal\\.js|re2js)',
      '^engine/expression/',
      'engine/expression is the only evaluator in the repository.',
    ),
    only('prom-client-has-a-home', 'prom-client', '^engine/rest/', 'Figures are kept by engineMetrics of engine/rest.'),
    only('mongoose-has-a-home', 'mongoose', '^modules/', 'Only server modules store documents.'),
    {
      name: 'nothing-evaluates-or-starts-programs',
      severity: 'error',
      comment: 'Definitions are data; only tools and tests may start programs.',
      from: { path: '^(engine|modules|plugins|designer)/', pathNot: tests },
      to: { path: '^(node:)?(vm|child_process)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'module', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.vue', '.js', '.mjs'],
    },
  },
};
