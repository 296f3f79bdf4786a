import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { json, text } from '../http/answer.js';
import { get } from '../http/route.js';
import type { Route } from '../http/route.js';
import { openApiDocument } from '../openapi/document.js';
import type { OpenApiDocument } from '../openapi/document.js';
import { PAGE_STYLE, openApiPage } from '../openapi/page.js';

/** The page loads nothing but its own style, and no script at all. */
const PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The OpenAPI document of the route table these routes are part of, and a page to read it. */
export function documentationRoutes({ info }: ProcessEngine, table: () => readonly Route[]): Route[] {
  let document: OpenApiDocument | undefined;
  const written = (): OpenApiDocument => (document ??= openApiDocument(table(), '.', info.version));
  return [
    get('/openapi.json', { summary: 'This document', answer: z.record(z.string(), z.unknown()) }, async () =>
      json(written()),
    ),
    get('/docs', { summary: 'This document as a page', answer: 'text' }, async () =>
      text(openApiPage(written()), 'text/html; charset=utf-8', { 'Content-Security-Policy': PAGE_POLICY }),
    ),
    get('/docs/style.css', { summary: 'The style of the page', answer: 'text' }, async () =>
      text(PAGE_STYLE, 'text/css; charset=utf-8'),
    ),
  ];
}
