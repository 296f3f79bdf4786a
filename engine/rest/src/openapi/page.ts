import type { OpenApiDocument, OpenApiOperation } from './document.js';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);

const REF = '#/components/schemas/';

/** JSON with its references as links. */
const schemaHtml = (value: unknown): string =>
  escaped(JSON.stringify(value, null, 2)).replace(
    new RegExp(`&quot;${REF}(\\w+)&quot;`, 'g'),
    (_, name: string) => `<a href="#schema-${name}">${name}</a>`,
  );

const block = (title: string, value: unknown): string => `<h4>${title}</h4><pre>${schemaHtml(value)}</pre>`;

function operationHtml(path: string, method: string, operation: OpenApiOperation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      ({ name, in: where, schema, description }) =>
        `<tr><td><code>${escaped(name)}</code></td><td>${where}</td><td>${escaped(String(schema['type']))}</td><td>${escaped(description ?? '')}</td></tr>`,
    )
    .join('');
  return `<details id="${operation.operationId}"><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escaped(path)}</code> ${escaped(operation.summary)}</summary>
${parameters && `<h4>Parameters</h4><table><thead><tr><th>Name</th><th>In</th><th>Type</th><th></th></tr></thead><tbody>${parameters}</tbody></table>`}
${operation.requestBody ? block('Body', operation.requestBody['content']) : ''}
${Object.entries(operation.responses)
  .map(([status, { description, content }]) =>
    content
      ? block(`${status} ${escaped(String(description))}`, content)
      : `<h4>${status} ${escaped(String(description))}</h4>`,
  )
  .join('\n')}
</details>`;
}

/** The document as one page that needs neither scripts nor anything from elsewhere. */
export function openApiPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const of = (tag: string) =>
    operations
      .filter(({ operation }) => operation.tags.includes(tag))
      .map(({ path, method, operation }) => operationHtml(path, method, operation))
      .join('\n');
  const anchor = (tag: string): string => `tag-${tag.replaceAll('/', '-')}`;
  const schemas = Object.entries(document.components.schemas)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([name, schema]) =>
        `<details id="schema-${name}" open><summary><code>${name}</code></summary><pre>${schemaHtml(schema)}</pre></details>`,
    );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Engine REST API</title><link rel="stylesheet" href="docs/style.css"></head>
<body><header><h1>Engine REST API</h1><p>${escaped(String(document.info['description']))} <a href="openapi.json">openapi.json</a>, ${operations.length} operations.</p></header>
<nav>${document.tags.map(({ name }) => `<a href="#${anchor(name)}">${name}</a>`).join(' ')} <a href="#schemas">schemas</a></nav>
<main>${document.tags.map(({ name }) => `<section id="${anchor(name)}"><h2>${name}</h2>\n${of(name)}</section>`).join('\n')}
<section id="schemas"><h2>Schemas</h2>${schemas.join('\n')}</section></main></body></html>
`;
}

export const PAGE_STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:72rem;margin:0 auto;padding:1rem}
nav a{margin-right:.75rem;white-space:nowrap}
details{border-bottom:1px solid #8884;padding:.3rem 0}
summary{cursor:pointer}
summary b{display:inline-block;min-width:4.5rem}
pre{overflow:auto;max-height:24rem;background:#8881;padding:.75rem}
table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .75rem .15rem 0;vertical-align:top}
.get{color:#1a7f37}.post{color:#0969da}.put{color:#9a6700}.delete{color:#cf222e}
`;
